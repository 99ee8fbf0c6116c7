#!/usr/bin/env bash
# Runs one command in a virtual machine that has a Bluetooth stack: Linux, bluetoothd, a system bus of its own
# and /dev/vhci, where a program can play the controller. The host's disk is its disk, read-only.
#
#   vm.sh SECONDS COMMAND…      output and exit status are the command's; 98 if it did not end in time
#
# Made ready by setup.sh. The processor is emulated, so that neither /dev/kvm nor root is needed.

set -euo pipefail

CACHE=${BIOFEED_BLUEZ_CACHE:-$HOME/.cache/biofeed-bluez}
LIMIT_S=$1
shift

EXCHANGE=$(mktemp -d)
trap 'rm -rf "$EXCHANGE"' EXIT
chmod 755 "$EXCHANGE"

{
  printf 'export PATH=%q HOME=/root PYTHONDONTWRITEBYTECODE=1\n' "$PATH:/usr/sbin:/sbin"
  printf 'cd %q || exit 97\n' "$PWD"
  cat <<'INSIDE'
dbus-daemon --system --fork
/usr/libexec/bluetooth/bluetoothd --nodetach >/run/exchange/bluetoothd.log 2>&1 &
export BLUETOOTHD_PID=$!
disown # The contract kills it, and the shell would remark on that.
is_there() {
  dbus-send --system --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.NameHasOwner string:org.bluez | grep -q true
}
for _ in $(seq 100); do is_there && break; sleep 0.05; done
cut -d' ' -f1 /proc/uptime >/run/exchange/ready
echo "$(uname -sr), bluetoothd $(/usr/libexec/bluetooth/bluetoothd --version)" >/run/exchange/versions
INSIDE
  printf '%q ' "$@"
  printf '\nstatus=$?\n'
  echo '# A crash is worth knowing of, whatever the command made of it.'
  echo 'dmesg | grep segfault >&2'
  # shellcheck disable=SC2016  # the shell inside knows it
  echo 'exit $status'
} >"$EXCHANGE/inside.sh"

started_s=$SECONDS
timeout "$LIMIT_S" qemu-system-x86_64 \
  -machine q35 -accel tcg -smp 2 -m 1024 -display none -nodefaults -no-reboot \
  -kernel "$CACHE/vmlinuz" -initrd "$CACHE/initramfs.gz" -append "console=ttyS0 quiet panic=-1" \
  -serial "file:$EXCHANGE/console" \
  -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap \
  -virtfs "local,path=$EXCHANGE,mount_tag=exchange,security_model=none,multidevs=remap" \
  </dev/null 2>"$EXCHANGE/qemu" || true
took_s=$((SECONDS - started_s))

if [ ! -s "$EXCHANGE/status" ]; then
  echo "vm.sh: the command did not end within $LIMIT_S s. What there is of it:" >&2
  (cd "$EXCHANGE" && tail -n 30 qemu console stdout stderr bluetoothd.log 2>/dev/null) >&2 || true
  exit 98
fi
cat "$EXCHANGE/stdout"
cat "$EXCHANGE/stderr" >&2
echo "$(cat "$EXCHANGE/versions"): booted in $(cat "$EXCHANGE/booted") s, bluetoothd ready after $(cat "$EXCHANGE/ready") s," \
  "all over after $took_s s" >&2
exit "$(cat "$EXCHANGE/status")"
