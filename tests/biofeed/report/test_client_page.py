"""What a client's page says, against what can be counted by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from biofeed.care import Debrief
from biofeed.diary import Goal, GoalRating, Moment, MomentKind, Total
from biofeed.history import ClientHistory
from biofeed.report import Page, client_page
from biofeed.report.chart import Chart
from biofeed.report.number import Number
from biofeed.report.page import Line, Lines, Said, Table
from biofeed.report.period import MOST_ROWS
from biofeed.report.recovery import felt
from biofeed.report.row import MOST_SESSIONS
from biofeed.types import Origin
from tests.biofeed.history.year import LAST, Lived, at, entry, history, year

NOW = at(LAST, 21)


def back(days: int) -> dt.date:
    return LAST - dt.timedelta(days=days)


def page(found: ClientHistory) -> Page:
    return client_page(found, NOW)


def text(said: Said) -> str:
    return "".join(part.text if isinstance(part, Number) else part for part in said)


def lines(found: Page, key: str) -> list[str]:
    section = next(section for section in found.sections if section.key == key)
    blocks = [block for block in section.blocks if isinstance(block, Lines)]
    return [f"{line.label}: {text(line.said)}" for block in blocks for line in block.lines]


def table(found: Page, key: str) -> Table:
    section = next(section for section in found.sections if section.key == key)
    return next(block for block in section.blocks if isinstance(block, Table))


def cells(found: Page, key: str, row: int = 0) -> dict[str, str]:
    it = table(found, key)
    return dict(zip(it.columns, [it.rows[row].label, *map(text, it.rows[row].cells)], strict=True))


class TestHeadline:
    def said(self, found: ClientHistory) -> list[str]:
        return [text(line.said) for line in page(found).headline]

    def test_it_has_three_lines_even_with_nothing_to_say(self) -> None:
        assert self.said(history([])) == [
            "No practice in this time.",
            "No questionnaire or goal was rated twice in this time.",
            "Nothing was marked for the next session.",
        ]

    def test_it_says_practice_change_and_what_is_flagged(self) -> None:
        lived = [
            Lived(at(back(20)), end="stopped"),
            Lived(at(back(3)), debrief=Debrief(bring="Monday")),
            Lived(at(LAST), minutes=5),
        ]
        entries = [entry(Total("PHQ-9", 16, back(20)), NOW), entry(Total("PHQ-9", 9, LAST), NOW, 2)]

        assert self.said(history(lived, entries)) == [
            "Practised on 2 of the last 14 days; 3 sessions, 25 min since 2 Nov 2026.",
            "PHQ-9 16 points → 9 points (easier, more than wobble).",
            "1 marked to bring to the session; 1 ended early.",
        ]

    def test_a_change_within_wobble_is_said_to_be_that(self) -> None:
        entries = [entry(Total("PHQ-9", 16, back(20)), NOW), entry(Total("PHQ-9", 12, LAST), NOW, 2)]

        assert self.said(history([], entries))[1] == "PHQ-9 16 points → 12 points (within wobble)."

    def test_a_reliable_change_comes_before_one_that_is_not(self) -> None:
        totals = [
            Total("PHQ-9", 16, back(20)),
            Total("PHQ-9", 15, LAST),
            Total("GAD-7", 5, back(20)),
            Total("GAD-7", 12, LAST),
        ]
        found = history([], [entry(total, NOW, number) for number, total in enumerate(totals)])

        assert self.said(found)[1].startswith("GAD-7 5 points → 12 points (harder, more than wobble); PHQ-9")
        assert self.said(found)[2] == "1 signal in the questionnaires, worth discussing."

    def test_without_questionnaires_a_goal_is_told(self) -> None:
        values = [Goal("sleep", NOW), GoalRating("sleep", 2, at(back(9))), GoalRating("sleep", 8, NOW)]
        found = history([], [entry(value, NOW, number) for number, value in enumerate(values)])

        assert self.said(found)[1] == "goal “sleep” 2/10 → 8/10."


class TestTold:
    def test_what_is_to_be_brought_comes_first_and_wins_before_setbacks(self) -> None:
        values = [
            Moment(MomentKind.SETBACK, NOW, "late train", peak=70, minutes_until_okay=25, helped="a walk"),
            Moment(MomentKind.WIN, NOW, "asked for help"),
            Goal("sleep", NOW),
            GoalRating("sleep", 4, NOW),
        ]
        found = history(
            [Lived(at(LAST), debrief=Debrief(bring="Monday"))],
            [entry(value, NOW, number) for number, value in enumerate(values)],
        )

        assert lines(page(found), "told") == [
            "to bring to the session: 22 Nov “Monday”",
            "goal: “sleep” 4/10",
            "what went well: 22 Nov “asked for help”",
            "what was hard: 22 Nov “late train”, peak 70/100, okay again after 25 min, what helped: “a walk”",
            "felt okay again: 25 min",
        ]

    def test_of_many_the_latest_are_shown_and_how_many_there_are(self) -> None:
        wins = [Moment(MomentKind.WIN, at(back(days)), f"win {days}") for days in range(5)]
        found = page(history([], [entry(win, NOW, number) for number, win in enumerate(wins)]))

        assert lines(found, "told") == [
            "what went well (the latest 3 of 5): 22 Nov “win 0”; 21 Nov “win 1”; 20 Nov “win 2”"
        ]

    def test_an_edited_entry_is_marked(self) -> None:
        found = page(history([], [entry(Moment(MomentKind.WIN, NOW, "a win"), NOW, revision=2)]))

        assert lines(found, "told") == ["what went well: 22 Nov “a win” †"]
        assert any("1 diary entry was edited" in line for line in lines(found, "provenance"))

    def test_lines_of_a_session_are_shown_only_with_what_is_private(self) -> None:
        lived = [Lived(at(LAST), debrief=Debrief(line="quieter"))]

        assert not any(section.key == "told" for section in page(history(lived)).sections)
        assert lines(page(history(lived, private=True)), "told") == ["a line: 22 Nov “quieter”"]


class TestRows:
    def test_up_to_twelve_sessions_have_a_row_each_the_newest_first(self) -> None:
        lived = [Lived(at(back(days))) for days in range(MOST_SESSIONS - 1, -1, -1)]

        rows = table(page(history(lived)), "sessions").rows
        assert len(rows) == MOST_SESSIONS
        assert rows[0].label == "22 Nov 2026"

    def test_more_than_twelve_become_weeks(self) -> None:
        found = page(history([Lived(at(back(days))) for days in range(MOST_SESSIONS, -1, -1)]))

        assert [row.label for row in table(found, "sessions").rows] == ["week of 16 Nov", "week of 9 Nov"]
        assert cells(found, "sessions")["what"] == "7 sessions"

    @pytest.mark.parametrize(
        ("days", "label"), [(90, "week of 16 Nov"), (365, "Nov 2026"), (900, "Oct to Dec 2026")]
    )
    def test_longer_spans_have_longer_rows_and_never_too_many(self, days: int, label: str) -> None:
        rows = table(page(history([Lived(at(back(day))) for day in range(days, -1, -3)])), "sessions").rows

        assert rows[0].label == label
        assert len(rows) <= MOST_ROWS

    def test_a_row_tells_how_sure_its_numbers_are(self) -> None:
        assert cells(page(history([Lived(at(LAST), rmssd_ms=42.4)])), "sessions") == {
            "when": "22 Nov 2026",
            "what": "longer-exhale",
            "length": "10 min",
            "felt before → after": "50/100 → 35/100",
            "RMSSD": "42 ms",
            "heart rate": "64 bpm",
            "clean time": "176 s / 180 s",
            "coverage": "98 %",
            "artefacts": "1.0 %",
            "breath, posture, strap": "free, sitting, Polar H10",
            "remark": "",
        }

    def test_a_session_without_a_strap_has_no_numbers_of_the_heart(self) -> None:
        row = cells(page(history([Lived(at(LAST), rmssd_ms=None)])), "sessions")

        assert (row["RMSSD"], row["coverage"], row["breath, posture, strap"]) == ("no strap", "", "")

    def test_medians_of_a_week_are_over_clean_windows_and_say_how_many(self) -> None:
        lived = [Lived(at(back(days)), rmssd_ms=30.0 + days, before=days) for days in range(12, -1, -1)]
        lived[-1] = Lived(at(LAST), rmssd_ms=500.0, weak="paused", before=None)
        found = page(history(lived))
        row = table(found, "sessions").rows[0]

        rmssd, coverage = row.cells[3][0], row.cells[6][0]
        assert isinstance(rmssd, Number)
        assert isinstance(coverage, Number)
        # Of 16 to 21 November, 36 to 31 ms; the weak one of the 22nd is counted for coverage alone.
        assert (rmssd.value, rmssd.n) == (33.5, 6)
        assert coverage.n == 7
        assert cells(found, "sessions")["remark"] == "○ low signal in 1 of 7"
        assert row.weak == ""

    def test_a_week_of_mostly_weak_windows_is_weak(self) -> None:
        lived = [Lived(at(back(days)), weak="paused" if days < 5 else "") for days in range(12, -1, -1)]
        rows = table(page(history(lived)), "sessions").rows

        assert [row.weak for row in rows] == ["paused", ""]
        assert text(rows[0].cells[-1]) == "○ low signal in 5 of 7: paused"


class TestRecovery:
    def test_a_stressor_has_a_row_and_the_trend_comes_first(self) -> None:
        lived = [
            Lived(
                at(back(9 - n)), half_s=half_s, before=50, peak=80, after=40, debrief=Debrief(okay_minutes=12)
            )
            for n, half_s in enumerate((200.0, 30.0, 40.0, 80.0))
        ]
        found = page(history(lived))

        assert cells(found, "recovery") == {
            "when": "median of 3",
            "task": "subtraction",
            "reaction": "",
            "half of the rise gone after": "40 s",
            "felt before → peak → after": "",
            "felt okay after the task": "",
            "setting": "",
            "coverage": "",
            "remark": "",
        }
        assert cells(found, "recovery", 1) == {
            "when": "16 Nov 2026",
            "task": "subtraction",
            "reaction": "+12 bpm",
            "half of the rise gone after": "80 s",
            "felt before → peak → after": "50/100 → 80/100 → 40/100",
            "felt okay after the task": "12 min",
            "setting": "calm",
            "coverage": "97 %",
            "remark": "",
        }
        assert cells(found, "recovery", 4)["remark"] == "first run, left out of the median"
        half = table(found, "recovery").rows[0].cells[2][0]
        assert isinstance(half, Number)
        assert (half.n, half.interval) == (3, "35 to 60 s")


def test_of_ratings_that_are_not_all_there_each_says_which_it_is() -> None:
    assert text(felt(50, 80, 40)) == "50/100 → 80/100 → 40/100"
    assert text(felt(None, 30, None)) == "peak 30/100"
    assert text(felt(50, None, 40)) == "before 50/100 → after 40/100"


def test_questionnaires_have_their_band_and_the_rule_of_a_signal() -> None:
    totals = [Total("PHQ-9", 8, back(40)), Total("PHQ-9", 15, LAST)]
    found = page(history([], [entry(total, NOW, number) for number, total in enumerate(totals)]))

    course, signal = lines(found, "totals")
    assert course.startswith("PHQ-9: 8 points → 15 points: harder than at first")
    assert course.endswith("measurement wobble: less than 6 points; cut-off 10 points")
    assert "rule: latest − first is harder by 7" in signal


def test_all_charts_share_one_axis() -> None:
    charts = [
        block for section in page(year()).sections for block in section.blocks if isinstance(block, Chart)
    ]
    spans = {(placed.strip.span.first, placed.strip.span.last) for one in charts for placed in one.strips}

    assert len(charts) == 5
    assert len(spans) == 1


def test_a_mean_outside_the_usual_range_is_said_to_be_that_and_no_more() -> None:
    lived = [
        Lived(at(back(days)), rmssd_ms=90.0 if days < 6 else 40.0 + days % 3) for days in range(30, -1, -1)
    ]
    said = lines(page(history(lived)), "variability")

    assert said[-1] == (
        "usual range: outside the client’s usual range (sitting) for 3 days or more; it can be many things"
    )


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (Origin.STRAP, ""),
        (Origin.IMPORTED, ""),
        (Origin.SIMULATED, "Simulated beats: nobody’s heart was measured here"),
        (Origin.REPLAYED, "Replayed beats: nobody’s heart was measured here"),
    ],
)
def test_simulated_and_replayed_sessions_are_called_that(origin: Origin, said: str) -> None:
    assert page(history([Lived(at(LAST), origin=origin)])).unreal == said


def test_a_line_may_hold_numbers_and_words() -> None:
    assert text(Line(("about ", Number("x", 1.25, "s", digits=1), ".")).said) == "about 1.2 s."
