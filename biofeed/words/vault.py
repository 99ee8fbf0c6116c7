"""What `biofeed store encrypt`, `decrypt`, `passphrase` and `delete` say, and the app about the same."""

from __future__ import annotations

ASK = "Passphrase"
ASK_NEW = "New passphrase"
AGAIN = "The same again"
NOT_THE_SAME = "The two were different. Once more."

BEFORE_ENCRYPTING = (
    "Nobody can recover it: without the passphrase the sessions stay closed, to you as well. Write it down "
    "and keep it somewhere safe."
)
FROM_NOW_ON = f"From now on the session log opens with a passphrase alone. {BEFORE_ENCRYPTING}"
NOT_REACHED = (
    "What is outside of the log is as it was: backups, exported recordings, reports and bundles made before, "
    "snapshots of the disk, and what an SSD may have kept of the plain files."
)
NOW_ENCRYPTED = "the session log is encrypted"
NOW_PLAIN = "the session log is not encrypted any more: whoever has the files can read them"
CHANGED = (
    "The passphrase is changed. Backups made before open with the one before, and so does an old copy of "
    "vault.json: for a new key as well, decrypt the log and encrypt it again."
)

UNLOCK = "Your sessions are behind a passphrase."
LOCKED_WHILE_AWAY = "Locked, since nobody has been here for a while."
UNLOCKING = "opening"
OFFER = "Would you like your sessions behind a passphrase? They stay on this computer either way."
OFFER_OFF = "Without one, whoever can use this account or has the disk can read them."
OFFER_LATER = "It can be set at any time: biofeed store encrypt"


def done(database: str, step: str) -> str:
    """Say how far the conversion of a database has come."""
    return f"{database}: {step}"


def confirm_delete_client(client: str, sessions: int) -> str:
    """Ask before everything about a client is deleted."""
    many = "1 session" if sessions == 1 else f"{sessions} sessions"
    return f"Delete everything about {client}: {many}, notes, diary, goals? Nobody can bring it back."


def client_deleted(client: str) -> str:
    """Say that a client is gone from the log."""
    return f"everything about {client} is deleted from the log"


def also_in(path: str) -> str:
    """Name a file in the data folder that may still hold the same."""
    return f"still there, from before a backup was restored: {path}"


NOT_DELETED = (
    "Not reached: backups, exported recordings, reports and bundles, snapshots of the disk, and what an SSD "
    "may have kept. Those you have to delete where they are."
)
