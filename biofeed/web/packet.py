"""How the app's process and the server talk: packets of a kind, a length and a payload.

Textual's own format for apps in a page (`textual.drivers.web_driver`): one byte for the kind, four for the
length, the biggest first. A line tells where the packets begin, since a program may print something before.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

DATA = b"D"
"""What is drawn, or what was typed."""
META = b"M"
"""What is to be known beside it, as JSON."""

_BEGIN = b"__GANGLION__\n"
_MOST_BYTES = 16 * 1024 * 1024
"""No frame of a terminal is larger; whoever says so is not speaking this format."""


def pack(kind: bytes, payload: bytes) -> bytes:
    """Put a payload into a packet."""
    return kind + len(payload).to_bytes(4, "big") + payload


async def packets(stream: asyncio.StreamReader) -> AsyncIterator[tuple[bytes, bytes]]:
    """Take kinds and payloads from a stream until it ends, in the middle of a packet or not."""
    try:
        while (line := await stream.readline()) != _BEGIN:
            if not line:
                return
        while True:
            kind = await stream.readexactly(1)
            size = int.from_bytes(await stream.readexactly(4), "big")
            if size > _MOST_BYTES:
                return
            yield kind, await stream.readexactly(size)
    except (asyncio.IncompleteReadError, ConnectionError, ValueError):
        return
