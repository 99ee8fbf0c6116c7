"""What is to be seen while a session goes on, kept up to date from its events."""

from __future__ import annotations

from biofeed.types import (
    Beat,
    Cue,
    Event,
    Feedback,
    Flag,
    Link,
    LinkState,
    Measure,
    Pause,
    PhaseChange,
    Prompt,
    Reflag,
)
from biofeed.words.said import LINK_WORDS, NO_BEATS, OUT_OF_REACH, PACING_ONLY, UNCLEAR, as_clock

RECENT_BEATS = 10
"""So many beats tell how the signal is."""


class LiveView:
    """What the live screen shows, kept up to date from a session's events. Both front ends read it."""

    def __init__(self, *, has_beats: bool = True) -> None:
        self.has_beats = has_beats
        self.part: PhaseChange | None = None
        self.prompt: Prompt | None = None
        """The question that is open, if a task goes on."""
        self.cue: Cue | None = None
        self.paused = False
        self.measures: tuple[Measure, ...] = ()
        self.measured_s: float | None = None
        self.beat: Beat | None = None
        """The latest beat that counts."""
        self.link: Link | None = None
        self._recent: dict[int, bool] = {}
        """Whether the latest beats count, by their number."""

    def take(self, event: Event) -> None:
        """Let one event change the view."""
        match event:
            case PhaseChange():
                self.part, self.prompt = event, None
            case Prompt():
                self.prompt = event
            case Cue():
                self.cue = event
            case Pause(paused=paused):
                self.paused = paused
            case Feedback(t_s, measures):
                self.measured_s, self.measures = t_s, measures
            case Link(state=state) if state is not LinkState.BATTERY:
                self._take_link(event)
            case Beat():
                latest = [*self._recent.items()][-(RECENT_BEATS - 1) :]
                self._recent = {**dict(latest), event.seq: event.flag is Flag.NORMAL}
                if event.flag is Flag.NORMAL:
                    self.beat = event
            case Reflag(seq=seq, flag=flag) if seq in self._recent:
                self._recent[seq] = flag is Flag.NORMAL

    def _take_link(self, link: Link) -> None:
        # Looking again is part of being out of reach, which goes on since the link was lost.
        looks_again = link.state is LinkState.RECONNECTING and self.link is not None
        if not (looks_again and self.link and self.link.state is LinkState.LOST):
            self.link = link

    def link_brief(self, now_s: float) -> tuple[str, str]:
        """Say how the strap is in few words, where the long ones stand elsewhere on the screen."""
        glyph, said = self.link_words(now_s)
        return glyph, said.replace(LINK_WORDS[LinkState.LOST][1], OUT_OF_REACH)

    def link_words(self, now_s: float) -> tuple[str, str]:
        """Say how the strap is, as a glyph and words; out of reach with for how long."""
        if not self.has_beats:
            return PACING_ONLY
        if self.link is None:
            return LINK_WORDS[LinkState.CONNECTING]
        if self.link.state in {LinkState.LOST, LinkState.RECONNECTING}:
            glyph, words = LINK_WORDS[self.link.state]
            return glyph, f"{words} · {as_clock(now_s - self.link.t_s)}"
        if self.link.state is LinkState.CONNECTED:
            return self._signal_words(now_s)
        return LINK_WORDS[self.link.state]

    def _signal_words(self, now_s: float) -> tuple[str, str]:
        if self.beat is None or now_s - self.beat.t_s > 10:
            return NO_BEATS
        if sum(not counts for counts in self._recent.values()) > 2:
            return UNCLEAR
        return LINK_WORDS[LinkState.CONNECTED]

    def heart_now(self, now_s: float) -> int | None:
        """Give the heart rate of the latest beat, in bpm; `None` when that is over five seconds old."""
        if self.beat is None or now_s - self.beat.t_s > 5:
            return None
        return round(60_000 / self.beat.rr_ms)
