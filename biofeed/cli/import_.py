"""`biofeed import`: recordings from elsewhere, and bundles that somebody shared."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from biofeed.cli.options import client_option, demo_option, home_of, json_option
from biofeed.cli.output import error_as_json, print_json
from biofeed.errors import UsageError

if TYPE_CHECKING:
    from biofeed.sharing.waiting import Outcome
    from biofeed.store.home import Home


@click.command("import")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@client_option
@click.option("--column", metavar="NAME", help="The column with intervals, by name or number, in tables.")
@click.option("--key", type=click.Path(path_type=Path), metavar="FILE", help="Your secret key, for a bundle.")
@click.option("--passphrase", is_flag=True, help="Open a bundle with a passphrase; it is asked for.")
@json_option
@demo_option
def import_(
    paths: tuple[Path, ...],
    client: str | None,
    column: str | None,
    key: Path | None,
    passphrase: bool,
    as_json: bool,
    demo: bool,
) -> int:
    """Take recordings of any known format, whole folders of them, or a shared bundle into the log.

    What came in before is recognised and passed over, so an import that was interrupted (Ctrl-C) goes on when
    it is asked for again. Files that are no recordings are listed at the end. A bundle (FILE.age) needs
    --client, and --key or --passphrase; it comes in whole or not at all. docs/formats.md lists the formats.
    """
    if len(paths) == 1 and _is_bundle(paths[0]):
        _import_bundle(paths[0], client, key, home_of(demo), passphrase=passphrase, as_json=as_json)
        return 0
    return _import_files(paths, client, column, home_of(demo), as_json=as_json)


def _is_bundle(path: Path) -> bool:
    from biofeed.file import read_head
    from biofeed.sharing.envelope import HEAD_BYTES, is_sealed

    return path.is_file() and path.stat().st_size > 0 and is_sealed(read_head(path, HEAD_BYTES))


def _import_bundle(
    path: Path, client: str | None, key: Path | None, home: Home, *, passphrase: bool, as_json: bool
) -> None:
    from biofeed.sharing.bundle import decode
    from biofeed.sharing.delivery import deliver
    from biofeed.words import sharing as words

    if client is None:
        raise UsageError(words.WHOSE, words.WHOSE_HINT)
    bundle = decode(_opened(path, key, passphrase=passphrase), path)
    done = deliver(bundle, home, client, dt.datetime.now().astimezone())
    if as_json:
        new = {"sessions": list(done.sessions), "entries": done.entries}
        print_json({"bundle": {"path": str(path), **new, "here_already": list(done.here_already)}})
        return
    click.echo(words.received(len(done.sessions), done.entries, len(done.here_already), client))


def _opened(path: Path, key: Path | None, *, passphrase: bool) -> bytes:
    from biofeed.cli.share import ask_passphrase
    from biofeed.file import read_bytes
    from biofeed.sharing import envelope
    from biofeed.words import sharing as words

    data = read_bytes(path)
    if key is not None:
        return envelope.unseal(data, path, envelope.read_keys(key))
    if passphrase:
        return envelope.unseal_with_passphrase(data, path, ask_passphrase(confirm=False))
    raise UsageError(words.HOW_TO_OPEN.format(path=path), words.HOW_TO_OPEN_HINT)


def _import_files(
    paths: Sequence[Path], client: str | None, column: str | None, home: Home, *, as_json: bool
) -> int:
    """Import recordings and say what became of them; the exit code is that of a file that was named."""
    from biofeed.sharing.folder import files_in, take_in_files
    from biofeed.store.row import DEFAULT_CLIENT, checked_client
    from biofeed.words import sharing as words

    files = files_in(paths)
    now = dt.datetime.now().astimezone()
    outcomes: list[Outcome] = []
    interrupted = False
    try:
        coming = take_in_files(files, home, checked_client(client or DEFAULT_CLIENT), now, column)
        for outcome in _with_progress(coming, len(files), as_json=as_json):
            outcomes.append(outcome)
            if as_json:
                click.echo(json.dumps(_as_json(outcome), ensure_ascii=False))
    except KeyboardInterrupt:
        interrupted = True
    _sum_up(outcomes, as_json=as_json)
    if interrupted:
        click.echo(words.INTERRUPTED, err=True)
        return 130
    named = [one.trouble for one in outcomes if one.trouble is not None and one.path in paths]
    return named[-1].exit_code if named else 0


def _with_progress(outcomes: Iterator[Outcome], length: int, *, as_json: bool) -> Iterator[Outcome]:
    """Show a bar on a terminal while they come."""
    from biofeed.words.sharing import IMPORTING

    if as_json or not sys.stderr.isatty():
        yield from outcomes
        return
    with click.progressbar(outcomes, length=length, label=IMPORTING, file=sys.stderr) as bar:
        yield from bar


def _sum_up(outcomes: Sequence[Outcome], *, as_json: bool) -> None:
    from biofeed.words import sharing as words

    new = sum(len(one.sessions) for one in outcomes if one.trouble is None and one.is_new)
    already = sum(1 for one in outcomes if not one.is_new)
    troubles = [one.trouble for one in outcomes if one.trouble is not None]
    if as_json:
        summed = {"sessions": new, "here_already": already, "not_taken_in": len(troubles)}
        click.echo(json.dumps({"import": summed}))
        return
    if troubles:
        click.echo(words.NOT_TAKEN, err=True)
        for trouble in troubles:
            click.echo(f"  {trouble.title}", err=True)
        if len(troubles) == 1 and troubles[0].hint:
            click.echo(f"  {troubles[0].hint}", err=True)
    click.echo(words.taken_in(new, already, len(troubles)))
    if new:
        click.echo(words.MEASURE_THEM)


def _as_json(outcome: Outcome) -> dict[str, Any]:
    told: dict[str, Any] = {"path": str(outcome.path), "sessions": list(outcome.sessions)}
    told["new"] = outcome.is_new and outcome.trouble is None
    return {**told, "trouble": error_as_json(outcome.trouble)} if outcome.trouble else told
