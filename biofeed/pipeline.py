"""The streaming pipeline: beats in, verdicts and live numbers out.

It owns the window behind the numbers and nothing else: no clock, no I/O. Fed the same events it gives the
same results, live or replayed.

A number is shown only while it is honest. Feedback on a moving body is wrong exactly when the strap slips,
so a number whose window has too few clean beats, or whose newest beat is old, is `None` with the time it
will be back; the last value is never repeated.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator

from biofeed.hrv.live import LiveWindow, Reading
from biofeed.hrv.live_artefacts import LiveArtefacts
from biofeed.types import (
    Beat,
    Cue,
    Event,
    Feedback,
    Flag,
    Gap,
    Link,
    LinkState,
    Measure,
    Pause,
    Phase,
    Reflag,
)

STEP_S = 5.0
"""Live numbers come on this grid of the session's clock."""
FRESH_S = 5.0
"""Without a beat for so long, numbers are blank."""
SILENT_S = 30.0
"""Without a beat for so long, nothing says that numbers will be back, and no time is promised."""
HR_WINDOW_S = 10.0
RMSSD_WINDOW_S = 60.0
RMSSD_FROM_S = 30.0
"""RMSSD is shown from this many clean seconds on; shorter windows are too noisy to follow."""
COHERENCE_WINDOW_S = 64.0
SWING_WINDOW_S = 60.0
MIN_NORMAL_SHARE = 0.8
LAST_BEAT_S = 1.5
"""A window is full when a beat ends after it, which at 40 beats a minute takes so much longer."""

_DOWN = {LinkState.LOST, LinkState.NO_CONTACT, LinkState.RECONNECTING, LinkState.CLOSED}


