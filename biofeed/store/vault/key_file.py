"""`vault.json`: the data key of a folder under its passphrase, and how the passphrase was stretched.

The file is worth as much as the databases: without it nobody opens them, the right passphrase or not. So it
is replaced as a whole or not at all, synced to the disk, and a copy of it goes along with every backup.
Nothing in it is secret; how hard a guess is depends on the passphrase alone.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from biofeed.errors import StoreError
from biofeed.store.vault.key import DATA_KEY_BYTES, Key
from biofeed.store.vault.shredding import sync
from biofeed.store.vault.wrapping import SALT_BYTES, TAG_BYTES, Cost, Wrapped, unwrap, wrap

NAME = "vault.json"
FORMAT = 1
_ID_BYTES = 8
_LARGEST = Cost(memory_kib=4 * 2**20, passes=100, lanes=64)
"""More than this nobody asks for: a damaged number must not take all the memory there is."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What `vault.json` says."""

    vault_id: str
    wrapped: Wrapped

    @classmethod
    def make(cls, passphrase: str, cost: Cost) -> tuple[Self, Key]:
        """Draw a new data key, and wrap it. Raises `NotInstalled`."""
        key = Key(os.urandom(_ID_BYTES).hex(), os.urandom(DATA_KEY_BYTES))
        return cls._around(key, passphrase, cost), key

    @classmethod
    def _around(cls, key: Key, passphrase: str, cost: Cost) -> Self:
        salt = os.urandom(SALT_BYTES)
        return cls(key.vault_id, wrap(key.data, passphrase, key.vault_id, cost, salt))

    def open(self, passphrase: str) -> Key:
        """Give the data key. Raises `WrongPassphrase`, `NotInstalled`."""
        return Key(self.vault_id, unwrap(self.wrapped, passphrase, self.vault_id))

    def changed(self, old: str, new: str, cost: Cost) -> Self:
        """Give the same data key under another passphrase. Raises `WrongPassphrase`, `NotInstalled`."""
        return self._around(self.open(old), new, cost)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a key file. Raises `StoreError` if it is not there or cannot be understood."""
        try:
            said = json.loads(path.read_bytes())
        except OSError as error:
            raise StoreError(
                f"The key file “{path}” cannot be read.",
                "Without it the log cannot be opened. A backup has a copy of it beside it.",
            ) from error
        except (ValueError, RecursionError) as error:
            raise _damaged(path) from error
        return cls._understood(said, path)

    @classmethod
    def _understood(cls, said: Any, path: Path) -> Self:
        try:
            if said["format"] != FORMAT:
                raise _newer(path)
            stretched = said["argon2id"]
            cost = Cost(*(int(stretched[name]) for name in ("memory_kib", "passes", "lanes")))
            salt, covered, tag = (bytes.fromhex(said[name]) for name in ("salt", "key", "tag"))
            file = cls(str(said["id"]), Wrapped(cost, salt, covered, tag))
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged(path) from error
        if not _is_sound(file.wrapped):
            raise _damaged(path)
        return file

    def write(self, path: Path) -> None:
        """Write it, in place of the one that is there, for its owner alone. Raises `StoreError`."""
        cost, wrapped = self.wrapped.cost, self.wrapped
        said = {
            "format": FORMAT,
            "id": self.vault_id,
            "argon2id": {"memory_kib": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes},
            "salt": wrapped.salt.hex(),
            "key": wrapped.covered.hex(),
            "tag": wrapped.tag.hex(),
        }
        draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
        try:
            fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(fd, "w") as file:
                file.write(json.dumps(said, indent=2) + "\n")
                file.flush()
                os.fsync(file.fileno())
            draft.chmod(0o600)
            draft.replace(path)
            sync(path.parent)
        except OSError as error:
            raise StoreError(
                f"The key file “{path}” cannot be written.", "Nothing was changed. Make its folder writable."
            ) from error


def _is_sound(wrapped: Wrapped) -> bool:
    cost = wrapped.cost
    return (
        0 < cost.passes <= _LARGEST.passes
        and 0 < cost.lanes <= _LARGEST.lanes
        and 8 * cost.lanes <= cost.memory_kib <= _LARGEST.memory_kib
        and (len(wrapped.salt), len(wrapped.covered), len(wrapped.tag))
        == (SALT_BYTES, DATA_KEY_BYTES, TAG_BYTES)
    )


def _damaged(path: Path) -> StoreError:
    return StoreError(
        f"The key file “{path}” is damaged.",
        "Put the copy in its place that lies beside a backup; the passphrase of that time opens it.",
    )


def _newer(path: Path) -> StoreError:
    return StoreError(f"The key file “{path}” was written by a newer version of biofeed.", "Update biofeed.")
