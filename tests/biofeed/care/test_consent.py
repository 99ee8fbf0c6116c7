"""What is agreed to is kept as one line, and read back as it was."""

from __future__ import annotations

from itertools import product

import pytest

from biofeed.care.consent import Consent, from_text, to_text


@pytest.mark.parametrize("switches", list(product((True, False), repeat=3)))
def test_a_line_comes_back_as_it_was(switches: tuple[bool, bool, bool]) -> None:
    assert from_text(to_text(Consent(*switches))) == Consent(*switches)


def test_until_anything_is_said_it_is_kept_here_and_shared_with_nobody() -> None:
    assert from_text("") == Consent(heartbeats=True, words=True, sharing=False)


def test_a_line_that_is_not_understood_agrees_to_nothing() -> None:
    assert from_text("everything, everywhere") == Consent(heartbeats=False, words=False, sharing=False)
