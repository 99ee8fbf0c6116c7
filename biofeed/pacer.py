"""The pacer: what the breath is asked to do, as a pure function of time.

A `Schedule` is laid out once, from the parts of an exercise, and never changes; a pause or another pace
gives a new one. It counts no frames and owns no clock: ask it for `cue(t)` or `level(t)` at any moment,
in any order. That is why a stalled terminal drops pictures and never slows a breath, and why twenty
minutes are tested in a millisecond.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TypeAlias

from biofeed.breath import Part, Pattern, lay_out, whole_ms
from biofeed.types import Cue, Phase, PhaseChange

SINK_S = 2.0
"""How long the picture takes to breathe out when the person pauses."""

Boundary: TypeAlias = PhaseChange | Cue


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is asked when: cues and parts laid out on the session's clock."""

    parts: tuple[PhaseChange, ...]
    cues: tuple[Cue, ...]
    patterns: tuple[tuple[float, Pattern], ...]
    """From when on which pattern is asked for at its full pace."""
    planned_ends_s: tuple[float, ...]
    """When each part was meant to end; it ends with the whole breath that is nearest."""
    duration_s: float
    paused_at_s: float | None = None

    @classmethod
    def of(cls, parts: tuple[Part, ...]) -> Schedule:
        """Lay parts out one after another, from zero."""
        t_s = 0.0
        changes: list[PhaseChange] = []
        cues: list[Cue] = []
        patterns: list[tuple[float, Pattern]] = []
        planned_ends_s: list[float] = []
        for part in parts:
            mine = list(lay_out(part, t_s))
            end_s = mine[-1].t_s + mine[-1].duration_s
            changes.append(PhaseChange(t_s, part.kind, part.title, whole_ms(end_s - t_s)))
            cues += mine
            if part.pattern:
                patterns.append((t_s, part.pattern))
            planned_ends_s.append(whole_ms(t_s + part.seconds))
            t_s = whole_ms(end_s)
        return cls(tuple(changes), tuple(cues), tuple(patterns), tuple(planned_ends_s), t_s)

    def cue(self, t_s: float) -> Cue | None:
        """Give the cue in force at `t_s`; `None` before, after, and while paused."""
        if t_s < 0 or t_s >= self.duration_s or self._is_paused(t_s):
            return None
        index = bisect_right(self.cues, t_s, key=_start) - 1
        return self.cues[index]

    def level(self, t_s: float) -> float:
        """Give the lung level asked for at `t_s`, 0 to 1, gliding between the cues' levels."""
        if self.paused_at_s is not None and t_s >= self.paused_at_s:
            sunk = min((t_s - self.paused_at_s) / SINK_S, 1.0)
            return self._glide(self.paused_at_s) * (1 + math.cos(math.pi * sunk)) / 2
        return self._glide(t_s)

    def part(self, t_s: float) -> PhaseChange:
        """Give the part of the exercise that `t_s` lies in, the nearest one outside of them."""
        index = bisect_right(self.parts, t_s, key=_start) - 1
        return self.parts[max(index, 0)]

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
        held_s = t_s if self.paused_at_s is None else min(t_s, self.paused_at_s)
        return max(self.duration_s - held_s, 0.0)

    def paused(self, t_s: float) -> Schedule:
        """Give this schedule with the pacer held from `t_s` on. What was ahead stays ahead."""
        return self if self.paused_at_s is not None else replace(self, paused_at_s=t_s)

    def resumed(self, t_s: float) -> Schedule:
        """Take a paused schedule up again at `t_s`, with the breath that was interrupted, from its start.

        The pause let the picture sink to empty, so the new breath begins where the eye is.
        """
        if self.paused_at_s is None:
            return self
        held_s = self.paused_at_s
        back_s = self._breath_start(held_s)
        moved = _shift(self, from_s=back_s, by_s=t_s - back_s)
        return replace(moved, paused_at_s=None)

    def repaced(self, t_s: float, bpm: float) -> Schedule:
        """Give this schedule with the pace `bpm` from the end of the current breath on.

        The part keeps its length to within half a breath. Outside breathing parts nothing changes.
        """
        part = self.part(t_s)
        current = self.pattern(t_s)
        start_s, end_s = self._breath_end(t_s), part.t_s + part.duration_s
        if current is None or start_s >= end_s:
            return self
        pattern = current.at(bpm)
        left_s = self.planned_ends_s[self.parts.index(part)] - start_s
        if left_s < pattern.period_s / 2:
            return self
        fresh = tuple(lay_out(Part(part.kind, part.title, left_s, pattern), start_s))
        return self._with_rest_of(part, fresh, (start_s, pattern))

    def _with_rest_of(
        self, part: PhaseChange, fresh: tuple[Cue, ...], asked: tuple[float, Pattern]
    ) -> Schedule:
        """Put other cues in the place of what is left of a part, and move what comes after it."""
        start_s, end_s = asked[0], part.t_s + part.duration_s
        shift_s = whole_ms(fresh[-1].t_s + fresh[-1].duration_s - end_s)
        tail = _shift(self, from_s=end_s, by_s=shift_s)
        changes = tuple(
            replace(item, duration_s=whole_ms(item.duration_s + shift_s)) if item.t_s == part.t_s else item
            for item in tail.parts
        )
        before = tuple(cue for cue in self.cues if cue.t_s < start_s)
        behind = tuple(cue for cue in tail.cues if cue.t_s >= end_s + shift_s)
        kept = [item for item in tail.patterns if item[0] < start_s]
        later = [item for item in tail.patterns if item[0] >= end_s + shift_s]
        return replace(tail, parts=changes, cues=(*before, *fresh, *behind), patterns=(*kept, asked, *later))

    def paces(self, until_s: float) -> tuple[float, float] | None:
        """Give the slowest and the fastest breath asked for up to `until_s`; `None` if none was.

        In breaths a minute, of the breaths that were over by then, or of the only one.
        """
        starts_s = [self.cues[i].t_s for i in range(len(self.cues)) if self._is_paced_start(i)]
        ends_s = [self._breath_end(start_s) for start_s in starts_s]
        spans = [(start, end) for start, end in zip(starts_s, ends_s, strict=True) if start < until_s]
        whole = [span for span in spans if span[1] <= until_s] or spans[:1]
        found = [60 / (end - start) for start, end in whole]
        return (min(found), max(found)) if found else None

    def next_bpm(self, t_s: float) -> float | None:
        """Give the pace of the breath after the one at `t_s`; `None` where no breath is paced."""
        if self.pattern(t_s) is None:
            return None
        start_s = self._breath_end(t_s)
        if start_s >= self.duration_s or self.pattern(start_s) is None:
            start_s = self._breath_start(t_s)
        return 60 / (self._breath_end(start_s) - start_s)

    def _is_paced_start(self, index: int) -> bool:
        return self.cues[index].phase is not Phase.FREE and _begins_breath(self.cues, index)

    def _is_paused(self, t_s: float) -> bool:
        return self.paused_at_s is not None and t_s >= self.paused_at_s

    def pattern(self, t_s: float) -> Pattern | None:
        """Give the breath that is asked for at `t_s`, at the pace it is meant to reach; `None` if free."""
        part = self.part(t_s)
        mine = [pattern for start_s, pattern in self.patterns if part.t_s <= start_s <= t_s]
        return mine[-1] if mine else None

    def _glide(self, t_s: float) -> float:
        t_s = min(max(t_s, 0.0), self.duration_s)
        index = max(bisect_right(self.cues, t_s, key=_start) - 1, 0)
        cue = self.cues[index]
        before = self.cues[index - 1].level if index else 0.0
        done = min((t_s - cue.t_s) / cue.duration_s, 1.0)
        return before + (cue.level - before) * (1 - math.cos(math.pi * done)) / 2

    def _breath_start(self, t_s: float) -> float:
        """Give the start of the breath that `t_s` falls into; of the part, where no breath is paced."""
        index = max(bisect_right(self.cues, t_s, key=_start) - 1, 0)
        while not _begins_breath(self.cues, index):
            index -= 1
        return self.cues[index].t_s

    def _breath_end(self, t_s: float) -> float:
        index = bisect_right(self.cues, t_s, key=_start)
        while index < len(self.cues) and not _begins_breath(self.cues, index):
            index += 1
        return self.cues[index].t_s if index < len(self.cues) else self.duration_s


