"""The numbers as a person reads them: with what they mean, or when they will be back."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from biofeed.types import Measure
from biofeed.words.said import CHANCE_SHARE, NO_BEATS_COME, TOO_LITTLE, TOO_SHORT, pace, share

PACED_FROM = 0.8
"""A number over a whole session has its pace said where more than this share of the time was paced."""


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


def swing_line(measures: Sequence[Measure]) -> Line | None:
    """Say how the heart swings with the paced breath: `swing 14 bpm`; `None` where no breath is paced."""
    found = find(measures, "swing")
    if found is None:
        return None
    if found.value is None:
        return Line(f"swing: {TOO_LITTLE}", known=False)
    return Line(f"swing {found.value:.0f} bpm", known=True)


def silent_line(measures: Sequence[Measure]) -> Line | None:
    """Say that no beats come at all, where no number can be promised; `None` while beats come or may.

    The pipeline promises nothing once no beat has come for half a minute.
    """
    heart, rmssd = find(measures, "mean_hr"), find(measures, "rmssd")
    if heart is None or rmssd is None or heart.coverage > 0:
        return None
    is_silent = rmssd.value is None and rmssd.ready_s is None
    return Line(NO_BEATS_COME, known=False) if is_silent else None


def _when_back(measure: Measure | None, now_s: float | None) -> str:
    if measure is None or measure.ready_s is None or now_s is None:
        return TOO_LITTLE
    return f"back in {max(math.ceil(measure.ready_s - now_s), 1)} s"


def summary_lines(
    measures: Sequence[Measure], paces: tuple[float, float] | None, paced_share: float = 1.0
) -> list[str]:
    """Say what a session came to: at most four lines, each number with its coverage or its pace.

    `paces` are the slowest and the fastest breath that was asked for, a minute; `paced_share` is the share
    of the time in which one was. RMSSD depends on the pace, so it has one only where nearly all was paced.
    """
    heart = find(measures, "mean_hr")
    if heart is None or heart.value is None:
        return [f"heart: {TOO_LITTLE}" if heart and heart.coverage else "heart: not measured"]
    rhythm, rmssd = find(measures, "coherence"), find(measures, "rmssd")
    lines = [f"heart {heart.value:.0f} bpm on average"]
    lines.append(rhythm_line(measures).text if rhythm and rhythm.value is not None else TOO_SHORT)
    if rmssd and rmssd.value is not None:
        lines.append(f"RMSSD {rmssd.value:.0f} ms{_at_paces(paces, paced_share)}")
    lines.append(f"clean signal for {heart.coverage:.0%} of the time")
    return lines


def _at_paces(paces: tuple[float, float] | None, paced_share: float) -> str:
    if paces is None:
        return ""
    if paced_share <= PACED_FROM:
        return " over paced and unpaced parts"
    low, high = paces
    return f" at {pace(low)}" if high - low < 0.1 else f" at {low:.1f} to {pace(high)}"
