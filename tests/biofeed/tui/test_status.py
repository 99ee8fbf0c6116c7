"""The top line says the most it has room for, and never half a word."""

from __future__ import annotations

import pytest

from biofeed.tui.widgets.status import left_part


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (45, "longer exhale · 4 in, 6 out   log of me"),
        (38, "longer exhale · 4 in, 6 out   me"),
        (30, "longer exhale   log of me"),
        (20, "longer exhale   me"),
        (10, "me"),
        (1, ""),
    ],
)
def test_the_pattern_goes_first_then_the_title_and_whose_log_last(width: int, said: str) -> None:
    assert left_part(width, "longer exhale", "4 in, 6 out", "me") == said


@pytest.mark.parametrize("width", range(10, 90))
def test_which_parts_there_are_does_not_change_while_a_pace_is_reached(width: int) -> None:
    said = [
        left_part(width, "longer exhale", pattern, "demo")
        for pattern in ("", "4 in, 6 out", "2.67 in, 4 out")
    ]

    assert len({"log of" in text for text in said}) == 1
    assert len({"longer exhale" in text for text in said}) == 1
