"""A client's usual range of RMSSD: the mean of seven days, and the band of four weeks around it.

RMSSD is skewed and changes by shares, so its logarithm is averaged, as is usual in sports science (Plews et
al. 2014, doi:10.1123/ijspp.2013-0455: three to four readings a week are enough). The band of half a standard
deviation to either side is taken for the smallest change that means something. Leaving it says that something
is different and not what: an illness, a strap that sits badly and a week off can all do it, in either
direction. So nothing is said before it has held for three days.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from statistics import fmean, stdev

WEEK_DAYS = 7
FEWEST_READINGS = 3
"""A week with fewer readings has no mean."""
REFERENCE_DAYS = 28
FEWEST_REFERENCE = 6
"""So many readings, of different days, are needed for a band: three a week for two weeks."""
HALF_WIDTH_SD = 0.5
OUTSIDE_DAYS = 3
"""For so many days in a row the mean has to lie outside before anything is said."""
OUTSIDE_READINGS = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """The ln RMSSD of one clean, unpaced window."""

    day: dt.date
    ln_rmssd: float
    posture: str
    """Empty if it is not known."""


@dataclass(frozen=True, slots=True)
class BandDay:
    """The mean of the seven days up to one day, and the band of the four weeks up to it."""

    day: dt.date
    mean: float
    readings: int
    low: float | None
    high: float | None
    """`None` where four weeks hold too few readings for a band."""

    @property
    def is_outside(self) -> bool:
        """Say whether the mean, of enough readings, lies outside the band."""
        if self.low is None or self.high is None or self.readings < OUTSIDE_READINGS:
            return False
        return not self.low <= self.mean <= self.high


@dataclass(frozen=True, slots=True)
class Band:
    """The course of ln RMSSD in one posture."""

    posture: str
    readings: tuple[Reading, ...]
    """One a day: the mean of the day's windows."""
    days: tuple[BandDay, ...]
    """Days without enough readings in their week are left out."""
    left_out: int
    """How many clean windows were in another posture, or in one that nobody named."""

    @property
    def is_outside(self) -> bool:
        """Say whether the mean has left the band, and stayed outside, for three days up to the last."""
        latest = list(takewhile(lambda one: one.is_outside, reversed(self.days)))[:OUTSIDE_DAYS]
        return len(latest) == OUTSIDE_DAYS and (latest[0].day - latest[-1].day).days == OUTSIDE_DAYS - 1


def band(readings: Iterable[Reading], last: dt.date) -> Band | None:
    """Give the course of ln RMSSD up to a day, in the posture that has most readings.

    `None` if no reading names its posture.
    """
    given = [reading for reading in readings if reading.day <= last]
    postures = Counter(reading.posture for reading in given if reading.posture)
    if not postures:
        return None
    posture = postures.most_common(1)[0][0]
    daily = _daily(reading for reading in given if reading.posture == posture)
    length = (last - min(daily)).days + 1
    days = (_band_day(daily, min(daily) + dt.timedelta(days=offset)) for offset in range(length))
    return Band(
        posture,
        tuple(Reading(day, value, posture) for day, value in daily.items()),
        tuple(day for day in days if day is not None),
        len(given) - postures[posture],
    )


def _daily(readings: Iterable[Reading]) -> dict[dt.date, float]:
    by_day: defaultdict[dt.date, list[float]] = defaultdict(list)
    for reading in readings:
        by_day[reading.day].append(reading.ln_rmssd)
    return {day: fmean(by_day[day]) for day in sorted(by_day)}


def _band_day(daily: Mapping[dt.date, float], day: dt.date) -> BandDay | None:
    week = _latest(daily, day, WEEK_DAYS)
    if len(week) < FEWEST_READINGS:
        return None
    month = _latest(daily, day, REFERENCE_DAYS)
    if len(month) < FEWEST_REFERENCE:
        return BandDay(day, fmean(week), len(week), None, None)
    middle, reach = fmean(month), HALF_WIDTH_SD * stdev(month)
    return BandDay(day, fmean(week), len(week), middle - reach, middle + reach)


def _latest(daily: Mapping[dt.date, float], day: dt.date, days: int) -> list[float]:
    """Give the readings of the last so many days, this one among them."""
    wanted = (day - dt.timedelta(days=back) for back in range(days))
    return [daily[one] for one in wanted if one in daily]
