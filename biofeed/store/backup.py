"""A database as one file that can be kept elsewhere, and such a file put back in its place.

A copy is checked before it gets its name, so a file with the name of a backup is a whole one. What a
restored backup replaces is kept beside it, never deleted.

The backup of an encrypted log is encrypted, and the key file lies beside it: the two belong together, and
the passphrase of that time opens them.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from biofeed.errors import StoreError
from biofeed.store.engine import beside, connect, make_private_file
from biofeed.store.revision import refuse_newer
from biofeed.store.running import running_in
from biofeed.store.trouble import Damaged, told_plainly
from biofeed.store.vault.cipher import errors
from biofeed.store.vault.conversion import Place
from biofeed.store.vault.conversion import copy as write_copy
from biofeed.store.vault.holder import Vault
from biofeed.store.vault.key import Key
from biofeed.store.vault.key_file import NAME as KEY_FILE
from biofeed.store.vault.key_file import KeyFile
from biofeed.store.vault.shredding import sync
from biofeed.store.whereabouts import is_encrypted
from biofeed.types import Origin

_SIMULATED = {Origin.SIMULATED.value, Origin.REPLAYED.value}


def backup(database: Path, target: Path, vault: Vault | None = None, *, overwrite: bool = False) -> None:
    """Copy a database into one file, while sessions may be running; an encrypted one needs its vault.

    Raises `StoreError` if the target is there already (unless it may be written over), if either cannot be
    used, or if the copy is not whole.
    """
    key = vault.key_for(database) if vault else None
    if target.exists() and not overwrite:
        raise StoreError(f"There is already a file “{target}”.", "Choose another name, or add --force.")
    with _drafted(target) as draft:
        _copy(Place(database, key), Place(draft, key))
        _require_whole(draft, key)
        if vault and key:
            vault.key_file().write(key_file_of(target))


def key_file_of(backup: Path) -> Path:
    """Name the key file that belongs to an encrypted backup."""
    return backup.with_name(f"{backup.name}.{KEY_FILE}")


def restore(
    database: Path, source: Path, running: Path, when: dt.datetime, vault: Vault | None = None
) -> Path | None:
    """Put a backup in the place of the database, and give the name under which the old one is kept.

    In an encrypted data folder it is encrypted with that folder's key, whatever it was before. Raises
    `StoreError` if a session is running, if the file is not a whole backup of such a database, or if it is
    encrypted and the data folder is not.
    """
    if names := running_in(running):
        raise StoreError(f"Session {names[0]} is running.", "End it first, then restore.")
    if not source.is_file():
        raise StoreError(f"There is no file “{source}”.", "Look for a typing slip in its name or folder.")
    key = vault.key_for(database) if vault else None
    source_key = _key_of(source, vault)
    with _drafted(database) as draft:
        try:
            _copy(Place(source, source_key), Place(draft, key))
        except Damaged as error:
            raise _unreadable(source) from error
        _require_whole(draft, key)
        _require_fitting(draft, source, key, simulated=database.stem == "simulated")
        return _set_aside(database, when) if database.exists() else None


@contextmanager
def _drafted(target: Path) -> Iterator[Path]:
    """Give a file to write beside the target; it becomes the target if nothing goes wrong."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    with told_plainly(target):
        make_private_file(draft)
        try:
            yield draft
            sync(draft)
            draft.replace(target)
            sync(target.parent)
        finally:
            for left in (draft, *beside(draft)):
                with suppress(OSError):
                    left.unlink(missing_ok=True)


def _copy(source: Place, draft: Place) -> None:
    with told_plainly(source.path):
        if source.key is None and draft.key is None:
            with closing(connect(source.path, True)) as whole, closing(connect(draft.path)) as copy:
                whole.backup(copy)
                # One file, and nothing beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
        else:
            with closing(
                connect(source.path, True, source.key) if source.key else source.open("ro")
            ) as whole:
                write_copy(whole, draft)


def _key_of(source: Path, vault: Vault | None) -> Key | None:
    """Give the key that opens a backup: none, this folder's own, or that of the key file beside it."""
    beside = key_file_of(source)
    if vault is None or not vault.is_encrypted:
        if not beside.exists():
            return None
        raise StoreError(
            f"“{source}” is encrypted, and this session log is not.",
            "biofeed store encrypt sets a passphrase here; after that, restore.",
        )
    if not is_encrypted(source):
        return None
    if not beside.exists() or KeyFile.read(beside).vault_id == vault.key_file().vault_id:
        return vault.key()
    return vault.key_of_another(beside)


def _unreadable(source: Path) -> StoreError:
    """Say of a file that is no database, or not a whole one, what it is; the log in use is not meant."""
    if is_encrypted(source) and not key_file_of(source).exists():
        return _no_backup(source)
    return StoreError(
        f"The backup “{source}” is damaged.", "Nothing was changed. Restore another one, if there is one."
    )


def _no_backup(source: Path) -> StoreError:
    return StoreError(
        f"“{source}” is no backup of biofeed.",
        "Nothing was changed. biofeed store backup makes a file that can be restored.",
    )


def _require_whole(draft: Path, key: Key | None) -> None:
    with closing(connect(draft, True, key)) as copy:
        said = [text for (text,) in copy.execute("PRAGMA integrity_check(1)")]
    if said != ["ok"]:
        raise StoreError(
            "What is to be copied is damaged, so there is no copy.",
            "biofeed store check says more; biofeed store rescue -o DIR writes out what can be read.",
        )


def _require_fitting(draft: Path, source: Path, key: Key | None, *, simulated: bool) -> None:
    """Make sure that it is a log of ours, not of a newer program, and with sessions of the right kind."""
    with closing(connect(draft, True, key)) as copy:
        try:
            revisions = [text for (text,) in copy.execute("SELECT version_num FROM alembic_version")]
            origins = {origin for (origin,) in copy.execute("SELECT DISTINCT origin FROM session")}
        except errors():
            revisions = []
    if len(revisions) != 1:
        raise _no_backup(source)
    refuse_newer(revisions[0], source)
    if simulated and origins - _SIMULATED:
        raise StoreError(f"“{source}” holds a person's own sessions.", "Restore it without --simulated.")
    if not simulated and origins & _SIMULATED:
        raise StoreError(f"“{source}” holds simulated sessions.", "Restore it with --simulated.")


def _set_aside(database: Path, when: dt.datetime) -> Path:
    """Give the database another name, together with what waits beside it."""
    aside = database.with_name(f"{database.stem}-before-{when:%Y%m%d-%H%M%S}{database.suffix}")
    if aside.exists():
        raise StoreError(f"There is already a file “{aside}”.", "Move it elsewhere, then restore.")
    for file, kept in zip(beside(database), beside(aside), strict=True):
        if file.exists():
            file.rename(kept)
    return database.rename(aside)
