"""What can be done on the live screen, and what the limits of care leave of it."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from biofeed.care import ASKED_ELSEWHERE, NOT_ASKED, Care, Caution
from biofeed.library import find_exercise
from biofeed.sound.player import Player
from biofeed.sound.types import Kind, Loudness, Signal
from biofeed.store.home import Home
from biofeed.tui.conductor import Conductor
from biofeed.tui.hands import Hands
from biofeed.tui.keeper import Keeper
from biofeed.tui.preference import Preferences
from biofeed.types import (
    Cue,
    Event,
    Feedback,
    Link,
    LinkState,
    Measure,
    PaceChange,
    PhaseChange,
    PhaseKind,
    Repeat,
    Skip,
    Stop,
)
from tests.biofeed.tui.still import Bare, StillApp, flat, on, text_of, until
from tests.biofeed.tui.test_live import NUMBERS, heart, taken, told, well_under_way

PANIC = Care(True, frozenset({Caution.PANIC}))
RHYTHM = Care(True, frozenset({Caution.RHYTHM}))


class HeardVoice:
    """A voice that remembers what was asked of it."""

    kind = Kind.TONES

    def __init__(self) -> None:
        self.played: list[Cue] = []
        self.loudness: list[Loudness] = []

    def play(self, cue: Cue) -> None:
        self.played.append(cue)

    def signal(self, signal: Signal) -> None:
        pass

    def stop(self) -> None:
        pass

    def set_loudness(self, loudness: Loudness) -> None:
        self.loudness.append(loudness)


async def test_a_part_that_guides_can_be_skipped_and_the_key_is_named(tmp_path: Path) -> None:
    app = StillApp(tmp_path, name="body-scan")
    async with app.run_test() as pilot:
        await app.happen(pilot, [PhaseChange(0.0, PhaseKind.GUIDE, "scan", 60.0)], 1.0)
        last = text_of(app).splitlines()[-1]
        assert last.split("   ") == ["  esc stop", "space pause", "s skip", "m mark", "? keys"]
        await pilot.press("s")

        assert told(app) == [Skip(1.0)]


async def test_a_step_of_the_assessment_can_be_repeated(tmp_path: Path) -> None:
    app = StillApp(tmp_path, name="resonance-assessment")
    async with app.run_test() as pilot:
        now_s = next(
            part.t_s for part in app.practice.session.schedule.parts if part.kind is PhaseKind.BREATHE
        )
        await app.happen(pilot, [PhaseChange(now_s, PhaseKind.BREATHE, "6.5", 120.0)], now_s + 1.0)
        await pilot.press("r")

        assert told(app) == [Repeat(now_s + 1.0)]


async def test_a_breath_that_is_simply_paced_has_nothing_to_skip_or_repeat(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test() as pilot:
        await well_under_way(app, pilot)
        await pilot.press("s", "r")

        assert told(app) == []
        assert "skip" not in text_of(app)


async def test_x_stops_as_any_stop_and_leads_to_another_exercise(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test() as pilot:
        await well_under_way(app, pilot)
        await pilot.press("x")

        assert told(app) == [Stop(97.2, "stopped")]
        assert app.live.wants_another


class TestCare:
    @pytest.mark.parametrize(
        ("care", "steps", "last_bpm"),
        [(NOT_ASKED, -1, 6.0), (NOT_ASKED, 1, 8.0), (ASKED_ELSEWHERE, -1, 3.0)],
    )
    async def test_the_pace_stays_within_what_the_answers_allow(
        self, tmp_path: Path, care: Care, steps: int, last_bpm: float
    ) -> None:
        app = StillApp(tmp_path, care=care)
        async with app.run_test() as pilot:
            await well_under_way(app, pilot)
            asked: list[Event] = []
            for _ in range(6):
                app.live.action_repace(steps)
                asked = taken(app)

            assert asked == [PaceChange(97.2, last_bpm)]

    async def test_where_no_pace_is_allowed_none_is_asked_for(self, tmp_path: Path) -> None:
        nothing_left = Care(False, frozenset({Caution.FAINTING}))
        app = StillApp(tmp_path)
        async with app.run_test() as pilot:
            await well_under_way(app, pilot)
            Hands(app.practice.session, nothing_left).repace(1)

            assert nothing_left.pace_bpm[0] > nothing_left.pace_bpm[1]
            assert told(app) == []

    @pytest.mark.parametrize(("care", "is_new"), [(PANIC, False), (ASKED_ELSEWHERE, True)])
    async def test_digits_rest_until_they_are_asked_for(
        self, tmp_path: Path, care: Care, is_new: bool
    ) -> None:
        app = StillApp(tmp_path, care=care, is_new=is_new)
        async with app.run_test() as pilot:
            await well_under_way(app, pilot)
            assert "share" not in text_of(app)
            assert any("⠀" < char <= "⣿" for char in text_of(app))
            await pilot.press("n")

            assert "share 71" in text_of(app)

    async def test_with_an_irregular_rhythm_no_number_of_it_comes_back(self, tmp_path: Path) -> None:
        app = StillApp(tmp_path, care=RHYTHM)
        async with app.run_test() as pilot:
            await well_under_way(app, pilot)
            await pilot.press("n", "n")

            assert not any(word in text_of(app) for word in ("share", "RMSSD"))


async def test_a_swing_has_its_place_between_rhythm_and_rmssd(tmp_path: Path) -> None:
    swing = Measure("swing", 14.2, "bpm", 64, 1.0, "swing.v1")
    app = StillApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.happen(pilot, [*heart(97.0), Feedback(95.0, (*NUMBERS, swing))], 97.2)
        row = next(row for row in text_of(app).splitlines() if "RMSSD" in row)

        assert row.index("share 71") < row.index("swing 14 bpm") < row.index("RMSSD 48 ms at this pace")


async def test_what_the_strap_says_of_itself_is_said_once(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    remark = "it sends a heart rate without the intervals between beats"
    async with app.run_test() as pilot:
        await app.happen(pilot, [Link(30.0, LinkState.CONNECTED, remark)], 31.0)
        assert remark in flat(app)
        app.live.query_one("Whisper").hush()  # type: ignore[attr-defined]
        await pilot.pause()

        assert remark not in flat(app)


class TestSound:
    async def test_without_sound_there_are_no_keys_for_it(self, tmp_path: Path) -> None:
        app = StillApp(tmp_path)
        async with app.run_test() as pilot:
            await well_under_way(app, pilot)
            await pilot.press("full_stop", "question_mark")
            await until(pilot, lambda: on(app, "HelpScreen"))

            assert "louder" not in text_of(app)

    async def test_softer_and_louder_are_one_key_each_and_remembered(self, tmp_path: Path) -> None:
        app = StillApp(tmp_path)
        voice = HeardVoice()
        app.conductor.player = Player(voice)
        async with app.run_test() as pilot:
            await well_under_way(app, pilot)
            await pilot.press("comma")
            await pilot.pause()
            assert "sound: soft" in text_of(app)
            await pilot.press("full_stop", "full_stop")

        assert voice.loudness == [Loudness.SOFT, Loudness.NORMAL, Loudness.LOUD]
        assert Home(tmp_path).settings["loudness"] == "loud"

    async def test_the_cues_of_a_session_on_a_real_clock_are_heard(self, tmp_path: Path) -> None:
        app = Bare(tmp_path)
        voice = HeardVoice()
        app.conductor.player = Player(voice)
        async with app.run_test() as pilot:
            app.device = "sim:?speed=50"
            app.begin(find_exercise("reset", tmp_path))
            await until(pilot, lambda: on(app, "DebriefScreen"))
        await app.keeper.release()

        assert len(voice.played) >= 10

    async def test_what_was_kept_is_how_loud_it_begins(self) -> None:
        conductor = Conductor(Keeper(), Preferences({"loudness": "soft"}, print))
        async with AsyncExitStack() as stack:
            await conductor.open_player(stack, lambda _: None)
            assert conductor.player is not None
            assert conductor.player.loudness is Loudness.SOFT
            assert conductor.change_loudness(louder=False) == "sound: off"

    async def test_it_is_turned_on_and_off_for_the_next_start(self, tmp_path: Path) -> None:
        app = Bare(tmp_path)
        async with app.run_test() as pilot:
            for kept in ("yes", "no"):
                app.action_toggle_sound()
                await pilot.pause()
                assert Home(tmp_path).settings["sound"] == kept


async def test_motion_is_turned_off_at_once_and_remembered(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await well_under_way(app, pilot)
        disc = text_of(app)
        assert "█" in disc.split("now")[0]
        app.action_toggle_motion()
        await app.happen(pilot, [], 97.2)
        assert "● " in text_of(app)
        assert "▀█" not in text_of(app)

    again = StillApp(tmp_path)
    async with again.run_test():
        assert again.animation_level == "none"
        again.action_toggle_motion()
        assert again.animation_level == "full"
