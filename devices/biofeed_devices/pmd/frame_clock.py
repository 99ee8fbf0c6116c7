"""When samples were taken, on the session's clock.

A strap stamps each frame with the time of its last sample. Its clock may begin at any date and may be set on
the way, so only differences count; and its quartz is its own, so that the true rate lies beside the
nominal one. The difference between two stamps over the number of samples between them is the rate.

What is not known is how long the first frame was on its way. A sample cannot have been taken after it
arrived, so the earliest arrival decides: whenever a frame comes sooner than the clock expects, the clock is
set back to it. Between those, it may be late by 100 µs a second, which is more than two quartzes differ by,
and so it also follows a strap whose seconds are a little short.
"""

from __future__ import annotations

from dataclasses import dataclass

DRIFT = 1e-4
"""How much faster than the strap's clock the session's is taken to be, until an arrival corrects it."""
TOLERANCE = 0.1
"""A step that differs from the nominal one by more than this share is a step over missing frames."""
_NS_PER_S = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Span:
    """When the samples of one frame were taken."""

    first_s: float
    rate_hz: float


class FrameClock:
    """Follows the frames of one stream."""

    def __init__(self, nominal_hz: float) -> None:
        self._nominal_hz = nominal_hz
        self.reset()

    def reset(self) -> None:
        """Begin anew: the stream was stopped, or the link lost."""
        self._rate_hz = self._nominal_hz
        self._stamp_ns: int | None = None
        self._last_s = 0.0

    def feed(self, arrived_s: float, stamp_ns: int, count: int) -> Span | None:
        """Give when a frame's `count` samples were taken; `None` for a frame that has come already."""
        step_ns = None if self._stamp_ns is None else stamp_ns - self._stamp_ns
        if step_ns == 0:
            return None
        self._stamp_ns = stamp_ns
        if step_ns is None or step_ns < 0:
            # The first frame, or the strap's clock was set: nothing is known but when it came.
            self._last_s = arrived_s
        else:
            self._last_s = min(arrived_s, self._last_s + step_ns / _NS_PER_S * (1 + DRIFT))
            self._learn_rate(count * _NS_PER_S / step_ns)
        return Span(self._last_s - (count - 1) / self._rate_hz, self._rate_hz)

    def _learn_rate(self, rate_hz: float) -> None:
        if abs(rate_hz / self._nominal_hz - 1) <= TOLERANCE:
            self._rate_hz = rate_hz
