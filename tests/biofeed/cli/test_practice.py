"""`biofeed practice` off a terminal: it runs, says what it measured, logs everything, and ends well."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from biofeed.exercise import MAX_MINUTES, MIN_MINUTES
from biofeed.store.log import SessionLog
from biofeed.types import Event
from tests.biofeed.cli.conftest import Run, Start

FAST = "sim:?seed=1&speed=max"


def share_of(out: str) -> int:
    """Read the share off the summary, the last line that speaks of the rhythm."""
    line = [line for line in out.splitlines() if line.startswith("rhythm ")][-1]
    return int(line.rpartition(" ")[2])


def test_five_simulated_minutes_end_with_a_summary_and_a_silent_stderr(run: Run) -> None:
    ran = run("practice", "longer-exhale", "--device", FAST, "--minutes", "5", "--plain")

    assert (ran.code, ran.err) == (0, "")
    assert "Longer exhale · me · simulated strap (average person) · session sim-1" in ran.out
    assert "breathe in, 4.0 s" in ran.out
    assert "bpm on average" in ran.out


def test_the_paced_rhythm_is_several_times_that_of_the_same_person_left_alone(run: Run) -> None:
    paced = run("practice", "longer-exhale", "--device", FAST, "--minutes", "5", "--plain")
    alone = run("practice", "longer-exhale", "--device", f"{FAST}&follow=no", "--minutes", "5", "--plain")

    def ratio(share: int) -> float:
        return share / (100 - share)

    assert ratio(share_of(paced.out)) > 2.5 * ratio(share_of(alone.out))


def test_one_seed_gives_one_log(run: Run) -> None:
    for _ in range(2):
        run("practice", "longer-exhale", "--device", FAST, "--minutes", "5", "--plain")

    first, second = (run("sessions", "show", f"sim-{n}", "--events").out for n in (1, 2))
    assert first == second
    assert first.count("\n") > 600


def test_json_gives_every_logged_event(run: Run) -> None:
    ran = run("practice", "even-breath", "--device", FAST, "--minutes", "1", "--json")

    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["seq"] for line in lines] == list(range(len(lines)))
    assert {line["kind"] for line in lines} >= {
        "packet",
        "beat",
        "cue",
        "feedback",
        "phase_change",
        "stop",
        "result",
    }
    assert ran.out == run("sessions", "show", "sim-1", "--events").out


def test_without_a_strap_the_breath_is_paced_and_the_session_is_ones_own(run: Run) -> None:
    ran = run("practice", "even-breath", "--device", "none:?speed=max", "--minutes", "1", "--plain")

    assert ran.code == 0
    assert "nothing was measured" in ran.out
    assert "bpm" not in ran.out
    assert json.loads(run("sessions", "list", "--json").out)["sessions"][0]["id"] == "1"


def test_the_device_used_last_is_the_default(run: Run) -> None:
    assert run("practice", "even-breath", "--minutes", "1").code == 2

    run("practice", "even-breath", "--minutes", "1", "--device", FAST)
    assert "simulated strap" in run("practice", "even-breath", "--minutes", "1").out


def test_the_client_is_one_person_unless_told_otherwise(run: Run) -> None:
    run("practice", "even-breath", "--device", FAST, "--minutes", "1")
    ran = run("practice", "even-breath", "--device", FAST, "--minutes", "1", "--client", "heron")

    assert "· heron ·" in ran.out
    listed = json.loads(run("sessions", "list", "--json", "--client", "heron").out)["sessions"]
    assert [(row["client"], row["state"]) for row in listed] == [("heron", "finished")]


def test_the_demo_prints_lines_ends_by_itself_and_leaves_ones_own_log_alone(run: Run) -> None:
    ran = run("demo")

    assert (ran.code, ran.err) == (0, "")
    assert "bpm on average" in ran.out
    assert run("sessions", "list").out == "no sessions yet\n"
    assert "demo" in run("sessions", "list", "--demo").out
    assert run("sessions", "show", "--demo", "sim-1").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "title", "hint"),
    [
        (["practice", "nope", "--device", FAST], 40, "There is no exercise called “nope”.", "even-breath"),
        (["practice", "even-breath", "--device", "nope:"], 2, "no kind of device called “nope:”", "sim:"),
        (["practice", "even-breath", "--device", "nope"], 2, "not the address of a device", "sim:"),
        (["practice", "even-breath", "--device", "sim:?person=tall"], 2, "person", "average"),
        (["practice", "even-breath", "--device", FAST, "--client", "a b"], 2, "client code", "letters"),
        (["practice", "even-breath", "--device", FAST, "--minutes", "31"], 2, "31 minutes", "between"),
        (["practice", "even-breath"], 2, "No device was named", "--device sim:"),
        (["sessions", "show", "7"], 30, "7", ""),
    ],
)
def test_a_request_that_makes_no_sense_is_answered_with_what_and_what_to_do(
    run: Run, arguments: list[str], code: int, title: str, hint: str
) -> None:
    ran = run(*arguments)

    first, _, second = ran.err.partition("\n")
    assert ran.code == code
    assert title in first
    assert hint in second
    assert ran.out == ""


def test_a_data_folder_that_cannot_be_written_is_said_before_anything_begins(
    run: Run, own_home: Path
) -> None:
    own_home.parent.mkdir(exist_ok=True)
    own_home.write_text("in the way")
    ran = run("practice", "even-breath", "--device", FAST, "--minutes", "1")

    assert ran.code == 30
    assert str(own_home) in ran.err
    assert ran.out == ""


def test_what_is_logged_is_readable_by_its_owner_only(run: Run, own_home: Path) -> None:
    run("practice", "even-breath", "--device", FAST, "--minutes", "1")

    for path in (own_home, *own_home.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def until(process: subprocess.Popen[str], text: str) -> str:
    """Read the process's output up to the line that holds `text`."""
    assert process.stdout
    seen = ""
    for line in process.stdout:
        seen += line
        if text in line:
            return seen
    raise AssertionError(f"ended without “{text}”: {seen}")


