"""Bundles as the therapist's side makes and opens them: preview first, for whom, where to, and what came in.

What is in a bundle and what never is, is `biofeed.sharing`'s to say; here are only the steps, for a thread.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from biofeed.errors import UsageError
from biofeed.file import read_bytes
from biofeed.formats.export.target import write_new
from biofeed.practice import SOFTWARE
from biofeed.sharing import envelope, preview
from biofeed.sharing.bundle import Bundle, decode, encode
from biofeed.sharing.choice import Choice, Chosen, choose
from biofeed.sharing.delivery import Delivered, deliver
from biofeed.sharing.tick import Extra
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.row import checked_client
from biofeed.tui.review.desk import Desk
from biofeed.words import review as words
from biofeed.words import sharing as sharing_words

PUBLIC_KEY_START = "age1"


@dataclass(frozen=True, slots=True)
class Lock:
    """Who may open a bundle: the holder of a key, or whoever has the passphrase."""

    receiver: str = ""
    """A public key, or a file with one or more."""
    passphrase: str = ""
    again: str = ""
    """The passphrase, typed once more."""


def choose_of(
    desk: Desk, client: str, since: dt.date | None, ticked: frozenset[Extra], when: dt.datetime
) -> Chosen:
    """Take what may go along of a client's sessions and diary out of the log, and what was ticked.

    Raises `UsageError` if there is nothing.
    """
    sessions: tuple[str, ...] = ()
    if desk.demo:
        # Simulated sessions go along only if they are named.
        with open_store(desk.home, desk.origin, create=False) as store:
            rows = store.sessions(client)
        sessions = tuple(row.id for row in rows if since is None or row.started.date() >= since)
    return choose(desk.home, Choice(client, sessions, since, ticked), SOFTWARE, when)


def told(chosen: Chosen) -> list[str]:
    """Tell exactly what is in a bundle, line by line."""
    return list(preview.as_lines(chosen, ()))


def told_of_another(bundle: Bundle) -> list[str]:
    """Tell what is in a bundle that came from somebody; what was left out of it, nobody here knows."""
    lines = told(Chosen(bundle, Counter()))
    return lines[: lines.index(sharing_words.LEFT_OUT)]


def seal(chosen: Chosen, lock: Lock, path: Path) -> str:
    """Write a bundle into a new file, and say in a line what is in it.

    Raises `UsageError` if it is not said for whom or that is no key, `RecordingError` for a file that exists.
    """
    data = encode(chosen.bundle)
    write_new(path, _sealed(data, lock))
    return preview.summary(chosen, str(path))


def open_bundle(path: Path, key: str, passphrase: str) -> Bundle:
    """Open a bundle with the key in a file, or with a passphrase.

    Raises `UsageError` if neither is given, `RecordingError` for a file that cannot be read or opened.
    """
    data = read_bytes(path)
    if key:
        return decode(envelope.unseal(data, path, envelope.read_keys(Path(key).expanduser())), path)
    if passphrase:
        return decode(envelope.unseal_with_passphrase(data, path, passphrase), path)
    raise UsageError(words.NO_KEY, words.NO_KEY_HINT)


def take_in(bundle: Bundle, home: Home, client: str, when: dt.datetime) -> Delivered:
    """Take a bundle in under a client's code. Raises `UsageError` for a code that is none, `StoreError`."""
    return deliver(bundle, home, checked_client(client), when)


def _sealed(data: bytes, lock: Lock) -> bytes:
    if lock.receiver and lock.passphrase:
        raise UsageError(sharing_words.ONE_WAY, words.ONE_WAY_HINT)
    if lock.receiver:
        return envelope.seal(data, _keys(lock.receiver))
    if not lock.passphrase:
        raise UsageError(sharing_words.FOR_WHOM, words.FOR_WHOM_HINT)
    if lock.passphrase != lock.again:
        raise UsageError(words.NOT_THE_SAME, words.NOT_THE_SAME_HINT)
    return envelope.seal_with_passphrase(data, lock.passphrase)


def _keys(receiver: str) -> Sequence[str]:
    if receiver.startswith(PUBLIC_KEY_START):
        return [receiver]
    return envelope.read_recipients(Path(receiver).expanduser())