class Pipeline:
    """Turns a session's beats, gaps and link news into flagged beats and feedback."""

    def __init__(self) -> None:
        self.next_feedback_s = STEP_S
        self._window = LiveWindow(rmssd_window_s=RMSSD_WINDOW_S)
        self._artefacts = LiveArtefacts()
        self._seqs: deque[int] = deque(maxlen=4)
        self._last_beat_s = -math.inf
        self._down = False
        self._breath_s: float | None = None
        """When the paced breath began that is going on."""
        self._phase = Phase.FREE
        self._breaths: deque[tuple[float, float]] = deque(maxlen=16)
        """Paced breaths that are over, from their onset to their end."""

    def follow(self, event: Cue | Pause) -> None:
        """Keep up with when paced breaths begin: the heart's swing is told breath for breath."""
        begins = isinstance(event, Cue) and event.phase is Phase.INHALE and self._phase is not Phase.INHALE
        breaks_off = isinstance(event, Pause) or event.phase is Phase.FREE
        if self._breath_s is not None and begins:
            self._breaths.append((self._breath_s, event.t_s))
        if begins or breaks_off:
            self._breath_s = event.t_s if begins else None
        self._phase = Phase.FREE if isinstance(event, Pause) else event.phase

    def feed(self, event: Beat | Gap | Link) -> Iterator[Event]:
        """Take one event and give what is to be published for it: itself, judged, and later verdicts."""
        match event:
            case Beat(flag=Flag.NORMAL):
                yield from self._judge(event)
            case Beat():
                # The beat clock found that this cannot be an interval; it is kept, and counts for nothing.
                self._artefacts.gap()
                yield event
            case Gap(t_s, duration_s):
                self._artefacts.gap()
                self._window.gap(t_s, duration_s)
                yield event
            case Link(state=state):
                if state is not LinkState.BATTERY:
                    self._down = state in _DOWN
                yield event

    def advance(self, t_s: float) -> Iterator[Feedback]:
        """Give the feedback that is due up to `t_s`, and set `next_feedback_s` to the next."""
        while self.next_feedback_s <= t_s:
            now_s = self.next_feedback_s
            self.next_feedback_s = now_s + STEP_S
            yield Feedback(now_s, self._measures(now_s))

    def _judge(self, beat: Beat) -> Iterator[Event]:
        flag, verdicts = self._artefacts.feed(beat.rr_ms)
        self._window.add(beat.t_s, beat.rr_ms, flag is Flag.NORMAL)
        self._seqs.append(beat.seq)
        self._last_beat_s = beat.t_s
        yield Beat(beat.seq, beat.t_s, beat.rr_ms, flag)
        for back, verdict in verdicts:
            self._window.reflag(back, verdict is Flag.NORMAL)
            yield Reflag(beat.t_s, self._seqs[-1 - back], verdict)

    def _measures(self, now_s: float) -> tuple[Measure, ...]:
        fresh = not self._down and now_s - self._last_beat_s <= FRESH_S
        return (
            self._mean_hr(now_s, fresh),
            self._rmssd(now_s, fresh),
            *self._coherence(now_s, fresh),
            *self._swing(now_s, fresh),
        )

    def _mean_hr(self, now_s: float, fresh: bool) -> Measure:
        reading = self._window.mean_hr(now_s, HR_WINDOW_S)
        value = _shown(reading, fresh)
        return Measure("mean_hr", value, "bpm", HR_WINDOW_S, reading.coverage, "mean_hr.10s.v1")

    def _rmssd(self, now_s: float, fresh: bool) -> Measure:
        reading = self._window.rmssd(now_s)
        enough = reading.coverage * RMSSD_WINDOW_S >= RMSSD_FROM_S
        value = _shown(reading, fresh and enough)
        ready_s = None if value is not None else self._ready_s(now_s, fresh, RMSSD_FROM_S)
        return Measure("rmssd", value, "ms", RMSSD_WINDOW_S, reading.coverage, "rmssd.60s.v1", ready_s)

    def _coherence(self, now_s: float, fresh: bool) -> tuple[Measure, Measure]:
        found = self._window.coherence(now_s)
        known = fresh and math.isfinite(found.ratio)
        ready_s = None if known else self._ready_s(now_s, fresh, COHERENCE_WINDOW_S)
        window_s, coverage = COHERENCE_WINDOW_S, found.coverage
        ratio = found.ratio if known else None
        # A maximum at the band's edge is the flank of something slower, not a rhythm of its own.
        peak_hz = found.peak_hz if known and not found.at_edge else None
        return (
            Measure("coherence", ratio, "", window_s, coverage, "coherence.64s.v1", ready_s),
            Measure(
                "coherence_peak_hz", peak_hz, "Hz", window_s, coverage, "coherence_peak_hz.64s.v1", ready_s
            ),
        )

    def _swing(self, now_s: float, fresh: bool) -> tuple[Measure, ...]:
        """Give the swing of the paced breaths in the window; nothing at all where none was paced."""
        breaths = [breath for breath in self._breaths if breath[0] > now_s - SWING_WINDOW_S]
        if not breaths:
            return ()
        reading = self._window.swing(breaths)
        value = _shown(reading, fresh)
        return (Measure("swing", value, "bpm", SWING_WINDOW_S, reading.coverage, "swing.60s.v1"),)

    def _ready_s(self, now_s: float, fresh: bool, needed_s: float) -> float | None:
        """Give when feedback will come over `needed_s` of unbroken beats.

        `None` if that does not help, or if no beat has come for so long that none may.
        """
        if now_s - max(self._last_beat_s, 0.0) >= SILENT_S:
            return None
        clean_since_s = self._window.clean_since_s
        since_s = clean_since_s if fresh and math.isfinite(clean_since_s) else now_s
        ready_s = STEP_S * math.ceil((since_s + needed_s + LAST_BEAT_S) / STEP_S)
        return ready_s if ready_s > now_s else None


def _shown(reading: Reading, honest: bool) -> float | None:
    if not honest or reading.normal_share < MIN_NORMAL_SHARE or not math.isfinite(reading.value):
        return None
    return reading.value
