"""Strap: where the heartbeats come from. A strap, none, or a simulated person: all are ways in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from biofeed import words
from biofeed.errors import BiofeedError
from biofeed.plugins import installed, scan
from biofeed.tui.widgets.choice import Choice
from biofeed.tui.widgets.keys import Keys
from biofeed.types import DeviceInfo, Origin

SCAN_S = 6.0
NAME_COLUMNS = 38


class StrapScreen(Screen[DeviceInfo | None]):
    """Gives the device that was chosen, `None` if none was."""

    HELP = (
        "Straps are looked for by every kind of device that is installed. A strap answers only while it is "
        "worn, with the electrodes damp, and only to one program at a time. Without a strap the breath is "
        "paced and nothing is measured. A simulated person is for trying things out; their sessions are kept "
        "apart."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "choose", key_display="enter"),
        Binding("r", "look_again", "look again"),
        Binding("escape", "dismiss", "back", key_display="esc"),
    ]

    def __init__(self, current: str | None) -> None:
        super().__init__()
        self._current = current
        self._found: dict[str, DeviceInfo] = {}
        self._troubles: list[BiofeedError] = []
        self._until_s = 0.0
        self._ticker: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Static(words.CHOOSE_DEVICE, classes="heading")
        yield Choice()
        yield Static(id="looking", classes="text whisper", markup=False)
        yield Static(id="trouble", markup=False)
        yield Static(classes="fill")
        yield Keys()

    def on_mount(self) -> None:
        """Begin to look."""
        self.query_one(Choice).focus()
        self._ticker = self.set_interval(0.5, self._show_looking)
        self.look()

    def on_screen_suspend(self) -> None:
        """Rest while something lies on top."""
        if self._ticker:
            self._ticker.pause()

    def on_screen_resume(self) -> None:
        """Go on."""
        if self._ticker:
            self._ticker.resume()

    @work(exclusive=True)
    async def look(self) -> None:
        """Ask every kind of device at the same time, and show what each finds as it comes."""
        self._found.clear()
        self._troubles.clear()
        self._until_s = asyncio.get_running_loop().time() + SCAN_S
        if self._current:
            self._found[self._current] = known(self._current)
        schemes = [plugin.name for plugin in installed() if plugin.kind == "device"]
        searches = [asyncio.create_task(scan(scheme, SCAN_S)) for scheme in schemes]
        try:
            for search in asyncio.as_completed(searches):
                try:
                    self._found |= {info.url: info for info in await search}
                except BiofeedError as error:
                    self._troubles.append(error)
                self._show_found()
        finally:
            await _end(searches)
        self._until_s = 0.0
        self._show_looking()

    @on(OptionList.OptionSelected)
    def action_choose(self) -> None:
        """Give what is highlighted."""
        option = self.query_one(Choice).highlighted_option
        if option is not None and option.id in self._found:
            self.dismiss(self._found[option.id])

    def action_look_again(self) -> None:
        """Look once more."""
        self.look()

    def _show_found(self) -> None:
        """List what there is, leaving the cursor where the person has put it."""
        choice = self.query_one(Choice)
        infos = sorted(self._found.values(), key=_rank)
        highlighted = choice.highlighted_option
        by_hand = highlighted.id if highlighted is not None and choice.touched else None
        wanted = by_hand if by_hand in self._found else proposed(infos, self._current)
        choice.set_options([_option(info) for info in infos])
        choice.highlighted = next((row for row, info in enumerate(infos) if info.url == wanted), None)
        troubles = [f"{error.title} {error.hint}" for error in self._troubles]
        self.query_one("#trouble", Static).update("\n".join(troubles))

    def _show_looking(self) -> None:
        left_s = self._until_s - asyncio.get_running_loop().time()
        if left_s > 0:
            text = words.looking_for_straps(left_s)
        else:
            explained = self._troubles or any(_is_strap(info) for info in self._found.values())
            text = "" if explained else words.NONE_IN_REACH
        self.query_one("#looking", Static).update(text)


def known(url: str) -> DeviceInfo:
    """Describe a device that has been used before and may be out of reach."""
    scheme = url.partition(":")[0]
    origin = Origin.SIMULATED if scheme == "sim" else Origin.STRAP
    return DeviceInfo(url, words.device(url), origin, has_beats=scheme != "none")


def proposed(infos: Sequence[DeviceInfo], current: str | None) -> str | None:
    """Give the address to highlight while the person has not moved the cursor, of `infos` in their order.

    That is a strap, the one in use before others. Where there is none it is what is in use, and else the
    first, which is no strap: a simulated person is used by choice only.
    """
    straps = [info.url for info in infos if _is_strap(info)]
    urls = straps or [info.url for info in infos]
    if current in urls:
        return current
    return urls[0] if urls else None


async def _end(searches: Sequence[asyncio.Task[Sequence[DeviceInfo]]]) -> None:
    """End what still looks, and look at how it ended: nobody else does, once this screen is gone."""
    for search in searches:
        search.cancel()
    await asyncio.gather(*searches, return_exceptions=True)


def _is_strap(info: DeviceInfo) -> bool:
    return info.origin is Origin.STRAP and info.has_beats


def _rank(info: DeviceInfo) -> tuple[bool, bool, int, str]:
    """Sort straps first, the nearest before others; then no strap; then those made of equations."""
    return (info.origin is not Origin.STRAP, not info.has_beats, -(info.signal_dbm or -999), info.name)


def _option(info: DeviceInfo) -> Option:
    glyph = "○" if not info.has_beats else "●" if info.origin is Origin.STRAP else "◇"
    about = words.reach(info)
    return Option(
        Content.assemble((f"{glyph} ", "$accent"), info.name.ljust(NAME_COLUMNS), (about, "$whisper")),
        id=info.url,
    )
