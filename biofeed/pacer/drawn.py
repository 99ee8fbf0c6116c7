"""One breath with its place in time: its cues, and the picture that belongs to it.

Everything that a moment is asked for (cue, lung level, how far the picture has faded) can be told from the
breath it falls into. So whatever is changed later leaves the breaths that are over alone, and with them
all that was asked and shown.

Boundaries are whole milliseconds.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace

from biofeed.breath import Pattern, whole_ms
from biofeed.types import Cue, Phase

SINK_S = 2.0
"""How long the picture takes to breathe out when a breath is broken off."""
MOMENT_S = 0.001
"""The shortest that anything lasts which has begun."""


@dataclass(frozen=True, slots=True)
class Breath:
    """One breath as it is asked for; where none is paced, one stretch of breathing as one likes."""

    planned: tuple[Cue, ...]
    """What was asked for, all of it, even if the breath was broken off."""
    goal: Pattern | None = None
    """The breath at the pace it is meant to reach; `None` where none is paced."""
    from_level: float = 0.0
    """Where the picture stands when it begins."""
    faded: tuple[float, float] = (0.0, 0.0)
    """How much of the picture's way out is done when it begins and when it ends, 0 to 1."""
    cut_s: float | None = None
    """When it was broken off: the pacer was paused, or the person went on."""

    @property
    def start_s(self) -> float:
        """When it begins."""
        return self.planned[0].t_s

    @property
    def planned_end_s(self) -> float:
        """When it would end, or would have ended, by itself."""
        return whole_ms(self.planned[-1].t_s + self.planned[-1].duration_s)

    @property
    def end_s(self) -> float:
        """When it ends."""
        return self.planned_end_s if self.cut_s is None else self.cut_s

    @property
    def bpm(self) -> float:
        """Its pace, in breaths a minute."""
        return 60 / (self.planned_end_s - self.start_s)

    @property
    def cues(self) -> tuple[Cue, ...]:
        """What is asked for, up to its end."""
        if self.cut_s is None:
            return self.planned
        begun = [cue for cue in self.planned if cue.t_s < self.cut_s]
        return (*begun[:-1], replace(begun[-1], duration_s=whole_ms(self.cut_s - begun[-1].t_s)))

    def level(self, t_s: float) -> float:
        """Give the lung level asked for, 0 to 1; after a break the picture sinks to empty."""
        if self.cut_s is None or t_s <= self.cut_s:
            return self._glide(t_s)
        sunk = min((t_s - self.cut_s) / SINK_S, 1.0)
        return self._glide(self.cut_s) * (1 + math.cos(math.pi * sunk)) / 2

    def faded_at(self, t_s: float) -> float:
        """Give how much of the picture's way out is done, 0 to 1."""
        begun, ended = self.faded
        done = (min(t_s, self.end_s) - self.start_s) / (self.planned_end_s - self.start_s)
        return begun + (ended - begun) * min(max(done, 0.0), 1.0)

    def moved(self, by_s: float) -> Breath:
        """Give the same breath at another time; `by_s` is a whole number of milliseconds."""
        return replace(
            self,
            planned=tuple(replace(cue, t_s=whole_ms(cue.t_s + by_s)) for cue in self.planned),
            cut_s=None if self.cut_s is None else whole_ms(self.cut_s + by_s),
        )

    def break_at(self, t_s: float) -> float:
        """Give the whole millisecond at which it is broken off when somebody asks for that at `t_s`.

        That is the next one, but a cue that has been told of lasts for a moment, so that what follows
        begins later, and what has not been told of yet does not begin.
        """
        begun_s = self.planned[self._index(t_s)].t_s
        return max(min(next_ms(t_s), whole_ms(self.end_s - MOMENT_S)), whole_ms(begun_s + MOMENT_S))

    def _glide(self, t_s: float) -> float:
        index = self._index(t_s)
        cue = self.planned[index]
        before = self.planned[index - 1].level if index else self.from_level
        seconds = min(cue.duration_s, SINK_S) if cue.phase is Phase.FREE else cue.duration_s
        done = min(max((t_s - cue.t_s) / seconds, 0.0), 1.0)
        return before + (cue.level - before) * (1 - math.cos(math.pi * done)) / 2

    def _index(self, t_s: float) -> int:
        return max(bisect_right(self.planned, t_s, key=_start) - 1, 0)


def next_ms(t_s: float) -> float:
    """Give the first whole millisecond that is not before `t_s`."""
    # A time that is a whole millisecond to within floating point is one.
    return whole_ms(math.ceil(round(t_s * 1000, 6)) / 1000)


def _start(cue: Cue) -> float:
    return cue.t_s
