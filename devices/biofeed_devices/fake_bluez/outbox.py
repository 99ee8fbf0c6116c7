"""Messages on their way to the bus: in order, and never faster than the bus takes them.

dbus-fast gives up a connection whose socket is full, which some two hundred messages in one turn of the
event loop achieve. Asking the bus for an answer every now and then proves that it has caught up.
"""

from __future__ import annotations

import asyncio
import os

from dbus_fast import Message
from dbus_fast.aio import MessageBus

_AT_ONCE = 32
"""So many messages may be under way without an answer."""


class Outbox:
    """A queue of messages, and the task that sends them."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus
        self._waiting: asyncio.Queue[Message] = asyncio.Queue()

    def put(self, message: Message) -> None:
        """Send a message when all before it have gone."""
        self._waiting.put_nowait(message)

    async def run(self) -> None:
        """Send without end."""
        sent = 0
        while True:
            message = await self._waiting.get()
            await self._bus.send(message)
            for descriptor in message.unix_fds:
                # The bus has passed on a copy.
                os.close(descriptor)
            sent += 1
            if sent % _AT_ONCE == 0:
                await self._bus.call(_question())


def _question() -> Message:
    return Message(
        destination="org.freedesktop.DBus",
        path="/org/freedesktop/DBus",
        interface="org.freedesktop.DBus.Peer",
        member="Ping",
    )
