"""What a person can do in a session: each act is an event, stamped with the session's time."""

from __future__ import annotations

from abc import abstractmethod

from biofeed.clock import Clock
from biofeed.exercise import allowed_bpm
from biofeed.pacer import Schedule
from biofeed.types import Answer, Input, Marker, Note, PaceChange, Pause, Prompt, Rating, Repeat, Skip, Stop


class Acts:
    """The person's side of a session. `_do` takes what was done, `_tell` what was said."""

    clock: Clock
    schedule: Schedule

    def mark(self, text: str = "") -> None:
        """Remember this moment."""
        self._do(Marker(self.clock.now(), text))

    def pause(self) -> None:
        """Hold the pacer; the strap goes on being listened to."""
        self._do(Pause(self.clock.now(), paused=True))

    def resume(self) -> None:
        """Take the breath up again."""
        self._do(Pause(self.clock.now(), paused=False))

    def repace(self, bpm: float) -> None:
        """Ask for another pace, in breaths a minute, from the next breath on.

        A pace out of the bounds of care becomes the nearest that is allowed for this breath.
        """
        now_s = self.clock.now()
        pattern = self.schedule.pattern(now_s)
        if pattern is not None:
            low_bpm, high_bpm = allowed_bpm(pattern)
            self._do(PaceChange(now_s, min(max(bpm, low_bpm), high_bpm)))

    def skip(self) -> None:
        """Go on to what comes next: the next region of a body scan, the next part."""
        self._do(Skip(self.clock.now()))

    def repeat(self) -> None:
        """Ask for the breathing part that was last begun once more."""
        self._do(Repeat(self.clock.now()))

    def answer(self, prompt: Prompt, text: str) -> None:
        """Answer the question of a task."""
        self._do(Answer(self.clock.now(), prompt.seq, text))

    def rate(self, scale: str, value: float | None) -> None:
        """Say how it is; after the end, too."""
        self._tell(Rating(self.clock.now(), scale, value))

    def note(self, text: str, topic: str = "") -> None:
        """Keep a line in the person's own words; after the end, too."""
        self._tell(Note(self.clock.now(), text, topic))

    def stop(self, reason: str = "stopped") -> None:
        """End the session now."""
        self._do(Stop(self.clock.now(), reason))

    @abstractmethod
    def _do(self, event: Input) -> None:
        """Let an act take its effect."""

    @abstractmethod
    def _tell(self, event: Rating | Note) -> None:
        """Take what the person says, at any time."""
