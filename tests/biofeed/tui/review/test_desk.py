"""What the therapist's side reads and writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed.errors import StoreError, UsageError
from biofeed.report.page import Page
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.note import Author
from biofeed.tui.review.desk import Desk
from biofeed.types import Origin
from tests.biofeed.tui.review.small import ASH, BIRCH, NOW, RIVER, at, keep


def notes_on(page: Page) -> str:
    return str([section for section in page.sections if section.key == "notes"])


def test_a_log_that_is_not_there_has_nobody_in_it(tmp_path: Path) -> None:
    home = Home(tmp_path / "none")

    assert Desk(home).clients() == []
    assert not home.path.exists()


def test_everybody_there_is_something_of_is_listed(written: Path) -> None:
    assert [one.code for one in Desk(Home(written)).clients()] == [RIVER, ASH, BIRCH]


def test_what_is_brought_is_counted_as_on_the_page(written: Path) -> None:
    desk = Desk(Home(written))

    assert (desk.brought(RIVER, NOW.date()), desk.brought(ASH, NOW.date())) == (1, 0)


def test_what_was_not_shared_is_read_only_if_asked_for(written: Path) -> None:
    def told(private: bool) -> str:
        desk = Desk(Home(written), private=private)
        return str(desk.client(RIVER, NOW).page) + str(desk.session("1", NOW).page)

    assert "for nobody else" in told(private=True)
    assert "my own doubt" in told(private=True)
    assert "for nobody else" not in told(private=False)
    assert "my own doubt" not in told(private=False)


def test_a_demo_is_read_from_the_log_of_simulated_sessions(home: Home) -> None:
    with open_store(home, Origin.SIMULATED) as store:
        keep(store, "demo", at(20))
    desk = Desk(home, demo=True)

    assert "demo" in {one.code for one in desk.clients()}
    assert "sim-1" in {one.row.id for one in desk.client("demo", NOW).sessions}
    assert RIVER in {one.code for one in Desk(home).clients()}
    assert "demo" not in {one.code for one in Desk(home).clients()}


def test_ones_own_notes_stay_apart_from_the_clients(home: Home) -> None:
    desk = Desk(home)
    desk.annotate("1", "looks tired", NOW, shared=False)
    desk.annotate("1", "worth a word", NOW, shared=True)
    read = desk.session("1", NOW)

    assert [note.text for note in read.own] == ["looks tired", "worth a word"]
    assert {note.author for note in read.own} == {Author.THERAPIST}
    assert "a calm first one" in notes_on(read.page)
    assert "worth a word" not in notes_on(read.page)


def test_the_printed_page_has_those_of_ones_own_that_may_go_along(home: Home) -> None:
    desk = Desk(home)
    desk.annotate("1", "looks tired", NOW, shared=False)
    desk.annotate("1", "worth a word", NOW, shared=True)
    printed = notes_on(desk.session("1", NOW).printed)

    assert "worth a word" in printed
    assert "looks tired" not in printed


def test_a_moved_session_is_the_other_clients(home: Home) -> None:
    desk = Desk(home)
    desk.move("7", RIVER, NOW)

    assert desk.session("7", NOW).row.client == RIVER
    assert len(desk.client(ASH, NOW).sessions) == 1
    with pytest.raises(UsageError):
        desk.move("7", RIVER, NOW)
    with pytest.raises(UsageError):
        desk.move("7", "no code", NOW)


def test_a_page_is_written_with_its_numbers_beside_it(written: Path, tmp_path: Path) -> None:
    desk = Desk(Home(written))
    table = desk.write(desk.client(RIVER, NOW).page, tmp_path / "page.html")

    assert "speak in meetings" in (tmp_path / "page.html").read_text("utf-8")
    assert table == tmp_path / "page.html.csv"
    assert table.exists()


def test_a_session_that_is_not_there_is_said_to_be_missing(written: Path) -> None:
    with pytest.raises(StoreError):
        Desk(Home(written)).session("99", NOW)
