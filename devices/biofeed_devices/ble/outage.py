"""A dropout that is going on: since when, how often the strap has been looked for, and when again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Outage:
    """The time without a link that began at `since_s`."""

    since_s: float
    attempts: int = 0
    next_s: float = 0.0
    """When to try again, on the session's clock."""

    def tried(self, t_s: float, pauses_s: tuple[float, ...]) -> Self:
        """Count an attempt that begins at `t_s`; the next may begin after a pause that grows."""
        pause_s = pauses_s[min(self.attempts, len(pauses_s) - 1)]
        return replace(self, attempts=self.attempts + 1, next_s=t_s + pause_s)

    def in_words(self, t_s: float) -> str:
        """Say how often was tried, and for how long, as `attempt 3, after 14 s`."""
        return f"attempt {self.attempts}, after {t_s - self.since_s:.0f} s"
