"""The witness: what has to be remembered of a session, so that its end can be summed up.

It keeps beats with the flags they have in the end, and what the person did to the course of things.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from biofeed.findings import Course
from biofeed.pacer import Schedule
from biofeed.types import TASK, Beat, Event, Gap, Pause, Rating, Reflag, Result, Samples

ACCELERATION = "acc_"
"""How the kinds of samples begin that show the chest's breath."""


class Witness:
    """Sees every event of a session as it is published."""

    def __init__(self) -> None:
        self.beats: list[Beat] = []
        self.tasks: list[Result] = []
        """How each task went, told when it was over."""
        self._gaps: list[Gap] = []
        self._pauses: list[tuple[float, float]] = []
        self._paused_at_s: float | None = None
        self._ratings: list[Rating] = []
        self._motion: list[tuple[float, str, float, array[float]]] = []
        """The chest's acceleration, four bytes a value: an hour of it as numbers of Python's own is a lot."""

    def see(self, event: Event) -> None:
        """Remember what of an event will be needed."""
        match event:
            case Beat():
                self.beats.append(event)
            case Reflag(_, seq, flag):
                back = self.beats[-1].seq - seq
                beat = self.beats[-1 - back]
                self.beats[-1 - back] = Beat(beat.seq, beat.t_s, beat.rr_ms, flag)
            case Gap():
                self._gaps.append(event)
            case Rating():
                self._ratings.append(event)
            case Result(kind=kind) if kind == TASK:
                self.tasks.append(event)
            case Samples(t_s, kind, fs_hz, values) if kind.startswith(ACCELERATION):
                self._motion.append((t_s, kind, fs_hz, array("f", values)))
            case Pause(t_s, paused):
                self._pause(t_s, paused=paused)

    def course(self, schedule: Schedule, ended_s: float, *, has_beats: bool) -> Course:
        """Give what is known now that the session has ended."""
        pauses = list(self._pauses)
        if self._paused_at_s is not None:
            pauses.append((self._paused_at_s, ended_s))
        return Course(schedule, self.beats, self._gaps, pauses, self._ratings, ended_s, has_beats)

    def breath(self, schedule: Schedule, ended_s: float) -> tuple[Result, ...]:
        """Give how the chest moved beside what was asked, for a strap that measures that."""
        if not self._motion:
            return ()
        from biofeed.respiration import breath_results

        return breath_results(self._samples(), self.beats, schedule.cues, schedule.parts, ended_s)

    def _samples(self) -> Iterator[Samples]:
        for t_s, kind, fs_hz, values in self._motion:
            yield Samples(t_s, kind, fs_hz, tuple(values))

    def _pause(self, t_s: float, *, paused: bool) -> None:
        if paused and self._paused_at_s is None:
            self._paused_at_s = t_s
        elif not paused and self._paused_at_s is not None:
            self._pauses.append((self._paused_at_s, t_s))
            self._paused_at_s = None
