"""Text in pieces, each with how it is written, and how it is broken into rows. Pure.

A style is the name of a colour of the theme (`$whisper`) or `bold`; plain text has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

Piece: TypeAlias = tuple[str, str]
"""Some text, and its style."""
Row: TypeAlias = tuple[Piece, ...]

PLAIN, QUIET, STRONG = "", "$whisper", "bold"
EMPTY: Row = ()
"""A row with nothing in it."""


def plain(row: Row) -> str:
    """Give a row without its styles."""
    return "".join(text for text, _ in row)


def wrapped(pieces: Iterable[Piece], columns: int, indent: int = 0) -> list[Row]:
    """Break pieces into rows between words, all but the first indented; a word that is too long is cut."""
    rows: list[list[Piece]] = [[]]
    used = 0
    for word in _words(pieces):
        width = sum(len(text) for text, _ in word)
        gap = 1 if used else 0
        if rows[-1] and used + gap + width > columns:
            rows.append([(" " * indent, PLAIN)] if indent else [])
            used, gap = indent, 0
        rows[-1] += [(" " * gap, word[0][1]), *_cut(word, columns - used - gap)]
        used += gap + min(width, columns - used - gap)
    return [_joined(row) for row in rows if row]


def _words(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Take text apart between its spaces; a word may be of several pieces."""
    word: list[Piece] = []
    for text, style in pieces:
        for is_space, signs in groupby(text, str.isspace):
            if not is_space:
                word.append(("".join(signs), style))
            elif word:
                yield word
                word = []
    if word:
        yield word


def _cut(word: Sequence[Piece], columns: int) -> Iterator[Piece]:
    """Give as much of a word as there is room for."""
    left = columns
    for text, style in word:
        if left > 0:
            yield text[:left], style
        left -= len(text)


def _joined(row: Sequence[Piece]) -> Row:
    """Put neighbours of one style together."""
    joined = ((style, "".join(text for text, _ in same)) for style, same in groupby(row, lambda one: one[1]))
    return tuple((text, style) for style, text in joined if text)
