"""The pacer as the person sees it: not cues, but breaths to come, each with a beginning and a shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from biofeed.plugins import Guide
from biofeed.types import Cue, Phase

_BREATHS_AHEAD = 3


class Inattentive:
    """A guide whose pacer is not followed; what it takes to do a task, it takes nevertheless."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide

    def cue(self, t_s: float) -> Cue | None:
        """Leave the breath as one likes."""

    def effort(self, t_s: float) -> bool:
        """Say whether a stressor asks for an effort."""
        return self._guide.effort(t_s)


@dataclass(frozen=True, slots=True)
class PacedBreath:
    """One breath that is asked for."""

    t_s: float
    inhale_s: float
    hold_s: float
    exhale_s: float
    rest_s: float

    @property
    def period_s(self) -> float:
        """How long it takes, to the beginning of the next."""
        return self.inhale_s + self.hold_s + self.exhale_s + self.rest_s

    @property
    def end_s(self) -> float:
        """When it is over."""
        return self.t_s + self.period_s


def paced_breaths(guide: Guide, t_s: float) -> list[PacedBreath]:
    """Give the breaths that are asked for around `t_s`: the last one begun, and up to three to come.

    Empty where one breathes as one likes, and where the last breath asked for is already half over.
    """
    groups: list[list[Cue]] = []
    previous: Phase | None = None
    for cue in _cues(guide, t_s):
        # Two cues to breathe in, one after the other, are one inhalation with a second sip of air.
        if cue.phase is Phase.INHALE and previous is not Phase.INHALE:
            if len(groups) > _BREATHS_AHEAD:
                break
            groups.append([])
        if groups:
            groups[-1].append(cue)
        previous = cue.phase
    # A breath that a pause cuts off before it can be let go of is none to follow.
    breaths = [breath for breath in map(_breath, groups) if breath.inhale_s > 0 and breath.exhale_s > 0]
    if breaths and breaths[0].t_s > t_s:
        # What went before has scrolled out of sight; it was most likely like the first one ahead.
        breaths.insert(0, replace(breaths[0], t_s=breaths[0].t_s - breaths[0].period_s))
    return breaths


def _cues(guide: Guide, t_s: float) -> Iterator[Cue]:
    cue = guide.cue(t_s)
    while cue is not None and cue.phase is not Phase.FREE:
        yield cue
        # A hair behind the end, so that rounding does not give the same cue again.
        following = guide.cue(cue.t_s + cue.duration_s + 1e-6)
        cue = following if following is not None and following.t_s > cue.t_s else None


def _breath(cues: list[Cue]) -> PacedBreath:
    seconds = {
        phase: sum(cue.duration_s for cue in cues if cue.phase is phase)
        for phase in (Phase.INHALE, Phase.HOLD, Phase.EXHALE, Phase.REST)
    }
    return PacedBreath(cues[0].t_s, *seconds.values())
