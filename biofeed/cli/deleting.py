"""`biofeed store delete`: everything about one person, out of the log for good."""

from __future__ import annotations

import click

from biofeed.cli.options import demo_option, home_of, on_terminal
from biofeed.errors import StoreError, UsageError
from biofeed.types import Origin


@click.command()
@click.option("--client", required=True, metavar="CODE", help="Whose sessions, notes and diary.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@demo_option
def delete(client: str, yes: bool, demo: bool) -> None:
    """Delete everything about a client for good; on a terminal it is asked first, elsewhere it takes --yes.

    Nothing of it is left in the files of the log, which are written anew. What cannot be reached from here is
    said at the end.
    """
    from biofeed.store import all_sessions, open_store
    from biofeed.words import vault as words

    home = home_of(demo)
    if not yes:
        if not on_terminal():
            raise UsageError(f"Nothing about {client} was deleted: nobody can be asked here.", "Add --yes.")
        sessions = len(all_sessions(home, client))
        click.confirm(words.confirm_delete_client(client, sessions), abort=True)
    origins = [origin for origin in (Origin.STRAP, Origin.SIMULATED) if home.database(origin).exists()]
    found = False
    for origin in origins:
        with open_store(home, origin, create=False) as log:
            found |= log.delete_client(client)
    if not found:
        raise StoreError(f"Nothing is kept about {client}.", "biofeed sessions list shows the codes.")
    click.echo(words.client_deleted(client))
    for origin in origins:
        for path in home.kept(origin):
            click.echo(words.also_in(str(path)))
    click.echo(words.NOT_DELETED)
