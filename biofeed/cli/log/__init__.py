"""`biofeed log`: the day between practices, in less than half a minute and without a strap.

::

    moment.py    win, setback
    goal.py      goal
    total.py     total, questionnaires
    day.py       tag, line, feelings
    look.py      list
    change.py    edit, delete, share
    ask.py       what is asked where no command is given
    keep.py      the one way into the diary that all of them take
"""

from __future__ import annotations

import click

from biofeed.cli.log.change import delete, edit, share
from biofeed.cli.log.day import feelings, keep_line, tag
from biofeed.cli.log.goal import goal
from biofeed.cli.log.look import list_entries
from biofeed.cli.log.moment import setback, win
from biofeed.cli.log.total import questionnaires, total
from biofeed.cli.options import client_option, demo_option, on_terminal


@click.group(invoke_without_command=True)
@client_option
@demo_option
@click.pass_context
def log(context: click.Context, client: str | None, demo: bool) -> None:
    """Keep a win, a setback, a goal or a line; one thing is enough, and nothing is too small.

    Without a command it asks, and every question can be skipped; off a terminal it lists. What is kept is
    private unless you share it. What is written here is read by nobody and searched for nothing.
    """
    if context.invoked_subcommand is not None:
        # Said before the command's name, they hold for the command.
        context.default_map = {name: {"client": client, "demo": demo} for name in log.commands}
    elif on_terminal():
        from biofeed.cli.log.ask import ask_and_keep

        ask_and_keep(client, demo=demo)
    else:
        context.invoke(list_entries, client=client, demo=demo)


for command in (
    win,
    setback,
    goal,
    tag,
    total,
    keep_line,
    list_entries,
    edit,
    delete,
    share,
    feelings,
    questionnaires,
):
    log.add_command(command)
