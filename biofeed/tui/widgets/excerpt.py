"""Excerpt: as much of a text as there is room for, ending with a whole word and an ellipsis.

A terminal cuts wherever its edge happens to be; half a word or half a number says something else.
"""

from __future__ import annotations

import textwrap

ELLIPSIS = " …"


def excerpt(text: str, width: int, rows: int = 1) -> str:
    """Give `text`, broken into at most `rows` rows of `width` columns."""
    lines = textwrap.wrap(
        text,
        max(width, 1),
        max_lines=max(rows, 1),
        placeholder=ELLIPSIS,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)
