"""A visit: one practice from the question how it is to keeping it or letting it go.

It reads as a straight line, because that is how a person goes through it. Each step is a screen and takes the
place of the one before. What is said afterwards is written as it is said, so that a program that is killed
loses nothing of it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from biofeed.care import (
    ASKED_ELSEWHERE,
    SKIPPED,
    Practised,
    Refusal,
    after_session,
    break_from_numbers,
    has_stressor,
    read_checkin,
)
from biofeed.care.debrief import Debrief
from biofeed.errors import BiofeedError, ExerciseError
from biofeed.exercise import AS_WRITTEN, Exercise, Variant
from biofeed.exercise.file import Kind
from biofeed.library import Library
from biofeed.tui import ready as limits
from biofeed.tui.asking import ask_cautions, show_card
from biofeed.tui.person import Person, read_person
from biofeed.tui.ready import Ready, Wish
from biofeed.tui.screens.after import AfterScreen, Left
from biofeed.tui.screens.checkin import CheckInScreen
from biofeed.tui.screens.debrief import Answers, DebriefScreen
from biofeed.tui.screens.live import LiveScreen
from biofeed.tui.screens.live_keys import BY_HAND
from biofeed.tui.screens.reason import ReasonScreen, Stopped
from biofeed.tui.screens.strap import StrapScreen, known
from biofeed.tui.screens.waits import Offer, WaitsScreen
from biofeed.tui.step import Stage
from biofeed.words import visit as words

if TYPE_CHECKING:
    from biofeed.practice import Practice
    from biofeed.session import Session
    from biofeed.tui.app import BiofeedApp
    from biofeed.types import DeviceInfo

WITHOUT_STRAP = "none:"


class Visit:
    """Takes the person through one practice, and through grounding after it where that is wanted."""

    def __init__(self, app: BiofeedApp, stage: Stage | None = None) -> None:
        """Take over `stage` from what was shown before; else begin with one of its own, and clear it."""
        self._app = app
        self._stage = stage or Stage(app)
        self._is_own = stage is None
        self._person = Person()
        self._exercises: Sequence[Exercise] = ()
        self.wants_another = False
        """Whether the person ended it in order to choose another exercise."""

    async def run(self, exercise: Exercise, variant: Variant, *, asks: bool = True) -> None:
        """Go through it all, beginning with how the person is if that is asked.

        Raises `BiofeedError` if the log cannot be read or written.
        """
        await self._look_up()
        wish = await self._wish(exercise, variant)
        try:
            while wish is not None:
                follow_up = await self._once(wish, asks=asks)
                wish = replace(wish, exercise=follow_up, variant=AS_WRITTEN) if follow_up else None
                asks = False
        finally:
            if self._is_own and self._app.is_running:
                await self._stage.clear()

    async def _once(self, wish: Wish, *, asks: bool) -> Exercise | None:
        """Do one practice, and give the exercise that is to follow at once, if any."""
        ready = await self._ready(wish, asks=asks)
        return await self._practise(ready) if ready is not None else None

    # --- before -------------------------------------------------------------------------------------

    async def _look_up(self) -> None:
        """Read what is known of the person, in a thread: the first time it loads the database."""
        self._exercises, self._person = await asyncio.to_thread(self._read)

    def _read(self) -> tuple[Sequence[Exercise], Person]:
        app = self._app
        exercises, _ = Library(app.data_home.exercises).read_all()
        person = read_person(app.data_home, app.client, exercises, simulated=app.demo)
        if app.cautions_accepted and not person.care.answered:
            person = replace(person, care=ASKED_ELSEWHERE)
        return exercises, person

    async def _wish(self, exercise: Exercise, variant: Variant) -> Wish | None:
        """Put together what is wanted; ask where beats come from, if nobody knows yet."""
        if self._app.device is None:
            chosen: DeviceInfo | None = await self._app.push_screen_wait(StrapScreen(None))
            if chosen is None:
                return None
            self._app.device = chosen.url
        # Who does not want their heartbeats kept is paced, and nothing is measured.
        device = self._app.device if self._person.consent.heartbeats else WITHOUT_STRAP
        return Wish(exercise, variant, device, known(device).has_beats)

    async def _ready(self, wish: Wish, *, asks: bool) -> Ready | None:
        if self._person.care.card_first:
            await show_card(self._app)
        if asks:
            if not await self._may_ask(wish):
                return None
            consent = self._app.consent
            return await self._stage.show(CheckInScreen(wish, self._person, self._exercises, consent=consent))
        wish, said = limits.changes(wish, self._person.care)
        refusal = limits.refusal(wish, self._person, SKIPPED, dt.date.today(), consent=self._app.consent)
        if refusal is not None:
            raise ExerciseError(refusal.title, refusal.hint)
        return replace(limits.ready(wish, self._person, SKIPPED), said=said)

    async def _may_ask(self, wish: Wish) -> bool:
        """Look at what no answer of the check-in can change, before four questions are asked for nothing.

        Where only the caution check is open, offer it; `False` if the person leaves it for now.
        """
        while (refusal := self._waits(wish)) is not None:
            if self._person.care.answered:
                raise ExerciseError(refusal.title, refusal.hint)
            if not await self._app.push_screen_wait(WaitsScreen(refusal, Offer.CAUTIONS)):
                return False
            care = await ask_cautions(self._app)
            if care is not None:
                self._person = replace(self._person, care=care)
        return True

    def _waits(self, wish: Wish) -> Refusal | None:
        changed, _ = limits.changes(wish, self._person.care)
        return limits.refusal(changed, self._person, SKIPPED, dt.date.today(), consent=True)

    # --- during -------------------------------------------------------------------------------------

    async def _practise(self, ready: Ready) -> Exercise | None:
        """Breathe, and look back; give what is to come next, if anything."""
        live = LiveScreen(ready, blocks=self._app.draws_blocks)
        practice = await self._stage.show(live)
        self.wants_another = live.wants_another
        if practice is None:
            return None
        if isinstance(practice, BiofeedError):
            raise practice
        if self._app.is_leaving:
            await self._app.keeper.release()
            self._app.exit(0)
            return None
        session = practice.session
        if live.wants_another:
            await self._app.keeper.release()
            return None
        stopped = await self._stopped(session)
        if stopped.wants_grounding:
            await self._app.keeper.release()
            return self._grounding()
        debrief = DebriefScreen(after_stress=has_stressor(ready.exercise))
        debrief.parting = lambda: self._write(session, _unfinished(debrief.answers()))
        answers = await self._stage.show(debrief)
        await self._say(session, answers.debrief)
        after = self._after(ready, practice, live, answers)
        after.parting = lambda: self._write(session, _last_words(answers, after.line()))
        left = await self._stage.show(after)
        await self._leave(practice, answers, left)
        return self._grounding() if left.wants_grounding else None

    async def _stopped(self, session: Session) -> Stopped:
        """Ask what made the person stop, if they did, and keep it with the session."""
        reason = session.ended.reason if session.ended else ""
        stopped = Stopped()
        if reason == BY_HAND:
            stopped = await self._stage.show(ReasonScreen())
        await self._say(session, Debrief(stop_reason=stopped.reason))
        return stopped

    # --- after --------------------------------------------------------------------------------------

    def _after(self, ready: Ready, practice: Practice, live: LiveScreen, answers: Answers) -> AfterScreen:
        from biofeed.tui.outcome import Told

        told = Told(read_checkin(ready.opening), answers.debrief)
        offer = after_session(told.before.stress, told.after.stress, ready.care, self._exercises)
        return AfterScreen(
            practice,
            live.timeline,
            told,
            ready.care,
            said=[text for text in (offer.reason if offer else None, self._on_numbers(practice)) if text],
            offers_grounding=offer is not None,
            blocks=self._app.draws_blocks,
        )

    def _on_numbers(self, practice: Practice) -> str | None:
        """Mention a break from numbers, where there were many today, this one included."""
        today, ended = dt.date.today(), practice.session.ended
        minutes = ended.t_s / 60 if ended else 0.0
        this = Practised(today, practice.plan.exercise.name, minutes, practice.info.has_beats)
        return break_from_numbers([*self._person.recent, this], today) if this.with_strap else None

    async def _leave(self, practice: Practice, answers: Answers, left: Left) -> None:
        """Keep the last words, or delete the session, and close the log."""
        session = practice.session
        if left.kept:
            await self._say(session, _last_words(answers, left.line))
        await self._app.keeper.release()
        if not left.kept:
            await asyncio.to_thread(self._delete, practice.id)

    async def _say(self, session: Session, debrief: Debrief) -> None:
        """Keep what was said with the session, and on disk; unless the person wants no words kept."""
        self._write(session, debrief)
        await session.journal.flush()

    def _write(self, session: Session, debrief: Debrief) -> None:
        """Keep what was said with the session; it is on disk once the log is flushed or closed."""
        if not self._person.consent.words:
            return
        for scale, value in debrief.ratings():
            session.rate(scale, value)
        for text, topic in debrief.notes():
            session.note(text, topic)

    def _delete(self, session: str) -> None:
        from biofeed.store import find

        store, _ = find(self._app.data_home, session)
        with store:
            store.delete(session)

    def _grounding(self) -> Exercise | None:
        return next((exercise for exercise in self._exercises if exercise.kind is Kind.GROUNDING), None)


def _unfinished(answers: Answers) -> Debrief:
    """Give everything that was answered, where there is to be no line after it."""
    return replace(answers.debrief, bring=words.THIS_SESSION if answers.bring else None)


def _last_words(answers: Answers, line: str | None) -> Debrief:
    """Give the line, and what is to be brought along to the therapist."""
    return Debrief(line=line, bring=(line or words.THIS_SESSION) if answers.bring else None)
