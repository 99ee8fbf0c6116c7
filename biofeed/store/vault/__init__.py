"""The session log behind a passphrase: who has the files and not the passphrase reads nothing.

::

    holder.py      the vault of a data folder: locked or unlocked, and who is asked for the passphrase
    idle.py        when the app locks itself
    key_file.py    vault.json, the small file beside the databases; wrapping.py what protects the key in it
    key.py         the key itself, while it is held; refusal.py what can be in the way
    cipher.py      opening a file through SQLCipher
    sealing.py     encrypting and decrypting a data folder, database by database; conversion.py one of them
    shredding.py   removing a file so that its place on the disk does not hold it any longer

A database is encrypted as a whole, by SQLCipher, with a random *data key* that never changes. That key lies
in `vault.json`, wrapped by what argon2id makes of the passphrase. So a new passphrase costs one small file
and no rewriting of years of sessions, and every database of the folder opens with one passphrase.

An encrypted database has a name of its own (`sessions.vault` where a plain one is `sessions.db`). The name
says how to open it, so that nobody has to look into a file to find out. That is more than tidiness: a
program that opens and closes a database file past SQLite takes away the locks that SQLite holds on it.

This front door loads neither SQLCipher nor argon2; a folder that is not encrypted needs neither.
"""

from biofeed.store.vault.holder import Vault
from biofeed.store.vault.idle import Idle
from biofeed.store.vault.key import Key
from biofeed.store.vault.refusal import Locked, WrongPassphrase

__all__ = ["Idle", "Key", "Locked", "Vault", "WrongPassphrase"]
