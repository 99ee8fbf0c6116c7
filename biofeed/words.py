"""The words a person meets, and what both front ends show.

Describe, normalise, offer a choice. Nothing here judges, compares or alarms; a test holds every string
against a list of words that do. Numbers come with what they mean, or say when they will be back.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from biofeed.breath import Pattern
from biofeed.types import (
    Beat,
    Cue,
    DeviceInfo,
    Event,
    Feedback,
    Flag,
    Link,
    LinkState,
    Measure,
    Pause,
    Phase,
    PhaseChange,
    Reflag,
)

WHAT_IT_IS = (
    "A training and logging tool for breathing and self-observation. It does not diagnose or treat, "
    "it detects no rhythm problems of the heart, and nobody watches it."
)
EASY = "Breathe low and easy, not deep: about as much air as usual, only slower."
STOP_RULE = (
    "If you feel dizzy, tingly or short of air, stop and breathe as you like. "
    "With chest pain, fainting or severe breathlessness, stop and get medical help."
)
SIMULATED = "These beats are simulated; nobody's heart is measured."
NO_STRAP = "Without a strap the breath is paced and nothing is measured."
SAME_RHYTHM = (
    "The share says how regular the rhythm is, at any pace: a regular 15 a minute scores as high as 6."
)
PACED_RMSSD = "RMSSD depends on the pace of the breath, so it is compared only with the same exercise."
TOO_LITTLE = "too little clean signal"
TOO_SHORT = "rhythm: it takes 64 seconds of clean signal"
CHANCE_SHARE = 47
"""What 1/f noise, which the heart resembles, reaches in one window of twenty (docs/formulas.md)."""
NOT_SAVED = "This session cannot be written to disk just now; it is kept in memory and tried again."
NOTHING_MEASURED = "breathed with the pacer; nothing was measured"

CRASHED = "Something in the app broke. The session up to here is kept. This is where it happened:"
GETTING_READY = "getting ready"
PAUSED = "paused"
DONE = "done"
HELLO = "Hello. Which breath would you like?"
NO_DEVICE_YET = "nothing chosen yet"
CHOOSE_DEVICE = "Where do the heartbeats come from?"
NONE_IN_REACH = "No strap within reach yet. Wear it, with the electrodes damp, and look again."

LINK_WORDS = {
    LinkState.CONNECTING: ("◌", "strap, connecting"),
    LinkState.CONNECTED: ("●", "strap, clear"),
    LinkState.NO_CONTACT: ("◑", "strap, no skin contact"),
    LinkState.LOST: ("○", "strap out of reach, looking again"),
    LinkState.RECONNECTING: ("◌", "strap out of reach, looking again"),
    LinkState.CLOSED: ("○", "strap closed"),
}
OUT_OF_REACH = "out of reach"
NO_BEATS = ("◑", "strap, no beats yet")
UNCLEAR = ("◐", "strap, unclear signal")
PACING_ONLY = ("○", "no strap")
SIGNAL_WORDS = ((-65, "▂▄▆ near"), (-80, "▂▄  in reach"), (-999, "▂   far away"))


def minutes_left(seconds: float) -> str:
    """Say how much time is left, as `3:42 left`."""
    return f"{as_clock(math.ceil(seconds))} left"


def as_clock(seconds: float) -> str:
    """Write seconds as minutes and seconds, `3:42`, or `1:03:42` from an hour on."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def pace(bpm: float) -> str:
    """Say a breathing pace, as `6.0 a minute`."""
    return f"{bpm:.1f} a minute"


def minutes(number: float) -> str:
    """Say how long, as `5 minutes`."""
    return "1 minute" if number == 1 else f"{number:g} minutes"


def pattern(breath: Pattern) -> str:
    """Say how a breath is made up, in seconds, as `4 in, 6 out`."""
    names = {Phase.INHALE: "in", Phase.HOLD: "hold", Phase.EXHALE: "out", Phase.REST: "rest"}
    return ", ".join(f"{seconds:.3g} {names[phase]}" for phase, seconds in breath.phases())


def plan(length: str, with_what: str) -> str:
    """Say how long and with what, as `5 minutes · no strap, pacing only`."""
    return f"{length} · {with_what}"


def log_of(client: str) -> str:
    """Say whose log it is."""
    return f"log of {client}"


def heart_now(bpm: int) -> str:
    """Say the heart rate of the latest beat, as `62 now`."""
    return f"{bpm} now"


def marked_at(t_s: float) -> str:
    """Say that a moment has been marked."""
    return f"marked at {as_clock(t_s)}"


def pace_to_come(bpm: float) -> str:
    """Say which pace was asked for, and from when it holds."""
    return f"{pace(bpm)} from the next breath"


def looking_for_straps(seconds: float) -> str:
    """Say that straps are being looked for, and for how much longer."""
    return f"looking for straps · {math.ceil(seconds)} s"


def kept(session: str, client: str) -> str:
    """Say where a session is."""
    return f"session {session}, kept in the {log_of(client)}"


