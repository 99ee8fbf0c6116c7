"""Text is broken between words, and nothing of it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from biofeed.tui.review.text import PLAIN, QUIET, STRONG, plain, wrapped

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)
PIECES = st.lists(st.tuples(st.lists(WORDS).map(" ".join), st.sampled_from((PLAIN, QUIET, STRONG))))


def test_a_row_ends_with_a_whole_word_and_the_next_is_indented() -> None:
    rows = wrapped([("goal ", QUIET), ("speak in meetings", PLAIN)], 12, indent=2)

    assert [plain(row) for row in rows] == ["goal speak", "  in", "  meetings"]


def test_pieces_without_a_space_between_them_stay_together() -> None:
    rows = wrapped([("about 46 s", STRONG), (", n 3", QUIET)], 9)

    assert [plain(row) for row in rows] == ["about 46", "s, n 3"]


def test_a_word_that_is_wider_than_the_room_is_cut() -> None:
    assert [plain(row) for row in wrapped([("abcdefgh ij", PLAIN)], 5)] == ["abcde", "ij"]


@given(PIECES, st.integers(10, 60), st.integers(0, 4))
def test_no_row_is_too_wide_and_no_word_is_lost(
    pieces: list[tuple[str, str]], columns: int, indent: int
) -> None:
    rows = wrapped(pieces, columns, indent)

    assert all(len(plain(row)) <= columns for row in rows)
    words = "".join(text for text, _ in pieces).split()
    if all(len(word) <= columns - indent for word in words):
        assert " ".join(plain(row) for row in rows).split() == words
