"""What the apps of this program have in common: their themes, a terminal that may go away, a quiet crash.

Textual would print pages of local values when something breaks, a person's words among them. Here the last
few calls are printed, without any values, after the terminal is a terminal again.
"""

from __future__ import annotations

import traceback
from collections.abc import MutableMapping
from typing import ClassVar

from textual.app import App
from textual.driver import Driver
from textual.theme import Theme
from textual.worker import WorkerFailed

from biofeed import words
from biofeed.errors import BiofeedError
from biofeed.tui import preference, theme
from biofeed.tui.driver import lasting
from biofeed.tui.screens.error import ErrorScreen

CRASH_FRAMES = 5
"""So many calls of a crash are printed: enough for a report, not a page of them."""


class CalmApp(App[int]):
    """An app in our themes that remembers how it is liked, and ends quietly."""

    ALLOW_SELECT = False
    CRASHED: ClassVar[str] = words.CRASHED
    """What is said first when it broke."""

    def __init__(self, settings: MutableMapping[str, str]) -> None:
        super().__init__()
        self.crash: BaseException | None = None
        """What brought it down, if anything did."""
        self.register_theme(theme.DARK)
        self.register_theme(theme.LIGHT)
        self.preferences = preference.Preferences(settings, self.complain)
        wanted = self.preferences.text(preference.THEME, theme.DARK.name)
        self.theme = wanted if wanted in self.available_themes else theme.DARK.name
        if self.preferences.is_on(preference.CALM):
            self.animation_level = "none"

    @property
    def draws_blocks(self) -> bool:
        """Whether lines are drawn in half blocks."""
        return self.preferences.is_on(preference.BLOCKS)

    def get_driver_class(self) -> type[Driver]:
        """Take the platform's driver, made to outlive its terminal."""
        return lasting(super().get_driver_class())

    def get_css_variables(self) -> dict[str, str]:
        """Give themes that are not ours our two extra colours."""
        variables = super().get_css_variables()
        return {**theme.extra_variables(variables), **variables}

    def on_mount(self) -> None:
        """Remember which theme is chosen from now on."""
        self.theme_changed_signal.subscribe(self, self._remember_theme)

    def complain(self, error: BiofeedError) -> None:
        """Show what is in the way."""
        self.push_screen(ErrorScreen(error))

    def crash_report(self) -> str:
        """Give the last few calls before a crash, without any values; empty if there was none."""
        if self.crash is None:
            return ""
        trace = self.crash.__traceback__
        lines = traceback.format_exception(type(self.crash), self.crash, trace, limit=-CRASH_FRAMES)
        return f"{self.CRASHED}\n\n{''.join(lines)}"

    def _handle_exception(self, error: Exception) -> None:
        # What a worker raised comes wrapped, and only the original knows where it happened.
        self.crash = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Nothing is printed here: whoever started the app does, from `crash_report`.
        self._close_messages_no_wait()

    def _remember_theme(self, chosen: object) -> None:
        if isinstance(chosen, Theme):
            self.preferences.keep(preference.THEME, chosen.name)
