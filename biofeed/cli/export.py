"""`biofeed export`: a session for another program, or everything about a person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from biofeed.cli.options import demo_option, home_of
from biofeed.errors import RecordingError, UsageError

if TYPE_CHECKING:
    from biofeed.recording import Recording
    from biofeed.store.home import Home


@click.command()
@click.argument("session_id", metavar="[SESSION]", required=False)
@click.option("--client", metavar="CODE", help="Everything that is held about this person.")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="A new file, folder or .zip."
)
@click.option(
    "--as",
    "form",
    type=click.Choice(["jsonl", "rr", "csv", "edf"]),
    help="The format of a session's file. Default: by the file's name, else jsonl.",
)
@demo_option
def export(session_id: str | None, client: str | None, output: Path, form: str | None, demo: bool) -> None:
    """Write a session into a file: jsonl keeps everything, rr, csv and edf are for other programs.

    What a format cannot hold is said on stderr. With --client CODE and a folder or a .zip, write everything
    held about a person, as JSON and CSV that need no program (docs/sharing.md describes the files). Files are
    readable by you alone, and nothing is written over.
    """
    from biofeed.words import sharing as words

    if (session_id is None) == (client is None):
        raise UsageError(words.ALL_OR_ONE, words.ALL_OR_ONE_HINT)
    if client is None:
        _export_session(home_of(demo), str(session_id), output, form)
        return
    if form is not None:
        raise UsageError(words.AS_ONE, words.AS_ONE_HINT)
    _export_person(home_of(demo), client, output)


def _export_session(home: Home, session_id: str, output: Path, form: str | None) -> None:
    from biofeed.formats.export import EXPORTS
    from biofeed.words import sharing as words

    lost = EXPORTS[form or _form_of(output)](_recording(home, session_id), output)
    if lost:
        click.echo(words.LOST, err=True)
        for line in lost:
            click.echo(f"  {line}", err=True)
    click.echo(str(output))


def _export_person(home: Home, client: str, output: Path) -> None:
    import datetime as dt

    from biofeed.practice import SOFTWARE
    from biofeed.sharing.access import export_person
    from biofeed.words import sharing as words

    files = export_person(home, client, output, SOFTWARE, dt.datetime.now().astimezone())
    click.echo(words.everything(str(output), files, client))
    click.echo(words.NOT_IN_IT, err=True)


def _form_of(output: Path) -> str:
    """Tell the format by a file's name, where it is not asked for."""
    named = {".csv": "csv", ".edf": "edf", ".txt": "rr", ".rr": "rr"}
    return named.get(output.suffix.lower(), "jsonl")


def _recording(home: Home, session_id: str) -> Recording:
    """Give a logged session as a recording. Raises `RecordingError` if it holds nothing at all."""
    from biofeed.recording import Recording
    from biofeed.store import find

    store, row = find(home, session_id)
    with store:
        events = tuple(store.events(row.id))
        if not events:
            raise RecordingError(f"There is nothing in session {row.id}.", "It ended as it began.")
        return Recording(store.header(row.id), events)
