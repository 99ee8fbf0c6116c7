"""Hands: what the person's keys do to a session that is going on."""

from __future__ import annotations

import math

from biofeed.care import Care
from biofeed.session import Session
from biofeed.types import Prompt

PACE_STEP_BPM = 0.5


class Hands:
    """Acts on one session, within what the answers to the caution check allow."""

    def __init__(self, session: Session, care: Care) -> None:
        self._session = session
        self._pace_bpm = care.pace_bpm

    @property
    def can_skip(self) -> bool:
        """Whether there is something to go on to that is not the next breath."""
        schedule, now_s = self._session.schedule, self._session.clock.now()
        return schedule.paused_at_s is None and schedule.skipped(now_s) is not schedule

    @property
    def can_repeat(self) -> bool:
        """Whether the breathing part that was last begun can come once more."""
        schedule = self._session.schedule
        return schedule.repeated(self._session.clock.now()) is not schedule

    def skip(self) -> None:
        """Go on to what comes next."""
        self._session.skip()

    def repeat(self) -> None:
        """Have the breathing part that was last begun once more."""
        self._session.repeat()

    def pause(self) -> None:
        """Hold the pacer."""
        self._session.pause()

    def resume(self) -> None:
        """Take the breath up again."""
        self._session.resume()

    def mark(self) -> None:
        """Remember this moment."""
        self._session.mark()

    def stop(self, reason: str) -> None:
        """End the session."""
        self._session.stop(reason)

    def answer(self, asked: Prompt, text: str) -> None:
        """Answer a task's question."""
        self._session.answer(asked, text)

    def repace(self, steps: int) -> None:
        """Ask for a slightly slower or faster breath, in half breaths a minute."""
        # The breath that is going on is finished, so what is changed is the next one.
        next_bpm = self._session.schedule.next_bpm(self._session.clock.now())
        slowest_bpm, fastest_bpm = self._pace_bpm
        if next_bpm is None or slowest_bpm > fastest_bpm:
            return
        to_next_half = math.floor if steps > 0 else math.ceil
        halves = to_next_half(round(next_bpm / PACE_STEP_BPM, 2)) + steps
        self._session.repace(min(max(halves * PACE_STEP_BPM, slowest_bpm), fastest_bpm))
