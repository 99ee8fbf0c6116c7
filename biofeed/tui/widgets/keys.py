"""The keys: the last line of every screen, naming at most five of them. They can be clicked as well."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

SPACE = 3
MOST = 5
"""More than so many are not read at a glance; `?` names them all."""


class Keys(Widget):
    """Names the keys that do something now.

    One widget, where Textual's own footer has one for each key: on the live screen every widget counts,
    because all of them are asked for their lines thirty times a second.
    """

    DEFAULT_CSS = """
    Keys {
        dock: bottom;
        height: 1;
        padding: 0 1;
    }
    """

    def on_mount(self) -> None:
        """Follow what the screen binds, from now on."""
        self.screen.bindings_updated_signal.subscribe(self, self._rename)

    def render(self) -> Content:
        """Give the line, as many whole entries as it has room for."""
        names = [
            Content.assemble((key, "bold"), " ", (binding.description, "$whisper"))
            for binding, key in self._fitting()
        ]
        return Content(" " * SPACE).join(names)

    def on_click(self, click: events.Click) -> None:
        """Press the key that was clicked."""
        left = self.content_region.x - self.region.x
        for binding, key in self._fitting():
            right = left + _columns(binding, key)
            if left <= click.x < right:
                self.app.simulate_key(binding.key)
            left = right + SPACE

    def shown(self) -> Iterator[tuple[Binding, str]]:
        """Give each binding that is to be named, once, with the name of its key; the last one is kept."""
        named: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show:
                named.setdefault(active.binding.action, active.binding)
        bindings = list(named.values())
        for binding in [*bindings[: MOST - 1], *bindings[MOST - 1 :][-1:]]:
            yield binding, self.app.get_key_display(binding)

    def _fitting(self) -> Iterator[tuple[Binding, str]]:
        """Give what is named, up to the first entry that would be cut."""
        left = self.size.width
        for binding, key in self.shown():
            left -= _columns(binding, key)
            if left < 0:
                return
            left -= SPACE
            yield binding, key

    def _rename(self, _: Screen[object]) -> None:
        self.refresh()


def _columns(binding: Binding, key: str) -> int:
    """Give how wide an entry is."""
    return len(key) + 1 + len(binding.description)
