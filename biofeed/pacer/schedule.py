"""The schedule: what is asked when, and what it becomes when the person changes it."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from biofeed.breath import Part, Pattern
from biofeed.pacer import change
from biofeed.pacer.drawn import Breath
from biofeed.pacer.section import Section, lay_all
from biofeed.types import Cue, Event, PaceChange, Pause, PhaseChange, PhaseKind, Repeat, Skip

Boundary: TypeAlias = PhaseChange | Cue


# No slots: what is asked for thirty times a second is put together once, and kept.
@dataclass(frozen=True)
class Schedule:
    """What is asked when: parts and cues laid out on the session's clock."""

    sections: tuple[Section, ...]
    paused_at_s: float | None = None

    @classmethod
    def of(cls, parts: tuple[Part, ...]) -> Schedule:
        """Lay parts out one after another, from zero."""
        return cls(lay_all(parts, 0.0))

    # --- what is asked ------------------------------------------------------------------------------

    @cached_property
    def parts(self) -> tuple[PhaseChange, ...]:
        """The parts, one after another."""
        return tuple(section.change for section in self.sections)

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The cues, one after another, with a hole where the pacer was paused."""
        return tuple(cue for breath in self._breaths for cue in breath.cues)

    @property
    def duration_s(self) -> float:
        """When it is over."""
        return self.sections[-1].end_s

    def cue(self, t_s: float) -> Cue | None:
        """Give the cue in force at `t_s`; `None` before, after, and while paused."""
        breath = self._breath(t_s)
        if t_s < 0 or t_s >= breath.end_s or self._is_paused(t_s):
            return None
        index = bisect_right(breath.cues, t_s, key=_start) - 1
        return breath.cues[index]

    def level(self, t_s: float) -> float:
        """Give the lung level asked for at `t_s`, 0 to 1, gliding between the cues' levels."""
        if self.paused_at_s is not None and t_s >= self.paused_at_s:
            return replace(self._breath(self.paused_at_s), cut_s=self.paused_at_s).level(t_s)
        return self._breath(t_s).level(t_s)

    def visibility(self, t_s: float) -> float:
        """Give how much of the picture is to be seen at `t_s`, 1 to 0.

        It is less than 1 across a part that fades, where it falls smoothly to 0, and is 0 in the part
        behind it if nobody paces that. The cues go on all the while.
        """
        held_s = self._held(t_s)
        return (1 + math.cos(math.pi * self._breath(held_s).faded_at(held_s))) / 2

    def part(self, t_s: float) -> PhaseChange:
        """Give the part of the exercise that `t_s` lies in, the nearest one outside of them."""
        index = bisect_right(self.parts, t_s, key=_start) - 1
        return self.parts[max(index, 0)]

    def effort(self, t_s: float) -> bool:
        """Say whether a stressor asks for an effort at `t_s`."""
        part = self.part(t_s)
        return part.kind is PhaseKind.STRESSOR and part.t_s <= t_s < part.t_s + part.duration_s

    def pattern(self, t_s: float) -> Pattern | None:
        """Give the breath that is asked for at `t_s`, at the pace it is meant to reach; `None` if free."""
        return self._breath(t_s).goal

    def next_after(self, t_s: float) -> tuple[Boundary, ...]:
        """Give what begins at the first boundary later than `t_s`, a part before its first cue.

        Empty at the end, and while paused.
        """
        if self.paused_at_s is not None:
            return ()
        part_index = bisect_right(self.parts, t_s, key=_start)
        cue_index = bisect_right(self.cues, t_s, key=_start)
        ahead: list[Boundary] = [
            *self.parts[part_index : part_index + 1],
            *self.cues[cue_index : cue_index + 1],
        ]
        first_s = min((item.t_s for item in ahead), default=0.0)
        return tuple(item for item in ahead if item.t_s == first_s)

    def remaining_s(self, t_s: float) -> float:
        """Give the seconds left at `t_s`; a pause does not use them up."""
        return max(self.duration_s - self._held(t_s), 0.0)

    def paces(self, until_s: float) -> tuple[float, float] | None:
        """Give the slowest and the fastest breath asked for up to `until_s`; `None` if none was.

        In breaths a minute, of the breaths that were over by then, or of the only one.
        """
        begun = [breath for breath in self._breaths if breath.goal and breath.start_s < until_s]
        whole = [breath for breath in begun if breath.cut_s is None and breath.end_s <= until_s]
        found = [breath.bpm for breath in whole or begun[:1]]
        return (min(found), max(found)) if found else None

    def paced_share(self, until_s: float) -> float:
        """Give the share of the time up to `until_s` in which a breath was paced, 0 to 1."""
        # The breath that a pause holds is not broken off before the pacer goes on.
        held_s = self._held(until_s)
        paced_s = math.fsum(
            min(breath.end_s, held_s) - breath.start_s
            for breath in self._breaths
            if breath.goal and breath.start_s < held_s
        )
        return paced_s / until_s if until_s > 0 else 0.0

    def next_bpm(self, t_s: float) -> float | None:
        """Give the pace of the breath after the one at `t_s`; `None` where no breath is paced."""
        index = self._index(t_s)
        now, *later = self._breaths[index : index + 2]
        if now.goal is None:
            return None
        return later[0].bpm if later and later[0].goal else now.bpm

    # --- what the person may change -----------------------------------------------------------------

    def after(self, event: Event) -> Schedule:
        """Give the schedule as what the person did leaves it; any other event changes nothing."""
        match event:
            case Pause(t_s, paused=True):
                return self.paused(t_s)
            case Pause(t_s):
                return self.resumed(t_s)
            case PaceChange(t_s, bpm):
                return self.repaced(t_s, bpm)
            case Skip(t_s):
                return self.skipped(t_s)
            case Repeat(t_s):
                return self.repeated(t_s)
        return self

    def paused(self, t_s: float) -> Schedule:
        """Give this schedule with the pacer held from `t_s` on. What was ahead stays ahead."""
        if self.paused_at_s is not None or t_s >= self.duration_s:
            return self
        held_s = change.hold(self.sections, t_s)
        return replace(self, paused_at_s=held_s) if held_s < self.duration_s else self

    def resumed(self, t_s: float) -> Schedule:
        """Take a paused schedule up again at `t_s`, with what was interrupted, from its start.

        That is the breath, the line of guidance, or the whole of a part that nobody paces. The pause let
        the picture sink, and the new breath begins where the eye is.
        """
        if self.paused_at_s is None:
            return self
        return Schedule(change.resume(self.sections, self.paused_at_s, t_s))

    def repaced(self, t_s: float, bpm: float) -> Schedule:
        """Give this schedule with the pace `bpm` from the end of the current breath on.

        The part keeps its length to within half a breath. Outside breathing parts nothing changes.
        """
        return self._with(change.repace(self.sections, self._held(t_s), bpm))

    def skipped(self, t_s: float) -> Schedule:
        """Go on to what comes next at `t_s`: the next line of guidance, else the next part, else the end.

        A breath that is going on is not finished. While paused nothing changes.
        """
        if self.paused_at_s is not None or t_s >= self.duration_s:
            return self
        return self._with(change.skip(self.sections, t_s))

    def repeated(self, t_s: float) -> Schedule:
        """Lay the breathing part that was last begun out once more, right after the current part.

        The rest between it and its neighbour comes with it; `change.repeat` says which. Nothing changes
        where no breathing part has begun, or where a repetition follows already.
        """
        if t_s >= self.duration_s:
            return self
        return self._with(change.repeat(self.sections, self._held(t_s)))

    # --- where a moment lies ------------------------------------------------------------------------

    @cached_property
    def _breaths(self) -> tuple[Breath, ...]:
        return tuple(breath for section in self.sections for breath in section.breaths)

    @cached_property
    def _starts_s(self) -> tuple[float, ...]:
        return tuple(breath.start_s for breath in self._breaths)

    def _index(self, t_s: float) -> int:
        return max(bisect_right(self._starts_s, t_s) - 1, 0)

    def _breath(self, t_s: float) -> Breath:
        return self._breaths[self._index(t_s)]

    def _is_paused(self, t_s: float) -> bool:
        return self.paused_at_s is not None and t_s >= self.paused_at_s

    def _held(self, t_s: float) -> float:
        """Give the moment that counts at `t_s`: while paused, the one when the pause began."""
        return t_s if self.paused_at_s is None else min(t_s, self.paused_at_s)

    def _with(self, sections: tuple[Section, ...]) -> Schedule:
        return self if sections is self.sections else replace(self, sections=sections)


def _start(item: Boundary) -> float:
    return item.t_s
