"""The palette: what there is to do from anywhere, by name. Textual's own list is for people who program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from biofeed.words import palette as words

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp


def commands(app: BiofeedApp) -> Iterator[SystemCommand]:
    """Give the commands, the most needed first."""
    yield SystemCommand(words.CARD, words.CARD_HELP, app.action_card)
    yield SystemCommand(words.CAUTIONS, words.CAUTIONS_HELP, app.action_cautions)
    yield SystemCommand(words.CONSENT, words.CONSENT_HELP, app.action_consent)
    if not app.is_practising:
        yield SystemCommand(words.WELCOME, words.WELCOME_HELP, app.action_welcome)
    yield SystemCommand(words.THEME, words.THEME_HELP, app.action_change_theme)
    yield SystemCommand(words.MOTION, words.MOTION_HELP, app.action_toggle_motion)
    yield SystemCommand(words.SOUND, words.SOUND_HELP, app.action_toggle_sound)
    yield SystemCommand(words.LEAVE, words.LEAVE_HELP, app.action_leave)
