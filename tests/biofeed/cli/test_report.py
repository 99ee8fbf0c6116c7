"""`report`: a page about a client or a session, from the log to the file."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from biofeed.care import Debrief
from biofeed.diary import Line, Total
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import Origin
from tests.biofeed.cli.conftest import Run
from tests.biofeed.history.year import CLIENT, Lived, live

NOW = dt.datetime.now().astimezone()
"""The command asks the computer's own clock for today."""


def ago(days: int) -> dt.datetime:
    return NOW - dt.timedelta(days=days)


@pytest.fixture
def home(own_home: Path) -> Home:
    """Give a log with three sessions and a diary."""
    home = Home(own_home)
    with open_store(home, Origin.STRAP) as store:
        for days in (40, 10, 1):
            live(store, Lived(ago(days), debrief=Debrief(bring=f"about day {days}")))
        store.write_entry(CLIENT, Line("shared line", ago(1)), NOW, shared=True)
        store.write_entry(CLIENT, Line("hidden line", ago(1)), NOW)
    return home


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / "june.html"


def test_a_clients_page_and_its_table_are_written(run: Run, home: Home, out: Path) -> None:
    ran = run("report", "--client", CLIENT, "-o", out)

    assert (ran.code, ran.err) == (0, "")
    assert str(out) in ran.out
    assert f"{out.name}.csv" in ran.out
    page = out.read_text("utf-8")
    assert all(text in page for text in ("about day 40", "about day 1", "shared line"))
    assert "hidden line" not in page


def test_days_can_be_named_as_people_name_them(run: Run, home: Home, out: Path) -> None:
    assert run("report", "--client", CLIENT, "--from", "20d ago", "--to", "5d ago", "-o", out).code == 0

    page = out.read_text("utf-8")
    assert "about day 10" in page
    assert "about day 40" not in page
    assert "about day 1”" not in page


def test_what_is_private_has_to_be_asked_for(run: Run, home: Home, out: Path) -> None:
    assert run("report", "--client", CLIENT, "--private", "-o", out).code == 0

    assert "hidden line" in out.read_text("utf-8")


def test_a_sessions_page_has_the_hash_of_what_show_prints(run: Run, home: Home, out: Path) -> None:
    assert run("report", "2", "-o", out).code == 0

    printed = run("sessions", "show", "2", "--events").out
    assert hashlib.sha256(printed.encode()).hexdigest() in out.read_text("utf-8")
    assert "about day 10" in out.read_text("utf-8")


def test_a_simulated_session_says_so(run: Run, own_home: Path, out: Path) -> None:
    with open_store(Home(own_home), Origin.SIMULATED) as store:
        live(store, Lived(ago(1), origin=Origin.SIMULATED))

    assert run("report", "sim-1", "-o", out).code == 0
    assert "Simulated beats" in out.read_text("utf-8")


def test_the_demos_diary_lies_with_its_sessions(run: Run, own_home: Path, out: Path) -> None:
    demo = Home(own_home).demo()
    with open_store(demo, Origin.SIMULATED) as store:
        live(store, Lived(ago(1), origin=Origin.SIMULATED))
        store.write_entry(CLIENT, Line("from the diary", ago(1)), NOW, shared=True)

    assert run("report", "--client", CLIENT, "--demo", "-o", out).code == 0
    page = out.read_text("utf-8")
    assert "Simulated beats" in page
    assert "from the diary" in page


def test_a_persons_own_questionnaires_are_known(run: Run, home: Home, out: Path) -> None:
    with open_store(home, Origin.STRAP) as store:
        for days, total in ((30, 20.0), (2, 5.0)):
            store.write_entry(CLIENT, Total("Mine", total, ago(days).date()), NOW, shared=True)
    home.questionnaires.write_text(
        '[[questionnaire]]\nname = "Mine"\nabout = "made up"\nbasis = "page"\nsource = "here"\n'
        '[[questionnaire.scale]]\nlowest = 0\nhighest = 30\nworse = "higher"\n'
        'reliable_change = { value = 4, basis = "page", source = "here" }\n'
    )

    assert run("report", "--client", CLIENT, "-o", out).code == 0
    assert "easier than at first, more than measurement wobble" in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "about a client, or about one session"),
        (("1", "--client", CLIENT), 2, "about a client, or about one session"),
        (("1", "--from", "2026-01-01"), 2, "Days go with a client"),
        (("--client", CLIENT, "--from", "1d ago", "--to", "9d ago"), 2, "comes after"),
        (("--client", CLIENT, "--from", "soon"), 2, "is no time"),
        (("--client", "nobody"), 30, "There is nothing of nobody"),
        (("99",), 30, "There is no session"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    arguments: tuple[str, ...], code: int, said: str, run: Run, home: Home, out: Path
) -> None:
    ran = run("report", *arguments, "-o", out)

    assert ran.code == code
    assert said in ran.err
    assert list(out.parent.iterdir()) == []


def test_a_file_that_is_there_is_left_alone(run: Run, home: Home, out: Path) -> None:
    out.write_text("mine")

    assert run("report", "--client", CLIENT, "-o", out).code == 20
    assert out.read_text() == "mine"


def test_an_unknown_ending_is_refused(run: Run, home: Home, out: Path) -> None:
    assert run("report", "--client", CLIENT, "-o", out.with_suffix(".doc")).code == 2
