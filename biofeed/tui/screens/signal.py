"""Signal: ten seconds of listening to the strap, and a plain answer."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.timer import Timer
from textual.widgets import Static

from biofeed import words
from biofeed.errors import BiofeedError
from biofeed.tui.signal_check import CHECK_S, listen
from biofeed.tui.step import Step
from biofeed.tui.widgets.keys import Keys
from biofeed.words import welcome

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp


class SignalScreen(Step[None]):
    """Listens once by itself, and again as often as is wanted; to go on is possible at any time."""

    HELP = (
        "A strap hears the heart through moist skin. Water on the electrodes and a snug fit are what helps "
        "most; a strap that has dried answers late or not at all."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "go_on", "go on", key_display="enter"),
        Binding("r", "listen_again", "listen again"),
        Binding("c", "app.card", "card"),
    ]
    app: BiofeedApp

    def __init__(self, device: str, seconds: float = CHECK_S) -> None:
        super().__init__()
        self._device = device
        self._seconds = seconds
        self._since_s: float | None = None
        self._ticker: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(words.device(self._device), id="title", markup=False)
            yield Static(welcome.WEAR_IT, markup=False)
            yield Static(id="heard", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Begin to listen."""
        self._ticker = self.set_interval(0.5, self._count)
        self.listen()

    def on_screen_suspend(self) -> None:
        """Rest while something lies on top."""
        if self._ticker:
            self._ticker.pause()

    def on_screen_resume(self) -> None:
        """Go on counting."""
        if self._ticker:
            self._ticker.resume()

    @work(exclusive=True)
    async def listen(self) -> None:
        """Listen, and say what was heard."""
        self._since_s = asyncio.get_running_loop().time()
        self._count()
        try:
            heard = await self.app.keeper.aside(listen(self._device, self._seconds))
        except BiofeedError as error:
            said = f"{error.title} {error.hint}"
        else:
            said = heard.in_words()
        self._since_s = None
        self.query_one("#heard", Static).update(said)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Listen again only when the listening is over."""
        return self._since_s is None if action == "listen_again" else True

    def action_listen_again(self) -> None:
        """Once more."""
        self.listen()
        self.refresh_bindings()

    def action_go_on(self) -> None:
        """Go on, whatever was heard."""
        self.finish(None)

    def _count(self) -> None:
        if self._since_s is None:
            return
        left_s = self._seconds - (asyncio.get_running_loop().time() - self._since_s)
        # Connecting comes first and takes its own time; the count stays at the last second for it.
        self.query_one("#heard", Static).update(f"{welcome.LISTENING} · {max(math.ceil(left_s), 1)} s")
