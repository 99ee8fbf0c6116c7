"""Our end of the socket that an exclusive subscription hands out; the program reads the other."""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from contextlib import suppress


class Pipe:
    """Packets to one program, each whole and in order, however slowly it reads."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        """The program's name on the bus."""
        self._ours, self._theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._ours.setblocking(False)
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[bytes] = deque()

    @property
    def is_open(self) -> bool:
        """Whether the program still has its end."""
        try:
            return bool(self._ours.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            # It has sent nothing, which is all that it will ever send.
            return True
        except ConnectionResetError:
            return False

    def hand_out(self) -> int:
        """Give the program's end as a file descriptor; whoever takes it closes it."""
        return self._theirs.detach()

    def send(self, data: bytes) -> None:
        """Send a packet now, or when there is room for it."""
        self._waiting.append(data)
        self._flush()

    def close(self) -> None:
        """End the subscription; what is still waiting is lost, as in the air."""
        self._loop.remove_writer(self._ours)
        self._ours.close()

    def _flush(self) -> None:
        with suppress(BlockingIOError):
            while self._waiting:
                try:
                    self._ours.send(self._waiting[0])
                except (BrokenPipeError, ConnectionResetError):
                    # The program has closed its end and does not care any more.
                    self._waiting.clear()
                    break
                self._waiting.popleft()
        if self._waiting:
            self._loop.add_writer(self._ours, self._flush)
        else:
            self._loop.remove_writer(self._ours)
