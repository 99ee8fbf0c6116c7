"""`biofeed share`: sessions for a therapist, in an envelope that only they can open."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from biofeed.cli.options import demo_option, home_of, json_option, on_terminal
from biofeed.cli.output import print_json
from biofeed.errors import UsageError

if TYPE_CHECKING:
    from biofeed.sharing.choice import Choice, Chosen
    from biofeed.sharing.tick import Extra


@click.group(invoke_without_command=True)
@click.option("--client", metavar="CODE", help="Whose sessions: a code name, not a name. Default: me.")
@click.option("--sessions", metavar="ID,…", help="These sessions. Default: all.")
@click.option("--since", metavar="DAY", help="All sessions and entries since a day: 2026-11-20, yesterday.")
@click.option(
    "--for",
    "receivers",
    metavar="KEY|FILE",
    multiple=True,
    help="Who may open it: a public key (age1…) or a file with one; may be given several times.",
)
@click.option(
    "--passphrase",
    is_flag=True,
    help="Close it with a passphrase of 8 characters or more instead; it is asked for. Off a terminal it is "
    "the first line of standard input.",
)
@click.option(
    "--with",
    "ticked",
    metavar="WHAT,…",
    default="",
    help="What goes along only if it is named: notes (your own words), packets (raw bytes), private "
    "(diary entries and notes that are not marked as shared).",
)
@click.option("--as", "alias", metavar="CODE", default="", help="A code to go along instead of yours.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The new file, such as week.age.")
@click.option("--preview", is_flag=True, help="Show exactly what would be in it, and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@demo_option
@click.pass_context
def share(
    context: click.Context,
    client: str | None,
    sessions: str | None,
    since: str | None,
    receivers: tuple[str, ...],
    passphrase: bool,
    ticked: str,
    alias: str,
    output: Path | None,
    preview: bool,
    yes: bool,
    as_json: bool,
    demo: bool,
) -> None:
    """Put sessions, and what is marked as shared in the diary, into an encrypted file.

    Left out unless ticked (--with): your own words, private entries and notes, the strap's raw bytes. Never
    in it: the strap's address and number, your contacts and health answers. On a terminal you see what is in
    it and are asked; elsewhere it takes --yes. Nothing is sent: the file is yours to hand over. The ordinary
    age tool opens it too.
    """
    from biofeed.words import sharing as words

    if context.invoked_subcommand is not None:
        return
    if not preview:
        _require_way_out(receivers, passphrase, output)
    chosen = _chosen(_choice(client, sessions, since, ticked, alias), demo=demo)
    if as_json or preview or not yes or on_terminal():
        _show(chosen, (words.BY_PHRASE,) if passphrase else receivers, as_json=as_json)
    if preview or output is None:
        return
    _require_consent(yes=yes)
    _seal(chosen, receivers, output)


@share.command()
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The new file.")
def keygen(output: Path) -> None:
    """Make a key for receiving bundles, in a file for you alone, and print what to hand out."""
    from biofeed.sharing.envelope import make_key
    from biofeed.words import sharing as words

    recipient = make_key(output, dt.datetime.now().astimezone())
    click.echo(words.KEY_MADE.format(path=output), err=True)
    click.echo(words.PUBLIC.format(recipient=recipient))


def _choice(client: str | None, sessions: str | None, since: str | None, ticked: str, alias: str) -> Choice:
    from biofeed.diary import read_day
    from biofeed.sharing.choice import Choice
    from biofeed.store.row import DEFAULT_CLIENT, checked_client
    from biofeed.words import sharing as words

    if sessions and since:
        raise UsageError(words.WHICH, words.WHICH_HINT)
    return Choice(
        checked_client(client or DEFAULT_CLIENT),
        tuple(_listed(sessions or "")),
        read_day(since, dt.datetime.now().astimezone()) if since else None,
        _ticked(ticked),
        checked_client(alias) if alias else "",
    )


def _ticked(text: str) -> frozenset[Extra]:
    from biofeed.sharing.tick import Extra
    from biofeed.words import sharing as words

    named = {extra.value: extra for extra in Extra}
    for word in _listed(text):
        if word not in named:
            raise UsageError(words.WITH_WHAT.format(word=word), words.WITH_WHAT_HINT)
    return frozenset(named[word] for word in _listed(text))


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _chosen(choice: Choice, *, demo: bool) -> Chosen:
    from biofeed.practice import SOFTWARE
    from biofeed.sharing.choice import choose

    return choose(home_of(demo), choice, SOFTWARE, dt.datetime.now().astimezone())


def _show(chosen: Chosen, can_open: tuple[str, ...], *, as_json: bool) -> None:
    from biofeed.sharing import preview

    if as_json:
        print_json({"bundle": preview.as_json(chosen, can_open)})
        return
    for line in preview.as_lines(chosen, can_open):
        click.echo(line)


def _require_way_out(receivers: tuple[str, ...], passphrase: bool, output: Path | None) -> None:
    from biofeed.words import sharing as words

    if output is None:
        raise UsageError(words.WHERE_TO, words.WHERE_TO_HINT)
    if not receivers and not passphrase:
        raise UsageError(words.FOR_WHOM, words.FOR_WHOM_HINT)
    if receivers and passphrase:
        raise UsageError(words.ONE_WAY, words.ONE_WAY_HINT)


def _require_consent(*, yes: bool) -> None:
    from biofeed.words import sharing as words

    if yes:
        return
    if not on_terminal():
        raise UsageError(words.NOT_ASKED, words.NOT_ASKED_HINT)
    click.confirm(words.ASK, abort=True)


def _seal(chosen: Chosen, receivers: tuple[str, ...], output: Path) -> None:
    from biofeed.formats.export.target import write_new
    from biofeed.sharing import envelope, preview
    from biofeed.sharing.bundle import encode

    data = encode(chosen.bundle)
    if receivers:
        sealed = envelope.seal(data, _keys(receivers))
    else:
        sealed = envelope.seal_with_passphrase(data, ask_passphrase(confirm=True))
    write_new(output, sealed)
    click.echo(preview.summary(chosen, str(output)), err=True)


def _keys(receivers: tuple[str, ...]) -> list[str]:
    """Give the public keys that were named, or stand in files that were."""
    from biofeed.sharing.envelope import read_recipients

    keys: list[str] = []
    for receiver in receivers:
        keys += [receiver] if receiver.startswith("age1") else read_recipients(Path(receiver))
    return keys


def ask_passphrase(*, confirm: bool) -> str:
    """Ask for a passphrase without showing it; off a terminal it is the first line of standard input.

    One that is to be set is confirmed, and must be as long as that of the session log. Raises `UsageError`
    if there is none, or if it is too short.
    """
    from biofeed.store.vault.holder import check_new
    from biofeed.words import sharing as words

    if on_terminal():
        typed: str = click.prompt(words.PHRASE, hide_input=True, confirmation_prompt=confirm)
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
    if not typed:
        raise UsageError(words.NO_PHRASE, words.NO_PHRASE_HINT)
    if confirm:
        check_new(typed)
    return typed
