"""An entry, or a course of totals, in one line of plain text: for lists, for ears, for the report."""

from __future__ import annotations

from biofeed.diary.course import Course
from biofeed.diary.entry import Value
from biofeed.diary.goal import Goal, GoalCourse, GoalRating
from biofeed.diary.moment import Moment
from biofeed.diary.tag import Tag
from biofeed.diary.total import Total
from biofeed.words import diary as words


def told(value: Value) -> str:
    """Tell what an entry says."""
    match value:
        case Moment():
            return _moment(value)
        case Goal():
            return words.joined((value.name, *_sides(value)))
        case GoalRating():
            return words.labelled(value.goal, words.of_ten(value.value))
        case Tag():
            return _tag(value)
        case Total():
            return _total(value)
        case _:
            return value.text


def told_goal(course: GoalCourse) -> str:
    """Tell where a goal began, where it is, and what it is to be less and more of."""
    where = ""
    if course.first is not None and course.latest is not None:
        where = words.goal_course(course.first.value, course.latest.value, course.ratings)
    return words.joined((words.labelled(course.goal.name, where) or course.goal.name, *_sides(course.goal)))


def told_course(course: Course) -> str:
    """Tell a questionnaire's latest total, what has become of it, and from which change on that counts."""
    first, latest = course.points[0], course.points[-1]
    name = words.scale_name(course.questionnaire, course.part, course.variant)
    pieces = [words.labelled(name, f"{latest.value:g}")]
    if len(course.points) > 1:
        pieces.append(words.since_first(first.value, first.day, course.change))
        pieces.append(_outcome(course))
    if course.scale is not None and course.scale.cut_off is not None:
        pieces.append(words.cut_off(course.scale.cut_off.value))
    if course.scale is not None and course.scale.reliable_change is not None:
        change = course.scale.reliable_change
        pieces.append(words.wobble_of(change.index, change.basis))
    return words.joined(pieces)


def _moment(moment: Moment) -> str:
    return words.joined(
        (
            moment.what,
            ", ".join(moment.feelings),
            ", ".join(moment.places),
            words.peak(moment.peak),
            words.noticed_at(moment.noticed_at),
            words.okay_after(moment.minutes_until_okay),
            words.labelled(words.HELPED_LABEL, moment.helped),
        )
    )


def _sides(goal: Goal) -> tuple[str, str]:
    return words.labelled(words.LESS_OF, goal.less_of), words.labelled(words.MORE_OF, goal.more_of)


def _tag(tag: Tag) -> str:
    if tag.amount is not None:
        return f"{tag.kind} {words.amount(tag.kind, tag.amount)}"
    return words.labelled(tag.kind, tag.text) or tag.kind.value


def _total(total: Total) -> str:
    name = words.scale_name(total.questionnaire, "", total.variant)
    whole = "" if total.total is None else f" {total.total:g}"
    return words.joined((name + whole, *(f"{part} {number:g}" for part, number in total.parts)))


def _outcome(course: Course) -> str:
    if course.outcome is not None:
        return words.OUTCOMES[course.outcome]
    if course.is_reliable is None:
        return ""
    return words.LARGER if course.is_reliable else words.OUTCOMES["unchanged"]
