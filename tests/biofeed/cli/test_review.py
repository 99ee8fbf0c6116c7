"""`biofeed review` needs a terminal; off one it says what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def test_off_a_terminal_it_says_what_to_do_instead(run: Callable[..., Any]) -> None:
    done = run("review")

    assert done.code == 2
    assert "biofeed report --client CODE" in done.err
