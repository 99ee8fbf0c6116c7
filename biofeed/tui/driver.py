"""A terminal that may go away: what is written after that is dropped.

When a terminal window is closed, or a connection ends, writing fails. Textual's writing thread ends there and
then, the queue in front of it fills up, and the program waits for it for good, with the strap connected
and nobody there. Here the thread goes on, the program gets its SIGHUP, and ends in order.
"""

from __future__ import annotations

from typing import IO, Any

from textual.driver import Driver


class Terminal:
    """A file that stops writing when nobody is at the other end any more."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.gone = False

    def write(self, text: str) -> None:
        """Write, as long as that is possible."""
        if not self.gone:
            try:
                self._file.write(text)
            except OSError:
                self.gone = True

    def flush(self) -> None:
        """Let what was written out, as long as that is possible."""
        if not self.gone:
            try:
                self._file.flush()
            except OSError:
                self.gone = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def lasting(driver: type[Driver]) -> type[Driver]:
    """Give the same driver, writing to a `Terminal`."""

    class LastingDriver(driver):  # type: ignore[misc, valid-type]  # the platform's own, known only at run time
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            file = getattr(self, "_file", None)
            if file is not None:
                self._file: Any = Terminal(file)

    return LastingDriver
