"""A made-up person's days: what they practise, how it feels, and what they write down.

The person begins with five minutes a day and comes to ten, leaves days out, has a cold now and then and a
week away, and has it somewhat easier after some months, with ups and downs. Nothing of it is anybody's, and
none of the numbers is a promise. The same seed and the same last day give the same life.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from biofeed.care import CheckIn, Debrief, Posture, Setting, StopReason, Window
from biofeed.demo import phrase
from biofeed.diary import Goal, GoalRating, Moment, MomentKind, Tag, TagKind, Total, Value

FIRST_WEEK_DAYS = 7
COLD_EVERY_DAYS, COLD_DAYS = 97, 5
AWAY_EVERY_DAYS, AWAY_DAYS = 151, 7
ASSESSED_EVERY_DAYS = 45
STRESSED_EVERY_DAYS = 10
QUESTIONNAIRE_EVERY_DAYS = 14
GOAL_EVERY_DAYS = 7
TIME_CONSTANT_DAYS = 120.0
"""How slowly things become easier."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One session of the life."""

    exercise: str
    minutes: float | None
    """`None` as long as it is written."""
    framed: bool
    started: dt.datetime
    checkin: CheckIn
    debrief: Debrief
    with_strap: bool = True
    pulse: float = 1.0
    """By how much the heart is faster that day than in the rehearsal, as a factor."""
    swing: float = 1.0
    """By how much it varies more."""
    eased: float = 0.0
    """How far along the way is, 0 to 1: the heart comes back sooner."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the life."""

    day: dt.date
    sessions: tuple[Planned, ...]
    entries: tuple[tuple[Value, dt.datetime, bool], ...]
    """What was written down: the value, when, and whether it is to be shared."""


def made_up(days: int, last: dt.date, zone: dt.tzinfo, seed: int = 1) -> Iterator[Day]:
    """Give so many days up to the last one, the oldest first."""
    random = Random(seed)
    for number in range(days):
        yield _Morning(number, last - dt.timedelta(days=days - 1 - number), zone, random).day_of()


