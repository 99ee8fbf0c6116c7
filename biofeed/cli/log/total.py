"""`biofeed log total` and `biofeed log questionnaires`: numbers of questionnaires filled in elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from biofeed.cli.log.keep import date_option, keep, now, open_diary, share_option, whose
from biofeed.cli.options import client_option, demo_option, home_of, json_option
from biofeed.cli.output import print_json, table
from biofeed.errors import UsageError

if TYPE_CHECKING:
    from biofeed.diary import Entry, Questionnaire, Questionnaires, Scale, Total

part_option = click.option(
    "--part", "parts", metavar="NAME=N", multiple=True, help="The total of one of its parts; any number."
)
variant_option = click.option("--variant", metavar="NAME", help="How it was scored, such as x4 or raw.")


@click.command()
@click.argument("name")
@click.argument("total", required=False)
@part_option
@variant_option
@date_option
@share_option
@client_option
@demo_option
def total(
    name: str,
    total: str | None,
    parts: tuple[str, ...],
    variant: str | None,
    day: str,
    share: bool,
    client: str | None,
    demo: bool,
) -> None:
    """Keep the total of a questionnaire: `biofeed log total PHQ-9 11`.

    Numbers alone: the items and the answers to them stay where it was filled in. Where a questionnaire is
    scored in more than one way, name it once; the next time it is taken to be the same.
    """
    from biofeed.diary import Total, read_day
    from biofeed.store.questionnaire import questionnaires as read_table
    from biofeed.words import diary as words

    known = read_table(home_of(demo))
    with open_diary(demo) as store:
        before = store.entries(whose(client, demo=demo), ("total",))
    typed = Total(name, _number(total), read_day(day, now()), variant or "", parts_of(parts))
    checked = known.checked(typed, _usual_variant(before, typed, known))
    kept = keep(checked, client, demo=demo, shared=share)
    if known.find(name) is None:
        click.echo(words.NOT_IN_TABLE.format(name=name))
    _tell_courses([*before, kept], checked, known)


@click.command()
@click.option("--toml", is_flag=True, help="Print the table that comes along, to be copied and changed.")
@demo_option
@json_option
def questionnaires(toml: bool, demo: bool, as_json: bool) -> None:
    """List the questionnaires that are known, with ranges, cut-offs and where each number comes from.

    A file questionnaires.toml in your data folder adds to them, or takes their place.
    """
    from biofeed.diary import packaged_toml
    from biofeed.store.questionnaire import questionnaires as read_table

    if toml:
        click.echo(packaged_toml(), nl=False)
        return
    known = read_table(home_of(demo))
    if as_json:
        import msgspec

        print_json({"questionnaires": [msgspec.to_builtins(one) for one in known]})
        return
    rows = [_row(one, scale) for one in known for scale in one.scale]
    head = ("name", "range", "harder", "cut-off", "known", "more than wobble", "known")
    for line in table([head, *rows]):
        click.echo(line)


def parts_of(texts: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Read `stress=12`. Raises `UsageError` for what is written otherwise."""
    from biofeed.words import diary as words

    parts: list[tuple[str, float]] = []
    for text in texts:
        name, equals, number = text.partition("=")
        if not equals or not name.strip():
            raise UsageError(words.PART_FORM.format(text=text), words.PART_FORM_HINT)
        parts.append((name.strip(), _number(number) or 0.0))
    return tuple(parts)


def _number(text: str | None) -> float | None:
    from biofeed.words import diary as words

    if text is None:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise UsageError(words.NO_NUMBER.format(text=text), words.NO_NUMBER_HINT) from None


def _usual_variant(before: list[Entry], typed: Total, known: Questionnaires) -> str:
    """Give the variant of the latest total of the same questionnaire; empty if there is none."""
    from biofeed.diary import Total, values

    same = known.find(typed.questionnaire)
    totals = [one for one in values(before, Total) if same and one.questionnaire == same.name]
    return max(totals, key=lambda one: one.day).variant if totals else ""


def _tell_courses(entries: list[Entry], total: Total, known: Questionnaires) -> None:
    from biofeed.diary import signal_of, told_course, total_courses

    for course in total_courses(entries, known):
        if (course.questionnaire, course.variant) != (total.questionnaire, total.variant):
            continue
        click.echo(told_course(course))
        if signal := signal_of(course):
            click.echo(f"{signal.text} ({signal.rule})")


def _row(one: Questionnaire, scale: Scale) -> tuple[str, ...]:
    from biofeed.words import diary as words

    cut_off, change = scale.cut_off, scale.reliable_change
    return (
        words.scale_name(one.name, scale.part, scale.variant),
        f"{scale.lowest:g} to {scale.highest:g}",
        scale.worse or "",
        f"{cut_off.value:g}" if cut_off else "",
        cut_off.basis if cut_off else "",
        f"{change.index:.3g}" if change else "",
        change.basis if change else "",
    )
