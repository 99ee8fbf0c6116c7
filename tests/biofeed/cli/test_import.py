from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from biofeed.recording import Recording
from biofeed.sharing import folder
from biofeed.store import all_sessions
from biofeed.store.home import Home
from biofeed.words import sharing as words
from tests.biofeed.cli.conftest import Run


def write_reading(path: Path, number: int = 0) -> Path:
    path.write_text("".join(f"{800 + number + round(50 * math.sin(beat / 2))}\n" for beat in range(60)))
    return path


@pytest.fixture(autouse=True)
def log(empty_log: Home) -> Home:
    """Give each test an empty log."""
    return empty_log


@pytest.fixture
def readings(tmp_path: Path) -> Path:
    """Give a folder with two readings and a file that is none."""
    folder = tmp_path / "readings"
    folder.mkdir()
    write_reading(folder / "1.txt", 1)
    write_reading(folder / "2.txt", 2)
    (folder / "._1.txt").write_bytes(b"\x00\x05\x16\x07" + bytes(20))
    return folder


def test_a_folder_comes_in_and_what_is_no_recording_is_listed(
    run: Run, readings: Path, own_home: Path
) -> None:
    ran = run("import", readings, "--client", "river-7")

    assert ran.code == 0
    assert ran.out.splitlines() == [words.taken_in(2, 0, 1), words.MEASURE_THEM]
    assert ran.err.splitlines()[0] == words.NOT_TAKEN
    assert "companion file" in ran.err
    assert [row.client for row in all_sessions(Home(own_home))] == ["river-7"] * 2


def test_a_second_time_nothing_changes(run: Run, readings: Path) -> None:
    run("import", readings)

    assert run("import", readings).out == words.taken_in(0, 2, 1) + "\n"


def test_json_tells_each_file_on_a_line_and_the_sum_last(run: Run, readings: Path) -> None:
    lines = [json.loads(line) for line in run("import", readings, "--json").out.splitlines()]

    files = {Path(line["path"]).name: line for line in lines[:-1]}
    assert files["1.txt"]["sessions"] == ["1"]
    assert files["1.txt"]["new"]
    assert files["._1.txt"]["trouble"]["exit_code"] == 20
    assert lines[-1] == {"import": {"sessions": 2, "here_already": 0, "not_taken_in": 1}}


def test_a_file_that_was_named_and_is_none_sets_the_exit_code(run: Run, readings: Path) -> None:
    ran = run("import", readings / "1.txt", readings / "._1.txt")

    assert ran.code == 20
    assert words.taken_in(1, 0, 1) in ran.out
    assert run("import", readings / "missing.txt").code == 20


def test_store_rebuild_measures_what_came_in(run: Run, readings: Path) -> None:
    run("import", readings)
    assert json.loads(run("sessions", "show", "1", "--json").out)["session"]["measures"] == {}

    run("store", "rebuild")

    measures = json.loads(run("sessions", "show", "1", "--json").out)["session"]["measures"]
    assert measures["mean_hr"]["value"] == pytest.approx(75, abs=1)


def test_a_column_is_named_for_import_and_for_analyze(run: Run, tmp_path: Path) -> None:
    values = write_reading(tmp_path / "plain.txt").read_text().splitlines()
    table = tmp_path / "table.csv"
    table.write_text("n,mine\n" + "".join(f"{at},{value}\n" for at, value in enumerate(values)))

    assert run("import", table, "--column", "mine").code == 0
    analysed = json.loads(run("analyze", table, "--column", "mine", "--json").out)
    assert analysed["recordings"][0]["beats"] == 60
    assert run("analyze", table, "--column", "yours").code == 2


def test_a_code_that_is_none_is_refused(run: Run, readings: Path) -> None:
    assert run("import", readings, "--client", "Anna Berg").code == 2


def test_interrupted_it_says_so_and_goes_on_the_next_time(run: Run, readings: Path) -> None:
    read = folder.read_recordings

    def interrupted(path: Path) -> Iterator[Recording]:
        if path.name == "2.txt":
            raise KeyboardInterrupt
        return read(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(folder, "read_recordings", interrupted)
        ran = run("import", readings)
    assert ran.code == 130
    assert words.INTERRUPTED in ran.err
    assert words.taken_in(1, 0, 1) in ran.out

    assert words.taken_in(1, 1, 1) in run("import", readings).out
