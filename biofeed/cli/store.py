"""`biofeed store`: the files that hold the sessions, for their owner."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from biofeed.cli.deleting import delete
from biofeed.cli.options import demo_option, home_of, json_option
from biofeed.cli.output import print_error, print_json
from biofeed.cli.vault import change, decrypt, encrypt
from biofeed.errors import BiofeedError, StoreError
from biofeed.store.vault import Locked
from biofeed.store.vault.holder import is_sealed
from biofeed.types import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from biofeed.store.checkup import Line
    from biofeed.store.home import Home
    from biofeed.store.store import Store

BOTH = (Origin.STRAP, Origin.SIMULATED)
"""One origin of each database: a person's own sessions, and simulated ones."""

simulated_option = click.option(
    "--simulated", is_flag=True, help="The log of simulated and replayed sessions instead of your own."
)


@click.group()
def store() -> None:
    """Look after the files that hold the sessions."""


for command in (encrypt, decrypt, change, delete):
    store.add_command(command)


@store.command()
@demo_option
@json_option
def where(demo: bool, as_json: bool) -> None:
    """Say where the sessions are, how large the files, and whether they are encrypted."""
    from biofeed.store.whereabouts import size_bytes
    from biofeed.words import log as words

    home = home_of(demo)
    found = []
    for title, origin in zip((words.OWN_LOG, words.SIMULATED_LOG), BOTH, strict=True):
        path = home.database(origin)
        if not path.exists():
            continue
        kept = [str(path) for path in home.kept(origin)]
        size, encrypted, sessions = size_bytes(path), is_sealed(path), _counted(home, origin)
        shown = {"path": str(path), "bytes": size, "encrypted": encrypted}
        found.append({**shown, "sessions": sessions, "kept": kept})
        if not as_json:
            click.echo(f"{title}: {path}")
            click.echo(
                f"  {words.LOCKED if sessions is None else words.counts(sessions)}, {words.size(size)}"
            )
            click.echo(f"  {words.ENCRYPTED if encrypted else words.NOT_ENCRYPTED}")
            for aside in kept:
                click.echo(f"  {words.KEPT}: {aside}")
    if as_json:
        print_json({"home": str(home.path), "databases": found})
    elif not found:
        click.echo(f"{words.NOTHING_YET}: {home.path}")


@store.command()
@demo_option
@json_option
def check(demo: bool, as_json: bool) -> int:
    """Check the files: whole, readable by you alone, up to date, every entry there; changes nothing.

    Each line that is not in order says what to do. The exit code is then 1.
    """
    from biofeed.store.checkup import checkup

    home = home_of(demo)
    paths = [home.database(origin) for origin in BOTH if home.database(origin).exists()]
    simulated = home.database(Origin.SIMULATED)
    checks = {
        path: list(checkup(path, simulated=path == simulated, key=home.vault.key_for(path))) for path in paths
    }
    if as_json:
        print_json({"databases": [_checks_as_json(path, lines) for path, lines in checks.items()]})
    else:
        for text in _checks_as_lines(home, checks):
            click.echo(text)
    return 0 if all(line.ok for lines in checks.values() for line in lines) else 1


@store.command()
@demo_option
@click.option("--all", "everything", is_flag=True, help="Also what this version has measured already.")
def rebuild(demo: bool, everything: bool) -> int:
    """Measure the sessions anew with this version, from what they logged.

    Ctrl-C is safe at any time: each session is replaced as a whole, and the next run goes on from there. A
    session that cannot be read is said on stderr and keeps the numbers it had.
    """
    from biofeed.practice import SOFTWARE
    from biofeed.words import log as words

    home, code = home_of(demo), 0
    for origin in BOTH:
        if not home.database(origin).exists():
            continue
        with _opened(home, origin) as log:
            there = [row.id for row in reversed(log.sessions()) if row.state != "running"]
            older = set(there if everything else log.outdated(SOFTWARE))
            names = [name for name in there if name in older]
            if not names:
                click.echo(words.up_to_date(len(there), SOFTWARE))
                continue
            troubles = _measure_anew(log, names, SOFTWARE)
            code = troubles[-1].exit_code if troubles else code
            click.echo(words.measured(len(names) - len(troubles), SOFTWARE))
    return code


