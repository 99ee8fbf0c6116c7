"""The app: which screen comes when, the one worker that reads the session, and how it all ends.

However it ends (a key, Ctrl-C, a signal, a crash in a widget), three things hold afterwards: the terminal is
as it was, the log is complete, and the strap has been let go of. Textual looks after the first; for the
others, log and strap are held by a `Keeper` outside of the app.

What a practice needs (numpy, the store) is imported when one begins: the first frame does without.
"""

from __future__ import annotations

import asyncio
import sys
import traceback
from collections.abc import Iterator
from contextlib import AsyncExitStack, aclosing
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.reactive import var
from textual.screen import Screen
from textual.worker import WorkerFailed

from biofeed import words
from biofeed.errors import BiofeedError
from biofeed.signals import stopping
from biofeed.tui import theme
from biofeed.tui.driver import lasting
from biofeed.tui.keeper import Keeper
from biofeed.tui.messages import Ended, Happened, Measured, NotSaved, Opened, Refused
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.screens.help import HelpScreen
from biofeed.types import DeviceInfo, Feedback

if TYPE_CHECKING:
    from biofeed.exercise import Exercise
    from biofeed.practice import Plan, Practice
    from biofeed.session import Session
    from biofeed.store.home import Home

CRASH_FRAMES = 5
"""So many calls of a crash are printed: enough for a report, not a page of them."""
THEME = "theme"
BLOCKS = "trace_blocks"


