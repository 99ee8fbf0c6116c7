"""What commands print: columns of text, or JSON of a stable shape."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path

    from biofeed.errors import BiofeedError
    from biofeed.recording import Recording
    from biofeed.types import Measure


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> Iterator[str]:
    """Give one line a row, columns as wide as their widest cell, those in `right` aligned right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    # One pattern for all rows: a list of sessions may have ten thousand.
    cells = (f"{{:{'>' if at in right else '<'}{width}}}" for at, width in enumerate(widths))
    line = "  ".join(cells)
    for row in rows:
        yield line.format(*row).rstrip()


def told(value: float | None) -> str:
    """Write a measure with the digits that mean something; say so where there is none."""
    from biofeed.words import TOO_LITTLE

    return TOO_LITTLE if value is None else f"{value:.4g}"


def print_json(value: object) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def print_error(error: BiofeedError) -> None:
    """Say what happened and what to do, on stderr."""
    click.echo(error.title, err=True)
    if error.hint:
        click.echo(error.hint, err=True)


def print_while_read(line: str) -> None:
    """Print a line of something that goes on by itself; once nobody reads, that is said on stderr."""
    from biofeed.words.said import NOT_READ_ANY_MORE

    try:
        click.echo(line)
    except BrokenPipeError:
        let_go_of_output()
        with suppress(BrokenPipeError):
            click.echo(NOT_READ_ANY_MORE, err=True)


def let_go_of_output() -> None:
    """Turn stdout to where nobody reads, since whoever did has closed the pipe.

    What Python has still buffered goes there as well when the program ends; else that would be an error.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def print_torn(path: Path, recording: Recording) -> None:
    """Say it on stderr if a recording's last line is torn."""
    from biofeed.words.said import torn

    if recording.healed:
        click.echo(torn(path), err=True)


def error_as_json(error: BiofeedError) -> dict[str, object]:
    """Give the same for programs, with the exit code that stands for it."""
    return {"title": error.title, "hint": error.hint, "exit_code": error.exit_code}


def measures_as_json(measures: Iterable[Measure]) -> dict[str, dict[str, Any]]:
    """Give measures by name, each with what is needed to judge it."""
    return {
        measure.name: {
            "value": measure.value,
            "unit": measure.unit,
            "window_s": measure.window_s,
            "coverage": measure.coverage,
            "definition": measure.definition,
        }
        for measure in measures
    }
