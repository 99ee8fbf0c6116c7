"""`biofeed demo --history`: makes days up, says so, and leaves what is there unless told otherwise."""

from __future__ import annotations

from pathlib import Path

from biofeed.words import demo as words
from tests.biofeed.cli.conftest import Run


def test_days_are_made_up_in_the_demos_own_log_and_left_alone_afterwards(run: Run, own_home: Path) -> None:
    ran = run("demo", "--history", "2")
    assert ran.code == 0
    assert "made up 2 days" in ran.out
    assert (own_home / "demo" / "simulated.db").exists()
    assert not (own_home / "simulated.db").exists()

    assert words.IS_FILLED in run("demo", "--history", "3").out
    assert "made up 1 day:" in run("demo", "--history", "1", "--fresh").out


def test_a_number_of_days_that_is_none_is_refused(run: Run) -> None:
    assert run("demo", "--history", "0").code == 2
