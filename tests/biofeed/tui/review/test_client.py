"""Clients as the list shows them."""

from __future__ import annotations

import datetime as dt

from biofeed import history
from biofeed.store.row import SessionRow, State
from biofeed.tui.review.client import CODE_COLUMNS, RECENT_DAYS, Known, known_clients, listed, matching
from biofeed.types import Origin
from tests.biofeed.tui.review.small import NOW, at

TODAY = NOW.date()


def row(client: str, day: int, exercise: str = "longer-exhale") -> SessionRow:
    return SessionRow("1", client, at(day), Origin.STRAP, "", exercise, State.FINISHED, "done", 60.0, 1, 1)


def text(known: Known, brought: int | None = None) -> str:
    return "".join(piece for piece, _ in listed(known, TODAY, brought))


def test_who_was_here_last_comes_first_and_who_only_writes_comes_after() -> None:
    rows = [row("b", 20), row("a", 18), row("b", 3)]

    assert [one.code for one in known_clients(rows, {"c", "a"})] == ["b", "a", "c"]


def test_days_are_counted_once_and_a_mere_recording_is_no_practice() -> None:
    rows = [row("a", 22), row("a", 22), row("a", 9), row("a", 8), row("a", 15, exercise="")]

    # From the 9th to the 22nd are fourteen days.
    assert known_clients(rows)[0].practised(TODAY) == 2


def test_the_same_days_are_counted_as_on_the_page() -> None:
    assert RECENT_DAYS == history.RECENT_DAYS


def test_a_code_is_found_by_letters_within_it_whatever_their_case() -> None:
    clients = [Known(code, None, ()) for code in ("ash-12", "Birch", "river-7", "h-1")]

    assert [one.code for one in matching(clients, "H")] == ["h-1", "ash-12", "Birch"]
    assert matching(clients, "") == clients
    assert matching(clients, "z") == []


def test_a_row_says_when_how_often_and_what_is_brought() -> None:
    known = Known("river-7", at(21), (dt.date(2026, 11, 21),))

    assert text(known, 2).split() == ["river-7", "yesterday", "18:00", "1", "of", "14", "days", "2"]
    assert text(known).split()[-1] == "days"
    assert "no session" in text(Known("birch", None, ()))


def test_a_long_code_keeps_the_columns_in_place() -> None:
    assert text(Known("x" * 40, at(21), ())).index("yesterday") == CODE_COLUMNS
