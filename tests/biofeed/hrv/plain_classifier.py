"""The Lipponen-Tarvainen classifier once more: slow, one beat at a time, as the paper's figure reads.

It is the oracle for the array form and for the live form, which differ only in where a beat's spreads and
its median come from: from both sides, or from the past.
"""

from __future__ import annotations

import math

import numpy as np

from biofeed.types import Flag


def classify(rr_ms: list[float], *, past_only: bool, first: int = 0) -> list[Flag]:
    """Give the flag of each interval of one unbroken series; those before `first` are not looked at."""
    count = len(rr_ms)
    step = [math.nan] + [rr_ms[i] - rr_ms[i - 1] for i in range(1, count)]
    change, offset, median, band = [math.nan], [], [], []
    for i in range(count):
        middle = float(np.median(_around(rr_ms, i, 11, past_only)))
        median.append(middle)
        off = rr_ms[i] - middle
        offset.append(2 * off if off < 0 else off)
    for i in range(count):
        band.append(_threshold(_around(offset, i, 91, past_only)))
        if i > 0:
            change.append(step[i] / _threshold(_around(step[1:], i - 1, 91, past_only)))
    flags = []
    for i in range(count):
        flag = Flag.NORMAL
        if i < first:
            pass
        elif i == 0:
            if not past_only and abs(offset[0]) > 3 * band[0] and abs(change[1]) > 1:
                flag = Flag.IRREGULAR
        else:
            flag = _decide(i, rr_ms, change, offset, median, band)
        flags.append(flag)
    unnamed = {Flag.NORMAL, Flag.IRREGULAR}
    halves = [i for i in range(1, count) if flags[i] in unnamed and flags[i - 1] is Flag.EXTRA]
    for i in halves:
        flags[i] = Flag.EXTRA
    return [flag if 300 <= rr <= 2000 else Flag.OUT_OF_RANGE for rr, flag in zip(rr_ms, flags, strict=True)]


def _decide(
    i: int,
    rr_ms: list[float],
    change: list[float],
    offset: list[float],
    median: list[float],
    band: list[float],
) -> Flag:
    d = change[i]
    if abs(d) <= 1:
        return Flag.NORMAL
    beside = [change[j] for j in (i - 1, i + 1) if 0 < j < len(change)]
    ahead = [change[j] for j in (i + 1, i + 2) if j < len(change)]
    s12 = (max(beside) if d > 0 else min(beside)) if beside else 0.0
    s22 = (min(ahead) if d >= 0 else max(ahead)) if ahead else 0.0
    if (d > 1 and s12 < -0.13 * d - 0.17) or (d < -1 and s12 > -0.13 * d + 0.17):
        return Flag.ECTOPIC
    is_long, is_short = d > 1 and s22 < -1, d < -1 and s22 > 1
    if is_long and abs(rr_ms[i] / 2 - median[i]) < band[i]:
        return Flag.MISSED
    if is_short and i + 1 < len(rr_ms) and abs(rr_ms[i] + rr_ms[i + 1] - median[i]) < band[i]:
        return Flag.EXTRA
    if is_long or is_short or abs(offset[i]) > 3 * band[i]:
        return Flag.IRREGULAR
    return Flag.NORMAL


def _around(values: list[float], i: int, width: int, past_only: bool) -> list[float]:
    if past_only:
        return values[max(0, i - width + 1) : i + 1]
    return values[max(0, i - width // 2) : i + width // 2 + 1]


def _threshold(values: list[float]) -> float:
    low, high = np.percentile(np.abs(values), [25, 75])
    return max(5.2 * (high - low) / 2, 10.0)
