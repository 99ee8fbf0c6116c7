"""The sentences and names of the screen, and how quantities are said."""

from __future__ import annotations

import math
from urllib.parse import parse_qs

from biofeed.breath import Pattern
from biofeed.types import DeviceInfo, Event, Link, LinkState, Marker, Pause, Phase, Repeat, Skip

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
NO_STRAP = "Without a strap nothing is measured."
SAME_RHYTHM = (
    "The share says how regular the rhythm is, at any pace: a regular 15 a minute scores as high as 6."
)
PACED_RMSSD = "RMSSD depends on the pace of the breath, so it is compared only with the same exercise."
TOO_LITTLE = "too little clean signal"
NO_BEATS_COME = "no beats from this strap"
TOO_SHORT = "rhythm: it takes 64 seconds of clean signal"
CHANCE_SHARE = 47
"""What 1/f noise, which the heart resembles, reaches in one window of twenty (docs/formulas.md)."""
NOT_SAVED = "This session cannot be written to disk just now; it is kept in memory and tried again."
THE_REST_IS_KEPT = "What came before it is kept."
NOT_READ_ANY_MORE = "Nobody reads these lines any more; the recording goes on, and Ctrl-C ends it."
NOTHING_MEASURED = "without a strap, so nothing was measured"

CRASHED = "Something in the app broke. The session up to here is kept. This is where it happened:"
GETTING_READY = "getting ready"
PAUSED = "paused"
DONE = "done"
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


def not_kept(from_s: float | None) -> str:
    """Say what of a session is not on disk, now that it is over; without a time, that is its end alone."""
    if from_s is None:
        return "How this session ended could not be written to disk."
    return f"What happened from {as_clock(from_s)} on could not be written to disk."


def torn(path: object) -> str:
    """Say that a recording breaks off within a line."""
    return f"The last line of “{path}” is torn and is left out; everything before it is there."


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
    return f"session {session}, in the {log_of(client)}"


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
        return f"strap battery: {link.detail}"
    _, text = LINK_WORDS[link.state]
    return f"{text} ({link.detail})" if link.detail else text


GOING_ON = "going on"
SKIPPED = "on to what comes next"
REPEATED = "this step comes once more"
TYPED_KEYS = (
    "p pause or go on · s skip · r repeat · m mark · + faster · - slower · q stop · then enter. "
    "While a question is open, put a colon before the letter."
)


def question(text: str, said: str, colour: str) -> str:
    """Put a task's question on one line: what there is to say of the last answer, and what is asked."""
    asked = f"{text} (written in {colour})" if colour else text
    return f"{said} · {asked}" if said else asked


def done(event: Event) -> list[str]:
    """Say what the person did, as a line; nothing where there is nothing to say."""
    match event:
        case Pause(paused=paused):
            return [PAUSED if paused else GOING_ON]
        case Marker(text=text):
            return [f"marked: {text}" if text else "marked"]
        case Skip():
            return [SKIPPED]
        case Repeat():
            return [REPEATED]
    return []
