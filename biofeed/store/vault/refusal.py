"""What can be in the way of an encrypted log, in words for the person in front of it."""

from __future__ import annotations

from biofeed.errors import StoreError


class Locked(StoreError):
    """The log is encrypted, and nobody has given the passphrase yet."""

    def __init__(self) -> None:
        super().__init__(
            "The session log is locked.",
            "Give the passphrase on a terminal, or in a file that BIOFEED_PASSPHRASE_FILE names.",
        )


class WrongPassphrase(StoreError):
    """What was typed is not the passphrase."""

    def __init__(self) -> None:
        super().__init__(
            "That is not the passphrase of this log.",
            "Try again: capitals, spaces and the keyboard's language count. Nothing was changed.",
        )


class NotInstalled(StoreError):
    """The packages behind the extra `encrypted` are not there."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"An encrypted session log needs the package {package}, which is not installed.",
            "Install it with: pip install 'biofeed[encrypted]'",
        )
