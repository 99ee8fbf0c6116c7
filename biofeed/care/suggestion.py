"""What might suit now, with the reason. It is never more than an offer.

Above the window grounding, below it activation, else a gentle ladder: five minutes once a day in the first
week, ten afterwards, and that is where it ends. It is never pushed: who has practised today is told that it
is plenty. When sessions keep ending with more stress than they began with, something else or a pause is
suggested, because then it is the method that has to change.

Only an exercise that the answers to the caution check allow is ever suggested.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from biofeed.care.answer import Window
from biofeed.care.caution import Care
from biofeed.care.checkin import CheckIn
from biofeed.care.limit import adjusted, allows, has_stressor
from biofeed.exercise import AS_WRITTEN, Exercise, Kind
from biofeed.words import checkin as words

DEFAULT_EXERCISE = "longer-exhale"
FIRST_WEEK_MINUTES, LATER_MINUTES = 5.0, 10.0
FIRST_WEEK = dt.timedelta(days=7)
DISTRESS_RISE = 20
"""A rise of felt stress, of 100, after which grounding is offered."""
WORSE_IN_A_ROW = 3
COUNTS_FROM_MINUTES = 0.9
"""From so many minutes on a session counts as practice: a reset of sixty seconds does, a false start not."""
MOST_STRAP_SESSIONS = 4
"""More than so many a day, and a break from numbers is mentioned."""


@dataclass(frozen=True, slots=True)
class Practised:
    """One session of the past, as far as a suggestion needs to know it."""

    day: dt.date
    exercise: str
    minutes: float
    with_strap: bool
    stress_before: int | None = None
    stress_after: int | None = None

    @property
    def counts(self) -> bool:
        """Whether it lasted long enough to say that there was practice."""
        return self.minutes >= COUNTS_FROM_MINUTES

    @property
    def ended_worse(self) -> bool:
        """Whether it ended with more felt stress than it began with, as far as that was said."""
        if self.stress_before is None or self.stress_after is None:
            return False
        return self.stress_after > self.stress_before


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What might suit, why, and for how long."""

    exercise: str | None
    """The exercise's name; `None` suggests a pause."""
    minutes: float | None
    """For how long; `None` as long as it is written."""
    reason: str


def suggest(
    checkin: CheckIn,
    care: Care,
    recent: Sequence[Practised],
    exercises: Sequence[Exercise],
    today: dt.date,
) -> Suggestion:
    """Suggest something for now.

    `recent` is the sessions of the past, the latest last; `exercises` are those there are to choose from.
    """
    offered = [exercise for exercise in exercises if _suits(exercise, care)]
    if care.card_first:
        return Suggestion(None, None, words.CARD_FIRST)
    if checkin.window is Window.ABOVE:
        return _of_kind(offered, Kind.GROUNDING, words.ABOVE)
    if checkin.window is Window.BELOW:
        return _of_kind(offered, Kind.ACTIVATION, words.BELOW)
    if _keeps_ending_worse(recent):
        return _something_else(offered, recent[-1].exercise)
    if any(one.day == today and one.counts for one in recent):
        return Suggestion(None, None, words.DONE_TODAY)
    return _ladder(offered, care, recent, today)


def after_session(
    before: int | None, after: int | None, care: Care, exercises: Sequence[Exercise]
) -> Suggestion | None:
    """Offer grounding after a session that ended with much more felt stress; `None` if it did not."""
    if before is None or after is None or after - before < DISTRESS_RISE:
        return None
    offered = [exercise for exercise in exercises if _suits(exercise, care)]
    return _of_kind(offered, Kind.GROUNDING, words.MORE_STRESS)


def break_from_numbers(recent: Iterable[Practised], today: dt.date) -> str | None:
    """Mention a break from numbers after many sessions with a strap today; `None` if there were few."""
    count = sum(one.with_strap and one.day == today for one in recent)
    return words.ENOUGH_NUMBERS if count > MOST_STRAP_SESSIONS else None


def _suits(exercise: Exercise, care: Care) -> bool:
    variant, _ = adjusted(AS_WRITTEN, exercise, care)
    return not has_stressor(exercise) and allows(exercise, variant, care) is None


def _keeps_ending_worse(recent: Sequence[Practised]) -> bool:
    latest = recent[-WORSE_IN_A_ROW:]
    return len(latest) == WORSE_IN_A_ROW and all(one.ended_worse for one in latest)


def _of_kind(offered: Sequence[Exercise], kind: Kind, reason: str) -> Suggestion:
    name = next((exercise.name for exercise in offered if exercise.kind is kind), None)
    return Suggestion(name, None, reason)


def _something_else(offered: Sequence[Exercise], latest: str) -> Suggestion:
    """Suggest the shortest exercise of another kind than the one that did not suit."""
    kind = next((exercise.kind for exercise in offered if exercise.name == latest), None)
    gentle = (Kind.GROUNDING, Kind.AWARENESS, Kind.ACTIVATION)
    others = [one for one in offered if one.kind in gentle and one.kind is not kind]
    shortest = min(others, key=lambda exercise: exercise.minutes, default=None)
    return Suggestion(shortest.name if shortest else None, None, words.ENDED_WORSE)


def _ladder(
    offered: Sequence[Exercise], care: Care, recent: Sequence[Practised], today: dt.date
) -> Suggestion:
    breathing = [one for one in offered if one.kind is Kind.BREATHING and one.is_paced and not one.has_holds]
    if not breathing:
        return _of_kind(offered, Kind.GROUNDING, words.INSTEAD)
    exercise = next((one for one in breathing if one.name == DEFAULT_EXERCISE), breathing[0])
    if not care.answered:
        return Suggestion(exercise.name, FIRST_WEEK_MINUTES, words.NOT_ASKED_YET)
    first = min((one.day for one in recent), default=today)
    if today - first < FIRST_WEEK:
        return Suggestion(exercise.name, FIRST_WEEK_MINUTES, words.FIRST_WEEK)
    return Suggestion(exercise.name, LATER_MINUTES, words.LATER)
