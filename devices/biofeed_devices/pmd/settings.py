"""What a stream can be set to: the strap lists the values of each setting, and one of each is chosen.

On the wire a setting is its number, how many values follow, and these, little-endian, each as wide as the
setting is. A list may be cut anywhere between two indications, so it is read when it is whole.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from enum import IntEnum
from typing import Final, TypeAlias

from biofeed.errors import BadPacket


class Setting(IntEnum):
    """A setting, by its number."""

    RATE_HZ = 0
    RESOLUTION_BITS = 1
    RANGE = 2
    """In g for acceleration."""
    MILLI_RANGE = 3
    CHANNELS = 4
    FACTOR = 5
    """What the strap multiplies by, told when a stream begins; nothing that can be chosen."""
    SECURITY = 6


Settings: TypeAlias = Mapping[Setting, tuple[float, ...]]

_FORMATS: Final = {
    Setting.RATE_HZ: "H",
    Setting.RESOLUTION_BITS: "H",
    Setting.RANGE: "H",
    Setting.MILLI_RANGE: "I",
    Setting.CHANNELS: "B",
    Setting.FACTOR: "f",
}
_WIDTHS: Final = {setting: struct.calcsize(f"<{code}") for setting, code in _FORMATS.items()} | {
    Setting.SECURITY: 16
}
_CHOSEN: Final = (Setting.RATE_HZ, Setting.RESOLUTION_BITS, Setting.RANGE, Setting.CHANNELS)

RATE_HZ: Final = 50
"""The rate that is asked for, where there is a choice: enough for breath and posture, easy on the battery."""
RANGE_G: Final = 8
"""The range that is asked for: sitting takes 1 g, getting up or a cough some more."""


def parse(data: bytes) -> Settings:
    """Read a whole list of settings. Raises `BadPacket` if it breaks off or has one that is not known."""
    settings: dict[Setting, tuple[float, ...]] = {}
    at = 0
    while at < len(data):
        if data[at] not in _WIDTHS or at + 2 > len(data):
            raise _unreadable(data)
        setting, count = Setting(data[at]), data[at + 1]
        at += 2
        end = at + count * _WIDTHS[setting]
        if end > len(data):
            raise _unreadable(data)
        if setting in _FORMATS:
            settings[setting] = struct.unpack(f"<{count}{_FORMATS[setting]}", data[at:end])
        at = end
    return settings


def choose(offered: Settings) -> dict[Setting, int]:
    """Choose one value of each setting: what is wanted, else the next above, else the most."""
    wanted = {Setting.RATE_HZ: RATE_HZ, Setting.RANGE: RANGE_G}
    return {
        setting: _nearest(offered[setting], wanted.get(setting))
        for setting in _CHOSEN
        if offered.get(setting)
    }


def pack(chosen: Mapping[Setting, int]) -> bytes:
    """Write the chosen values as a list with one value each."""
    return b"".join(
        bytes([setting, 1]) + struct.pack(f"<{_FORMATS[setting]}", value) for setting, value in chosen.items()
    )


def _nearest(values: tuple[float, ...], wanted: int | None) -> int:
    enough = [value for value in values if wanted is not None and value >= wanted]
    return int(min(enough) if enough else max(values))


def _unreadable(data: bytes) -> BadPacket:
    return BadPacket(
        f"A list of stream settings cannot be read ({data.hex(' ')}).", "It is left out and counted."
    )
