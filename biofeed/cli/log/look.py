"""`biofeed log list`: what was kept, wins first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from biofeed.cli.log.keep import has_diary, now, open_diary, whose
from biofeed.cli.options import client_option, demo_option, home_of, json_option
from biofeed.cli.output import print_json, table

if TYPE_CHECKING:
    from biofeed.diary import Course, Entry, Questionnaires

KIND_NAMES = ("win", "setback", "goal", "rating", "total", "tag", "line")


@click.command("list")
@click.option("--kind", "kinds", type=click.Choice(KIND_NAMES), multiple=True, help="Only this kind.")
@click.option("--days", type=click.IntRange(1, 36500), metavar="N", help="Only the last N days.")
@client_option
@demo_option
@json_option
def list_entries(
    kinds: tuple[str, ...] = (),
    days: int | None = None,
    client: str | None = None,
    demo: bool = False,
    as_json: bool = False,
) -> None:
    """List what was kept: wins first, then setbacks, then the rest."""
    from biofeed.diary import wins_first
    from biofeed.store.questionnaire import questionnaires
    from biofeed.words import diary as words

    everything = _everything(client, demo=demo)
    since = None if days is None else now() - dt.timedelta(days=days)
    chosen = [
        entry
        for entry in wins_first(everything)
        if (not kinds or entry.kind in kinds) and (since is None or entry.happened >= since)
    ]
    if as_json:
        print_json(_as_json(chosen, everything, questionnaires(home_of(demo))))
    elif not chosen:
        click.echo(words.NONE_OF_THESE if everything else words.NO_ENTRIES)
    else:
        for line in _lines(chosen, everything, questionnaires(home_of(demo))):
            click.echo(line)


def _everything(client: str | None, *, demo: bool) -> list[Entry]:
    if not has_diary(demo):
        return []
    with open_diary(demo, create=False) as store:
        return store.entries(whose(client, demo=demo))


def _lines(chosen: Sequence[Entry], everything: Sequence[Entry], known: Questionnaires) -> Iterator[str]:
    from biofeed.diary import KINDS, goals, signal_of, told_course, told_goal, total_courses, until_okay
    from biofeed.words import diary as words

    for kind in KINDS:
        entries = [entry for entry in chosen if entry.kind == kind]
        if not entries:
            continue
        yield words.KINDS[kind]
        yield from table([_row(entry) for entry in entries], right=(0,))
        if kind == "setback" and (found := until_okay(entries)):
            yield f"  {words.until_okay(found.median_minutes, found.moments)}"
        if kind == "rating":
            yield from (f"  {told_goal(course)}" for course in goals(everything) if course.ratings)
        if kind == "total":
            for course in total_courses(everything, known):
                yield f"  {told_course(course)}"
                if signal := signal_of(course):
                    yield f"  {signal.text} ({signal.rule})"


def _row(entry: Entry) -> tuple[str, str, str, str]:
    from biofeed.diary import Tag, Total, told
    from biofeed.words import diary as words

    when = "%Y-%m-%d" if isinstance(entry.value, Tag | Total) else "%Y-%m-%d %H:%M"
    shared = words.SHARED if entry.shared else ""
    return f"  {entry.id}", f"{entry.happened:{when}}", told(entry.value), shared


def _as_json(chosen: Sequence[Entry], everything: Sequence[Entry], known: Questionnaires) -> dict[str, Any]:
    from biofeed.diary import goals, total_courses, until_okay

    okay = until_okay(chosen)
    return {
        "entries": [_entry_as_json(entry) for entry in chosen],
        "until_okay": okay and {"median_minutes": okay.median_minutes, "moments": okay.moments},
        "goals": [
            {
                "name": course.goal.name,
                "first": course.first and course.first.value,
                "latest": course.latest and course.latest.value,
                "ratings": course.ratings,
                "change": course.change,
                "meaningful": course.is_meaningful,
            }
            for course in goals(everything)
        ],
        "courses": [_course_as_json(course) for course in total_courses(everything, known)],
    }


def _entry_as_json(entry: Entry) -> dict[str, Any]:
    from biofeed.diary import to_payload

    return {
        "id": entry.id,
        "client": entry.client,
        "kind": entry.kind,
        "happened": entry.happened.isoformat(),
        "written": entry.written.isoformat(),
        "shared": entry.shared,
        "revision": entry.revision,
        "value": to_payload(entry.value),
    }


def _course_as_json(course: Course) -> dict[str, Any]:
    from biofeed.diary import signal_of

    signal = signal_of(course)
    return {
        "questionnaire": course.questionnaire,
        "part": course.part,
        "variant": course.variant,
        "points": [{"day": point.day.isoformat(), "value": point.value} for point in course.points],
        "change": course.change,
        "reliable_change": course.reliable_change,
        "outcome": course.outcome,
        "signal": signal and {"kind": signal.kind, "text": signal.text, "rule": signal.rule},
    }
