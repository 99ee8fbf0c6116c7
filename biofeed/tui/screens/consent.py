"""Consent: what is kept, and how it is protected, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from biofeed.care.consent import Consent
from biofeed.tui.step import Step
from biofeed.tui.widgets.form import Form
from biofeed.tui.widgets.keys import Keys
from biofeed.tui.widgets.question import OneOf
from biofeed.words import visit
from biofeed.words import welcome as words

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp

YES, NO = "yes", "no"


class ConsentScreen(Step[Consent | None]):
    """Three switches. Ends with `None` where the person skips it: then all stays as it was."""

    HELP = (
        "Each of the three is yours alone to decide, and can be changed at any time from the palette. What "
        "was kept before stays until you delete it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "go on", key_display="enter"),
        Binding("escape", "skip", "skip", key_display="esc"),
        Binding("c", "app.card", "card"),
    ]
    app: BiofeedApp

    def __init__(self, consent: Consent) -> None:
        super().__init__()
        self._consent = consent

    def compose(self) -> ComposeResult:
        """Lay it out."""
        vault = self.app.data_home.vault
        yield Static(words.CONSENT_TITLE, classes="heading", markup=False)
        yield Static(words.CONSENT_ARROWS, classes="text whisper")
        yield Static(classes="line")
        yield Form(
            *(
                OneOf(name, hint, visit.YES_NO, YES if getattr(self._consent, name) else NO)
                for name, hint in words.CONSENT.items()
            )
        )
        yield Static(words.kept_in(self.app.data_home.path), classes="text", markup=False)
        yield Static(classes="line")
        yield Static(
            words.ENCRYPTED if vault.is_encrypted else words.NOT_ENCRYPTED, classes="text", markup=False
        )
        yield Static(classes="fill")
        yield Keys()

    def action_go_on(self) -> None:
        """Take the switches as they stand."""
        said = {name: self.query_one(f"#{name}", OneOf).value for name in words.CONSENT}
        self.finish(Consent(said["heartbeats"] != NO, said["words"] != NO, said["sharing"] == YES))

    def action_skip(self) -> None:
        """Leave all as it was."""
        self.finish(None)
