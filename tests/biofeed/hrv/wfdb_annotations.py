"""A reader for annotation files of PhysioNet's WFDB (`.atr`), as small as the tests need it.

An annotation is a little-endian 16-bit word: ten bits of time since the last one, in samples, under six bits
of code. A few codes are not annotations but say something about the file: SKIP carries a longer time, AUX a
string, and NUM, SUB and CHN a field of the annotation before. A word of zero ends the file. The format
is described at https://physionet.org/physiotools/wag/annot-5.htm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BEATS = {1: "N", 2: "L", 3: "R", 4: "a", 5: "V", 6: "F", 7: "J", 8: "A", 9: "S", 10: "E", 11: "j", 12: "/"}
"""The codes that are heartbeats, with WFDB's letters for them; A is an atrial, V a ventricular early beat."""

_SKIP, _NUM, _SUB, _CHN, _AUX = 59, 60, 61, 62, 63


def read_beats(path: Path) -> list[tuple[int, str]]:
    """Give each heartbeat in the file as (sample, letter)."""
    data = path.read_bytes()
    beats, sample, place = [], 0, 0
    while word := int.from_bytes(data[place : place + 2], "little"):
        code, value = word >> 10, word & 0x3FF
        place += 2
        if code == _SKIP:  # the two halves of the number are little-endian each, the high one first
            high, low = data[place : place + 2], data[place + 2 : place + 4]
            sample += int.from_bytes(low + high, "little", signed=True)
            place += 4
        elif code == _AUX:
            place += value + value % 2
        elif code not in {_NUM, _SUB, _CHN}:
            sample += value
            if code in BEATS:
                beats.append((sample, BEATS[code]))
    return beats
