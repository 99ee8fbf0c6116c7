"""A client's own toolbox: exercises that suit them, notes to themselves, and people to turn to.

It is kept in the profile, apart from the log, and never shared. Exercises and notes are one JSON text; the
people are a line each under a name of their own, because the card needs them without anything else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from biofeed.store.home import Home
from biofeed.tui.person import CONTACTS, read_profile, remember

TOOLBOX = "toolbox"


@dataclass(frozen=True, slots=True)
class Toolbox:
    """What a client has put aside for the days on which it is needed."""

    favourites: tuple[str, ...] = ()
    """Names of exercises."""
    notes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    """Each in the client's own words."""

    def with_favourite(self, name: str) -> Toolbox:
        """Give it with that exercise, or without it if it was in there."""
        if name in self.favourites:
            return replace(self, favourites=tuple(one for one in self.favourites if one != name))
        return replace(self, favourites=(*self.favourites, name))

    def with_note(self, text: str) -> Toolbox:
        """Give it with one more note."""
        return replace(self, notes=(*self.notes, _on_one_line(text)))

    def with_person(self, text: str) -> Toolbox:
        """Give it with one more person."""
        return replace(self, people=(*self.people, _on_one_line(text)))

    def without(self, text: str) -> Toolbox:
        """Give it without a note or a person."""
        notes, people = (tuple(one for one in kept if one != text) for kept in (self.notes, self.people))
        return replace(self, notes=notes, people=people)


class _Text(msgspec.Struct):
    favourites: list[str] = []
    notes: list[str] = []


def read_toolbox(home: Home, client: str) -> Toolbox:
    """Read a client's toolbox; what is not there or not understood is empty. Raises `StoreError`."""
    profile = read_profile(home, client)
    try:
        text = msgspec.json.decode(profile.get(TOOLBOX, "{}"), type=_Text)
    except msgspec.DecodeError:
        text = _Text()
    people = (line.strip() for line in profile.get(CONTACTS, "").splitlines())
    return Toolbox(tuple(text.favourites), tuple(text.notes), tuple(filter(None, people)))


def keep_toolbox(home: Home, client: str, before: Toolbox, after: Toolbox) -> None:
    """Keep what has changed in a toolbox. Raises `StoreError` if the log cannot be written."""
    if (before.favourites, before.notes) != (after.favourites, after.notes):
        text = _Text(list(after.favourites), list(after.notes))
        remember(home, client, TOOLBOX, msgspec.json.encode(text).decode("utf-8"))
    if before.people != after.people:
        remember(home, client, CONTACTS, "\n".join(after.people))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
