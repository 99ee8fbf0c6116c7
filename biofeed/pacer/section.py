"""One part of an exercise, laid out on the session's clock as breaths one after another.

The times behind the boundaries are summed unrounded, so rounding never adds up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from biofeed.breath import WORDS, Part, Pattern, phase_between, whole_ms
from biofeed.pacer.drawn import Breath
from biofeed.types import Cue, Phase, PhaseChange

UNFADED, FADED = (0.0, 0.0), (1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Section:
    """A part with its place in time."""

    part: Part
    """As it was written."""
    breaths: tuple[Breath, ...]
    planned_end_s: float
    """When it was meant to end; it ends with the whole breath that is nearest."""
    is_repetition: bool = False

    @property
    def start_s(self) -> float:
        """When it begins."""
        return self.breaths[0].start_s

    @property
    def end_s(self) -> float:
        """When it ends."""
        return self.breaths[-1].end_s

    @property
    def change(self) -> PhaseChange:
        """What is told of it when it begins."""
        seconds = whole_ms(self.end_s - self.start_s)
        return PhaseChange(self.start_s, self.part.kind, self.part.title, seconds, self.part.task)

    def moved(self, by_s: float) -> Section:
        """Give the same section at another time; `by_s` is a whole number of milliseconds."""
        return replace(
            self,
            breaths=tuple(breath.moved(by_s) for breath in self.breaths),
            planned_end_s=whole_ms(self.planned_end_s + by_s),
        )


def lay_all(parts: Iterable[Part], start_s: float, after: Part | None = None) -> tuple[Section, ...]:
    """Lay parts out one after another; `after` is the part that comes before the first, if any does."""
    sections: list[Section] = []
    for part in parts:
        is_hidden = after is not None and after.fades and part.pattern is None
        sections.append(lay(part, start_s, is_hidden=is_hidden))
        start_s, after = sections[-1].end_s, part
    return tuple(sections)


def lay(part: Part, start_s: float, *, faded: float = 0.0, is_hidden: bool = False) -> Section:
    """Lay one part out from `start_s` on, a whole millisecond.

    `faded` is how much of the picture's way out is done by then, where the part fades.
    """
    breaths = tuple(_breaths(part, start_s))
    if part.fades:
        breaths = tuple(_fading(breaths, faded))
    elif is_hidden:
        breaths = tuple(replace(breath, faded=FADED) for breath in breaths)
    return Section(part, breaths, whole_ms(start_s + part.seconds))


def _breaths(part: Part, start_s: float) -> Iterator[Breath]:
    if part.pattern:
        return _paced(part, part.pattern, start_s)
    return _free(part, start_s)


def _free(part: Part, start_s: float) -> Iterator[Breath]:
    """Give one stretch for each line of guidance, or one for the whole part."""
    for seconds, text in part.cues or ((part.seconds, part.text or WORDS[Phase.FREE]),):
        yield Breath((_cue(start_s, start_s + seconds, Phase.FREE, 0.0, text),))
        start_s += seconds


def _paced(part: Part, goal: Pattern, start_s: float) -> Iterator[Breath]:
    """Give whole breaths. One that begins is finished, and begins only if half of it fits."""
    done_s = 0.0
    while True:
        breath = goal.at(part.ramp.pace(goal.bpm, done_s) if part.ramp else goal.bpm)
        if done_s and done_s + breath.period_s / 2 > part.seconds:
            return
        yield Breath(tuple(_cues(breath, start_s + done_s)), goal)
        done_s += breath.period_s


def _cues(breath: Pattern, start_s: float) -> Iterator[Cue]:
    level = 0.0
    for step in breath.steps:
        phase = phase_between(level, step.level)
        end_s = start_s + step.seconds
        yield _cue(start_s, end_s, phase, step.level, step.text or WORDS[phase])
        start_s, level = end_s, step.level


def _cue(start_s: float, end_s: float, phase: Phase, level: float, text: str) -> Cue:
    begin_s = whole_ms(start_s)
    return Cue(begin_s, phase, level, text, whole_ms(whole_ms(end_s) - begin_s))


def _fading(breaths: tuple[Breath, ...], faded: float) -> Iterator[Breath]:
    """Share what is left of the picture's way out among the breaths, each by its length."""
    start_s = breaths[0].start_s
    seconds = breaths[-1].end_s - start_s
    for breath in breaths:
        begun, ended = (
            faded + (1 - faded) * (t_s - start_s) / seconds for t_s in (breath.start_s, breath.end_s)
        )
        yield replace(breath, faded=(begun, ended))
