"""Encrypting and decrypting a whole data folder, and changing its passphrase.

Every database in it is converted, those included that a restored backup put aside. Each conversion leaves
one whole log at every moment, and so does the folder: a folder whose first database is encrypted and whose
second is not yet can be used as it is, and the same command goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from biofeed.errors import StoreError
from biofeed.store.running import RunningLock, running_in
from biofeed.store.trouble import told_plainly
from biofeed.store.vault.cipher import driver
from biofeed.store.vault.conversion import Place, Step, convert, is_copy, remove
from biofeed.store.vault.holder import PLAIN_SUFFIX, SUFFIX
from biofeed.store.vault.key import Key
from biofeed.store.vault.shredding import shred, sweep
from biofeed.store.vault.wrapping import Cost

if TYPE_CHECKING:
    from biofeed.store.home import Home

_LOCK = "vault"


def encrypt(home: Home, passphrase: str, cost: Cost | None = None) -> Iterator[tuple[Path, Step]]:
    """Put everything in the data folder behind a passphrase, and give each step with its database.

    Begun before and broken off, it goes on, with the passphrase of then. Raises `StoreError` if a session is
    running or a database is damaged, `WrongPassphrase`, `UsageError` for a passphrase that is too short.
    """
    driver()
    home.ensure()
    with _alone(home):
        key = _new_key(home, passphrase, cost or Cost())
        for plain in _databases(home, PLAIN_SUFFIX):
            sealed = plain.with_suffix(SUFFIX)
            if sealed.exists():
                _require_copy(plain, Place(sealed, key))
                remove(plain)
                continue
            for step in convert(Place(plain, None), Place(sealed, key)):
                yield plain, step
        home.forget_address()


def decrypt(home: Home, passphrase: str) -> Iterator[tuple[Path, Step]]:
    """Take everything in the data folder out from behind its passphrase again.

    Raises `StoreError` if a session is running or a database is damaged, `WrongPassphrase`.
    """
    with _alone(home):
        key = home.vault.unlock(passphrase)
        for sealed in _databases(home, SUFFIX):
            plain = sealed.with_suffix(PLAIN_SUFFIX)
            if plain.exists():
                _require_copy(plain, Place(sealed, key))
                remove(plain)
            for step in convert(Place(sealed, key), Place(plain, None)):
                yield sealed, step
        with told_plainly(home.vault.path):
            shred(home.vault.path)
        home.vault.lock()


def change_passphrase(home: Home, old: str, new: str, cost: Cost | None = None) -> None:
    """Let another passphrase open the data folder from now on; sessions may be running.

    Raises `WrongPassphrase`, `UsageError` for a new one that is too short, `StoreError`.
    """
    with _only_one(home):
        home.vault.change(old, new, cost or Cost())


def is_begun(home: Home) -> bool:
    """Say whether some database of the folder is encrypted already, so that its passphrase is settled."""
    return bool(_databases(home, SUFFIX))


def _new_key(home: Home, passphrase: str, cost: Cost) -> Key:
    """Give the key to encrypt with: the one that some database has already, else a new one."""
    if is_begun(home):
        return home.vault.unlock(passphrase)
    # A key file without a database is what a program left that was killed before the first was done.
    return home.vault.set_up(passphrase, cost)


def _databases(home: Home, suffix: str) -> list[Path]:
    """Name the databases with that ending, those included that were put aside."""
    return [path for stem in ("sessions", "simulated") for path in sorted(home.path.glob(f"{stem}*{suffix}"))]


def _require_copy(plain: Path, sealed: Place) -> None:
    """Make sure that a plain database beside an encrypted one is nothing but a copy left from before."""
    if not is_copy(Place(plain, None), sealed):
        raise StoreError(
            f"Beside the encrypted log there is a plain one with other sessions: “{plain}”.",
            "Move it out of the data folder, and look at it with BIOFEED_HOME set to its new place.",
        )


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """Keep other conversions out, refuse while a session is running, and clear up what was left."""
    if names := running_in(home.running):
        raise StoreError(f"Session {names[0]} is running.", "End it first, then try again.")
    with _only_one(home), told_plainly(home.path):
        sweep(home.path)
        yield


@contextmanager
def _only_one(home: Home) -> Iterator[None]:
    """Let one program at a time change the key file: a key that another one overwrote would be lost."""
    try:
        lock = RunningLock(home.path, _LOCK)
    except OSError as error:
        raise StoreError(
            "Another program is changing the encryption of this log.", "Wait until it is done."
        ) from error
    try:
        yield
    finally:
        lock.release()
