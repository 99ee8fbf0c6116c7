"""A text is cut between words, and says that it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.tui.widgets.excerpt import excerpt

TEXT = "These beats are simulated; nobody's heart is measured."


@pytest.mark.parametrize(
    ("width", "rows", "said"),
    [
        (80, 1, TEXT),
        (30, 2, "These beats are simulated;\nnobody's heart is measured."),
        (30, 1, "These beats are simulated; …"),
        (20, 2, "These beats are\nsimulated; …"),
        (3, 1, "…"),
        (0, 0, "…"),
    ],
)
def test_it_ends_with_a_whole_word(width: int, rows: int, said: str) -> None:
    assert excerpt(TEXT, width, rows) == said


@given(st.text("ab ", max_size=60), st.integers(1, 40), st.integers(1, 3))
def test_what_is_left_are_the_first_words(text: str, width: int, rows: int) -> None:
    shown = excerpt(text, width, rows)

    words = shown.split()
    whole = words[:-1] if words and words[-1] == "…" else words
    assert whole == text.split()[: len(whole)]
    assert len(shown.splitlines()) <= rows
