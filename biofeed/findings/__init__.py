"""What a session found, once it has ended: windows, the resonance assessment, stress and recovery.

Everything here looks back at a `Course` and answers with `Result`s: values with their coverage and the key of
their definition, and in `detail` what else belongs to them. It holds no clock, no file and no device, and is
computed anew from a recording at any time. docs/formulas.md has the definitions.
"""

from __future__ import annotations

from biofeed.findings.course import Course
from biofeed.findings.recovery import RECOVERY, recovered
from biofeed.findings.resonance import BEST_PACE, RESONANCE, RESONANCE_STEP, Verdict, assessed
from biofeed.findings.trend import Trend, recovery_trend
from biofeed.findings.window import WINDOW, windows
from biofeed.types import Result
from biofeed.words.result import SMALL_REACTION

RESONANCE_PROTOCOL = "resonance"


def findings(course: Course, protocol: str) -> tuple[Result, ...]:
    """Give all results of a session that has ended; none without beats.

    `protocol` is the exercise's: `resonance` asks for the assessment. A recovery is looked for wherever an
    unpaced recovery follows a stressor.
    """
    if not course.has_beats:
        return ()
    found = [*windows(course), *recovered(course)]
    if protocol == RESONANCE_PROTOCOL:
        found += assessed(course)
    return tuple(found)


__all__ = [
    "BEST_PACE",
    "RECOVERY",
    "RESONANCE",
    "RESONANCE_PROTOCOL",
    "RESONANCE_STEP",
    "SMALL_REACTION",
    "WINDOW",
    "Course",
    "Trend",
    "Verdict",
    "findings",
    "recovery_trend",
]
