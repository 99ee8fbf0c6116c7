"""The vault of a data folder: whether there is one, and the key while it is unlocked.

A front end unlocks it, or says how the passphrase is to be asked for when a database is first opened. Held
by nobody, the vault raises `Locked`. The key lives in this object alone, for as long as it is unlocked:
nothing is left for the next program, and another program has to ask for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from biofeed.errors import StoreError, UsageError
from biofeed.store.vault.key import Key
from biofeed.store.vault.key_file import NAME, KeyFile
from biofeed.store.vault.refusal import Locked
from biofeed.store.vault.wrapping import Cost

SHORTEST = 8
"""Characters in a new passphrase (NIST SP 800-63B, 5.1.1.2). Length counts; there are no other rules."""
SUFFIX, PLAIN_SUFFIX = ".vault", ".db"
"""How the names of databases end, of encrypted ones and of plain ones."""


class Vault:
    """The vault of one data folder, which need not have one."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.ask: Callable[[Path], str] | None = None
        """Asks whoever runs the program for the passphrase of a key file, when it is needed.

        It blocks, and may raise `Locked`.
        """
        self._key: Key | None = None

    @property
    def is_encrypted(self) -> bool:
        """Whether the folder's log is behind a passphrase."""
        return self.path.exists()

    @property
    def is_unlocked(self) -> bool:
        """Whether the key is at hand."""
        return self._key is not None

    def unlock(self, passphrase: str) -> Key:
        """Take the key out of the key file. Takes a good part of a second, on purpose.

        Raises `WrongPassphrase`, `StoreError` if the key file or the packages for it are not there.
        """
        self._key = self.key_file().open(passphrase)
        return self._key

    async def unlock_aside(self, passphrase: str) -> Key:
        """Do the same in a thread, so that a screen goes on drawing."""
        import asyncio

        return await asyncio.to_thread(self.unlock, passphrase)

    def lock(self) -> None:
        """Forget the key. A session that is running keeps its own connection and goes on."""
        self._key = None

    def key(self) -> Key:
        """Give the key, and ask for the passphrase if need be. Raises `Locked`, and what `unlock` raises."""
        if self._key is None:
            self._key = self.key_of_another(self.path)
        return self._key

    def key_of_another(self, path: Path) -> Key:
        """Ask for the passphrase of a key file elsewhere, and give its key. Raises as `key`."""
        key_file = KeyFile.read(path)
        if self.ask is None:
            raise Locked
        return key_file.open(self.ask(path))

    def key_for(self, database: Path) -> Key | None:
        """Give what it takes to open a database of this folder: nothing for a plain one. Raises as `key`."""
        return self.key() if is_sealed(database) else None

    def set_up(self, passphrase: str, cost: Cost) -> Key:
        """Give the folder a key file with a new data key, and unlock it.

        Raises `UsageError` for a passphrase that is too short, `StoreError`.
        """
        check_new(passphrase)
        key_file, key = KeyFile.make(passphrase, cost)
        key_file.write(self.path)
        self._key = key
        return key

    def change(self, old: str, new: str, cost: Cost) -> None:
        """Put the data key under another passphrase; no database is touched.

        Raises `WrongPassphrase`, `UsageError` for a new one that is too short, `StoreError`.
        """
        check_new(new)
        self.key_file().changed(old, new, cost).write(self.path)

    def key_file(self) -> KeyFile:
        """Read the key file. Raises `StoreError`."""
        if not self.is_encrypted:
            raise StoreError("The session log is not encrypted.", "biofeed store encrypt sets a passphrase.")
        return KeyFile.read(self.path)


def is_sealed(database: Path) -> bool:
    """Say by a database's name whether it is encrypted."""
    return database.suffix == SUFFIX


def check_new(passphrase: str) -> None:
    """Raise `UsageError` unless a passphrase may be set."""
    if len(passphrase) < SHORTEST:
        raise UsageError(
            f"The passphrase has fewer than {SHORTEST} characters.",
            "Choose a longer one: four or five words that nobody would expect together.",
        )
