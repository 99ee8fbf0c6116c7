"""The key to the encrypted databases of one data folder, while a program holds it."""

from __future__ import annotations

from dataclasses import dataclass, field

DATA_KEY_BYTES = 32
"""256 bits, what SQLCipher's cipher takes."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that opens databases. Shown, logged or compared by mistake, it tells its vault's name alone."""

    vault_id: str
    """Which vault it belongs to. It stays the same when the passphrase is changed."""
    data: bytes = field(repr=False)
    """The secret itself."""

    @property
    def literal(self) -> str:
        """Write the key as SQLCipher takes one that needs no derivation: `x'…'`."""
        return f"x'{self.data.hex()}'"
