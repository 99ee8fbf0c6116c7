"""How a session is ended from outside: Ctrl-C, a closed terminal, a polite kill.

The first signal stops the session as a key would, so that its end is logged and its summary shown. A
second one is not caught any more, for whoever is in a hurry.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # Windows has no SIGHUP


@dataclass
class Stopped:
    """Which signal came, if any."""

    by: signal.Signals | None = None

    @property
    def exit_code(self) -> int:
        """Give 0 if nothing came, or Ctrl-C, which is how a person ends a session; else 128 + the signal."""
        return 0 if self.by in {None, signal.SIGINT} else 128 + int(self.by or 0)


@contextmanager
def stopping(stop: Callable[[str], None]) -> Iterator[Stopped]:
    """While this is open, a signal calls `stop` with the reason instead of ending the program."""
    loop = asyncio.get_running_loop()
    stopped = Stopped()

    def caught(number: int) -> None:
        stopped.by = signal.Signals(number)
        release()
        stop("stopped" if number == signal.SIGINT else "interrupted")

    def catch() -> None:
        for number in SIGNALS:
            try:
                loop.add_signal_handler(number, caught, number)
            except NotImplementedError:  # Windows' event loop
                signal.signal(number, lambda n, _: loop.call_soon_threadsafe(caught, n))

    def release() -> None:
        for number in SIGNALS:
            try:
                loop.remove_signal_handler(number)
            except NotImplementedError:
                signal.signal(number, signal.default_int_handler)

    catch()
    try:
        yield stopped
    finally:
        release()
