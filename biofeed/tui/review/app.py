"""The therapist's side as an app: it opens at the list of clients, and locks itself when nobody is there.

To lock means that the key of an encrypted log is forgotten and a page covers everything until the
passphrase is typed; what was on the screen, a half-written note among it, is there again afterwards. Beside
a log that is not encrypted the same page only covers the screen, and says so.

What reads the log (numpy, the store) is imported when it is read: the first frame does without.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from biofeed.errors import BiofeedError
from biofeed.signals import stopping
from biofeed.store.vault import Idle
from biofeed.tui.calm import CalmApp
from biofeed.tui.review.screens.clients import ClientsScreen
from biofeed.tui.review.screens.keys import KeysScreen
from biofeed.tui.review.screens.lock import LockScreen
from biofeed.words import review as words

if TYPE_CHECKING:
    from biofeed.store.home import Home
    from biofeed.tui.review.desk import Desk

CHECK_S = 1.0
"""So often it is asked whether it is time to lock."""
_TOUCHES = (events.Key, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp, events.Paste)


def local_now() -> dt.datetime:
    """Give the time of day where this computer is."""
    return dt.datetime.now().astimezone()


class ReviewApp(CalmApp):
    """Clients, their sessions, and what there is to do with them."""

    CSS_PATH: ClassVar[list[str | Path]] = [  # type: ignore[assignment]  # Textual's own type leaves no list of paths
        Path(__file__).parents[1] / "app.tcss",
        Path(__file__).with_name("review.tcss"),
    ]
    TITLE = "biofeed review"
    CRASHED = words.CRASHED
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "keys", "keys", key_display="?"),
        Binding("ctrl+l", "lock", "lock now", show=False),
        Binding("ctrl+c,ctrl+q", "leave", "leave", show=False, priority=True),
    ]

    def __init__(
        self,
        home: Home,
        *,
        demo: bool = False,
        private: bool = False,
        limit_s: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], dt.datetime] = local_now,
    ) -> None:
        """Look into one data folder; it locks after `limit_s` without a touch, with `None` never."""
        super().__init__(home.settings)
        self.data_home = home
        self.demo = demo
        self.private = private
        self.clock = clock
        self.now = now
        self.idle = Idle(limit_s, clock())
        self.is_locked = False
        """Whether the page that covers everything is on top."""

    @property
    def desk(self) -> Desk:
        """What reads the log and writes into it."""
        from biofeed.tui.review.desk import Desk

        return Desk(self.data_home, demo=self.demo, private=self.private)

    def on_mount(self) -> None:
        """Open the list of clients, behind the passphrase if there is one."""
        super().on_mount()
        vault = self.data_home.vault
        locked = vault.is_encrypted and not vault.is_unlocked
        self.is_locked = locked
        self.push_screen(ClientsScreen())
        if locked:
            self.push_screen(LockScreen(""), self._opened)
        if self.idle.limit_s is not None:
            self.set_interval(CHECK_S, self.look)

    def get_system_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """Offer in the palette what is of use here."""
        yield SystemCommand(words.LOCK, words.LOCK_HELP, self.action_lock)
        yield SystemCommand(words.THEME, words.THEME_HELP, self.action_change_theme)
        yield SystemCommand(words.LEAVE, words.LEAVE_HELP, self.action_leave)

    async def on_event(self, event: events.Event) -> None:
        """Notice that somebody is there."""
        if isinstance(event, _TOUCHES):
            self.idle.touch(self.clock())
        await super().on_event(event)

    def look(self) -> None:
        """Lock if nobody has been here for long enough."""
        if self.idle.is_due(self.clock(), in_session=False):
            self.lock(words.CLOSED)

    def lock(self, why: str) -> None:
        """Forget the key and cover everything; while it is covered already, nothing happens."""
        if self.is_locked:
            return
        self.is_locked = True
        self.data_home.vault.lock()
        self.push_screen(LockScreen(why), self._opened)

    def leave(self, reason: str) -> None:
        """End, for whatever reason. There is nothing to save: what was kept is kept."""
        self.exit(0)

    def action_keys(self) -> None:
        """Explain the screen that is on top."""
        if not self.screen.is_modal:
            self.push_screen(KeysScreen(self.screen))

    def action_lock(self) -> None:
        """Lock now."""
        self.lock(words.CLOSED_NOW)

    def action_leave(self) -> None:
        """End."""
        self.leave("stopped")

    def _opened(self, _: None) -> None:
        self.is_locked = False
        self.idle.touch(self.clock())


async def run(home: Home, *, demo: bool, private: bool, limit_s: float | None) -> int:
    """Run the review until it ends, and give the exit code.

    Raises `BiofeedError` if that is what brought it down.
    """
    app = ReviewApp(home, demo=demo, private=private, limit_s=limit_s)
    with stopping(app.leave) as stopped:
        await app.run_async()
    if isinstance(app.crash, BiofeedError):
        raise app.crash
    if app.crash is not None:
        sys.stderr.write(app.crash_report())
        return 1
    return stopped.exit_code or app.return_code or 0