def _begins_breath(cues: tuple[Cue, ...], index: int) -> bool:
    cue = cues[index]
    if index == 0 or cue.phase is Phase.FREE:
        return True
    return cue.phase is Phase.INHALE and cues[index - 1].phase is not Phase.INHALE


def _start(item: Boundary) -> float:
    return item.t_s


def _shift(schedule: Schedule, *, from_s: float, by_s: float) -> Schedule:
    """Move everything that begins at or after `from_s`; the part it falls into gets longer."""

    def moved(t_s: float) -> float:
        return whole_ms(t_s + by_s) if t_s >= from_s else t_s

    parts = tuple(
        replace(part, t_s=moved(part.t_s))
        if part.t_s >= from_s or part.t_s + part.duration_s <= from_s
        else replace(part, duration_s=whole_ms(part.duration_s + by_s))
        for part in schedule.parts
    )
    return replace(
        schedule,
        parts=parts,
        cues=tuple(replace(cue, t_s=moved(cue.t_s)) for cue in schedule.cues),
        patterns=tuple((moved(start_s), pattern) for start_s, pattern in schedule.patterns),
        planned_ends_s=tuple(
            whole_ms(end_s + by_s) if part.t_s + part.duration_s > from_s else end_s
            for part, end_s in zip(schedule.parts, schedule.planned_ends_s, strict=True)
        ),
        duration_s=whole_ms(schedule.duration_s + by_s),
    )