class _Morning:
    """What is known of a day when it begins; the rest is drawn."""

    def __init__(self, number: int, day: dt.date, zone: dt.tzinfo, random: Random) -> None:
        self.number = number
        self.day = day
        self.random = random
        self.zone = zone
        self.eased = 1 - math.exp(-number / TIME_CONSTANT_DAYS)
        self.has_cold = number % COLD_EVERY_DAYS >= COLD_EVERY_DAYS - COLD_DAYS
        self.is_away = number % AWAY_EVERY_DAYS >= AWAY_EVERY_DAYS - AWAY_DAYS

    def day_of(self) -> Day:
        """Draw the day."""
        sessions = () if self.is_away else tuple(self._sessions())
        return Day(self.day, sessions, tuple(self._entries()))

    # --- practice -----------------------------------------------------------------------------------

    def _sessions(self) -> Iterator[Planned]:
        chance = self.random.random
        if self.number % ASSESSED_EVERY_DAYS == ASSESSED_EVERY_DAYS // 2 and not self.has_cold:
            yield self._session("resonance-assessment", None, 10, posture=Posture.SITTING)
        elif self.number % STRESSED_EVERY_DAYS == STRESSED_EVERY_DAYS - 1 and not self.has_cold:
            yield self._session("stress-recovery", None, 17, posture=Posture.SITTING)
        elif chance() < (0.35 if self.has_cold else 0.72):
            yield self._daily()
        if chance() < 0.18:
            yield self._session("reset", None, 14, with_strap=False, setting=Setting.UNDER_PRESSURE)
        if chance() < 0.06:
            yield self._session("grounding", None, 21, with_strap=False)

    def _daily(self) -> Planned:
        minutes = 5.0 if self.number < FIRST_WEEK_DAYS else 10.0
        which = self.random.random()
        if which < 0.10:
            return self._session("resting-reading", None, 7, posture=Posture.SITTING)
        if which < 0.20:
            return self._session("coherent", 5.0, 19)
        framed = which < 0.72
        return self._session("longer-exhale", minutes, 7, framed=framed, posture=self._posture())

    def _session(
        self,
        exercise: str,
        minutes: float | None,
        hour: int,
        *,
        framed: bool = False,
        with_strap: bool = True,
        posture: Posture | None = None,
        setting: Setting = Setting.CALM,
    ) -> Planned:
        draw = self.random
        under_pressure = setting is Setting.UNDER_PRESSURE
        before = self._felt(58 - 18 * self.eased + 14 * under_pressure + 10 * self.has_cold)
        after = self._felt(before - 6 - 12 * draw.random())
        checkin = CheckIn(
            before, self._window(before), posture, setting if posture or under_pressure else None
        )
        return Planned(
            exercise,
            minutes,
            framed,
            self._at(hour),
            checkin if draw.random() < 0.9 else CheckIn(),
            self._debrief(exercise, after),
            with_strap,
            pulse=1.04 - 0.04 * self.eased + 0.07 * self.has_cold + draw.gauss(0, 0.02),
            swing=max(0.6, 0.94 + 0.12 * self.eased - 0.22 * self.has_cold + draw.gauss(0, 0.06)),
            eased=self.eased,
        )

    def _debrief(self, exercise: str, after: int) -> Debrief:
        draw = self.random
        stressed = exercise.startswith("stress-recovery")
        return Debrief(
            stress=after if draw.random() < 0.9 else None,
            window=self._window(after),
            helped=draw.choice(phrase.HELPED) if draw.random() < 0.15 else None,
            line=draw.choice(phrase.LINES) if draw.random() < 0.2 else None,
            bring=draw.choice(phrase.BRING) if draw.random() < 0.02 else None,
            stop_reason=draw.choice(tuple(StopReason)) if draw.random() < 0.04 else None,
            okay_minutes=round(max(2.0, 16 - 9 * self.eased + draw.gauss(0, 3))) if stressed else None,
        )

    # --- the diary ----------------------------------------------------------------------------------

    def _entries(self) -> Iterator[tuple[Value, dt.datetime, bool]]:
        draw = self.random
        if self.number == 0:
            for name, less, more in phrase.GOALS:
                yield Goal(name, self._at(20), less, more), self._at(20), True
        if self.number % GOAL_EVERY_DAYS == GOAL_EVERY_DAYS - 1:
            for name, _, _ in phrase.GOALS:
                near = min(max(round(3 + 4 * self.eased + draw.gauss(0, 0.8)), 0), 10)
                yield GoalRating(name, near, self._at(20)), self._at(20), True
        if self.number % QUESTIONNAIRE_EVERY_DAYS == 0:
            yield self._total("PHQ-9", 13, 5, 27), self._at(20), True
            yield self._total("GAD-7", 12, 5, 21), self._at(20), True
        if draw.random() < 0.16:
            yield self._setback(), self._at(16), draw.random() < 0.7
        if draw.random() < 0.13 + 0.08 * self.eased:
            yield Moment(MomentKind.WIN, self._at(18), draw.choice(phrase.WINS)), self._at(18), True
        yield from ((tag, self._at(8), True) for tag in self._tags())

    def _setback(self) -> Moment:
        draw = self.random
        what, feeling, place = draw.choice(phrase.SETBACKS)
        minutes = max(3, round(55 - 32 * self.eased + draw.gauss(0, 12)))
        peak = self._felt(74 - 10 * self.eased)
        helped = draw.choice(phrase.HELPED) if draw.random() < 0.6 else ""
        return Moment(MomentKind.SETBACK, self._at(16), what, (feeling,), (place,), peak, minutes, helped)

    def _tags(self) -> Iterator[Tag]:
        draw = self.random
        if self.has_cold:
            yield Tag(TagKind.ILLNESS, self.day, text=phrase.COLD)
        if self.is_away and draw.random() < 0.3:
            yield Tag(TagKind.LIFE_EVENT, self.day, text=phrase.AWAY)
        if draw.random() < 0.35:
            hours = 6.4 + 0.5 * self.eased - 0.8 * self.has_cold + draw.gauss(0, 0.7)
            yield Tag(TagKind.SLEEP, self.day, round(min(max(hours, 3.5), 9.5) * 2) / 2)
        if draw.random() < 0.12:
            yield Tag(TagKind.CAFFEINE, self.day, float(draw.randint(1, 4)))

    def _total(self, name: str, at_first: float, later: float, highest: int) -> Total:
        value = round(later + (at_first - later) * (1 - self.eased) + self.random.gauss(0, 1.3))
        return Total(name, float(min(max(value, 0), highest)), self.day)

    # --- what is drawn ------------------------------------------------------------------------------

    def _at(self, hour: int) -> dt.datetime:
        minute = self.random.randrange(60)
        return dt.datetime.combine(self.day, dt.time(hour, minute), self.zone)

    def _felt(self, around: float) -> int:
        value = around + self.random.gauss(0, 7)
        return int(min(max(round(value / 5) * 5, 0), 100))

    def _window(self, stress: int) -> Window | None:
        if self.random.random() < 0.3:
            return None
        if stress >= 70:
            return Window.ABOVE
        return Window.BELOW if self.random.random() < 0.05 else Window.INSIDE

    def _posture(self) -> Posture:
        return Posture.SITTING if self.random.random() < 0.85 else Posture.LYING
