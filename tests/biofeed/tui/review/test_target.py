"""Where a report goes."""

from __future__ import annotations

from pathlib import Path

from biofeed.tui.review.target import free_name, other_kind
from tests.biofeed.tui.review.small import NOW


def test_a_name_says_whose_it_is_and_of_when_and_is_not_taken(tmp_path: Path) -> None:
    def name() -> str:
        return free_name(tmp_path, "river-7", NOW.date(), ".html").name

    assert name() == "river-7-2026-11-22.html"
    (tmp_path / "river-7-2026-11-22.html").touch()
    assert name() == "river-7-2026-11-22-2.html"
    (tmp_path / "river-7-2026-11-22-2.html.csv").touch()
    assert name() == "river-7-2026-11-22-3.html"


def test_the_other_kind_has_the_same_name() -> None:
    assert other_kind(Path("a/page.html")) == Path("a/page.pdf")
    assert other_kind(Path("a/page.PDF")) == Path("a/page.html")
    assert other_kind(Path("a/page.txt")) == Path("a/page.txt.html")
