"""The top line says the most it has room for, and never half a word."""

from __future__ import annotations

import pytest

from biofeed.tui.widgets.status import left_part


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (44, "longer exhale · 4 in, 6 out   log of me"),
        (38, "longer exhale · 4 in, 6 out   me"),
        (30, "longer exhale   log of me"),
        (20, "longer exhale   me"),
        (10, "me"),
        (1, ""),
    ],
)
def test_the_pattern_goes_first_then_the_title_and_whose_log_last(width: int, said: str) -> None:
    assert left_part(width, "longer exhale", "4 in, 6 out", "me") == said