class BiofeedApp(App[int]):
    """Home, strap, live and summary; with an `exercise`, only that one practice.

    `stack` is entered around the app and closed after it: what must be let go of is put there.
    """

    device: var[str | None] = var(None)
    """The address of the device that the next practice uses."""

    CSS_PATH = Path(__file__).with_name("app.tcss")
    TITLE = "biofeed"
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "keys", "keys", key_display="?"),
        Binding("ctrl+c,ctrl+q", "leave", "leave", show=False, priority=True),
    ]

    def __init__(
        self,
        stack: AsyncExitStack,
        home: Home,
        client: str,
        *,
        device: str | None,
        exercise: str | None,
        minutes: float | None,
        demo: bool = False,
    ) -> None:
        super().__init__()
        self.data_home = home
        self.client = client
        self.set_reactive(BiofeedApp.device, device or home.settings.get("last_device"))
        self.exercise = exercise
        self.minutes = minutes
        self.demo = demo
        self.crash: BaseException | None = None
        self.register_theme(theme.DARK)
        self.register_theme(theme.LIGHT)
        wanted = home.settings.get(THEME, theme.DARK.name)
        self.theme = wanted if wanted in self.available_themes else theme.DARK.name
        self.keeper = Keeper()
        stack.push_async_callback(self.keeper.release)
        self._session: Session | None = None
        self._leaving = False

    # --- from screen to screen ----------------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        """Take the platform's driver, made to outlive its terminal."""
        return lasting(super().get_driver_class())

    def get_css_variables(self) -> dict[str, str]:
        """Give themes that are not ours our two extra colours."""
        variables = super().get_css_variables()
        return {**theme.extra_variables(variables), **variables}

    def get_system_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """Offer in the palette what is of use in a practice; Textual's own list is for people who program."""
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)
        yield SystemCommand("Leave", "Stop, keep the session, and leave", self.action_leave)

    def on_mount(self) -> None:
        """Begin."""
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        self.open_first()

    def open_first(self) -> None:
        """Open home, or the one practice that was asked for."""
        if self.exercise is None:
            from biofeed.tui.screens.home import HomeScreen

            self.push_screen(HomeScreen())
            return
        from biofeed.plugins import load_exercise

        try:
            self.begin(load_exercise(self.exercise))
        except BiofeedError as error:
            self.refuse(error)

    def begin(self, exercise: Exercise) -> None:
        """Begin a practice, after asking for a device where none is known."""
        if self.device is None:
            self.choose_device(then=exercise)
            return
        from biofeed.tui.screens.live import LiveScreen

        blocks = self.data_home.settings.get(BLOCKS) == "yes"
        self.push_screen(LiveScreen(exercise, self.device, self.client, blocks=blocks))

    @work
    async def choose_device(self, then: Exercise | None = None) -> None:
        """Ask where beats come from; afterwards begin with `then`."""
        from biofeed.tui.screens.strap import StrapScreen

        chosen: DeviceInfo | None = await self.push_screen_wait(StrapScreen(self.device))
        if chosen is not None:
            self.device = chosen.url
        if chosen is not None and then is not None:
            self.begin(then)
        elif self.exercise is not None:
            self.exit(0)

    @work
    async def refuse(self, error: BiofeedError) -> None:
        """Show what is in the way. Where there is no screen to go back to, that is the end."""
        await self.push_screen_wait(ErrorScreen(error))
        if self.exercise is not None:
            self.exit(return_code=error.exit_code)

    def action_keys(self) -> None:
        """Explain the screen that is on top."""
        if not self.screen.is_modal:
            self.push_screen(HelpScreen(self.screen))

    def remember_blocks(self, blocks: bool) -> None:
        """Keep how the heart's line is drawn for the next time."""
        self._remember(BLOCKS, "yes" if blocks else "no")

    # --- the practice -------------------------------------------------------------------------------

    @work(exclusive=True, group="practice")
    async def practise(self, exercise: Exercise, device: str, screen: Screen[None]) -> None:
        """Run one practice from its opening to its end, telling `screen` what happens."""
        plan = await asyncio.to_thread(self._plan, exercise, device)
        try:
            practice = await self.keeper.open(plan)
        except BiofeedError as error:
            screen.post_message(Refused(error))
            return
        self._session = practice.session
        screen.post_message(Opened(practice))
        try:
            await self._follow(practice, screen)
        finally:
            self._session = None
        await self.keeper.release()
        if self._leaving:
            self.exit(0)

    def _plan(self, exercise: Exercise, device: str) -> Plan:
        from biofeed.practice import Plan

        return Plan(self.data_home, device, exercise, self.minutes, self.client)

    async def _follow(self, practice: Practice, screen: Screen[None]) -> None:
        told_trouble = False
        async with aclosing(practice.session.events()) as events:
            async for event in events:
                news = Measured(event) if isinstance(event, Feedback) else Happened(event)
                screen.post_message(news)
                if practice.session.journal.trouble and not told_trouble:
                    told_trouble = True
                    screen.post_message(NotSaved())
        screen.post_message(Ended(practice))

    @work
    async def give_up(self) -> None:
        """Stop waiting for a practice that has not begun."""
        self.workers.cancel_group(self, "practice")
        await self.keeper.release()

    # --- the end ------------------------------------------------------------------------------------

    def action_leave(self) -> None:
        """End everything, calmly; at once when asked a second time."""
        self.leave("stopped")

    def leave(self, reason: str) -> None:
        """Stop the practice if there is one, and then the app."""
        if self._session is None or self._leaving:
            self.exit(0)
            return
        self._leaving = True
        self._session.stop(reason)

    def _handle_exception(self, error: Exception) -> None:
        # What a worker raised comes wrapped, and only the original knows where it happened.
        self.crash = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print pages of local values, a person's heart among them. `run` prints a few lines.
        self._close_messages_no_wait()

    def _remember_theme(self, chosen: object) -> None:
        from textual.theme import Theme

        if isinstance(chosen, Theme):
            self._remember(THEME, chosen.name)

    def _remember(self, name: str, value: str) -> None:
        """Keep a setting; a folder that cannot be written is told of, and no reason to end."""
        try:
            self.data_home.settings[name] = value
        except BiofeedError as error:
            self.push_screen(ErrorScreen(error))


async def run(
    home: Home,
    client: str,
    *,
    device: str | None,
    exercise: str | None,
    minutes: float | None,
    demo: bool = False,
) -> int:
    """Run the app until it ends, and give the exit code.

    Raises `BiofeedError` if that is what brought it down; its title and hint are for whoever started the
    app to print, now that the terminal is a terminal again.
    """
    async with AsyncExitStack() as stack:
        app = BiofeedApp(stack, home, client, device=device, exercise=exercise, minutes=minutes, demo=demo)
        with stopping(app.leave) as stopped:
            await app.run_async()
    if isinstance(app.crash, BiofeedError):
        raise app.crash
    if app.crash is not None:
        sys.stderr.write(_crash_report(app.crash))
        return 1
    return stopped.exit_code or app.return_code or 0


def _crash_report(crash: BaseException) -> str:
    """Give the last few calls, without any values."""
    lines = traceback.format_exception(type(crash), crash, crash.__traceback__, limit=-CRASH_FRAMES)
    return f"{words.CRASHED}\n\n{''.join(lines)}"
