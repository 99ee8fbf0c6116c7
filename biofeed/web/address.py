"""Where the page is: on this computer's own address, in a place that is drawn anew for each start.

A browser sends a cookie to every port of a computer, other people's servers among them. It does not send it
to another path. So the page lies below a path that nobody can guess, and the cookie is good there only.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Self

LOOPBACK = "127.0.0.1"
"""The only address that is ever listened on; it cannot be reached from another computer."""


@dataclass(frozen=True, slots=True)
class Address:
    """One start of the server, as a browser names it."""

    port: int
    place: str

    @classmethod
    def draw(cls, port: int) -> Self:
        """Give an address at that port, in a place of its own."""
        return cls(port, secrets.token_urlsafe(12))

    @property
    def host(self) -> str:
        """The one `Host` that a request may name."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def origin(self) -> str:
        """The one `Origin` that a request may come from."""
        return f"http://{self.host}"

    @property
    def path(self) -> str:
        """The path that everything lies below."""
        return f"/{self.place}/"

    @property
    def socket(self) -> str:
        """Where the page's line to the app begins."""
        return f"ws://{self.host}{self.path}line"

    @property
    def cookie(self) -> str:
        """The cookie's name: nobody else can set one of that name, for nobody else knows it."""
        return f"biofeed-{self.place}"

    def door(self, token: str) -> str:
        """Give the address that lets one browser in, once."""
        return f"{self.origin}{self.path}open?token={token}"
