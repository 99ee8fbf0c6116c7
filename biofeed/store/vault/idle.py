"""When the app locks itself: after a while in which nobody touched it.

Pure arithmetic over a clock that is passed in, so that the front end decides what counts as a touch.
"""

from __future__ import annotations

DEFAULT_LIMIT_S = 600.0
"""Ten minutes. Longer than it takes to read a report, shorter than a lunch."""


class Idle:
    """Counts the time without a touch. A running session is never cut off: during one nothing is due."""

    def __init__(self, limit_s: float | None, now_s: float) -> None:
        """Begin to count at `now_s`; without a limit nothing is ever due."""
        self.limit_s = limit_s
        self._since_s = now_s

    def touch(self, now_s: float) -> None:
        """Begin anew: a key was pressed, or a session is going on."""
        self._since_s = now_s

    def left_s(self, now_s: float) -> float | None:
        """Give the seconds until it is time to lock, never less than none; `None` without a limit."""
        if self.limit_s is None:
            return None
        return max(0.0, self.limit_s - (now_s - self._since_s))

    def is_due(self, now_s: float, *, in_session: bool) -> bool:
        """Say whether it is time to lock. Asked during a session, it begins to count anew."""
        if in_session:
            self.touch(now_s)
        return self.left_s(now_s) == 0.0
