"""A lamp, as far as a test needs one."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Lamp:
    """Remembers when it blinked, and since when it has been dark."""

    blinks_s: list[float] = field(default_factory=list)
    dark_since_s: float | None = None
    dark_s: float = 0.0

    def blink(self, t_s: float) -> None:
        """Blink once; a lamp that was dark is so no longer."""
        if self.dark_since_s is not None:
            self.dark_s += t_s - self.dark_since_s
            self.dark_since_s = None
        self.blinks_s.append(t_s)

    def go_dark(self, t_s: float) -> None:
        """Show that there is nothing to show."""
        if self.dark_since_s is None:
            self.dark_since_s = t_s
