"""Who may come in: whoever has the token first, and afterwards only that browser.

The token stands in an address, so it ends up in a browser's history and on a screen that others may see. It
is worth nothing once it has been used; what counts from then on is a cookie that no script can read.
"""

from __future__ import annotations

import hmac
import secrets


class Key:
    """A token that works once, and the cookie that is given for it."""

    def __init__(self, token: str, cookie: str) -> None:
        self.token = token
        self._cookie = cookie
        self._used = False

    @classmethod
    def cut(cls) -> Key:
        """Make a key that nobody can guess."""
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32))

    def exchange(self, token: str) -> str | None:
        """Give the cookie for the token, the first time; after that, and for any other token, nothing."""
        if self._used or not _same(token, self.token):
            return None
        self._used = True
        return self._cookie

    def opens(self, cookie: str | None) -> bool:
        """Say whether that is the cookie that was given; none was before the token has been used."""
        return self._used and cookie is not None and _same(cookie, self._cookie)


def _same(told: str, known: str) -> bool:
    # Takes as long for a nearly right guess as for a wrong one.
    return hmac.compare_digest(told.encode("utf-8", "replace"), known.encode())
