"""`biofeed serve`: the app in a browser."""

from __future__ import annotations

import sys

import click

from biofeed.cli.options import on_terminal
from biofeed.errors import UsageError


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="The port to listen on. Default: a free one.",
)
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@click.option("--demo", is_flag=True, help="Show the demo, with a simulated strap and a log of its own.")
def serve(port: int, no_browser: bool, demo: bool) -> int:
    """Show the app in a browser, on this computer only.

    Prints an address that opens once, in one browser; on a terminal it is opened there and then. One app at
    a time: a second page is told that the strap is in use. Ctrl-C ends the session, which is kept, and the
    server.
    """
    import asyncio

    try:
        from biofeed.web.server import serve as serve_until_stopped
    except ImportError as error:
        from biofeed.words import web as words

        raise UsageError(words.NO_EXTRA.format(name=error.name), words.NO_EXTRA_HINT) from error
    command = [sys.executable, "-m", "biofeed", *(["demo"] if demo else [])]
    opens = on_terminal() and not no_browser

    def tell(door: str) -> None:
        _tell(door, opens=opens)

    return asyncio.run(serve_until_stopped(command, port, tell))


def _tell(door: str, *, opens: bool) -> None:
    from biofeed.words import web as words

    for line in (words.SERVING, "", f"  {door}", "", words.HOW_TO_END):
        click.echo(line)
    # Off a terminal whoever reads the address is waiting for it.
    sys.stdout.flush()
    if opens:
        import threading
        import webbrowser

        # Some browsers are only back when they have been closed, and what they show is served meanwhile.
        threading.Thread(target=webbrowser.open, args=(door,), daemon=True).start()
