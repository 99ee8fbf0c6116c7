"""`biofeed log`: kept in one line, listed with wins first, edited, shared and deleted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from biofeed.cli.log.ask import asked
from biofeed.cli.log.look import KIND_NAMES
from biofeed.diary import KINDS, Line, Moment, MomentKind
from biofeed.words import diary as words
from tests.biofeed.cli.conftest import Run
from tests.biofeed.diary.making import NOON, days_ago
from tests.biofeed.test_words import BANNED

SETBACK = ("log", "setback", "argument", "--feeling", "hurt", "--feeling", "torn", "--where", "jaw")


def listed(run: Run, *arguments: str) -> dict[str, Any]:
    ran = run("log", "list", "--json", *arguments)
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


# --- keeping ----------------------------------------------------------------------------------------


def test_a_setback_is_kept_in_one_line_with_all_that_was_said(run: Run) -> None:
    ran = run(
        *SETBACK, "--peak", "70", "--okay", "20", "--helped", "a walk", "--noticed", "30", "--at", "2h ago"
    )

    assert (ran.code, ran.out, ran.err) == (0, "kept setback 1, private\n", "")
    (entry,) = listed(run)["entries"]
    assert entry["value"] == {
        "kind": "setback",
        "happened": entry["value"]["happened"],
        "what": "argument",
        "feelings": ["hurt", "torn"],
        "places": ["jaw"],
        "peak": 70,
        "minutes_until_okay": 20.0,
        "helped": "a walk",
        "noticed_at": 30,
    }
    assert (entry["client"], entry["kind"], entry["shared"], entry["revision"]) == ("me", "setback", False, 1)
    assert entry["happened"] < entry["written"]


@pytest.mark.parametrize("arguments", [("--feeling", "proud"), ("--helped", "music"), ("saw it coming",)])
def test_one_thing_is_enough(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("log", "win", *arguments).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("win",), "One thing is enough"),
        (("setback", "x", "--peak", "101"), "0 to 100"),
        (("win", "x", "--at", "soon"), "20 min ago"),
        (("win", "x", "--at", "2999-01-01"), "keeps what has been"),
        (("line", " "), "nothing to report"),
        (("goal", "sleep", "--rate", "11"), "0 to 10"),
        (("tag", "weather"), "medication change"),
        (("tag", "sleep", "25"), "0 to 24"),
        (("total", "PHQ-9", "28"), "0 to 27"),
        (("total", "PHQ-9", "x"), "such as 11"),
        (("total", "PHQ-9"), "--part NAME=NUMBER"),
        (("total", "WHO-5", "40"), "--variant x4 (0 to 100)"),
        (("total", "WHO-5", "40", "--variant", "x9"), "--variant x4 (0 to 100)"),
        (("total", "DASS-21", "--variant", "x2", "--part", "stress"), "NAME=NUMBER"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_does_and_nothing_is_kept(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    ran = run("log", *arguments)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not BANNED.search(ran.err)
    assert listed(run)["entries"] == []


def test_a_goal_is_set_once_and_rated_as_often_as_one_likes(run: Run) -> None:
    run("log", "goal", "sleep", "--less-of", "lying awake", "--rate", "2")
    ran = run("log", "goal", "Sleep", "--rate", "8")
    run("log", "goal", "sleep", "--more-of", "walks")

    assert ran.out.splitlines()[-1] == "sleep: 2 → 8 of 10 · less of: lying awake"
    found = listed(run)
    assert [entry["kind"] for entry in found["entries"]] == ["goal", "rating", "rating"]
    assert found["goals"] == [
        {"name": "sleep", "first": 2, "latest": 8, "ratings": 2, "change": 6, "meaningful": True}
    ]
    goal = found["entries"][0]
    assert (goal["revision"], goal["value"]["less_of"], goal["value"]["more_of"]) == (
        2,
        "lying awake",
        "walks",
    )


def test_a_goal_by_its_name_alone_is_shown(run: Run) -> None:
    run("log", "goal", "sleep", "--rate", "2")

    assert run("log", "goal", "sleep").out == "sleep: 2 of 10\n"
    assert len(listed(run)["entries"]) == 2


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        (("sleep", "6.5"), {"kind": "sleep", "amount": 6.5, "text": ""}),
        (("med", "half the dose"), {"kind": "medication change", "amount": None, "text": "half the dose"}),
        (("illness",), {"kind": "illness", "amount": None, "text": ""}),
    ],
)
def test_a_day_is_tagged(run: Run, arguments: tuple[str, ...], value: dict[str, object]) -> None:
    assert run("log", "tag", *arguments, "--date", "2026-01-31").code == 0
    (entry,) = listed(run)["entries"]
    assert entry["value"] == {**value, "day": "2026-01-31"}


# --- totals -----------------------------------------------------------------------------------------


def test_a_total_says_at_once_what_has_become_of_it(run: Run) -> None:
    run("log", "total", "PHQ-9", "16", "--date", "2026-01-01")
    ran = run("log", "total", "phq9", "9", "--date", "2026-02-01")

    assert "first 16 on 2026-01-01, 7 lower now" in ran.out
    assert "larger than normal measurement wobble, and across the cut-off" in ran.out
    (course,) = listed(run)["courses"]
    assert (course["change"], course["reliable_change"], course["outcome"]) == (-7, 6, "recovered")
    assert course["signal"] is None


def test_a_harder_total_is_worth_raising_and_the_rule_is_printed(run: Run) -> None:
    run("log", "total", "PHQ-9", "9", "--date", "2026-01-01")
    ran = run("log", "total", "PHQ-9", "15", "--date", "2026-02-01")

    assert "worth raising at your next appointment" in ran.out
    assert "rule: latest − first is harder by 6" in ran.out
    assert not BANNED.search(ran.out)
    assert listed(run)["courses"][0]["signal"]["kind"] == "deterioration"
    assert "rule: " in run("log").out


def test_the_way_of_scoring_is_named_once(run: Run) -> None:
    run("log", "total", "WHO-5", "40", "--variant", "x4", "--date", "2026-01-01")

    assert run("log", "total", "WHO-5", "52").code == 0
    assert {entry["value"]["variant"] for entry in listed(run)["entries"]} == {"x4"}


def test_parts_are_kept_apart(run: Run) -> None:
    run("log", "total", "DASS-21", "--variant", "x2", "--part", "stress=12", "--part", "Anxiety=4")

    (entry,) = listed(run)["entries"]
    assert entry["value"]["total"] is None
    assert entry["value"]["parts"] == [["stress", 12.0], ["anxiety", 4.0]]


def test_an_unknown_questionnaire_is_kept_and_said_to_be_unknown(run: Run) -> None:
    ran = run("log", "total", "Our own", "3")

    assert ran.code == 0
    assert "“Our own” is not in the table" in ran.out


def test_a_table_of_ones_own_holds(run: Run, own_home: Path) -> None:
    packaged = run("log", "questionnaires", "--toml").out
    own_home.mkdir(exist_ok=True)
    (own_home / "questionnaires.toml").write_text(packaged.replace("highest = 27", "highest = 30"))

    assert run("log", "total", "PHQ-9", "29").code == 0
    assert "0 to 30" in run("log", "questionnaires").out
    known = json.loads(run("log", "questionnaires", "--json").out)["questionnaires"]
    assert known[0]["name"] == "PHQ-9"
    assert known[0]["scale"][0]["highest"] == 30


# --- reading ----------------------------------------------------------------------------------------


def test_before_anything_was_kept_nothing_is_made(run: Run, own_home: Path) -> None:
    assert "nothing kept yet" in run("log", "list").out
    assert not own_home.exists()


def test_off_a_terminal_it_lists_with_wins_before_setbacks(run: Run) -> None:
    run(*SETBACK, "--okay", "20")
    run("log", "win", "paused", "--at", "2026-01-01 10:00")
    run("log", "line", "nothing to report")
    ran = run("log")

    assert (ran.code, ran.err) == (0, "")
    heads = [line for line in ran.out.splitlines() if not line.startswith(" ")]
    assert heads == ["wins", "setbacks", "lines"]
    assert "okay again after 20 min (median of 1); with few moments this says little" in ran.out
    assert [entry["kind"] for entry in listed(run)["entries"]] == ["win", "setback", "line"]


def test_a_list_can_be_of_a_kind_of_some_days_and_of_a_client(run: Run) -> None:
    run("log", "win", "old", "--at", "2020-01-01")
    run("log", "win", "new")
    run("log", "setback", "mine", "--client", "river-7")

    assert len(listed(run, "--kind", "win")["entries"]) == 2
    assert [entry["value"]["what"] for entry in listed(run, "--days", "7")["entries"]] == ["new"]
    assert [entry["value"]["what"] for entry in listed(run, "--client", "river-7")["entries"]] == ["mine"]
    assert run("log", "list", "--kind", "tag").out == f"{words.NONE_OF_THESE}\n"


def test_a_client_named_before_the_command_is_meant_too(run: Run) -> None:
    run("log", "--client", "river-7", "win", "x")

    assert [entry["client"] for entry in listed(run, "--client", "river-7")["entries"]] == ["river-7"]
    assert "x" in run("log", "--client", "river-7").out


def test_the_demo_has_a_diary_of_its_own(run: Run, own_home: Path) -> None:
    run("log", "win", "tried it", "--demo")

    assert listed(run)["entries"] == []
    assert len(listed(run, "--demo")["entries"]) == 1
    assert (own_home / "demo" / "simulated.db").exists()
    assert not (own_home / "demo" / "sessions.db").exists()


def test_words_for_feelings_are_listed_in_layers(run: Run) -> None:
    assert "angry: annoyed" in run("log", "feelings").out
    assert "irritated" in json.loads(run("log", "feelings", "--json").out)["feelings"]["angry"]


def test_the_kinds_that_can_be_asked_for_are_all_kinds() -> None:
    assert KIND_NAMES == KINDS


# --- changing ---------------------------------------------------------------------------------------


def test_an_edit_changes_what_was_named_and_keeps_the_rest(run: Run) -> None:
    run(*SETBACK, "--peak", "70")
    ran = run(
        "log", "edit", "1", "--okay", "15", "--feeling", "sad", "--text", "quarrel", "--at", "2026-01-01"
    )

    assert ran.out == "changed 1; what it said before is kept with it (version 2)\n"
    (entry,) = listed(run)["entries"]
    value = entry["value"]
    assert (value["what"], value["feelings"], value["places"]) == ("quarrel", ["sad"], ["jaw"])
    assert (value["peak"], value["minutes_until_okay"]) == (70, 15)
    assert entry["happened"].startswith("2026-01-01")


@pytest.mark.parametrize(
    ("kept", "edit", "field", "value"),
    [
        (("goal", "sleep"), ("--less-of", "late screens"), "less_of", "late screens"),
        (("line", "x"), ("--text", "y"), "text", "y"),
        (("tag", "sleep", "6"), ("--text", "7,5"), "amount", 7.5),
        (("tag", "sleep", "6"), ("--date", "2026-01-31"), "day", "2026-01-31"),
        (("total", "PHQ-9", "11"), ("--total", "12"), "total", 12),
        (("total", "OQ-45.2", "70"), ("--part", "Social Role=9"), "parts", [["social role", 9.0]]),
    ],
)
def test_every_kind_can_be_edited(
    run: Run, kept: tuple[str, ...], edit: tuple[str, ...], field: str, value: object
) -> None:
    run("log", *kept)

    assert run("log", "edit", "1", *edit).code == 0
    assert listed(run)["entries"][0]["value"][field] == value


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("1",), "Nothing was said"),
        (("1", "--rate", "3"), "has no --rate"),
        (("1", "--peak", "300"), "0 to 100"),
        (("2", "--text", "x"), "no entry 2"),
    ],
)
def test_an_edit_that_does_not_fit_changes_nothing(run: Run, arguments: tuple[str, ...], said: str) -> None:
    run("log", "win", "paused")
    ran = run("log", "edit", *arguments)

    assert ran.code in {2, 30}
    assert said in ran.err
    assert listed(run)["entries"][0]["revision"] == 1


def test_an_edited_total_stays_within_its_range(run: Run) -> None:
    run("log", "total", "PHQ-9", "11")

    assert "0 to 27" in run("log", "edit", "1", "--total", "40").err


def test_sharing_is_ticked_and_taken_back(run: Run) -> None:
    run("log", "win", "paused")

    assert "shared" in run("log", "share", "1").out
    assert listed(run)["entries"][0]["shared"]
    assert "shared" in run("log", "list").out
    assert "private" in run("log", "share", "1", "--not").out
    assert not listed(run)["entries"][0]["shared"]
    run("log", "share", "1", "--not")
    assert listed(run)["entries"][0]["revision"] == 3


def test_ticked_at_once_it_is_shared(run: Run) -> None:
    assert run("log", "win", "paused", "--share").out == "kept win 1, shared\n"


def test_a_deleted_entry_is_gone(run: Run) -> None:
    run("log", "win", "paused")

    assert run("log", "delete", "1", "--yes").code == 0
    assert listed(run)["entries"] == []
    ran = run("log", "delete", "1", "--yes")
    assert (ran.code, ran.out) == (30, "")
    assert "biofeed log list" in ran.err


def test_off_a_terminal_no_entry_is_deleted_without_a_yes(run: Run) -> None:
    run("log", "win", "paused")
    ran = run("log", "delete", "1")

    assert (ran.code, ran.out) == (2, "")
    assert "--yes" in ran.err
    assert len(listed(run)["entries"]) == 1


@pytest.mark.parametrize(("answer", "left"), [("y", 0), ("n", 1)])
def test_on_a_terminal_it_is_asked_before_an_entry_is_deleted(
    run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    run("log", "win", "paused")
    monkeypatch.setattr(import_module("biofeed.cli.log.change"), "on_terminal", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: answer)
    run("log", "delete", "1")

    assert len(listed(run)["entries"]) == left


# --- asking -----------------------------------------------------------------------------------------


class Person:
    """Somebody at a terminal who answers in order, and skips what comes after that."""

    def __init__(self, *answers: str) -> None:
        self._answers: Iterator[str] = iter(answers)
        self.asked: list[str] = []
        self.heard: list[str] = []

    def ask(self, question: str) -> str:
        self.asked.append(question)
        return next(self._answers, "")

    def answer(self) -> object:
        return asked(self.ask, self.heard.append, NOON)


def test_a_setback_is_asked_for_question_by_question() -> None:
    person = Person("s", "argument", "hurt, torn ,", "jaw", "70", "20", "a walk", "2h ago")

    assert person.answer() == Moment(
        MomentKind.SETBACK, days_ago(2 / 24), "argument", ("hurt", "torn"), ("jaw",), 70, 20.0, "a walk"
    )
    assert (len(person.asked), person.heard) == (8, [])


def test_a_win_is_asked_less() -> None:
    person = Person("w", "paused")

    assert person.answer() == Moment(MomentKind.WIN, NOON, "paused")
    assert words.HOW_STRONG not in person.asked


@pytest.mark.parametrize(
    ("answers", "value"),
    [
        (("l", "slept in"), Line("slept in", NOON)),
        (("n",), Line("nothing to report", NOON)),
        (("l",), None),
        (("",), None),
        (("w",), None),
        (("s",), None),
    ],
)
def test_whatever_is_skipped_nothing_is_made_up(answers: tuple[str, ...], value: Line | None) -> None:
    assert Person(*answers).answer() == value


def test_what_is_not_understood_is_asked_again_with_what_fits() -> None:
    person = Person("s", "", "", "", "much", "170", "70", "", "", "soon", "1h ago")

    assert person.answer() == Moment(MomentKind.SETBACK, days_ago(1 / 24), peak=70)
    assert len(person.heard) == 3
    assert "0 to 100" in person.heard[0]
    assert "20 min ago" in person.heard[2]


def test_every_question_is_one_calm_line() -> None:
    person = Person("s")
    person.answer()

    for question in person.asked:
        assert "\n" not in question
        assert not BANNED.search(question)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_on_a_terminal_it_asks_and_keeps(run: Run) -> None:
    import pty

    ours, its = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "biofeed", "log"],
        stdin=its,
        stdout=its,
        stderr=its,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(its)
    os.write(ours, b"w\npaused\n\n\n\n\n\n")
    said = b"".join(_read(ours)).decode()
    os.close(ours)

    assert program.wait() == 0
    assert words.WHAT in said
    assert "kept win 1, private" in said
    assert listed(run)["entries"][0]["value"]["what"] == "paused"


def _read(terminal: int) -> Iterator[bytes]:
    """Read until the program closes its end, which Linux tells as an error."""
    while True:
        try:
            data = os.read(terminal, 4096)
        except OSError:
            return
        if not data:
            return
        yield data
