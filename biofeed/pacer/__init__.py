"""The pacer: what the breath is asked to do, as a pure function of time.

A `Schedule` is laid out once, from the parts of an exercise, and never changes; a pause, another pace, a
part skipped or repeated gives a new one. It counts no frames and owns no clock: ask it for `cue(t)` or
`level(t)` at any moment, in any order. That is why a stalled terminal drops pictures and never slows a
breath, and why twenty minutes are tested in a millisecond.
"""

from biofeed.pacer.drawn import SINK_S
from biofeed.pacer.schedule import Boundary, Schedule

__all__ = ["SINK_S", "Boundary", "Schedule"]
