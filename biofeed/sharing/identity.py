"""Text without what tells one strap from all others of its model.

Straps by Polar, Garmin, Wahoo and others put the number that is printed on them into the name by which they
are found, and an address tells a strap from every other in the world. Both would tell that two files are
about one person. The model stays, because it says how far the numbers can be trusted.
"""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"\b[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b"  # as macOS names a strap
    r"|\b[0-9A-Fa-f]{2}(?:[:_-][0-9A-Fa-f]{2}){5}\b"
)
_BEFORE, _BEHIND = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_LONG = r"(?=[A-Za-z]*[0-9])[0-9A-Fa-f]{6,}|[A-Za-z]{0,4}[0-9]{6,}[A-Za-z]?"
_LONG_NUMBER = re.compile(f"{_BEFORE}(?:{_LONG}){_BEHIND}")
_ANY_NUMBER = re.compile(
    f"{_BEFORE}(?:{_LONG}|(?=[A-Za-z]*[0-9])[0-9A-Fa-f]{{4,}}|[0-9A-Fa-f]{{6,}}|[A-Za-z]{{0,4}}[0-9]{{5}})"
    f"{_BEHIND}"
)
"""In a name, four hexadecimal digits of which one is a figure are enough, and six of any."""


def model_of(name: str) -> str:
    """Take addresses, device numbers and serial numbers out of a device's name."""
    return _without(_ANY_NUMBER, name)


def without_identity(remark: str) -> str:
    """Take them out of a sentence, in which a short number, such as a year, is something else."""
    return _without(_LONG_NUMBER, remark)


def _without(number: re.Pattern[str], text: str) -> str:
    bare = number.sub("", _ADDRESS.sub("", text))
    return re.sub(r"\s{2,}", " ", bare).strip(" :-_#,;")
