"""What a passphrase does: it wraps the data key, and unwraps it again.

argon2id (RFC 9106) makes 64 bytes of the passphrase and a fresh random salt. The first half covers the data
key (XOR with a pad as long as the key and used once, since every wrapping has a salt of its own); the second
half is the key of an HMAC-SHA-256 over everything that is written down. The HMAC is compared in constant
time before anything is uncovered, so a wrong passphrase and a changed file are told before a database is
touched, and neither tells anything about the key.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from biofeed.store.vault.key import DATA_KEY_BYTES
from biofeed.store.vault.refusal import NotInstalled, WrongPassphrase

SALT_BYTES = 16
TAG_BYTES = 32
_PURPOSE = b"biofeed vault 1"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at the passphrase costs: the parameters of argon2id."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4
    """The defaults are the second recommended option of RFC 9106 (section 4), for memory-constrained use."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A data key under a passphrase: what may lie on a disk."""

    cost: Cost
    salt: bytes
    covered: bytes
    tag: bytes


def wrap(data_key: bytes, passphrase: str, vault_id: str, cost: Cost, salt: bytes) -> Wrapped:
    """Cover a data key; `salt` has to be fresh and random each time. Raises `NotInstalled`."""
    pad, mac_key = _derive(passphrase, cost, salt)
    covered = _xor(data_key, pad)
    return Wrapped(cost, salt, covered, _tag(mac_key, vault_id, cost, salt, covered))


def unwrap(wrapped: Wrapped, passphrase: str, vault_id: str) -> bytes:
    """Uncover the data key. Raises `WrongPassphrase`, `NotInstalled`."""
    import hmac

    pad, mac_key = _derive(passphrase, wrapped.cost, wrapped.salt)
    tag = _tag(mac_key, vault_id, wrapped.cost, wrapped.salt, wrapped.covered)
    if not hmac.compare_digest(tag, wrapped.tag):
        raise WrongPassphrase
    return _xor(wrapped.covered, pad)


def _derive(passphrase: str, cost: Cost, salt: bytes) -> tuple[bytes, bytes]:
    """Give the pad and the key of the HMAC. With the default cost this takes a good part of a second."""
    try:
        from argon2.low_level import Type, hash_secret_raw
    except ModuleNotFoundError as error:
        raise NotInstalled("argon2-cffi") from error
    # One keyboard writes é as one character, another as two: both are the same passphrase.
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogateescape")
    derived = hash_secret_raw(
        secret, salt, cost.passes, cost.memory_kib, cost.lanes, DATA_KEY_BYTES + TAG_BYTES, Type.ID
    )
    return derived[:DATA_KEY_BYTES], derived[DATA_KEY_BYTES:]


def _tag(mac_key: bytes, vault_id: str, cost: Cost, salt: bytes, covered: bytes) -> bytes:
    import hashlib
    import hmac

    numbers = f"{cost.memory_kib} {cost.passes} {cost.lanes}"
    message = b"\n".join([_PURPOSE, vault_id.encode(), numbers.encode(), salt + covered])
    return hmac.new(mac_key, message, hashlib.sha256).digest()


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))