class TestEnding:
    def test_a_killed_session_keeps_its_packets_and_the_next_start_works(
        self, run: Run, start: Start
    ) -> None:
        process = start("practice", "even-breath", "--device", "sim:?seed=1&speed=20", "--json")
        seen = until(process, '"kind":"packet"') + until(process, '"kind":"feedback"')
        while_running = json.loads(run("sessions", "list", "--json").out)["sessions"][0]
        process.kill()
        process.wait()

        row = json.loads(run("sessions", "list", "--json").out)["sessions"][0]
        assert (while_running["state"], row["state"]) == ("running", "interrupted")
        logged = run("sessions", "show", "sim-1", "--events").out
        packets = [line for line in seen.splitlines() if '"kind":"packet"' in line]
        # The last lines printed may be those of the packet that was being written when the kill came.
        assert all(packet in logged for packet in packets[:-1])
        assert run("practice", "even-breath", "--device", FAST, "--minutes", "1").code == 0

    @pytest.mark.parametrize(
        ("number", "code", "reason"),
        [
            (signal.SIGINT, 0, "stopped"),
            (signal.SIGTERM, 143, "interrupted"),
            (signal.SIGHUP, 129, "interrupted"),
        ],
    )
    def test_a_signal_stops_the_session_as_a_key_would(
        self, run: Run, start: Start, number: signal.Signals, code: int, reason: str
    ) -> None:
        process = start("practice", "even-breath", "--device", "sim:?seed=1&speed=20", "--plain")
        until(process, "bpm")
        process.send_signal(number)
        out, err = process.communicate()

        assert (process.returncode, err) == (code, "")
        assert f"{reason}\n" in out
        row = json.loads(run("sessions", "list", "--json").out)["sessions"][0]
        assert (row["state"], row["end_reason"]) == ("finished", reason)
        assert reason in run("sessions", "list").out
        assert '"kind":"result"' in run("sessions", "show", "sim-1", "--events").out

    def test_whoever_closes_the_pipe_ends_it_without_a_complaint(self, run: Run, start: Start) -> None:
        process = start("practice", "even-breath", "--device", "sim:?seed=1&speed=20", "--plain")
        until(process, "breathe in")
        assert process.stdout
        process.stdout.close()
        process.wait()

        assert process.stderr
        assert (process.returncode, process.stderr.read()) == (0, "")
        assert json.loads(run("sessions", "list", "--json").out)["sessions"][0]["state"] == "finished"

    def test_a_session_that_the_disk_has_no_room_for_ends_with_what_is_missing(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its numbers are shown all the same: they are all that is left of it."""
        append = SessionLog.append
        asked = 0

        def refuse_from_the_third_on(log: SessionLog, events: Sequence[Event]) -> None:
            nonlocal asked
            asked += 1
            if asked == 3:
                limit = log._connection.connection.cursor()
                pages = limit.execute("PRAGMA page_count").fetchone()[0]
                limit.execute(f"PRAGMA max_page_count = {pages}")
            append(log, events)

        monkeypatch.setattr(SessionLog, "append", refuse_from_the_third_on)
        ran = run("practice", "resting-reading", "--device", FAST, "--plain")

        assert ran.code == 30
        assert "bpm on average" in ran.out
        assert ran.err.startswith("What happened from ")
        assert "What came before it is kept." in ran.err


def test_bare_biofeed_off_a_terminal_says_what_to_do_instead(run: Run) -> None:
    ran = run()

    assert ran.code == 2
    assert "biofeed practice longer-exhale --device none: --plain" in ran.err


def test_the_module_runs_like_the_script() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "biofeed", "--version"], capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith("biofeed, version ")


@pytest.mark.parametrize("command", ["practice", "demo"])
def test_the_help_gives_the_minutes_that_hold(run: Run, command: str) -> None:
    assert f"{MIN_MINUTES:g}<=x<={MAX_MINUTES:g}" in run(command, "--help").out
    assert run(command, *(["even-breath"] * (command == "practice")), "--minutes", "nan").code == 2
