"""What is known about a session when it has ended, and the stretches of it that can be measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from biofeed.hrv.series import Flags, Floats, covered_s
from biofeed.pacer import Schedule
from biofeed.types import Beat, Flag, Gap, Phase, PhaseChange, Rating


@dataclass(frozen=True, slots=True)
class Stretch:
    """The beats of one stretch of time: every interval that ends in it, and some time around it."""

    start_s: float
    end_s: float
    t_s: Floats
    """When each interval ends."""
    rr_ms: Floats
    normal: Flags
    """Which intervals count."""

    @property
    def length_s(self) -> float:
        """How long the stretch is."""
        return self.end_s - self.start_s

    @property
    def clean_s(self) -> float:
        """How much of it normal intervals cover."""
        t, rr = self.t_s[self.normal], self.rr_ms[self.normal]
        if not t.size:
            return 0.0
        edges = np.array([self.start_s]), np.array([self.end_s])
        return float(covered_s(t, rr, *edges)[0])

    @property
    def coverage(self) -> float:
        """The share of it that normal intervals cover, 0 to 1."""
        return self.clean_s / self.length_s

    @property
    def artefact_share(self) -> float:
        """The share of its beats that do not count, 0 to 1."""
        return 1 - float(self.normal.mean()) if self.normal.size else 0.0

    @property
    def longest_hole_s(self) -> float:
        """The longest time in it that no normal interval covers."""
        t, rr = self.t_s[self.normal], self.rr_ms[self.normal]
        starts = np.append(np.maximum(t - rr / 1000, self.start_s), self.end_s)
        ends = np.insert(t, 0, self.start_s)
        return float((starts - ends).max())


# No slots: the arrays are put together once, and kept.
@dataclass(frozen=True)
class Course:
    """A session from its first cue to its last."""

    schedule: Schedule
    """The final one, with the parts at the times they really had."""
    beats: Sequence[Beat]
    """With the flags they have in the end."""
    gaps: Sequence[Gap]
    pauses: Sequence[tuple[float, float]]
    """From when to when the pacer was held."""
    ratings: Sequence[Rating]
    ended_s: float
    has_beats: bool = True

    @cached_property
    def parts(self) -> tuple[PhaseChange, ...]:
        """The parts that were begun."""
        return tuple(part for part in self.schedule.parts if part.t_s < self.ended_s)

    @cached_property
    def onsets_s(self) -> tuple[float, ...]:
        """When the paced breaths began that were begun."""
        onsets_s, before = [], None
        for cue in self.schedule.cues:
            # Two cues to breathe in, one after the other, are one inhalation with a second sip of air.
            if cue.phase is Phase.INHALE and before is not Phase.INHALE and cue.t_s < self.ended_s:
                onsets_s.append(cue.t_s)
            before = cue.phase
        return tuple(onsets_s)

    def end_of(self, part: PhaseChange) -> float:
        """Give when a part ended, or the session within it."""
        return min(part.t_s + part.duration_s, self.ended_s)

    def is_paced(self, part: PhaseChange) -> bool:
        """Tell whether any breath of a part was paced."""
        return any(part.t_s <= onset_s < self.end_of(part) for onset_s in self.onsets_s)

    def paused_within(self, start_s: float, end_s: float) -> bool:
        """Tell whether the person paused at any time between."""
        return any(since_s < end_s and until_s > start_s for since_s, until_s in self.pauses)

    def stretch(self, start_s: float, end_s: float) -> Stretch:
        """Give the beats whose intervals end after `start_s` and up to `end_s`."""
        t, rr, normal = self._arrays
        inside = (t > start_s) & (t <= end_s)
        return Stretch(start_s, end_s, t[inside], rr[inside], normal[inside])

    @cached_property
    def _arrays(self) -> tuple[Floats, Floats, Flags]:
        """Times, intervals and whether they count; without values that are no time at all."""
        t = np.array([beat.t_s for beat in self.beats], dtype=np.float64)
        rr = np.array([beat.rr_ms for beat in self.beats], dtype=np.float64)
        normal = np.array([beat.flag is Flag.NORMAL for beat in self.beats], dtype=np.bool_)
        real = (rr > 0) & (np.diff(t, prepend=-np.inf) > 0)
        return t[real], rr[real], normal[real]
