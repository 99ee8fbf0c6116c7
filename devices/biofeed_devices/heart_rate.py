"""Bluetooth's Heart Rate Measurement (characteristic 0x2A37): its bytes as values, and back.

The first byte holds flags, and each says whether a field follows: a heart rate of one byte or two, energy,
and the RR intervals since the last packet. Straps differ in which fields they send, so only the flags are
believed, never the model. What the flags do not announce is not read: a stray byte must not become a
heartbeat that nobody had.

Source: Bluetooth SIG, Heart Rate Service 1.0 and GATT Specification Supplement, "Heart Rate Measurement".
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from biofeed.errors import BadPacket

SOURCE = "2a37"
"""What a `Packet` with these bytes carries as its source."""

_WIDE_RATE = 0b0000_0001
_CONTACT = 0b0000_0010
_CONTACT_SUPPORTED = 0b0000_0100
_ENERGY = 0b0000_1000
_INTERVALS = 0b0001_0000


@dataclass(frozen=True, slots=True)
class HeartRateFrame:
    """What one notification says."""

    hr_bpm: int
    """As transmitted; straps send 0 while they look for the first beats."""
    contact: bool | None
    """Whether the strap feels skin; `None` if it cannot tell."""
    energy_kj: int | None
    """Energy spent since its last reset; 65535 means that or more."""
    rr_ticks: tuple[int, ...]
    """Intervals between beats in 1/1024 s, oldest first."""
    ignored_bytes: int = 0
    """How many bytes at the end belong to no announced field."""


def parse(data: bytes) -> HeartRateFrame:
    """Read one notification.

    An odd byte behind the intervals, and anything behind the last announced field, is left out and
    counted. Intervals may be announced and absent. Raises `BadPacket` where the bytes end before a field
    that the flags promise.
    """
    if not data:
        raise _too_short(data)
    flags = data[0]
    try:
        (hr_bpm,) = struct.unpack_from("<H" if flags & _WIDE_RATE else "<B", data, 1)
        at = 3 if flags & _WIDE_RATE else 2
        energy_kj = None
        if flags & _ENERGY:
            (energy_kj,) = struct.unpack_from("<H", data, at)
            at += 2
    except struct.error:
        raise _too_short(data) from None
    count = (len(data) - at) // 2 if flags & _INTERVALS else 0
    rr_ticks = struct.unpack_from(f"<{count}H", data, at)
    contact = bool(flags & _CONTACT) if flags & _CONTACT_SUPPORTED else None
    return HeartRateFrame(hr_bpm, contact, energy_kj, rr_ticks, len(data) - at - 2 * count)


def build(
    hr_bpm: int,
    *,
    contact: bool | None = None,
    energy_kj: int | None = None,
    rr_ticks: Sequence[int] = (),
) -> bytes:
    """Write one notification, in the shortest form that holds the values."""
    wide = hr_bpm > 0xFF
    flags = _WIDE_RATE if wide else 0
    if contact is not None:
        flags |= _CONTACT_SUPPORTED | (_CONTACT if contact else 0)
    if energy_kj is not None:
        flags |= _ENERGY
    if rr_ticks:
        flags |= _INTERVALS
    rate = struct.pack("<H" if wide else "<B", hr_bpm)
    energy = b"" if energy_kj is None else struct.pack("<H", energy_kj)
    return bytes([flags]) + rate + energy + struct.pack(f"<{len(rr_ticks)}H", *rr_ticks)


def _too_short(data: bytes) -> BadPacket:
    return BadPacket(
        f"A heart-rate packet ended too early ({data.hex(' ') or 'no bytes at all'}).",
        "It is left out and counted. If there are many, moisten the strap or move it closer.",
    )
