"""A recording is written as it happens, and a replay derives what it says."""

from __future__ import annotations

import json
import re
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from biofeed.replaying import first_difference
from tests.biofeed.cli.conftest import Run, Start

FAST = "sim:?seed=5&speed=max"
RECORDINGS = Path(__file__).parents[3] / "recordings"


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


# --- what is torn, cut off, or not a recording of ours ----------------------------------------------


@pytest.mark.parametrize("command", [["analyze"], ["replay"], ["replay", "--check"]])
def test_a_torn_last_line_is_told_of_on_stderr(run: Run, tmp_path: Path, command: list[str]) -> None:
    path = record(run, tmp_path / "rest.jsonl")
    torn = tmp_path / "torn.jsonl"
    torn.write_bytes(path.read_bytes()[:-10])

    assert run(*command, path).err == ""
    ran = run(*command, torn)
    assert ran.code == 0
    assert ran.err == f"The last line of “{torn}” is torn and is left out; everything before it is there.\n"


@pytest.mark.parametrize("name", ["slow-breathing", "stress-recovery"])
async def test_a_cut_is_no_difference_wherever_it_is(tmp_path: Path, name: str) -> None:
    """Behind the last input a replay has nothing to go by, so what is recorded there is not compared."""
    whole = (RECORDINGS / f"{name}.jsonl").read_bytes().splitlines(keepends=True)
    path = tmp_path / "cut.jsonl"
    kinds = re.compile(rb'"kind":"(feedback|cue|prompt|result)"')
    told = [number for number, line in enumerate(whole[:-50], 1) if kinds.search(line)]
    for end in (*told[20:28], *told[-2:], *range(300, 306)):
        path.write_bytes(b"".join(whole[:end]))
        assert await first_difference(path) is None, whole[end - 1]


def test_the_result_of_a_check_is_there_for_programs(run: Run, tmp_path: Path) -> None:
    path = record(run, tmp_path / "rest.jsonl")
    same = run("replay", path, "--check", "--json")
    assert (same.code, json.loads(same.out)) == (0, {"difference": None, "compared": True})

    changed = tmp_path / "changed.jsonl"
    changed.write_text(path.read_text().replace('"rr_ms":', '"rr_ms":1', 1))
    other = run("replay", changed, "--check", "--json")
    assert other.code == 1
    assert json.loads(other.out)["difference"].startswith("first difference, Beat 0")


def test_a_file_with_nothing_derived_has_nothing_to_compare(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rr.txt"
    path.write_text("\n".join(["800", "900"] * 60))
    said, shown = run("replay", path, "--check"), run("replay", path, "--check", "--json")

    assert (said.code, said.out, shown.code) == (2, "", 2)
    assert "nothing to compare" in said.err
    assert json.loads(shown.out) == {"difference": None, "compared": False}


# --- what is refused before it begins, and what happens when it cannot go on ---------------------------


@pytest.mark.parametrize(
    "options",
    [
        ["--client", "Maria Müller"],
        ["--client", ""],
        ["--minutes", "nan"],
        ["--minutes", "inf"],
        ["--minutes", "0"],
    ],
)
def test_what_is_refused_leaves_no_file(run: Run, tmp_path: Path, options: list[str]) -> None:
    path = tmp_path / "rest.jsonl"
    ran = run("record", "--device", FAST, "--minutes", "1", *options, "-o", path)

    assert ran.code == 2
    assert ran.err.count("\n") == 2
    assert not path.exists()


@pytest.mark.parametrize(("options", "code"), [([], ""), (["--client", "heron"], "heron")])
def test_the_header_names_the_client_that_was_asked_for_or_nobody(
    run: Run, tmp_path: Path, options: list[str], code: str
) -> None:
    path = tmp_path / "rest.jsonl"
    run("record", "--device", FAST, "--minutes", "1", *options, "-o", path)

    assert json.loads(path.read_text().splitlines()[0])["client"] == code
    assert "names nobody" in run("record", "--help").out


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Let the operating system refuse to make any file larger."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_recording_that_the_disk_has_no_room_for_ends_with_what_is_missing(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "rest.jsonl"
    with no_file_larger_than(40_000):
        ran = run("record", "--device", FAST, "--minutes", "5", "-o", path)

    assert ran.code == 20
    assert "bpm on average" in ran.out
    assert ran.err.startswith("What happened from ")
    assert f"There is no room left for “{path}”." in ran.err
    assert run("replay", path, "--check").code == 0


def test_a_disk_without_room_for_the_first_line_keeps_no_empty_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rest.jsonl"
    with no_file_larger_than(10):
        ran = run("record", "--device", FAST, "--minutes", "1", "-o", path)

    assert ran.code == 20
    assert not path.exists()


def test_a_recording_goes_on_when_nobody_reads_its_lines(run: Run, start: Start, tmp_path: Path) -> None:
    path = tmp_path / "rest.jsonl"
    process = start("record", "--device", "sim:?speed=60", "--minutes", "1", "-o", path)
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    process.wait()

    assert process.returncode == 0
    assert process.stderr.read().startswith("Nobody reads these lines any more; the recording goes on")
    assert '"reason":"done"' in path.read_text()


def test_a_replay_that_nobody_reads_to_its_end_ends_quietly(run: Run, start: Start, tmp_path: Path) -> None:
    path = record(run, tmp_path / "rest.jsonl", minutes="20")
    process = start("replay", path, "--json")
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    process.wait()

    assert (process.returncode, process.stderr.read()) == (0, "")
