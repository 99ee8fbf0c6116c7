from __future__ import annotations

from pathlib import Path

import pytest

from biofeed.formats import read_recording
from biofeed.recording import read
from biofeed.rows import Header
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import Beat, Marker, Origin, Stop
from biofeed.words import sharing as words
from tests.biofeed.cli.conftest import Run

EVENTS = (Beat(0, 1.0, 1000.0), Beat(1, 2.0, 999.5), Marker(2.0, "here"), Stop(3.0, "done"))


@pytest.fixture
def session(empty_log: Home) -> str:
    """Log a session and give its name."""
    with open_store(empty_log, Origin.STRAP) as store:
        header = Header(Origin.STRAP, "Polar H10", "2026-03-01T18:30:00+01:00")
        with store.begin(header, "river-7") as log:
            log.append(EVENTS)
            log.finish(3.0, "done", [])
    return log.id


def test_jsonl_keeps_everything_and_says_nothing_is_lost(run: Run, session: str, tmp_path: Path) -> None:
    out = tmp_path / "session.jsonl"
    ran = run("export", session, "-o", out)

    assert (ran.code, ran.out, ran.err) == (0, f"{out}\n", "")
    assert read(out).events == EVENTS
    assert out.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "asked", "form"),
    [
        ("rr.txt", (), "rr"),
        ("table.csv", (), "biofeed-csv"),
        ("night.edf", (), "edf"),
        ("plain", ("--as", "rr"), "rr"),
    ],
)
def test_other_formats_say_on_stderr_what_they_lose(
    run: Run, session: str, tmp_path: Path, name: str, asked: tuple[str, ...], form: str
) -> None:
    ran = run("export", session, "-o", tmp_path / name, *asked)

    assert ran.code == 0
    assert ran.err.splitlines()[0] == words.LOST
    assert len(ran.err.splitlines()) > 1
    recording = read_recording(tmp_path / name)
    assert len(recording.beats()) == 2
    assert form in recording.format


def test_everything_about_a_person_goes_into_a_folder_or_a_zip(
    run: Run, session: str, tmp_path: Path
) -> None:
    ran = run("export", "--client", "river-7", "-o", tmp_path / "all")

    assert ran.code == 0
    assert read(tmp_path / "all" / "sessions" / f"{session}.jsonl").events == EVENTS
    assert words.NOT_IN_IT in ran.err
    assert run("export", "--client", "river-7", "-o", tmp_path / "all.zip").code == 0


def test_nothing_is_written_over(run: Run, session: str, tmp_path: Path) -> None:
    out = tmp_path / "there.jsonl"
    out.write_text("mine")

    assert run("export", session, "-o", out).code == 20
    assert run("export", "--client", "river-7", "-o", out).code == 20
    assert out.read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("1", "--client", "river-7"), 2),
        (("--client", "river-7", "--as", "csv"), 2),
        (("--client", "nobody"), 2),
        (("99",), 30),
    ],
)
@pytest.mark.usefixtures("session")
def test_what_cannot_be_meant_is_said(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    assert run("export", *arguments, "-o", tmp_path / "out").code == code
    assert not (tmp_path / "out").exists()
