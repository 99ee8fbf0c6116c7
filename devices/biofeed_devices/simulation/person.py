"""Who is simulated: four kinds of people as rows of constants, and what their breath does to their heart.

Breathing moves the heart rate up and down (respiratory sinus arrhythmia). Here it does so through one
resonant filter and a delay: the swing is small at everyday rates, grows as breathing slows, and has a flat
top around five or six breaths a minute, as in people (Hirsch & Bishop 1981,
doi:10.1152/ajpheart.1981.241.4.H620; Vaschillo et al. 2002, doi:10.1023/A:1014587304314). The filter hears
the breath itself and not its rate, so holds, sighs and changes of pace need no special case.
"""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass, replace

SLOWEST_PEAK_BPM, FASTEST_PEAK_BPM = 4.0, 8.0
"""Between these paces a person with a clear resonance can be made."""

_CLEAR_SHARPNESS = 2.5
_CLEAR_SWING = 1.5
_DEEPEST = 2.2


@dataclass(frozen=True, slots=True)
class Person:
    """One person at rest, seated. Rates of breathing are in breaths a minute."""

    kind: str
    hr_bpm: float
    """Mean heart rate."""
    own_pace_bpm: float
    """How they breathe when nobody asks."""
    gain_bpm: float
    """How strongly the heart answers a breath of ordinary depth."""
    resonance_hz: float
    """Natural frequency of the answer; the largest swing is somewhat below it (see `peak_pace_bpm`)."""
    sharpness: float
    """The Q of the resonance."""
    floor: float
    """How much of the answer is left when breathing gets very slow."""
    delay_s: float
    """How long the answer takes to begin."""
    mayer_bpm: float
    """Standard deviation of the slow wave of blood pressure (Mayer wave) in the heart rate."""
    drift_bpm: float
    """Standard deviation of the slow drift."""
    noise_ms: float
    """Standard deviation of what is irregular from one interval to the next."""
    skill: float
    """How closely they follow a pacer; 1 is ordinary."""


PEOPLE = {
    person.kind: person
    for person in (
        Person("young", 63, 14, 10.6, 0.114, 1.10, 0.35, 0.20, 1.9, 2.5, 12, 1.1),
        Person("average", 68, 14, 6.6, 0.112, 1.10, 0.35, 0.20, 1.5, 2.8, 11, 1.0),
        Person("older", 67, 15, 3.3, 0.106, 1.00, 0.40, 0.25, 1.0, 2.0, 7, 0.9),
        Person("anxious", 84, 17, 5.8, 0.114, 1.00, 0.35, 0.20, 2.0, 3.2, 7, 0.7),
    )
}
"""Fitted to published averages of short recordings at rest (Nunan et al. 2010,
doi:10.1111/j.1540-8159.2010.02841.x) and of slow breathing: a fit young adult, one of about forty, one of
about sixty-five, and one with a fast, steady pulse."""


def depth(person: Person, pace_bpm: float) -> float:
    """Give how deep they breathe at a pace, in breaths of ordinary depth: the slower, the deeper."""
    return min(math.pow(person.own_pace_bpm / pace_bpm, 0.6), _DEEPEST)


def swing_bpm(person: Person, pace_bpm: float) -> float:
    """Give how far the heart rate moves, trough to peak, in steady breathing at a pace."""
    return depth(person, pace_bpm) * abs(_response(person, pace_bpm))


def lead_deg(person: Person, pace_bpm: float) -> float:
    """Give how far the heart rate runs ahead of lung volume, in degrees of a breath; below 0 it lags."""
    return math.degrees(cmath.phase(_response(person, pace_bpm)))


def peak_pace_bpm(person: Person) -> float:
    """Give the pace with the largest swing, in breaths a minute.

    This and not `resonance_hz` is what a search for the resonance can find.
    """
    low, high = 1.0, 15.0
    while high - low > 1e-6:
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if swing_bpm(person, left) < swing_bpm(person, right):
            low = left
        else:
            high = right
    return (low + high) / 2


def with_resonance(person: Person, pace_bpm: float) -> Person:
    """Give this person with one clear peak, at `pace_bpm`, half as high again as their own flat one.

    Real peaks are flat: half a breath more or less changes little. A search is tested with a sharp one.
    """
    low_hz, high_hz = pace_bpm / 60 / 2, pace_bpm / 60 * 2
    while high_hz - low_hz > 1e-9:
        clear = replace(person, resonance_hz=(low_hz + high_hz) / 2, sharpness=_CLEAR_SHARPNESS)
        if peak_pace_bpm(clear) < pace_bpm:
            low_hz = clear.resonance_hz
        else:
            high_hz = clear.resonance_hz
    height = _CLEAR_SWING * swing_bpm(person, peak_pace_bpm(person)) / swing_bpm(clear, pace_bpm)
    return replace(clear, gain_bpm=clear.gain_bpm * height)


def without_resonance(person: Person) -> Person:
    """Give this person without a peak: the swing just shrinks with every faster pace.

    With these constants the filter is a plain first-order low-pass. At six breaths a minute the swing
    is what it was.
    """
    plain = replace(person, sharpness=0.5, floor=1.0)
    return replace(plain, gain_bpm=person.gain_bpm * swing_bpm(person, 6) / swing_bpm(plain, 6))


def ceiling_bpm(person: Person) -> float:
    """Give how far breathing can move the heart rate from its mean at most, however deep the breath."""
    return 2.64 * person.gain_bpm * max(person.sharpness, 1.0)


def _response(person: Person, pace_bpm: float) -> complex:
    """Give the filter's answer to one unit of lung volume, as amplitude and phase."""
    s = 2j * math.pi * pace_bpm / 60
    w = 2 * math.pi * person.resonance_hz
    gain = person.gain_bpm * (s * w + person.floor * w * w)
    return gain / (s * s + w * s / person.sharpness + w * w) * cmath.exp(-s * person.delay_s)