@store.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over a file of that name.")
@simulated_option
@demo_option
def backup(file: Path, force: bool, simulated: bool, demo: bool) -> None:
    """Copy the log into one file, readable by you alone, and check the copy. Sessions may be running."""
    from biofeed.store.backup import backup as back_up
    from biofeed.store.backup import key_file_of
    from biofeed.words import log as words

    home = home_of(demo)
    back_up(_there(home, simulated), file, home.vault, overwrite=force)
    click.echo(words.backed_up(str(file), words.size(file.stat().st_size)))
    if key_file_of(file).exists():
        click.echo(words.key_file(str(key_file_of(file))))


@store.command()
@click.argument("file", type=click.Path(path_type=Path))
@simulated_option
@demo_option
def restore(file: Path, simulated: bool, demo: bool) -> None:
    """Put a backup in the log's place, once it has been checked; the present log is kept beside it."""
    import datetime as dt

    from biofeed.store.backup import restore as put_back
    from biofeed.words import log as words

    home = home_of(demo)
    home.ensure()
    kept = put_back(home.database(_origin(simulated)), file, home.running, dt.datetime.now(), home.vault)
    click.echo(words.restored(str(file), str(kept) if kept else ""))


@store.command()
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="The folder to write into."
)
@simulated_option
@demo_option
def rescue(output: Path, simulated: bool, demo: bool) -> int:
    """Write every session that can be read of a damaged log into a recording file of its own.

    Where entries are missing, the recording's header says so, and the exit code is 30.
    """
    from biofeed.recording import Writer
    from biofeed.store.folder import make_private
    from biofeed.words import log as words

    home, code, path = home_of(demo), 0, None
    _there(home, simulated)
    try:
        make_private(output)
    except OSError as error:
        raise StoreError(f"The folder “{output}” cannot be made.", "Choose a folder of your own.") from error
    with _opened(home, _origin(simulated)) as log:
        for session in log.rescue():
            path = output / f"session-{session.name}.jsonl"
            with Writer(path, session.header) as writer:
                writer.write(session.events)
            click.echo(words.rescued(str(path), len(session.events), is_whole=session.is_whole))
            code = code if session.is_whole else StoreError.exit_code
    if path is None:
        click.echo(words.NOTHING_TO_SAVE)
    return code


def _measure_anew(log: Store, names: list[str], software: str) -> list[BiofeedError]:
    """Measure sessions anew, one after the other; give what could not be measured."""
    from biofeed.rebuilding import results_of
    from biofeed.words.log import MEASURING

    troubles: list[BiofeedError] = []
    with click.progressbar(names, label=MEASURING, file=sys.stderr) as bar:
        for name in bar:
            try:
                log.replace_results(name, results_of(log.header(name), log.events(name)), software)
            except BiofeedError as error:
                troubles.append(error)
    for trouble in troubles:
        print_error(trouble)
    return troubles


def _checks_as_lines(home: Home, checks: Mapping[Path, Sequence[Line]]) -> Iterator[str]:
    from biofeed.words.log import IN_ORDER, NOTHING_YET, TO_DO

    if not checks:
        yield f"{NOTHING_YET}: {home.path}"
    for path, lines in checks.items():
        yield str(path)
        for line in lines:
            yield f"  {(IN_ORDER if line.ok else TO_DO):{len(TO_DO)}}  {line.title}"
            if line.hint:
                yield f"  {'':{len(TO_DO)}}  {line.hint}"


def _checks_as_json(path: Path, lines: Sequence[Line]) -> dict[str, Any]:
    checks = [{"title": line.title, "ok": line.ok, "hint": line.hint} for line in lines]
    return {"path": str(path), "checks": checks}


def _counted(home: Home, origin: Origin) -> Mapping[Origin, int] | None:
    """Count the sessions; of a locked log that nobody can open here there is no number."""
    try:
        with _opened(home, origin) as log:
            return log.whereabouts().sessions
    except Locked:
        return None


def _opened(home: Home, origin: Origin) -> Store:
    from biofeed.store import open_store

    return open_store(home, origin, create=False)


def _there(home: Home, simulated: bool) -> Path:
    """Give the database. Raises `StoreError` if there is none yet."""
    path = home.database(_origin(simulated))
    if not path.exists():
        raise StoreError("No sessions have been logged yet.", "biofeed practice begins one.")
    return path


def _origin(simulated: bool) -> Origin:
    return Origin.SIMULATED if simulated else Origin.STRAP
