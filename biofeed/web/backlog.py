"""What is drawn and not yet sent.

A page may stop reading for a while: a browser puts tabs to sleep. The app must not wait for that, because
then its strap would not be listened to either. So it draws on; beyond a limit that is dropped, and once the
page reads again everything is drawn anew.
"""

from __future__ import annotations

import asyncio
from collections import deque

MOST_BYTES = 1024 * 1024
"""Some 15 seconds of a full screen with the breath moving in it."""


class Backlog:
    """Frames on their way to the page."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._frames: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._missed = False
        self._ended = False
        self._news = asyncio.Event()

    def put(self, frame: bytes) -> None:
        """Take a frame; drop it where too much is waiting, and whatever comes until that is sent."""
        self._missed = self._missed or self._waiting_bytes + len(frame) > self._most_bytes
        if not self._missed:
            self._frames.append(frame)
            self._waiting_bytes += len(frame)
            self._news.set()

    def end(self) -> None:
        """Say that no more will come."""
        self._ended = True
        self._news.set()

    async def take(self) -> bytes | None:
        """Wait for the next frame; None at the end."""
        while not self._frames:
            if self._ended:
                return None
            self._news.clear()
            await self._news.wait()
        frame = self._frames.popleft()
        self._waiting_bytes -= len(frame)
        return frame

    def caught_up(self) -> bool:
        """Say, once, that everything is sent and something was dropped."""
        behind = self._missed and not self._frames
        if behind:
            self._missed = False
        return behind
