"""The timeline: what of a session is to be seen on its picture, collected event by event.

It is the same for a session that has ended a moment ago and for one that is read from the log.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from biofeed.tui.widgets.series import Series
from biofeed.types import Beat, Event, Gap, Marker, Pause, PhaseChange, Reflag, Stop

SHORTEST_GAP_S = 3.0
"""A shorter gap is bridged by the numbers, and would be a speck in the picture."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, on the session's clock."""

    start_s: float
    end_s: float


class Timeline:
    """The course of one session."""

    def __init__(self) -> None:
        self.heart = Series()
        self.parts: list[PhaseChange] = []
        """In the order in which they really came."""
        self.marks_s: list[float] = []
        self.gaps: list[Span] = []
        self.ended_s = 0.0
        self._pauses: list[Span] = []
        self._paused_at_s: float | None = None

    @classmethod
    def of(cls, events: Iterable[Event]) -> Self:
        """Collect a whole session."""
        timeline = cls()
        for event in events:
            timeline.take(event)
        return timeline

    def take(self, event: Event) -> None:
        """Let one event into the picture."""
        if self.ended_s and not isinstance(event, Reflag):
            return
        match event:
            case Beat() | Reflag():
                self.heart.take(event)
            case Gap(t_s, duration_s):
                self.heart.take(event)
                if duration_s >= SHORTEST_GAP_S:
                    self.gaps.append(Span(t_s, t_s + duration_s))
            case PhaseChange():
                self.parts.append(event)
            case Marker(t_s):
                self.marks_s.append(t_s)
            case Pause(t_s, paused):
                self._pause(t_s, paused=paused)
            case Stop(t_s):
                self.ended_s = t_s

    @property
    def pauses(self) -> list[Span]:
        """When the pacer was held; a pause that was never taken up again lasts to the end."""
        if self._paused_at_s is None:
            return self._pauses
        return [*self._pauses, Span(self._paused_at_s, self.ended_s)]

    def _pause(self, t_s: float, *, paused: bool) -> None:
        if paused and self._paused_at_s is None:
            self._paused_at_s = t_s
        elif not paused and self._paused_at_s is not None:
            self._pauses.append(Span(self._paused_at_s, t_s))
            self._paused_at_s = None
