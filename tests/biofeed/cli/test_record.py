"""A recording is written as it happens, and a replay derives what it says."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.biofeed.cli.conftest import Run, Start

FAST = "sim:?seed=5&speed=max"


def record(run: Run, path: Path, device: str = FAST, minutes: str = "3") -> Path:
    ran = run("record", "--device", device, "--minutes", minutes, "-o", path)
    assert (ran.code, ran.err) == (0, "")
    return path


@pytest.mark.parametrize(
    "options", ["", "&artefacts=loose&dropouts=some", "&artefacts=ectopic", "&person=anxious"]
)
def test_a_replay_derives_what_the_recording_says(run: Run, tmp_path: Path, options: str) -> None:
    path = record(run, tmp_path / "rest.jsonl", FAST + options)
    ran = run("replay", path, "--check")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("no difference")


def test_two_replays_are_equal_to_the_byte(run: Run, tmp_path: Path) -> None:
    path = record(run, tmp_path / "rest.jsonl")
    first = run("replay", path, "--json").out

    assert first == run("replay", path, "--json").out
    assert first.splitlines() == path.read_text().splitlines()[1:]


def test_a_changed_beat_is_found_and_shown(run: Run, tmp_path: Path) -> None:
    path = record(run, tmp_path / "rest.jsonl")
    lines = path.read_text().splitlines()
    at = next(n for n, line in enumerate(lines) if '"kind":"beat"' in line and n > 50)
    row = json.loads(lines[at])
    row["payload"]["rr_ms"] += 1
    lines[at] = json.dumps(row)
    path.write_text("\n".join(lines) + "\n")
    ran = run("replay", path, "--check")

    assert ran.code == 1
    assert "first difference, Beat" in ran.out
    assert ran.out.count("rr_ms") == 2


def test_a_practice_replays_with_its_exercise_from_the_log_alone(run: Run, tmp_path: Path) -> None:
    """The exercise's text travels in the header, so the same cues come again."""
    run("practice", "longer-exhale", "--device", FAST, "--minutes", "2")
    events = run("sessions", "show", "sim-1", "--events").out
    path = record(run, tmp_path / "rest.jsonl", minutes="2")
    header = json.loads(path.read_text().splitlines()[0])
    toml = (Path(__file__).parents[3] / "exercises/biofeed_exercises/library/longer-exhale.toml").read_text()
    header |= {"exercise": "longer-exhale", "exercise_toml": toml}
    practised = tmp_path / "practised.jsonl"
    practised.write_text(json.dumps(header) + "\n" + events)
    ran = run("replay", practised, "--check")

    assert ran.out.startswith("no difference")


def test_a_recording_that_was_cut_short_is_replayed_as_far_as_it_goes(run: Run, tmp_path: Path) -> None:
    path = record(run, tmp_path / "rest.jsonl")
    torn = tmp_path / "torn.jsonl"
    torn.write_bytes(path.read_bytes()[:20_000])
    ran = run("replay", torn, "--check")

    assert ran.out.startswith("no difference")
    assert run("replay", torn, "--plain").code == 0


def test_ctrl_c_ends_a_recording_and_the_file_is_whole(run: Run, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "rest.jsonl"
    process = start("record", "--device", "sim:?speed=20", "-o", path)
    assert process.stdout
    for line in process.stdout:
        if "bpm" in line:
            break
    process.send_signal(2)
    _, err = process.communicate()

    assert (process.returncode, err) == (0, "")
    assert '"kind":"result"' in path.read_text().splitlines()[-1]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert run("replay", path, "--check").out.startswith("no difference")


def test_a_file_is_never_written_over(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text("mine")
    ran = run("record", "--device", FAST, "--minutes", "1", "-o", path)

    assert ran.code == 20
    assert "already" in ran.err
    assert path.read_text() == "mine"


def test_plain_and_json_at_once_are_refused(run: Run, tmp_path: Path) -> None:
    assert run("replay", tmp_path / "x", "--plain", "--json").code == 2
