"""What the person agreed to have kept, and whether they want to share.

Kept means on this computer. Until anything is said, heartbeats and words are kept, because that is what a log
is for, and sharing is off.
"""

from __future__ import annotations

from dataclasses import dataclass

_HEARTBEATS, _WORDS, _SHARING, _NOTHING = "heartbeats", "words", "sharing", "nothing"


@dataclass(frozen=True, slots=True)
class Consent:
    """Three switches, each by itself."""

    heartbeats: bool = True
    """Whether the heart is measured, and what was measured kept."""
    words: bool = True
    """Whether ratings and lines before and after a session are kept."""
    sharing: bool = False
    """Whether the person wants to share with a therapist; nothing is ever sent by itself."""


NOT_SAID = Consent()


def to_text(consent: Consent) -> str:
    """Write it as one line for the profile."""
    named = ((_HEARTBEATS, consent.heartbeats), (_WORDS, consent.words), (_SHARING, consent.sharing))
    return ", ".join(name for name, agreed in named if agreed) or _NOTHING


def from_text(text: str) -> Consent:
    """Read the profile's line; what was never said is as `Consent()` has it."""
    items = {item.strip() for item in text.split(",")} - {""}
    if not items:
        return NOT_SAID
    return Consent(_HEARTBEATS in items, _WORDS in items, _SHARING in items)
