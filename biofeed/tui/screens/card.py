"""The card: whom to call. One key away from every screen, and never empty."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from biofeed.care import Card, Contact, card, country_of
from biofeed.tui.widgets.keys import Keys
from biofeed.words import card as words

NUMBER_COLUMNS = 20
"""Room for a number on the left of what is said about it."""


class CardScreen(ModalScreen[None]):
    """Lies over whatever there was; a session goes on below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,c,q", "dismiss", "back", key_display="esc"),
        Binding("down,space", "scroll(1)", "more", key_display="↑ ↓"),
        Binding("up", "scroll(-1)", "more", show=False),
    ]

    def __init__(self, contacts: Sequence[str] = ()) -> None:
        super().__init__()
        self._card = card(own_country(), contacts)

    def compose(self) -> ComposeResult:
        """Lay it out: the numbers first, then the person's own people, then what is to be known."""
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(words.TITLE, id="title")
            yield Static(words.NOBODY_WATCHES, markup=False)
            for heading, rows in self._sections():
                yield Static(Content("\n").join([Content.styled(heading, "bold"), *rows]))
            yield Static(self._about_numbers(), classes="whisper", markup=False)
        yield Keys()

    def show_contacts(self, contacts: Sequence[str]) -> None:
        """Show the person's own people as soon as they are known."""
        if tuple(contacts) != self._card.own:
            self._card = card(own_country(), contacts)
            self.refresh(recompose=True)

    def action_scroll(self, rows: int) -> None:
        """Read on, or back."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def _sections(self) -> Iterator[tuple[str, list[Content]]]:
        found: Card = self._card
        yield words.IN_DANGER, [_row(one) for one in found.emergency]
        if found.crisis:
            yield words.SOMEONE_TO_TALK_TO, [_row(one) for one in found.crisis]
        yield words.ELSEWHERE, [_row(found.directory)]
        own = found.own or (words.NO_PEOPLE_YET,)
        yield words.YOUR_PEOPLE, [Content(line) for line in own]

    def _about_numbers(self) -> str:
        """Say whose numbers these are, and since when each has been left as it is."""
        found = self._card
        oldest = min(one.checked for one in (*found.emergency, *found.crisis, found.directory))
        return f"{self._about_country()} {words.NUMBERS_CHANGE} ({words.read_on(oldest.isoformat())})"

    def _about_country(self) -> str:
        if self._card.country is None:
            return words.COUNTRY_UNKNOWN
        if not self._card.crisis:
            return words.nothing_for(self._card.country)
        return words.for_country(self._card.country_name)


def own_country() -> str | None:
    """Tell the country of the environment's locale, as POSIX ranks the variables."""
    set_ones = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return country_of(next(filter(None, set_ones), ""))


def _row(contact: Contact) -> Content:
    texting = words.to_text(contact.text) if contact.text else ""
    about = ", ".join(filter(None, (contact.name, contact.about, texting)))
    return Content(f"{contact.number:<{NUMBER_COLUMNS - 1}} {about}")
