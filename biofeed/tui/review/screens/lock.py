"""The page that covers everything while nobody is there; an encrypted log opens with its passphrase alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from biofeed.errors import StoreError
from biofeed.tui.review.field import Field
from biofeed.tui.widgets.keys import Keys
from biofeed.words import review as words

if TYPE_CHECKING:
    from biofeed.tui.review.app import ReviewApp


class LockScreen(ModalScreen[None]):
    """Goes away when the log is open again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", key_display="enter", priority=True),
        Binding("ctrl+q", "app.leave", "leave", priority=True),
    ]
    app: ReviewApp

    def __init__(self, why: str) -> None:
        super().__init__()
        self._why = why

    def compose(self) -> ComposeResult:
        """Say that it is closed, and how it opens."""
        encrypted = [words.IS_ENCRYPTED] if self._is_encrypted else []
        yield Static(" ".join(filter(None, [self._why, *encrypted])), id="title", markup=False)
        if self._is_encrypted:
            yield Field(words.PHRASE, hidden=True)
        else:
            yield Static(words.OPENS_WITH_A_KEY, classes="text", markup=False)
        yield Static(id="trouble", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Wait for the passphrase."""
        if self._is_encrypted:
            self.query_one(Field).take_focus()

    def on_key(self, key: events.Key) -> None:
        """Open with any key what has no passphrase; the key means nothing else."""
        if not self._is_encrypted:
            key.stop()
            self.dismiss()

    def action_open(self) -> None:
        """Open with what was typed."""
        if self._is_encrypted:
            self.unlock(self.query_one(Field).typed)
        else:
            self.dismiss()

    @work(exclusive=True)
    async def unlock(self, passphrase: str) -> None:
        """Take the key out of the key file, which takes a moment on purpose."""
        said, field = self.query_one("#trouble", Static), self.query_one(Field)
        said.update(words.OPENING)
        try:
            await self.app.data_home.vault.unlock_aside(passphrase)
        except StoreError as error:
            said.update(f"{error.title} {error.hint}")
            field.value = ""
            return
        self.dismiss()

    @property
    def _is_encrypted(self) -> bool:
        return self.app.data_home.vault.is_encrypted
