"""`biofeed exercises`: which there are, what each is, and whether a file of one's own is in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from biofeed.cli.options import json_option
from biofeed.cli.output import error_as_json, print_error, print_json, table
from biofeed.store.home import Home

if TYPE_CHECKING:
    from biofeed.breath import Part, Pattern
    from biofeed.exercise import Exercise

WIDTH = 78
"""How wide running text gets."""
INDENT = 26
"""Where a part's title begins, and what is asked in it."""


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def exercises(context: click.Context, as_json: bool) -> None:
    """Look at the exercises there are; alone, list them.

    Your own are the .toml files in the folder “exercises” of your data folder.
    """
    if context.invoked_subcommand is None:
        _list(as_json)
    elif as_json:
        raise click.UsageError(f"Write it as: biofeed exercises {context.invoked_subcommand} … --json")


@exercises.command("list")
@json_option
def list_exercises(as_json: bool) -> None:
    """List every exercise, with how long it is, what is known about it and what it needs.

    A file of your own that cannot be read is told of, and hides no other.
    """
    _list(as_json)


@exercises.command()
@click.argument("name")
@json_option
def show(name: str, as_json: bool) -> None:
    """Show NAME, or a file, whole.

    What it is, what is known about it, what to take care of, and its parts with their times and paces.
    """
    from biofeed.library import find_exercise

    exercise = find_exercise(name, own_folder())
    if as_json:
        print_json({"exercise": {**_summary(exercise), **_details(exercise)}})
        return
    for line in _description(exercise):
        click.echo(line)


@exercises.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def check(file: Path, as_json: bool) -> int:
    """Check FILE, an exercise of your own, and print its parts.

    If something is out of order, says in which file and at which key, and what is allowed; ends with 40.
    """
    from biofeed.errors import ExerciseError
    from biofeed.library import read_exercise
    from biofeed.words.exercises import in_order

    try:
        exercise = read_exercise(file)
    except ExerciseError as error:
        if not as_json:
            raise
        print_json({"file": str(file), "ok": False, "trouble": error_as_json(error)})
        return error.exit_code
    if as_json:
        print_json({"file": str(file), "ok": True, "parts": _details(exercise)["parts"]})
    else:
        click.echo(in_order(str(file)))
        for line in _parts(exercise):
            click.echo(line)
    return 0


def own_folder() -> Path:
    """Name the folder of the person's own exercise files, whether it exists or not."""
    return Home.default().path / "exercises"


def _list(as_json: bool) -> None:
    from biofeed.library import Library

    library = Library(own_folder())
    found, troubles = library.read_all()
    if as_json:
        said = [error_as_json(error) for error in troubles]
        print_json({"exercises": [_summary(exercise) for exercise in found], "troubles": said})
        return
    head = ("name", "title", "minutes", "what is known", "needs")
    for line in table([head, *map(_row, found)], right=(2,)):
        click.echo(line)
    for error in troubles:
        print_error(error)


def _row(exercise: Exercise) -> tuple[str, ...]:
    from biofeed.words.exercises import IN_SHORT

    return (
        exercise.name,
        exercise.title,
        f"{exercise.minutes:.2g}",
        exercise.label,
        ", ".join(IN_SHORT[what] for what in _needs(exercise)),
    )


def _needs(exercise: Exercise) -> list[str]:
    """Name what has to be there, or asked, before it can begin."""
    from biofeed.care import NOT_ASKED, allows, has_stressor, needs_strap
    from biofeed.exercise import AS_WRITTEN

    asked = {
        "strap": needs_strap(exercise),
        "caution": allows(exercise, AS_WRITTEN, NOT_ASKED) is not None,
        "consent": has_stressor(exercise),
    }
    return [what for what, needed in asked.items() if needed]


def _description(exercise: Exercise) -> Iterator[str]:
    from biofeed import words
    from biofeed.words.exercises import NEEDED, NEEDS, PARTS, TAKE_CARE, WHAT_IS_KNOWN

    yield f"{exercise.title} · {words.minutes(round(exercise.minutes, 1))}"
    yield from _wrapped(exercise.summary)
    yield ""
    yield f"{WHAT_IS_KNOWN}: {exercise.label}"
    yield from _wrapped(exercise.evidence)
    cautions = [*exercise.cautions, *((words.EASY, words.STOP_RULE) if exercise.is_paced else ())]
    needs = [NEEDS[what] for what in _needs(exercise)]
    for heading, lines in ((TAKE_CARE, cautions), (NEEDED, needs)):
        if lines:
            yield from ("", heading)
        for line in lines:
            yield from _wrapped(line, "- ")
    yield from ("", PARTS)
    yield from _parts(exercise)


def _wrapped(text: str, bullet: str = "") -> list[str]:
    indent = f"  {bullet}"
    return wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent), break_on_hyphens=False
    )


def _parts(exercise: Exercise) -> Iterator[str]:
    """Give a line for each part, when it begins and how long it is, and below it what is asked in it."""
    from biofeed.words import as_clock
    from biofeed.words.exercises import breath_of, without_holds

    start_s = 0.0
    for part in exercise.parts:
        lasts = f"{as_clock(start_s):>5}  {as_clock(part.seconds):>5}"
        yield f"  {lasts}  {part.kind:<8}  {part.title}"
        told = (breath_of(part), without_holds(part), part.text, *(text for _, text in part.cues))
        for text in filter(None, told):
            yield from (f"{'':{INDENT}}{line}" for line in wrap(text, WIDTH - INDENT, break_on_hyphens=False))
        start_s += part.seconds


def _summary(exercise: Exercise) -> dict[str, object]:
    return {
        "name": exercise.name,
        "title": exercise.title,
        "kind": exercise.kind,
        "label": exercise.label,
        "minutes": round(exercise.minutes, 2),
        "summary": exercise.summary,
        "holds": exercise.has_holds,
        "needs": _needs(exercise),
    }


def _details(exercise: Exercise) -> dict[str, object]:
    return {
        "evidence": exercise.evidence,
        "cautions": list(exercise.cautions),
        "protocol": exercise.protocol,
        "parts": [_part(part) for part in exercise.parts],
    }


def _part(part: Part) -> dict[str, object]:
    return {
        "kind": part.kind.value,
        "title": part.title,
        "seconds": part.seconds,
        "text": part.text,
        "task": part.task,
        "cues": [{"seconds": seconds, "text": text} for seconds, text in part.cues],
        "breath": _breath(part.pattern),
        "without_holds": _breath(part.without_holds),
        "from_breaths_per_minute": part.ramp.from_bpm if part.ramp else None,
    }


def _breath(pattern: Pattern | None) -> dict[str, object] | None:
    if pattern is None:
        return None
    steps = [{"level": step.level, "seconds": round(step.seconds, 3)} for step in pattern.steps]
    return {"breaths_per_minute": round(pattern.bpm, 3), "steps": steps}
