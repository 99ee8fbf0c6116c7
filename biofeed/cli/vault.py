"""`biofeed store encrypt`, `decrypt` and `passphrase`: the session log behind a passphrase."""

from __future__ import annotations

from pathlib import Path

import click

from biofeed.cli.options import home_of
from biofeed.cli.passphrase import first_passphrase, new_passphrase, passphrase


@click.command()
def encrypt() -> None:
    """Put the session log behind a passphrase.

    Both databases, and those put aside when a backup was restored, are written anew, compared and only then
    replaced. It can be broken off at any time: begun again, it goes on. No session may be running.

    Off a terminal, BIOFEED_PASSPHRASE_FILE names a file whose first line is the passphrase.
    """
    from biofeed.store.vault.sealing import encrypt as seal
    from biofeed.store.vault.sealing import is_begun
    from biofeed.words import vault as words

    home = home_of(False)
    for database, step in seal(home, passphrase() if is_begun(home) else first_passphrase()):
        click.echo(words.done(database.name, step), err=True)
    click.echo(words.NOW_ENCRYPTED)
    click.echo(words.FROM_NOW_ON, err=True)
    click.echo(words.NOT_REACHED)


@click.command()
def decrypt() -> None:
    """Take the session log out from behind its passphrase. No session may be running."""
    from biofeed.store.vault.sealing import decrypt as unseal
    from biofeed.words import vault as words

    home = home_of(False)
    home.vault.key_file()
    for database, step in unseal(home, passphrase()):
        click.echo(words.done(database.name, step), err=True)
    click.echo(words.NOW_PLAIN)


@click.command("passphrase")
@click.option(
    "--new-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Its first line is the new passphrase.",
)
def change(new_file: Path | None) -> None:
    """Change the passphrase of the session log. Sessions may be running."""
    from biofeed.store.vault.sealing import change_passphrase
    from biofeed.words import vault as words

    home = home_of(False)
    home.vault.key_file()
    change_passphrase(home, passphrase(), new_passphrase(new_file))
    click.echo(words.CHANGED)
