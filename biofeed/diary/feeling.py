"""Words for feelings, in layers: a few basic ones, and under each the words that say it more closely.

“Irritated” says more than “angry”, and to find the closer word is part of the practice. The words stand in
feelings.toml, with the places in the body. Nobody is held to them: a person's own word is as welcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec


class _Feeling(msgspec.Struct, forbid_unknown_fields=True):
    word: str
    closer: list[str]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    places: list[str]
    feeling: list[_Feeling]


def feelings() -> Mapping[str, tuple[str, ...]]:
    """Give the closer words for each basic one, in the order of the file."""
    return {one.word: tuple(one.closer) for one in _read().feeling}


def places() -> tuple[str, ...]:
    """List the places in the body, from the head down."""
    return tuple(_read().places)


def basic_word(word: str) -> str | None:
    """Give the basic word that a feeling belongs to; `None` for a word of one's own."""
    said = word.strip().casefold()
    return next((basic for basic, closer in feelings().items() if said in (basic, *closer)), None)


@cache
def _read() -> _File:
    return msgspec.toml.decode((files("biofeed.diary") / "feelings.toml").read_bytes(), type=_File)
