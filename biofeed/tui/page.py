"""The app in a page of a browser: drawn into a pipe, and ended by hanging up.

Textual's own driver for that goes on when the pipe it reads from is closed, and breaks when the one it writes
to is. Here both mean what a closed terminal means: the session is ended and kept, and the app goes.
"""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from typing import Any

from textual.app import App
from textual.drivers.web_driver import WebDriver

INTERRUPTED = "interrupted"


class PageDriver(WebDriver):
    """Textual's driver for a page, for an app that can `leave`."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._gone = False
        self._write = partial(self._write_if_possible)

    def start_application_mode(self) -> None:
        """Begin, and leave signals to the app: Textual's way would drop the session where it stands."""
        super().start_application_mode()
        if sys.platform != "win32":
            for number in (signal.SIGINT, signal.SIGTERM):
                self._loop.add_signal_handler(number, self._leave)
        self._app.call_later(self._follow_theme)

    def run_input_thread(self) -> None:
        """Read what is typed; at the end of that, leave."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._loop.call_soon_threadsafe(self._leave)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Draw everything anew when some of it was lost on the way; else do as Textual does."""
        if packet_type == "redraw":
            self._loop.call_soon_threadsafe(partial(self._app.refresh, layout=True))
        else:
            super().on_meta(packet_type, payload)

    def _follow_theme(self) -> None:
        """Have the page take the app's ground, now and after each change: it is wider than whole cells."""
        self._app.theme_changed_signal.subscribe(self._app, lambda _: self._tell_ground())
        self._tell_ground()

    def _tell_ground(self) -> None:
        ground = self._app.theme_variables["background"]
        if ground.startswith("#"):
            self.write(f"\x1b]11;{ground}\x07")

    def _leave(self) -> None:
        leave = getattr(self._app, "leave", None)
        if leave is not None:
            leave(INTERRUPTED)

    def _write_if_possible(self, data: bytes) -> int:
        if not self._gone:
            try:
                return os.write(self.fileno, data)
            except OSError:
                self._gone = True
        return len(data)