def device(url: str) -> str:
    """Say what an address stands for, without loading anything that could know more."""
    scheme, _, rest = url.partition(":")
    person = parse_qs(rest.partition("?")[2]).get("person", ["average"])[0]
    names = {
        "sim": f"simulated strap ({person} person)",
        "none": "no strap, pacing only",
        "ble": f"strap {rest}" if rest else "the strap used last, else the nearest",
    }
    return names.get(scheme, url)


def reach(info: DeviceInfo) -> str:
    """Say how near a strap is and how full its battery, as far as it is known."""
    parts = []
    if info.signal_dbm is not None:
        near = next(text for least, text in SIGNAL_WORDS if info.signal_dbm >= least)
        parts.append(f"{near} ({info.signal_dbm} dBm)")
    if info.battery_percent is not None:
        parts.append(f"battery {info.battery_percent} %")
    return ", ".join(parts)


def share(ratio: float) -> int:
    """Turn the coherence ratio into the share of power in the rhythm, 0 to 100."""
    return round(100 * ratio / (1 + ratio))


def link_news(link: Link) -> str:
    """Say what the strap has to tell, as a line: `strap, clear`, or `strap battery: 15 %`."""
    if link.state is LinkState.BATTERY:
        return f"strap battery: {link.detail} %"
    _, text = LINK_WORDS[link.state]
    return f"{text} ({link.detail})" if link.detail else text


@dataclass(frozen=True, slots=True)
class Line:
    """One number as a person reads it. `known` is false for “back in 40 s”."""

    text: str
    known: bool


def find(measures: Iterable[Measure], name: str) -> Measure | None:
    """Give the measure of that name, if it is among them."""
    return next((measure for measure in measures if measure.name == name), None)


def heart_line(measures: Sequence[Measure]) -> Line:
    """Say the heart rate: `heart 62 bpm`."""
    found = find(measures, "mean_hr")
    if found is None or found.value is None:
        return Line("heart not measured just now", known=False)
    return Line(f"heart {found.value:.0f} bpm", known=True)


def rhythm_line(measures: Sequence[Measure], now_s: float | None = None) -> Line:
    """Say the coherence as what it is: `rhythm at 6.0 a minute, share 71`.

    Where noise alone would often score as much, or the peak lies at the edge of what is looked at, there is
    no rate to speak of.
    """
    ratio, peak = find(measures, "coherence"), find(measures, "coherence_peak_hz")
    if ratio is None or ratio.value is None:
        return Line(f"rhythm {_when_back(ratio, now_s)}", known=False)
    found = share(ratio.value)
    if peak is None or peak.value is None or found < CHANCE_SHARE:
        return Line(f"rhythm not clear, share {found}", known=True)
    return Line(f"rhythm at {pace(peak.value * 60)}, share {found}", known=True)


def rmssd_line(measures: Sequence[Measure], now_s: float | None = None, *, paced: bool = True) -> Line:
    """Say the RMSSD with its condition: `RMSSD 48 ms at this pace`."""
    found = find(measures, "rmssd")
    if found is None or found.value is None:
        return Line(f"RMSSD {_when_back(found, now_s)}", known=False)
    return Line(f"RMSSD {found.value:.0f} ms{' at this pace' if paced else ''}", known=True)


def _when_back(measure: Measure | None, now_s: float | None) -> str:
    if measure is None or measure.ready_s is None or now_s is None:
        return TOO_LITTLE
    return f"back in {max(math.ceil(measure.ready_s - now_s), 1)} s"


def summary_lines(measures: Sequence[Measure], paces: tuple[float, float] | None) -> list[str]:
    """Say what a session came to: at most four lines, each number with its coverage or its pace.

    `paces` are the slowest and the fastest breath that was asked for, a minute.
    """
    heart = find(measures, "mean_hr")
    if heart is None or heart.value is None:
        return [f"heart: {TOO_LITTLE}" if heart and heart.coverage else "heart: not measured"]
    rhythm, rmssd = find(measures, "coherence"), find(measures, "rmssd")
    lines = [f"heart {heart.value:.0f} bpm on average"]
    lines.append(rhythm_line(measures).text if rhythm and rhythm.value is not None else TOO_SHORT)
    if rmssd and rmssd.value is not None:
        lines.append(f"RMSSD {rmssd.value:.0f} ms{_at_paces(paces)}")
    lines.append(f"clean signal for {heart.coverage:.0%} of the time")
    return lines


def _at_paces(paces: tuple[float, float] | None) -> str:
    if paces is None:
        return ""
    low, high = paces
    return f" at {pace(low)}" if high - low < 0.1 else f" at {low:.1f} to {pace(high)}"


RECENT_BEATS = 10
"""So many beats tell how the signal is."""


class LiveView:
    """What the live screen shows, kept up to date from a session's events. Both front ends read it."""

    def __init__(self, *, has_beats: bool = True) -> None:
        self.has_beats = has_beats
        self.part: PhaseChange | None = None
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
                self.part = event
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
