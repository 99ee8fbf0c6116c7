"""One practice from the question how it is to keeping it, with the simulated strap and the real log."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from biofeed import words
from biofeed.care import Care, Caution, StopReason, read_checkin, read_debrief
from biofeed.care.consent import Consent
from biofeed.plugins import load_exercise
from biofeed.store import all_sessions, find
from biofeed.store.home import Home
from biofeed.tui.app import BiofeedApp
from biofeed.tui.person import remember_care, remember_consent
from biofeed.tui.screens.live import LiveScreen
from biofeed.types import Event, Marker, Note, Rating
from biofeed.words import care as care_words
from biofeed.words import visit as visit_words
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import app_on, begun, on, over, text_of, until

FAST = "sim:?seed=1&speed=max"
REAL_TIME = "sim:?seed=1"


def kept(home: Path) -> tuple[str, list[Event]]:
    """Give how the only session stands in the log, and everything in it."""
    (row,) = all_sessions(Home(home))
    store, _ = find(Home(home), row.id)
    with store:
        return row.state, list(store.events(row.id))


def said(events: Iterable[Event]) -> list[Event]:
    return [event for event in events if isinstance(event, Rating | Note)]


async def test_what_is_said_before_and_after_is_in_the_log_of_a_finished_session(tmp_path: Path) -> None:
    app = app_on(tmp_path, exercise="longer-exhale", minutes=2)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: on(app, "CheckInScreen"))
        await pilot.press("6", "0", "down", "right", "down", "right", "down", "right", "right", "enter")
        await until(pilot, lambda: on(app, "DebriefScreen"))
        await pilot.press("4", "0", "down", "right", "right", "down", "right", "right", "down", *"a walk")
        await pilot.press("enter")
        await until(pilot, lambda: on(app, "AfterScreen"))
        text = text_of(app)
        assert "Longer exhale · 1:59" in text
        assert "stress 60 → 40   window above → inside" in text
        assert text.index("stress 60") < text.index("bpm on average")
        await pilot.press("w", *"warm", "enter", "enter")
        await until(pilot, lambda: app.return_code is not None)

    state, events = kept(tmp_path)
    assert state == "finished"
    before, after = read_checkin(events), read_debrief(events)
    assert (before.stress, before.window, before.posture, before.setting) == (
        60,
        "above",
        "sitting",
        "under pressure",
    )
    assert (after.stress, after.window, after.helped, after.line, after.bring) == (
        40,
        "inside",
        "a walk",
        "warm",
        "warm",
    )


async def test_everything_can_be_skipped_and_leaves_nothing_in_the_log(tmp_path: Path) -> None:
    app = app_on(tmp_path, exercise="longer-exhale", minutes=1)
    async with app.run_test() as pilot:
        await begun(app, pilot)
        await over(app, pilot)
        assert "session sim-1, in the log of me" in text_of(app)
        assert visit_words.KEPT_APART in text_of(app)
        await pilot.press("escape")
        await until(pilot, lambda: app.return_code is not None)

    state, events = kept(tmp_path)
    assert (state, said(events), app.return_code) == ("finished", [], 0)


async def test_the_session_is_finished_and_the_strap_free_while_the_questions_are_open(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, exercise="longer-exhale", minutes=1)
    async with app.run_test() as pilot:
        await begun(app, pilot)
        await until(pilot, lambda: on(app, "DebriefScreen"))

        (row,) = all_sessions(Home(tmp_path))
        assert row.end_reason == "done"
        await pilot.press("5", "enter")
        await until(pilot, lambda: on(app, "AfterScreen"))
        store, _ = find(Home(tmp_path), row.id)
        with store:
            assert read_debrief(store.events(row.id)).stress == 5
    await app.keeper.release()


class TestLeavingInTheMiddleOfWords:
    async def test_what_was_answered_before_ctrl_c_is_in_the_log(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, exercise="longer-exhale", minutes=1)
        async with app.run_test() as pilot:
            await begun(app, pilot)
            await until(pilot, lambda: on(app, "DebriefScreen"))
            await pilot.press("4", "0", "down", "down", "right", *["down"], *"a walk", "ctrl+c")
            await until(pilot, lambda: app.return_code is not None)
        await app.keeper.release()

        after = read_debrief(kept(tmp_path)[1])
        assert (after.stress, after.helped, after.bring) == (40, "a walk", visit_words.THIS_SESSION)

    async def test_a_line_that_is_being_written_is_in_the_log_once(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, exercise="longer-exhale", minutes=1)
        async with app.run_test() as pilot:
            await begun(app, pilot)
            await over(app, pilot)
            await pilot.press("w", *"warm")
            # The terminal is closed: the signal ends the app as Ctrl-C does, and may come twice.
            app.leave("stopped")
            app.leave("stopped")
            await until(pilot, lambda: app.return_code is not None)
        await app.keeper.release()

        events = kept(tmp_path)[1]
        assert [event.text for event in events if isinstance(event, Note)] == ["warm"]

    async def test_who_wants_no_words_kept_has_none_kept(self, tmp_path: Path) -> None:
        remember_consent(Home(tmp_path), "me", Consent(words=False))
        app = app_on(tmp_path, exercise="longer-exhale", minutes=1)
        async with app.run_test() as pilot:
            await begun(app, pilot)
            await over(app, pilot)
            await pilot.press("w", *"warm", "ctrl+c")
            await until(pilot, lambda: app.return_code is not None)
        await app.keeper.release()

        assert said(kept(tmp_path)[1]) == []


async def test_letting_go_asks_once_and_leaves_no_session(tmp_path: Path) -> None:
    app = app_on(tmp_path, exercise="longer-exhale", minutes=1)
    async with app.run_test() as pilot:
        await begun(app, pilot)
        await over(app, pilot)
        await pilot.press("l")
        await until(pilot, lambda: on(app, "ConfirmScreen"))
        await pilot.press("enter")
        await until(pilot, lambda: on(app, "AfterScreen"))
        await pilot.press("l")
        await until(pilot, lambda: on(app, "ConfirmScreen"))
        await pilot.press("y")
        await until(pilot, lambda: app.return_code is not None)

    assert all_sessions(Home(tmp_path)) == []


class TestStopping:
    async def test_one_key_gives_the_reason(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device=REAL_TIME, exercise="longer-exhale")
        async with app.run_test(size=(80, 24)) as pilot:
            await begun(app, pilot)
            await until(pilot, lambda: "breathe in" in text_of(app))
            await pilot.press("escape")
            await until(pilot, lambda: on(app, "ReasonScreen"))
            check(text_of(app), "reason-80x24")
            await pilot.press("i")
            await over(app, pilot)
        await app.keeper.release()

        state, events = kept(tmp_path)
        assert state == "finished"
        assert read_debrief(events).stop_reason is StopReason.INTERRUPTED

    async def test_after_dizziness_it_is_said_what_helps_and_grounding_begins_at_once(
        self, tmp_path: Path
    ) -> None:
        app = app_on(tmp_path, device=REAL_TIME, exercise="longer-exhale")
        async with app.run_test(size=(80, 24)) as pilot:
            await begun(app, pilot)
            await until(pilot, lambda: "breathe in" in text_of(app))
            await pilot.press("escape")
            await until(pilot, lambda: on(app, "ReasonScreen"))
            await pilot.press("d")
            await pilot.pause()
            check(text_of(app), "reason-dizzy-80x24")
            await pilot.press("g")
            await until(
                pilot,
                lambda: isinstance(app.screen, LiveScreen) and app.screen.ready.exercise.name == "grounding",
            )
        await app.keeper.release()

        stopped = next(row for row in all_sessions(Home(tmp_path)) if row.exercise == "longer-exhale")
        store, _ = find(Home(tmp_path), stopped.id)
        with store:
            assert read_debrief(store.events(stopped.id)).stop_reason is StopReason.DIZZY

    async def test_where_there_is_no_list_to_choose_from_none_is_offered(self, tmp_path: Path) -> None:
        """One exercise was asked for by name, so there is no home to go to."""
        app = app_on(tmp_path, device=REAL_TIME, exercise="longer-exhale")
        async with app.run_test() as pilot:
            await begun(app, pilot)
            await until(pilot, lambda: "breathe in" in text_of(app))
            await pilot.press("x", "m")
            await until(pilot, lambda: "marked at" in text_of(app))
            await pilot.press("ctrl+c")
            await until(pilot, lambda: app.return_code is not None)

        assert read_debrief(kept(tmp_path)[1]).stop_reason is None

    async def test_ctrl_c_completes_the_log_and_leaves(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device=REAL_TIME, exercise="longer-exhale")
        async with app.run_test() as pilot:
            await begun(app, pilot)
            await until(pilot, lambda: "breathe in" in text_of(app))
            await pilot.press("ctrl+c")
            await until(pilot, lambda: app.return_code is not None)

        assert app.return_code == 0
        assert kept(tmp_path)[0] == "finished"

    async def test_leaving_through_the_palette_completes_the_log(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device=REAL_TIME, exercise="longer-exhale")
        async with app.run_test() as pilot:
            await begun(app, pilot)
            await until(pilot, lambda: "breathe in" in text_of(app))
            await pilot.press("ctrl+p")
            await until(pilot, lambda: on(app, "CommandPalette"))
            await pilot.press(*"leave")
            await until(pilot, lambda: "Stop, keep the session, and leave" in text_of(app))
            await pilot.press("enter", "enter")
            await until(pilot, lambda: app.return_code is not None)

        assert kept(tmp_path)[0] == "finished"

    async def test_an_end_that_comes_under_a_page_of_help_takes_the_page_away(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device=REAL_TIME, exercise="longer-exhale")
        async with app.run_test() as pilot:
            await begun(app, pilot)
            await until(pilot, lambda: "breathe in" in text_of(app))
            await pilot.press("question_mark")
            await until(pilot, lambda: on(app, "HelpScreen"))
            assert app.conductor.session
            app.conductor.session.stop("done")
            await until(pilot, lambda: on(app, "DebriefScreen"))

            assert [type(screen).__name__ for screen in app.screen_stack[1:]] == ["DebriefScreen"]
        await app.keeper.release()


async def test_without_a_strap_the_breath_is_paced_all_the_same(tmp_path: Path) -> None:
    app = app_on(tmp_path, device="none:?speed=max", exercise="longer-exhale", minutes=1)
    async with app.run_test() as pilot:
        await begun(app, pilot)
        await over(app, pilot)

        assert words.NOTHING_MEASURED in text_of(app)
    await app.keeper.release()


class TestInTheWay:
    async def test_what_cannot_begin_is_said_and_ends_with_its_own_code(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, device="sim:?person=nobody", exercise="longer-exhale")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: on(app, "CheckInScreen"))
            await pilot.press("enter")
            await until(pilot, lambda: on(app, "ErrorScreen"))
            check(text_of(app), "error-80x24")
            await pilot.press("escape")
            await until(pilot, lambda: app.return_code is not None)

        assert app.return_code == 2

    async def test_an_exercise_that_does_not_exist_ends_with_its_own_code(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, exercise="no-such-thing")
        async with app.run_test() as pilot:
            await until(pilot, lambda: on(app, "ErrorScreen"))
            assert "There is no exercise called" in text_of(app)
            await pilot.press("enter")
            await until(pilot, lambda: app.return_code is not None)

        assert app.return_code == 40

    async def test_what_waits_for_the_caution_check_offers_it_before_anything_is_asked(
        self, tmp_path: Path
    ) -> None:
        app = app_on(tmp_path, exercise="resonance-assessment")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: on(app, "WaitsScreen"))
            check(text_of(app), "waits-80x24")
            await pilot.press("a")
            await until(pilot, lambda: on(app, "CautionScreen"))
            await pilot.press(*"n" * len(Caution), "enter")
            await until(pilot, lambda: on(app, "CheckInScreen"))
            await pilot.press("escape")
            await until(pilot, lambda: app.return_code is not None)

    async def test_leaving_the_caution_check_for_now_begins_nothing(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, exercise="resonance-assessment")
        async with app.run_test() as pilot:
            await until(pilot, lambda: on(app, "WaitsScreen"))
            await pilot.press("a")
            await until(pilot, lambda: on(app, "CautionScreen"))
            await pilot.press("escape")
            await until(pilot, lambda: on(app, "WaitsScreen"))
            await pilot.press("escape")
            await until(pilot, lambda: app.return_code is not None)

        assert all_sessions(Home(tmp_path)) == []

    async def test_what_no_answer_can_change_is_said_before_anything_is_asked(self, tmp_path: Path) -> None:
        remember_care(Home(tmp_path), "me", Care(True, frozenset({Caution.RHYTHM})))
        app = app_on(tmp_path, exercise="resonance-assessment")
        async with app.run_test() as pilot:
            await until(pilot, lambda: on(app, "ErrorScreen"))
            await pilot.press("escape")
            await until(pilot, lambda: app.return_code is not None)

        assert app.return_code == 40

    async def test_going_back_from_the_check_in_begins_nothing(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, exercise="longer-exhale")
        async with app.run_test() as pilot:
            await until(pilot, lambda: on(app, "CheckInScreen"))
            await pilot.press("escape")
            await until(pilot, lambda: app.return_code is not None)

        assert all_sessions(Home(tmp_path)) == []

    async def test_a_reset_begins_without_a_question(self, tmp_path: Path) -> None:
        app = app_on(tmp_path, exercise="reset")
        async with app.run_test() as pilot:
            await until(pilot, lambda: on(app, "DebriefScreen"))
        await app.keeper.release()

    async def test_what_is_changed_in_a_reset_is_said_as_it_begins(self, tmp_path: Path) -> None:
        remember_care(Home(tmp_path), "me", Care(True, frozenset({Caution.PANIC})))
        app = app_on(tmp_path, device=REAL_TIME, exercise="reset")
        async with app.run_test() as pilot:
            await until(pilot, lambda: care_words.SLOWER_START in " ".join(text_of(app).split()))
        await app.keeper.release()

    async def test_a_reset_that_has_to_wait_says_so(self, tmp_path: Path) -> None:
        remember_care(Home(tmp_path), "me", Care(True, frozenset({Caution.FAINTING})))
        app = app_on(tmp_path, exercise="reset")
        async with app.run_test() as pilot:
            await until(pilot, lambda: on(app, "ErrorScreen"))

            assert "waits until you have asked a clinician" in " ".join(text_of(app).split())


async def test_where_the_rhythm_is_irregular_no_number_of_it_is_shown(tmp_path: Path) -> None:
    remember_care(Home(tmp_path), "me", Care(True, frozenset({Caution.RHYTHM})))
    app = app_on(tmp_path, exercise="longer-exhale", minutes=2)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: on(app, "CheckInScreen"))
        assert care_words.NO_NUMBERS in " ".join(text_of(app).split())
        await begun(app, pilot)
        await over(app, pilot)

        text = text_of(app)
        assert not any(word in text for word in ("RMSSD", "share", "bpm on average"))
    await app.keeper.release()


async def test_who_worries_about_the_body_sees_digits_only_when_asked_for(tmp_path: Path) -> None:
    remember_care(Home(tmp_path), "me", Care(True, frozenset({Caution.PANIC})))
    app = app_on(tmp_path, exercise="longer-exhale", minutes=2)
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(app, pilot)
        await over(app, pilot)
        assert "bpm" not in text_of(app)

        await pilot.press("n")
        await pilot.pause()
        assert "bpm on average" in text_of(app)
    await app.keeper.release()


@pytest.mark.parametrize(("sessions", "shown"), [(0, False), (3, True)])
async def test_digits_rest_in_the_first_three_sessions(tmp_path: Path, sessions: int, shown: bool) -> None:
    for _ in range(sessions):
        app = app_on(tmp_path, exercise="reset", demo=True)
        async with app.run_test() as pilot:
            await until(pilot, lambda: on(app, "DebriefScreen"))  # noqa: B023 (awaited in the same turn)
        await app.keeper.release()
    app = app_on(tmp_path, device=REAL_TIME, exercise="longer-exhale", demo=True)
    async with app.run_test() as pilot:
        await begun(app, pilot)

        assert isinstance(app.screen, LiveScreen)
        assert app.screen.numbers_shown is shown
    await app.keeper.release()


async def test_in_crisis_the_card_comes_before_anything_else(tmp_path: Path) -> None:
    remember_care(Home(tmp_path), "me", Care(True, frozenset({Caution.CRISIS})))
    app = app_on(tmp_path, exercise="longer-exhale")
    async with app.run_test() as pilot:
        await until(pilot, lambda: on(app, "CardScreen"))
        await pilot.press("escape")
        await until(pilot, lambda: on(app, "CheckInScreen"))


async def test_the_practice_begins_from_anywhere_and_comes_back_there(tmp_path: Path) -> None:
    app = BiofeedApp(AsyncExitStack(), Home(tmp_path), "me", device=FAST, exercise=None)
    app.open_first = lambda: None  # type: ignore[method-assign]
    async with app.run_test() as pilot:
        under = app.screen
        app.begin(load_exercise("longer-exhale"))
        await begun(app, pilot)
        await over(app, pilot)
        await pilot.press("k")
        await until(pilot, lambda: app.screen is under)
        await asyncio.wait_for(app.keeper.release(), 5)

    assert kept(tmp_path)[0] == "finished"


async def test_what_was_marked_is_on_the_picture(tmp_path: Path) -> None:
    app = app_on(tmp_path, device=REAL_TIME, exercise="longer-exhale")
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(app, pilot)
        await until(pilot, lambda: "breathe in" in text_of(app))
        await pilot.press("m")
        await until(pilot, lambda: "marked at" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: on(app, "ReasonScreen"))
        await pilot.press("enter")
        await over(app, pilot)

        assert "▾ marked" in text_of(app)
    await app.keeper.release()
    assert sum(isinstance(event, Marker) for event in kept(tmp_path)[1]) == 1
