"""One step of a resonance assessment: two minutes at one pace, and how far the heart went along.

Paces are compared by the size of the heart rate's swing and its power at the pace, never by RMSSD, which
rises with the pace at the very same swing. The beginning of a step is left out: it still holds the change of
pace.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from biofeed import hrv
from biofeed.findings.course import Course, Stretch
from biofeed.hrv.series import Floats, as_series, segments
from biofeed.hrv.spectrum import LF_HZ, band_weights, periodogram
from biofeed.hrv.spline import FS_HZ, resample
from biofeed.types import PhaseChange, PhaseKind

DROPPED_S = 25.0
HALF_BAND_HZ = 0.015
FEWEST_BREATHS = 6
LEAST_COVERAGE = 0.9
MOST_ARTEFACTS = 0.05
SHORTEST_SPECTRUM_S = 30.0
"""Shorter, and 0.015 Hz to either side of a pace is finer than can be told apart."""

_REST_DROPPED_S = 12.0
"""So long the last paced breath rings on in a free stretch."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one pace did to the heart rate."""

    pace_bpm: float
    start_s: float
    end_s: float
    coverage: float
    swing_bpm: float
    """Mean of peak minus trough over the breaths."""
    swing_error: float
    """Standard error of that mean as a share of it, from how the breaths differ."""
    synchrony: hrv.Synchrony
    phase_error_deg: float
    """Standard error of the phase if breaths were independent, from how the breaths differ."""
    power_ms2: float
    """Power of the intervals within 0.015 Hz of the pace; NaN where a hole leaves no spectrum."""
    sharpness: float
    """Its share of the power from 0.04 to 0.15 Hz."""

    @property
    def size_bpm(self) -> float:
        """How far the heart rate goes along: 0.6 of the swing and 0.4 of the part in step with the pacer."""
        in_step_bpm = 2 * self.synchrony.amplitude_bpm
        return math.exp(SWING_WEIGHT * math.log(self.swing_bpm) + IN_STEP_WEIGHT * math.log(in_step_bpm))


WEIGHTS = "weights.v1"
SWING_WEIGHT, IN_STEP_WEIGHT = 0.6, 0.4
"""Our own: the literature names criteria and gives no numbers. How they were chosen: docs/resonance.md."""


def steps(course: Course) -> tuple[Step, ...]:
    """Give the steps that count, slowest first; of a pace that was repeated, the last one."""
    latest = {round(step.pace_bpm, 1): step for step in _steps(course)}
    return tuple(latest[pace] for pace in sorted(latest))


def free_swing_bpm(course: Course) -> float | None:
    """Give how far the heart swings with one's own breath, from the free stretches between the paces.

    It is what a single wave with the power from 0.15 to 0.40 Hz would have from peak to trough.
    """
    powers, weights = [], []
    for part in course.parts:
        if part.kind in {PhaseKind.SETTLE, PhaseKind.REST} and not course.is_paced(part):
            stretch = course.stretch(part.t_s + _REST_DROPPED_S, course.end_of(part))
            if stretch.length_s >= SHORTEST_SPECTRUM_S and stretch.coverage >= LEAST_COVERAGE:
                powers.append(_band_power(stretch, (0.15, 0.40)) * _bpm_per_ms(stretch) ** 2)
                weights.append(stretch.length_s)
    known = np.isfinite(powers) if powers else np.zeros(0, dtype=np.bool_)
    if not known.any():
        return None
    power = float(np.average(np.array(powers)[known], weights=np.array(weights)[known]))
    return 2 * math.sqrt(2 * power) if power > 0 else None


def _steps(course: Course) -> Iterator[Step]:
    for part in course.parts:
        if part.kind is PhaseKind.BREATHE:
            onsets_s = _breaths(course, part)
            if len(onsets_s) > FEWEST_BREATHS:
                yield from _measured(course.stretch(float(onsets_s[0]), float(onsets_s[-1])), onsets_s)


def _breaths(course: Course, part: PhaseChange) -> Floats:
    """Give the onsets of a part's breaths, settled and unbroken, and the end of the last one."""
    end_s = course.end_of(part)
    pauses = [until_s for _, until_s in course.pauses if part.t_s < until_s < end_s]
    settled_s = max([part.t_s, *pauses]) + DROPPED_S
    onsets = [onset_s for onset_s in course.onsets_s if settled_s <= onset_s < end_s]
    if course.ended_s >= part.t_s + part.duration_s:
        onsets.append(end_s)
    return np.array(onsets)


def _measured(stretch: Stretch, onsets_s: Floats) -> Iterator[Step]:
    """Give the step, if enough of it is known to count."""
    if stretch.coverage < LEAST_COVERAGE or stretch.artefact_share > MOST_ARTEFACTS:
        return
    t, rr, normal = stretch.t_s, stretch.rr_ms, stretch.normal
    swing = hrv.swing(t, rr, onsets_s, valid=normal)
    known = swing.value_bpm[np.isfinite(swing.value_bpm)]
    together = hrv.synchrony(t, rr, onsets_s, valid=normal)
    if known.size < FEWEST_BREATHS or not (known.min() > 0 and together.amplitude_bpm > 0):
        return
    pace_hz = (onsets_s.size - 1) / float(onsets_s[-1] - onsets_s[0])
    power = _band_power(stretch, (pace_hz - HALF_BAND_HZ, pace_hz + HALF_BAND_HZ))
    yield Step(
        pace_bpm=60 * pace_hz,
        start_s=stretch.start_s,
        end_s=stretch.end_s,
        coverage=stretch.coverage,
        swing_bpm=swing.mean_bpm,
        swing_error=float(known.std(ddof=1)) / math.sqrt(known.size) / swing.mean_bpm,
        synchrony=together,
        phase_error_deg=_phase_error_deg(stretch, onsets_s, together.phase_deg),
        power_ms2=power,
        sharpness=power / _band_power(stretch, LF_HZ),
    )


def _phase_error_deg(stretch: Stretch, onsets_s: Floats, phase_deg: float) -> float:
    """Give the standard error of the phase from the phases of neighbouring pairs of breaths.

    A single breath holds too few beats to take a line out of it; two hold enough.
    """
    found = [
        hrv.synchrony(stretch.t_s, stretch.rr_ms, onsets_s[i : i + 3], valid=stretch.normal)
        for i in range(onsets_s.size - 2)
    ]
    away = [(one.phase_deg - phase_deg + 180) % 360 - 180 for one in found if math.isfinite(one.phase_deg)]
    return math.sqrt(float(np.mean(np.square(away))) * 2 / (onsets_s.size - 1)) if away else math.nan


def _band_power(stretch: Stretch, band_hz: tuple[float, float]) -> float:
    """Give the power of the intervals in a band, in ms², over the longest part without a hole of 3 s."""
    series = as_series(stretch.rr_ms, t_s=stretch.t_s, valid=stretch.normal)
    t, rr = max(segments(series), key=lambda part: float(part[0][-1] - part[0][0]))
    samples = resample(t, rr)
    if samples.size < SHORTEST_SPECTRUM_S * FS_HZ:
        return math.nan
    place = np.arange(samples.size)
    level = samples - np.polyval(np.polyfit(place, samples, 1), place)
    return float(periodogram(level) @ band_weights(np.fft.rfftfreq(samples.size, 1 / FS_HZ), band_hz))


def _bpm_per_ms(stretch: Stretch) -> float:
    """Give by how much the heart rate changes with a millisecond of the interval, near the mean."""
    return 60_000 / float(stretch.rr_ms[stretch.normal].mean()) ** 2
