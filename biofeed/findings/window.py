"""Windows: the stretches of a session in which the person breathed freely and sat quietly.

Only these can be compared from one session to the next. A paced breath moves RMSSD by itself, so the
numbers of a paced part stay with that session and are no window.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from biofeed import hrv
from biofeed.findings.course import Course, Stretch
from biofeed.types import Measure, PhaseChange, PhaseKind, Result
from biofeed.words.result import LONG_GAP, MANY_ARTEFACTS, PAUSED, THINLY_COVERED, TOO_SHORT

WINDOW = "window"

CLEAN_FROM_S = 120.0
CLEAN_COVERAGE = 0.95
MOST_ARTEFACTS = 0.05
LONGEST_HOLE_S = 5.0
BASELINE_S = 180.0
"""So much of the rest before a stressor is used, from its end back: by then people have settled."""
LEAST_S = 30.0
"""Below so many clean seconds a number says more about chance than about the person."""

_ACTIVE = {PhaseKind.BREATHE, PhaseKind.GUIDE, PhaseKind.STRESSOR}
_FREE = {PhaseKind.REST, PhaseKind.RECOVER}


def windows(course: Course) -> Iterator[Result]:
    """Give what was measured in each unpaced rest and recovery that was begun."""
    roles = _roles(course)
    for part in course.parts:
        if part in roles:
            yield _window(course, part, roles[part])


def baseline(course: Course, part: PhaseChange) -> tuple[float, float]:
    """Give start and end of what is used of a rest: all, or its end if a stressor comes later."""
    start_s, end_s = part.t_s, course.end_of(part)
    stressed = any(
        later.kind is PhaseKind.STRESSOR and later.t_s > part.t_s for later in course.schedule.parts
    )
    if stressed and part.kind is PhaseKind.REST:
        start_s = max(start_s, end_s - BASELINE_S)
    return start_s, end_s


def is_free(course: Course, part: PhaseChange) -> bool:
    """Tell whether a part is a rest or a recovery in which no breath was paced."""
    return part.kind in _FREE and not course.is_paced(part)


def why_not_clean(course: Course, stretch: Stretch) -> str:
    """Say what keeps a stretch out of trends; empty if nothing does."""
    # Two minutes that begin at an odd moment are two minutes, whatever floating point makes of them.
    if round(stretch.length_s, 6) < CLEAN_FROM_S:
        return TOO_SHORT
    if course.paused_within(stretch.start_s, stretch.end_s):
        return PAUSED
    if stretch.artefact_share > MOST_ARTEFACTS:
        return MANY_ARTEFACTS
    if stretch.longest_hole_s > LONGEST_HOLE_S:
        return LONG_GAP
    return "" if stretch.coverage >= CLEAN_COVERAGE else THINLY_COVERED


def _roles(course: Course) -> dict[PhaseChange, str]:
    """Give each free part its role: before, after, recover or rest."""
    free = [part for part in course.parts if is_free(course, part)]
    roles = {part: "recover" if part.kind is PhaseKind.RECOVER else "rest" for part in free}
    active = [part for part in course.parts if part.kind in _ACTIVE]
    rests = [part for part in free if part.kind is PhaseKind.REST]
    if active:
        roles |= dict.fromkeys([one for one in rests if one.t_s < active[0].t_s][-1:], "before")
        roles |= dict.fromkeys([one for one in rests if one.t_s > active[-1].t_s][:1], "after")
    return roles


def _window(course: Course, part: PhaseChange, role: str) -> Result:
    start_s, end_s = baseline(course, part)
    stretch = course.stretch(start_s, end_s)
    detail: dict[str, float | str] = {
        "title": part.title,
        "role": role,
        "start_s": start_s,
        "end_s": end_s,
        "clean_s": round(stretch.clean_s, 3),
        "artefact_share": round(stretch.artefact_share, 4),
        "clean": why_not_clean(course, stretch) or "yes",
        "breathing": "free",
    }
    return Result(course.ended_s, WINDOW, measures_of(stretch), detail)


def measures_of(stretch: Stretch) -> tuple[Measure, ...]:
    """Give heart rate and its variability over a stretch, blank below half a minute of clean beats."""
    values = _values(stretch) if stretch.clean_s >= LEAST_S else {}
    units = {"mean_hr": "bpm", "rmssd": "ms", "ln_rmssd": "", "sdnn": "ms"}
    return tuple(
        Measure(
            name,
            _known(values.get(name)),
            unit,
            stretch.length_s,
            stretch.coverage,
            f"{name}.window.v1",
        )
        for name, unit in units.items()
    )


def _values(stretch: Stretch) -> dict[str, float]:
    t, rr, normal = stretch.t_s, stretch.rr_ms, stretch.normal
    return {
        "mean_hr": float(hrv.mean_hr(rr, valid=normal)),
        "rmssd": float(hrv.rmssd(rr, t_s=t, valid=normal)),
        "ln_rmssd": float(hrv.ln_rmssd(rr, t_s=t, valid=normal)),
        "sdnn": float(hrv.sdnn(rr, valid=normal)),
    }


def _known(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
