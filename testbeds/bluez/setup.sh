#!/usr/bin/env bash
# Makes ready what vm.sh boots: a kernel with its modules, once, and an initramfs, each time anew.
# Needs no root. What is missing is named, with the command that installs it.
#
#   setup.sh             then: vm.sh 60 bluetoothctl list

set -euo pipefail

HERE=$(dirname "$(readlink -f "$0")")
CACHE=${BIOFEED_BLUEZ_CACHE:-$HOME/.cache/biofeed-bluez}
PATH=$PATH:/usr/sbin:/sbin

# The disk by 9p with a place to write on top of it, then Bluetooth with a controller that a program plays.
# bluetoothd derives addresses with the kernel's ciphers (AF_ALG); the kernel's own pairing needs the others.
MODULES=(
  virtio_pci 9pnet_virtio 9p overlay
  aes_generic ecb cmac ccm ctr hmac sha256_generic drbg seqiv ecdh_generic algif_hash algif_skcipher
  bluetooth hci_vhci uhid
)

need() { # PROGRAM PACKAGE
  command -v "$1" >/dev/null || missing+=("$2")
}

check_machine() {
  local missing=()
  if [ "$(uname -sm)" != "Linux x86_64" ] || ! command -v apt-get >/dev/null; then
    echo "setup.sh: the test bed runs on Debian for x86-64, and this is something else." >&2
    exit 1
  fi
  need qemu-system-x86_64 qemu-system-x86
  need busybox busybox-static
  need cpio cpio
  need depmod kmod
  need dbus-daemon dbus-daemon
  [ -x /usr/libexec/bluetooth/bluetoothd ] || missing+=(bluez)
  # The initramfs has no C library, and Debian's other busybox needs one.
  if command -v busybox >/dev/null && ldd "$(command -v busybox)" >/dev/null 2>&1; then
    missing+=(busybox-static)
  fi
  if [ ${#missing[@]} -gt 0 ]; then
    echo "setup.sh: missing: ${missing[*]}. To install:" >&2
    echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
}

download_kernel() { # FOLDER
  # The plain kernel: the flavour for clouds has no Bluetooth.
  local package
  package=$(apt-cache depends linux-image-amd64 2>/dev/null | awk '/Depends: linux-image/ { print $2; exit }')
  if [ -z "$package" ]; then
    echo "setup.sh: apt knows no linux-image-amd64. Try again after: sudo apt-get update" >&2
    exit 1
  fi
  echo "setup.sh: downloading $package (70 MB), once" >&2
  # Root's apt complains that its helper user cannot write here, and downloads all the same.
  (cd "$1" && apt-get download -qq "$package" 2>apt.log) || { cat "$1/apt.log" >&2; exit 1; }
  dpkg -x "$1"/linux-image-*.deb "$1"
}

# Keeps the modules that are needed, numbered in the order in which they have to be loaded.
keep_modules() { # UNPACKED TO
  local release file number=100
  release=$(ls "$1/lib/modules")
  depmod -b "$1" "$release"
  mkdir -p "$2"
  modprobe -d "$1" -S "$release" --show-depends --all "${MODULES[@]}" |
    awk '$1 == "insmod" && !seen[$2]++ { print $2 }' |
    while read -r file; do
      cp "$file" "$2/$((number += 1))-$(basename "$file")"
    done
}

fetch_kernel() {
  local work=$CACHE/unpacked
  [ -s "$CACHE/vmlinuz" ] && return
  rm -rf "$work" "$CACHE/modules"
  mkdir -p "$work"
  download_kernel "$work"
  keep_modules "$work" "$CACHE/modules"
  cp "$work"/boot/vmlinuz-* "$CACHE/vmlinuz"
  rm -rf "$work"
}

pack_initramfs() {
  local root
  root=$(mktemp -d)
  mkdir -p "$root"/{bin,dev,proc,sys,host,writable}
  cp "$(command -v busybox)" "$root/bin/busybox"
  ln -s busybox "$root/bin/sh"
  cp "$HERE/init" "$root/init"
  chmod +x "$root/init"
  cp -r "$CACHE/modules" "$root/modules"
  (cd "$root" && find . | cpio --quiet -o -H newc) | gzip -1 >"$CACHE/initramfs.gz"
  rm -rf "$root"
}

check_machine
mkdir -p "$CACHE"
fetch_kernel
pack_initramfs
