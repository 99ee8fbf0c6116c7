"""`biofeed log goal`: what there is to be less and more of, and how near it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from biofeed.cli.log.keep import keep, now, open_diary, share_option, whose
from biofeed.cli.options import client_option, demo_option

if TYPE_CHECKING:
    from biofeed.diary import Entry, Goal


@click.command()
@click.argument("name")
@click.option("--less-of", metavar="TEXT", help="What there is to be less of.")
@click.option("--more-of", metavar="TEXT", help="What there is to be more of.")
@click.option("--rate", type=float, metavar="N", help="How near it is: 0 far away, 10 reached.")
@share_option
@client_option
@demo_option
def goal(
    name: str,
    less_of: str | None,
    more_of: str | None,
    rate: float | None,
    share: bool,
    client: str | None,
    demo: bool,
) -> None:
    """Set a goal in your own words, or say how near it is: `biofeed log goal sleep --rate 4`.

    A name that is new sets a goal; what would your day look like if it were a little better?
    """
    from biofeed.diary import GoalRating

    when = now()
    # Made before anything is kept, so that a number off the scale leaves nothing half done.
    rating = None if rate is None else GoalRating(name.strip(), rate, when)
    known = _find(name, client, demo=demo)
    if known is None:
        keep(_new(name, less_of, more_of, when), client, demo=demo, shared=share)
    elif less_of is not None or more_of is not None:
        _change(known, less_of, more_of, when, demo=demo, share=share)
    elif rating is None:
        _tell(client, name, demo=demo)
    if rating is not None:
        keep(rating, client, demo=demo, shared=share)
        _tell(client, name, demo=demo)


def _new(name: str, less_of: str | None, more_of: str | None, when: dt.datetime) -> Goal:
    from biofeed.diary import Goal

    return Goal(name.strip(), when, less_of or "", more_of or "")


def _find(name: str, client: str | None, *, demo: bool) -> Entry | None:
    from biofeed.diary import Goal, same_goal

    with open_diary(demo) as store:
        found = store.entries(whose(client, demo=demo), ("goal",))
    for entry in found:
        if isinstance(entry.value, Goal) and same_goal(entry.value.name, name):
            return entry
    return None


def _change(
    entry: Entry, less_of: str | None, more_of: str | None, when: dt.datetime, *, demo: bool, share: bool
) -> None:
    from biofeed.diary import Goal
    from biofeed.words import diary as words

    if not isinstance(entry.value, Goal):
        return
    before = entry.value
    goal = replace(
        before,
        less_of=before.less_of if less_of is None else less_of,
        more_of=before.more_of if more_of is None else more_of,
    )
    with open_diary(demo) as store:
        changed = store.revise(entry.id, when, goal, shared=True if share else None)
    click.echo(words.changed(changed.id, changed.revision))


def _tell(client: str | None, name: str, *, demo: bool) -> None:
    from biofeed.diary import goals, same_goal, told_goal

    with open_diary(demo) as store:
        courses = goals(store.entries(whose(client, demo=demo), ("goal", "rating")))
    for course in courses:
        if same_goal(course.goal.name, name):
            click.echo(told_goal(course))
