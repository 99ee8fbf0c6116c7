"""Data frames: a header with the strap's time, and samples behind it.

Ten bytes of header say what is measured, when the *last* sample was taken, and how the samples are written.
ECG comes as 24-bit microvolts. Acceleration comes as milli-g of 8, 16 or 24 bits for each of three axes,
or compressed. What else Polar's devices can send is refused by name, not guessed at.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from biofeed.errors import BadPacket
from biofeed_devices.pmd.control import Measurement
from biofeed_devices.pmd.delta import unpack

_HEADER: Final = struct.Struct("<BQB")
_COMPRESSED: Final = 0b1000_0000
_AXES: Final = 3
_ECG_BYTES: Final = 3
_ACCELERATION_BYTES: Final = {0: 1, 1: 2, 2: 3}
"""How wide a value is, by the frame's type."""
_COMPRESSED_MG: Final = {0: 1000.0, 1: 1.0}
"""What makes mg of a compressed frame's values and the stream's factor: type 0 counts in g."""
_REFERENCE_BYTES: Final = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """What one notification holds."""

    measurement: Measurement
    stamp_ns: int
    """When the last sample was taken, in ns since 2000-01-01 on a clock that may never have been set."""
    channels: tuple[tuple[float, ...], ...]
    """The samples of each channel: µV for ECG; mg along x, y and z for acceleration."""


def parse(data: bytes, factor: float = 1.0) -> Frame:
    """Read one notification; `factor` is what the strap said when the stream began.

    Raises `BadPacket` for a frame that is cut, empty, or of a kind that is not read here.
    """
    if len(data) <= _HEADER.size:
        raise _cut(data)
    kind, stamp_ns, form = _HEADER.unpack_from(data)
    body = bytes(data[_HEADER.size :])
    measurement = Measurement.of(kind)
    if measurement is Measurement.ECG and form == 0:
        return Frame(measurement, stamp_ns, _plain(body, 1, _ECG_BYTES))
    if measurement is Measurement.ACCELERATION and form in _ACCELERATION_BYTES:
        return Frame(measurement, stamp_ns, _plain(body, _AXES, _ACCELERATION_BYTES[form]))
    if measurement is Measurement.ACCELERATION and form - _COMPRESSED in _COMPRESSED_MG:
        return Frame(measurement, stamp_ns, _compressed(body, factor * _COMPRESSED_MG[form - _COMPRESSED]))
    raise _unknown(kind, form)


def _plain(body: bytes, channels: int, width: int) -> tuple[tuple[float, ...], ...]:
    if len(body) % (channels * width):
        raise _cut(body)
    values = [
        float(int.from_bytes(body[at : at + width], "little", signed=True))
        for at in range(0, len(body), width)
    ]
    return tuple(tuple(values[channel::channels]) for channel in range(channels))


def _compressed(body: bytes, unit: float) -> tuple[tuple[float, ...], ...]:
    samples = unpack(body, _AXES, _REFERENCE_BYTES)
    return tuple(tuple(value * unit for value in channel) for channel in zip(*samples, strict=True))


def _cut(data: bytes) -> BadPacket:
    return BadPacket(
        f"A frame ended in the middle of a sample ({len(data)} bytes).",
        "It is left out and counted. If there are many, move the strap closer.",
    )


def _unknown(kind: int, form: int) -> BadPacket:
    return BadPacket(
        f"A frame of kind {kind} and type {form:#04x} is not one that biofeed reads.",
        "It is left out and counted.",
    )
