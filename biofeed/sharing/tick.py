"""What goes along only if it is ticked, and what an excerpt of a session leaves behind."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import TypeAlias


class Extra(StrEnum):
    """What is left out of a bundle unless the person ticks it."""

    NOTES = "notes"
    """What was said in their own words in a session: lines, markers' texts, typed answers."""
    PACKETS = "packets"
    """The strap's own bytes and sampled signals, from which everything can be computed anew."""
    PRIVATE = "private"
    """Entries of the diary, and notes about sessions, that are not marked to be shared."""


Ticked: TypeAlias = Collection[Extra]
