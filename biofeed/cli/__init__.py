"""The command line: `biofeed` and its commands.

Each command imports what it needs when it runs, so that `biofeed --help` answers at once. Errors meant for
a person are printed as their title and hint, and end the program with their own exit code (see
`biofeed.errors`).
"""

from __future__ import annotations

import sys
from typing import Any

import click

from biofeed import __version__
from biofeed.cli.analyze import analyze
from biofeed.cli.card import show_card
from biofeed.cli.demo import demo
from biofeed.cli.devices import doctor, plugins, scan
from biofeed.cli.exercises import exercises
from biofeed.cli.export import export
from biofeed.cli.import_ import import_
from biofeed.cli.log import log
from biofeed.cli.output import let_go_of_output, print_error
from biofeed.cli.practice import open_app, practice
from biofeed.cli.record import record, replay
from biofeed.cli.report import report
from biofeed.cli.review import review
from biofeed.cli.serve import serve
from biofeed.cli.sessions import sessions
from biofeed.cli.share import share
from biofeed.cli.store import store
from biofeed.errors import BiofeedError


class _Commands(click.Group):
    """Ends quietly where whoever reads the output has had enough, as `head` has; click would end with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for, and give its exit code."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            let_go_of_output()
            return 0


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="biofeed")
@click.pass_context
def biofeed(context: click.Context) -> None:
    """Paced breathing with a heart-rate strap: live heart-rate variability, every session logged.

    Without a command, opens the app.

    A device is named by an address: ble: is your strap, sim: a simulated one, none: no strap (pacing only),
    replay:FILE a recording. Options follow a question mark: 'sim:?person=older&seed=7&speed=max'.
    """
    if context.invoked_subcommand is None:
        open_app()


for command in (
    practice,
    demo,
    serve,
    record,
    replay,
    log,
    analyze,
    sessions,
    report,
    review,
    share,
    import_,
    export,
    store,
    exercises,
    show_card,
    scan,
    doctor,
    plugins,
):
    biofeed.add_command(command)


def main() -> None:
    """Run the command line; what goes wrong is said in two sentences on stderr."""
    try:
        code = biofeed.main(standalone_mode=False)
    except BiofeedError as error:
        print_error(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)
