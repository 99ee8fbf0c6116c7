"""The envelope around a bundle: the age format, which any `age` tool opens as well.

It is closed for somebody's public key, or with a passphrase. Either way a byte that was changed on the way is
noticed, since age authenticates everything. It does not say who closed it: everybody who knows a public key
can write to it. The format: https://age-encryption.org/v1. pyrage does the work; it comes with the extra
`share`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from biofeed.errors import RecordingError, UsageError
from biofeed.file import read_bytes
from biofeed.formats.export.target import write_new
from biofeed.formats.extra import needed
from biofeed.words import sharing as words

_HEADS = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
_KEY_START = "AGE-SECRET-KEY-"
_MAX_KEY_BYTES = 64 * 1024
HEAD_BYTES = max(map(len, _HEADS))
"""How much of a file `is_sealed` has to see."""


def is_sealed(head: bytes) -> bool:
    """Say whether a file that begins so is in the age format."""
    return head.startswith(_HEADS)


def make_key(path: Path, when: dt.datetime) -> str:
    """Make a key in a new file for its owner alone, as age-keygen does, and give what may be handed out.

    Raises `RecordingError` if there is a file of that name, or it cannot be written.
    """
    with _pyrage():
        from pyrage import x25519
    if path.exists():
        raise RecordingError(words.THERE_ALREADY.format(path=path), words.THERE_ALREADY_HINT)
    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    created = when.isoformat(timespec="seconds")
    write_new(path, f"# created: {created}\n# public key: {recipient}\n{identity}\n".encode())
    return recipient


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Close an envelope for the holders of these public keys. Raises `UsageError` for what is no key."""
    with _pyrage():
        import pyrage
    sealed: bytes = pyrage.encrypt(data, [_recipient(text) for text in recipients])
    return sealed


def seal_with_passphrase(data: bytes, passphrase: str) -> bytes:
    """Close an envelope with a passphrase; it takes some seconds, so that guessing does too."""
    with _pyrage():
        from pyrage import passphrase as by_passphrase
    sealed: bytes = by_passphrase.encrypt(data, passphrase)
    return sealed


def unseal(data: bytes, path: Path, keys: Sequence[str]) -> bytes:
    """Open an envelope with a secret key.

    Raises `RecordingError` if it is for another key or was changed on the way, `UsageError` for what is no
    key.
    """
    with _pyrage():
        import pyrage
    identities = [_identity(text) for text in keys]
    with _plainly(path):
        opened: bytes = pyrage.decrypt(data, identities)
    return opened


def unseal_with_passphrase(data: bytes, path: Path, passphrase: str) -> bytes:
    """Open an envelope with a passphrase. Raises `RecordingError` if it is another one or it was changed."""
    with _pyrage():
        from pyrage import passphrase as by_passphrase
    with _plainly(path):
        opened: bytes = by_passphrase.decrypt(data, passphrase)
    return opened


def read_recipients(path: Path) -> list[str]:
    """Read public keys from a file, one a line. Raises `UsageError` if there is none, or a secret one."""
    lines = _lines(path)
    if any(line.startswith(_KEY_START) for line in lines):
        raise UsageError(words.NOT_TO_BE_GIVEN.format(path=path), words.NOT_TO_BE_GIVEN_HINT)
    if not lines:
        raise UsageError(words.NO_RECIPIENT.format(path=path), words.RECIPIENT_HINT)
    return lines


def read_keys(path: Path) -> list[str]:
    """Read secret keys from a file. Raises `UsageError` if there is none."""
    keys = [line for line in _lines(path) if line.startswith(_KEY_START)]
    if not keys:
        raise UsageError(words.NO_KEY.format(path=path), words.KEY_HINT)
    return keys


def _lines(path: Path) -> list[str]:
    text = read_bytes(path)[:_MAX_KEY_BYTES].decode("utf-8", "replace")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _recipient(text: str) -> Any:
    from pyrage import RecipientError, x25519

    try:
        return x25519.Recipient.from_str(text)
    except RecipientError as error:
        raise UsageError(words.NO_RECIPIENT.format(path=text[:80]), words.RECIPIENT_HINT) from error


def _identity(text: str) -> Any:
    from pyrage import IdentityError, x25519

    try:
        return x25519.Identity.from_str(text)
    except IdentityError as error:
        # The text is a secret; it is not repeated.
        raise UsageError(words.KEY_DAMAGED, words.KEY_HINT) from error


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    from pyrage import DecryptError

    try:
        yield
    except DecryptError as error:
        raise RecordingError(words.NOT_OPENED.format(path=path), words.NOT_OPENED_HINT) from error


def _pyrage() -> Any:
    return needed("share", words.BUNDLES)
