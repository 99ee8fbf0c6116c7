"""After a practice: one's own words first, then the picture, then what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed import words
from biofeed.care import ASKED_ELSEWHERE, Care, Caution, CheckIn, Debrief, Window
from biofeed.clock import VirtualClock
from biofeed.errors import StoreError
from biofeed.plugins import load_exercise
from biofeed.practice import Plan, Practice
from biofeed.session import Session
from biofeed.store.home import Home
from biofeed.tui.outcome import Told, felt_lines, measured_lines
from biofeed.tui.screens.after import AfterScreen, Left
from biofeed.tui.screens.debrief import Answers, DebriefScreen
from biofeed.tui.timeline import Timeline
from biofeed.types import Beat, Gap, Marker, Measure, Pause, PhaseChange, PhaseKind, Result, Stop
from biofeed.words import checkin as asked
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import NO_STRAP, SIMULATED, Bare, flat, nothing, text_of
from tests.scripted import ScriptedDevice

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
SUMMARY = (
    Measure("mean_hr", 66.0, "bpm", 300, 0.97, "mean_hr.session.v1"),
    Measure("rmssd", 48.2, "ms", 300, 0.97, "rmssd.session.v1"),
    Measure("coherence", 2.45, "", 64, 1.0, "coherence.session.v1"),
    Measure("coherence_peak_hz", 0.1, "Hz", 64, 1.0, "coherence_peak_hz.session.v1"),
)
TOLD = Told(CheckIn(60, Window.ABOVE), Debrief(40, Window.INSIDE))


def window(role: str, bpm: float, rmssd: float, clean: str = "yes") -> Result:
    measures = (
        Measure("mean_hr", bpm, "bpm", 120, 1.0, "mean_hr.window.v1"),
        Measure("rmssd", rmssd, "ms", 120, 1.0, "rmssd.window.v1"),
    )
    return Result(300.0, "window", measures, {"role": role, "clean": clean})


def practised(home: Path, *results: Result, strap: bool = True) -> Practice:
    exercise = load_exercise("longer-exhale")
    session = Session(ScriptedDevice((), VirtualClock()), exercise.schedule())
    session.ended, session.summary, session.results = Stop(300.0, "done"), SUMMARY, results
    plan = Plan(Home(home), "sim:", exercise, client="me")
    return Practice("12", plan, SIMULATED if strap else NO_STRAP, session, nothing)


def course() -> Timeline:
    """Give ten minutes of a heart that swings more in the middle, with a mark, a pause and a hole."""
    timeline = Timeline()
    for part in (
        PhaseChange(0.0, PhaseKind.REST, "before", 120.0),
        PhaseChange(120.0, PhaseKind.BREATHE, "longer exhale", 360.0),
        PhaseChange(480.0, PhaseKind.REST, "after", 120.0),
    ):
        timeline.take(part)
    t_s, seq = 0.0, 0
    while t_s < 600.0:
        swing = 120 if 120 < t_s < 480 else 30
        rr_ms = 850 + swing * (abs((t_s % 10) / 5 - 1) * 2 - 1)
        t_s, seq = t_s + rr_ms / 1000, seq + 1
        if not 400 < t_s < 430:
            timeline.take(Beat(seq, t_s, rr_ms))
    timeline.take(Gap(400.0, 30.0, "lost"))
    timeline.take(Marker(200.0))
    timeline.take(Pause(300.0, paused=True))
    timeline.take(Pause(320.0, paused=False))
    timeline.take(Stop(600.0, "done"))
    return timeline


@SIZES
async def test_it_looks_like_this(tmp_path: Path, size: tuple[int, int]) -> None:
    app = Bare(tmp_path)
    practice = practised(tmp_path, window("before", 68, 31), window("after", 64, 42))
    async with app.run_test(size=size) as pilot:
        await app.push_screen(AfterScreen(practice, course(), TOLD, ASKED_ELSEWHERE))
        await pilot.pause()

        check(text_of(app), f"after-{size[0]}x{size[1]}")


async def test_without_colours_it_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Bare(tmp_path)
    practice = practised(tmp_path, window("before", 68, 31), window("after", 64, 42))
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(AfterScreen(practice, course(), TOLD, ASKED_ELSEWHERE))
        await pilot.pause()

        check(text_of(app), "after-80x24")


class TestWords:
    def test_felt_is_compared_only_where_both_were_said(self) -> None:
        assert felt_lines(TOLD) == ["stress 60 → 40   window above → inside"]
        assert felt_lines(Told(CheckIn(), Debrief(40))) == ["stress 40 after"]
        assert felt_lines(Told(CheckIn(60), Debrief())) == ["stress 60 before"]
        assert felt_lines(Told(CheckIn(), Debrief())) == []

    def test_the_same_or_more_is_said_to_be_common(self) -> None:
        assert asked.SAME_OR_MORE in felt_lines(Told(CheckIn(60), Debrief(60)))
        assert asked.SAME_OR_MORE not in felt_lines(TOLD)

    def test_minutes_until_okay_stand_with_what_was_felt(self) -> None:
        assert felt_lines(Told(CheckIn(), Debrief(okay_minutes=12))) == ["felt okay again after 12 min"]

    def test_before_and_after_come_from_quiet_windows_alone(self, tmp_path: Path) -> None:
        practice = practised(tmp_path, window("before", 68, 31), window("after", 64, 42))

        assert measured_lines(practice, ASKED_ELSEWHERE)[:2] == [
            "before  heart 68 bpm   RMSSD 31 ms",
            "after   heart 64 bpm   RMSSD 42 ms",
        ]
        assert not any(
            line.startswith(("before", "after"))
            for line in measured_lines(practised(tmp_path), ASKED_ELSEWHERE)
        )

    def test_a_window_that_is_not_clean_says_why_and_shows_no_number(self, tmp_path: Path) -> None:
        practice = practised(tmp_path, window("before", 68, 31), window("after", 64, 42, "paused"))

        assert "after   not compared: paused" in measured_lines(practice, ASKED_ELSEWHERE)

    def test_a_recovery_and_a_best_pace_are_said_in_words(self, tmp_path: Path) -> None:
        best = Measure("best_pace", 5.5, "breaths/min", 0.0, 1.0, "best_pace.v1")
        practice = practised(tmp_path, Result(300.0, "resonance", (best,), {"verdict": "clear"}))

        assert "best pace today: 5.5 breaths a minute" in measured_lines(practice, ASKED_ELSEWHERE)

    def test_nothing_is_measured_without_a_strap_or_with_an_irregular_rhythm(self, tmp_path: Path) -> None:
        irregular = Care(True, frozenset({Caution.RHYTHM}))

        without = practised(tmp_path, strap=False)
        assert measured_lines(without, ASKED_ELSEWHERE) == [words.NOTHING_MEASURED]
        assert not any("RMSSD" in line for line in measured_lines(practised(tmp_path), irregular))


class TestKeys:
    @pytest.mark.parametrize("key", ["enter", "k", "escape"])
    async def test_keeping_is_one_key(self, tmp_path: Path, key: str) -> None:
        assert await self._pressed(tmp_path, key) == Left()

    async def test_letting_go_is_one_key_and_a_yes(self, tmp_path: Path) -> None:
        assert await self._pressed(tmp_path, "l", "y") == Left(kept=False)

    async def test_a_line_is_kept_and_its_letters_are_no_keys(self, tmp_path: Path) -> None:
        left = await self._pressed(tmp_path, "w", *"kl", "enter", "enter")

        assert left == Left(line="kl")

    @staticmethod
    async def _pressed(home: Path, *keys: str) -> Left:
        app = Bare(home)
        screen = AfterScreen(practised(home), course(), TOLD, ASKED_ELSEWHERE)
        async with app.run_test() as pilot:
            await app.push_screen(screen)
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            return screen._outcomes.get_nowait()


async def test_much_more_stress_offers_grounding_on_one_key(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    screen = AfterScreen(
        practised(tmp_path),
        course(),
        TOLD,
        ASKED_ELSEWHERE,
        said=[asked.MORE_STRESS],
        offers_grounding=True,
    )
    async with app.run_test() as pilot:
        await app.push_screen(screen)
        await pilot.pause()
        assert asked.MORE_STRESS in flat(app)
        await pilot.press("g")

        assert screen._outcomes.get_nowait() == Left(wants_grounding=True)


async def test_a_disk_that_refused_is_told_of_where_the_session_would_be_named(tmp_path: Path) -> None:
    app = Bare(tmp_path)
    practice = practised(tmp_path)
    practice.session.journal.trouble = StoreError("The disk is full.", "Make room.")
    async with app.run_test() as pilot:
        await app.push_screen(AfterScreen(practice, course(), TOLD, ASKED_ELSEWHERE))
        await pilot.pause()

        assert "The disk is full. Make room." in flat(app)


class TestDebrief:
    @SIZES
    async def test_it_looks_like_this(self, tmp_path: Path, size: tuple[int, int]) -> None:
        app = Bare(tmp_path)
        async with app.run_test(size=size) as pilot:
            await app.push_screen(DebriefScreen(after_stress=True))
            await pilot.press("4", "0")
            await pilot.pause()

            check(text_of(app), f"debrief-{size[0]}x{size[1]}")

    async def test_minutes_until_okay_are_asked_after_a_stressor_alone(self, tmp_path: Path) -> None:
        for after_stress, okay in ((True, 12), (False, None)):
            app = Bare(tmp_path)
            screen = DebriefScreen(after_stress=after_stress)
            async with app.run_test() as pilot:
                await app.push_screen(screen)
                await pilot.press("down", "down", "1", "2", "enter")
                await pilot.pause()

                assert screen._outcomes.get_nowait().debrief.okay_minutes == okay

    async def test_esc_leaves_everything_open(self, tmp_path: Path) -> None:
        app = Bare(tmp_path)
        screen = DebriefScreen()
        async with app.run_test() as pilot:
            await app.push_screen(screen)
            await pilot.press("5", "escape")
            await pilot.pause()

            assert screen._outcomes.get_nowait() == Answers(Debrief())


class TestTimeline:
    def test_it_knows_parts_marks_holes_and_pauses(self) -> None:
        timeline = course()

        assert [part.title for part in timeline.parts] == ["before", "longer exhale", "after"]
        assert timeline.marks_s == [200.0]
        assert [(span.start_s, span.end_s) for span in timeline.gaps] == [(400.0, 430.0)]
        assert [(span.start_s, span.end_s) for span in timeline.pauses] == [(300.0, 320.0)]
        assert timeline.ended_s == 600.0

    def test_what_comes_after_the_end_is_not_part_of_it(self) -> None:
        timeline = course()
        timeline.take(Marker(601.0))

        assert timeline.marks_s == [200.0]

    def test_a_pause_that_was_not_taken_up_again_lasts_to_the_end(self) -> None:
        timeline = Timeline.of([Pause(5.0, paused=True), Pause(6.0, paused=True), Stop(9.0, "stopped")])

        assert [(span.start_s, span.end_s) for span in timeline.pauses] == [(5.0, 9.0)]

    def test_a_short_hole_is_no_speck(self) -> None:
        assert Timeline.of([Gap(1.0, 2.0, "lost")]).gaps == []


@pytest.mark.parametrize("width", range(40, 131, 15))
async def test_the_picture_fits_every_width(tmp_path: Path, width: int) -> None:
    app = Bare(tmp_path)
    async with app.run_test(size=(width, 24)) as pilot:
        await app.push_screen(AfterScreen(practised(tmp_path), course(), TOLD, ASKED_ELSEWHERE))
        await pilot.pause()
        rows = text_of(app).splitlines()
        happened = next(row for row in rows if row.lstrip().startswith("0:00"))

        assert happened.endswith("10:00")
        assert "▾" in happened
        assert "‖" in happened
        assert "┄" in happened


async def test_a_session_without_beats_still_has_its_parts(tmp_path: Path) -> None:
    timeline = Timeline.of([PhaseChange(0.0, PhaseKind.BREATHE, "longer exhale", 60.0), Stop(60.0, "done")])
    app = Bare(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        practice = practised(tmp_path, strap=False)
        await app.push_screen(AfterScreen(practice, timeline, TOLD, ASKED_ELSEWHERE))
        await pilot.pause()

        assert "│longer exhale" in text_of(app)


def test_a_step_ends_once() -> None:
    screen = DebriefScreen()
    screen.finish(Answers(Debrief(stress=1)))
    screen.finish(Answers(Debrief(stress=2)))

    assert screen._outcomes.get_nowait().debrief.stress == 1
    assert screen._outcomes.empty()
