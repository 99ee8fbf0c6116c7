"""How a command gets a passphrase: from a file that is named to it, or typed on a terminal.

It is never taken from the command line, which every program on the computer can see and the shell writes
down, nor from an environment variable, which every program that is started from there inherits.
"""

from __future__ import annotations

import os
import shlex
import stat
import sys
from pathlib import Path

import click

from biofeed.errors import UsageError

FILE_VARIABLE = "BIOFEED_PASSPHRASE_FILE"
REFUSED_VARIABLE = "BIOFEED_PASSPHRASE"
_LONGEST_BYTES = 4096


def passphrase(key_file: Path | None = None) -> str:
    """Give a passphrase that is set: the first line of the file that is named, else asked for.

    Of several key files that the log and its backups may have, the question says which one is meant.

    Raises `Locked` where neither is possible, `UsageError` for a file that cannot be used.
    """
    from biofeed.store.vault import Locked
    from biofeed.words.vault import ASK

    if named := _named():
        return read_passphrase(named)
    if not _can_ask():
        raise Locked
    return str(click.prompt(f"{ASK} ({key_file})" if key_file else ASK, hide_input=True, err=True))


def new_passphrase(named: Path | None = None, *, ways: str = f"{FILE_VARIABLE}, or --new-file") -> str:
    """Give a passphrase that is to be set: out of the file, else asked for twice.

    `ways` are those in which the command takes such a file. Raises `UsageError` where there is no file and
    nobody to ask.
    """
    if named is not None:
        return read_passphrase(named)
    if not _can_ask():
        raise UsageError(
            "There is no terminal to ask for the new passphrase.",
            f"Put it into a file of your own (chmod 600), and name that: {ways}.",
        )
    from biofeed.words.vault import AGAIN, ASK_NEW, NOT_THE_SAME

    while True:
        first = str(click.prompt(ASK_NEW, hide_input=True, err=True))
        if first == click.prompt(AGAIN, hide_input=True, err=True):
            return first
        click.echo(NOT_THE_SAME, err=True)


def first_passphrase() -> str:
    """Give a passphrase for a log that has none yet: out of the file that is named, else asked for twice.

    Whoever types it reads first that nobody can recover it. Raises `UsageError`.
    """
    from biofeed.words.vault import BEFORE_ENCRYPTING

    named = _named()
    if named is None and _can_ask():
        click.echo(BEFORE_ENCRYPTING, err=True)
    return new_passphrase(named, ways=FILE_VARIABLE)


def read_passphrase(path: Path) -> str:
    """Read the first line of a file, which may be a pipe (`/dev/fd/3`). Raises `UsageError`."""
    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            if stat.S_ISREG(about.st_mode) and about.st_mode & 0o077:
                raise UsageError(
                    f"Others on this computer may read the passphrase in “{path}”.",
                    f"Close it to them: chmod go-rwx {shlex.quote(str(path))}",
                )
            line = file.read(_LONGEST_BYTES).split(b"\n", 1)[0].removesuffix(b"\r")
    except OSError as error:
        raise UsageError(
            f"The file “{path}” with the passphrase cannot be read.",
            "Look for a typing slip in its name or folder.",
        ) from error
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"The passphrase in “{path}” is not text in UTF-8.", "Write it anew.") from error


def _named() -> Path | None:
    """Give the file that the environment names. Raises `UsageError` if the passphrase itself is in it."""
    if REFUSED_VARIABLE in os.environ:
        raise UsageError(
            f"{REFUSED_VARIABLE} is not used, because every program started from there can read it.",
            f"Put the passphrase into a file of your own (chmod 600), and name it: {FILE_VARIABLE}.",
        )
    named = os.environ.get(FILE_VARIABLE)
    return Path(named) if named else None


def _can_ask() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
