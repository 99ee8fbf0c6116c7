"""More keys: the quiet row above the last line, for keys that are used less often than its five."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual.binding import Binding

from biofeed.tui.widgets.keys import Keys


class MoreKeys(Keys):
    """Names the keys of some actions that the last line does not name. They can be clicked as well."""

    DEFAULT_CSS = """
    MoreKeys {
        dock: none;
        height: 1;
        padding: 0 1;
        color: $whisper;
    }
    """

    def __init__(self, *actions: str) -> None:
        super().__init__()
        self._actions = actions

    def shown(self) -> Iterator[tuple[Binding, str]]:
        """Give the binding of each action, in the order in which they were asked for."""
        found = {
            active.binding.action: active.binding
            for active in reversed(self.screen.active_bindings.values())
            if active.enabled
        }
        for action in self._actions:
            if action in found:
                binding = found[action]
                # What is told at length on the page of help is told in a word here.
                brief = replace(binding, description=binding.description.partition(":")[0])
                yield brief, self.app.get_key_display(binding)
