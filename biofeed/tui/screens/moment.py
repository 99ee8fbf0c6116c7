"""A moment: a setback or a win, kept in less than half a minute. One field is enough.

The first row says what kind of thing it is, and with it which rows there are below. Everything stays private
that is not ticked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, Static

from biofeed import words
from biofeed.diary import Goal, Questionnaires, TagKind, Value, feelings, packaged_questionnaires, places
from biofeed.errors import BiofeedError
from biofeed.store import open_store
from biofeed.store.questionnaire import questionnaires
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.screens.home import Now, local_now
from biofeed.tui.telling import ROWS_OF, Filled, told_by
from biofeed.tui.widgets.form import Form
from biofeed.tui.widgets.keys import Keys
from biofeed.tui.widgets.pick import OfTen, Pick
from biofeed.tui.widgets.question import Line, Minutes, OneOf, Question, Scale
from biofeed.types import Origin
from biofeed.words import home as said

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp

Draft = dict[str, str | int]
"""What was filled in and not kept yet: each row's answer by the row's name."""
CHOSEN_FOR_EACH = ("which", "share")
"""Rows that are never empty, and say nothing of a moment by themselves."""


class MomentScreen(Screen[bool]):
    """Gives whether something was kept."""

    HELP = (
        "A moment can be kept with one word. Finding a word for a feeling, and where in the body it is, is "
        "part of the practice; how long it took until it was okay again is what your own recovery is "
        "measured by. What is not ticked for sharing stays on this computer, whatever you share later."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "keep", key_display="enter"),
        Binding("escape", "leave", "back", key_display="esc"),
    ]
    app: BiofeedApp

    def __init__(self, now: Now = local_now, draft: Draft | None = None) -> None:
        """Begin with what `draft` holds, and put into it what is left without being kept."""
        super().__init__()
        self._now = now
        self._draft: Draft = {} if draft is None else draft
        self._goals: tuple[Goal, ...] = ()
        self._known = Questionnaires(())

    def compose(self) -> ComposeResult:
        """Lay it out: every row there is, of which those that belong are shown."""
        with Horizontal(id="top"):
            yield Static(said.WHAT_TO_KEEP, classes="heading")
            yield Static(words.log_of(self.app.client), classes="whisper", markup=False)
        yield Form(*self._questions())
        yield Static(classes="fill")
        yield Static(said.ONE_IS_ENOUGH, classes="text whisper", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Show the rows of a setback, or of what was left unkept, and read what other kinds need."""
        self._take_up(*self._draft)
        self._show_rows()
        self.read()

    @work
    async def read(self) -> None:
        """Read the goals and the table of questionnaires; without them there are none to choose from."""
        try:
            self._goals, self._known = await asyncio.to_thread(self._read)
        except BiofeedError:
            self._known = packaged_questionnaires()
        self.query_one("#goal", Pick).offer([goal.name for goal in self._goals])
        self.query_one("#questionnaire", Pick).offer([one.name for one in self._known])
        self._take_up("goal", "questionnaire")
        self._show_rows()
        self._take_up("closer", "variant")

    @work
    async def action_keep(self) -> None:
        """Keep what was told."""
        try:
            told = told_by(self.filled(), self._now(), self._goals, self._known)
            await asyncio.to_thread(self._keep, told)
        except BiofeedError as error:
            self.app.push_screen(ErrorScreen(error))
            return
        self._draft.clear()
        self.dismiss(True)

    def action_leave(self) -> None:
        """Go back and keep nothing; what is filled in waits for the next time."""
        rows = self.query(Form).only_one().query("Question, Line")
        values = {row.id: self._value(row.id) for row in rows if row.id}
        self._draft.clear()
        if any(value is not None for name, value in values.items() if name not in CHOSEN_FOR_EACH):
            self._draft.update({name: value for name, value in values.items() if value is not None})
        self.dismiss(False)

    def filled(self) -> Filled:
        """Give what is filled in, in the rows that belong to this kind."""
        rows = {name: self._value(name) for name in ROWS_OF[self._which]}
        return Filled(self._which, {name: value for name, value in rows.items() if value is not None})

    # --- rows ---------------------------------------------------------------------------------------

    @property
    def _which(self) -> str:
        return self.query_one("#which", OneOf).value or next(iter(ROWS_OF))

    @on(Question.Answered)
    def _show_rows(self) -> None:
        """Show the rows of this kind, and offer what follows from the row above."""
        if not self.is_mounted:
            return
        shown = {"which", "share", *ROWS_OF[self._which]}
        for row in self.query(Form).only_one().query("Question, Line"):
            row.display = row.id in shown
        self._offer("closer", list(feelings().get(str(self._value("feeling")), ())))
        self._offer("variant", self._variants())

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_keep()

    def _offer(self, name: str, choices: list[str]) -> None:
        pick = self.query_one(f"#{name}", Pick)
        if pick.choices != tuple(choices):
            pick.offer(choices)
        pick.display = pick.display and bool(choices)

    def _variants(self) -> list[str]:
        found = self._known.find(str(self._value("questionnaire")))
        return [variant for variant in found.variants if variant] if found else []

    def _take_up(self, *names: str) -> None:
        """Fill in what was left unkept; a word that is not offered here (yet) is left out."""
        for name in names:
            value = self._draft.get(name)
            row = self.query_one(f"#{name}")
            if isinstance(row, Line) and isinstance(value, str):
                row.query_one(Input).value = value
            elif isinstance(row, Scale | OneOf) or (isinstance(row, Pick) and value in row.choices):
                row.answer = value

    def _value(self, name: str) -> str | int | None:
        row = self.query_one(f"#{name}")
        return row.value if isinstance(row, Pick | Scale | OneOf | Line) else None

    def _questions(self) -> Iterator[Question | Line]:
        def hinted(name: str) -> tuple[str, str]:
            return name, said.HINTS[name]

        yield OneOf(*hinted("which"), said.WHICH, next(iter(said.WHICH)))
        yield Line(*hinted("what"))
        yield Pick(*hinted("feeling"), tuple(feelings()))
        yield Pick(*hinted("closer"))
        yield Line(*hinted("own"))
        yield Pick(*hinted("place"), places())
        yield Scale(*hinted("peak"))
        yield Minutes(*hinted("okay"))
        yield Line(*hinted("helped"))
        yield Pick(*hinted("tag"), [kind.value for kind in TagKind])
        yield Line(*hinted("said"))
        yield Pick(*hinted("goal"))
        yield Line(*hinted("new"))
        yield OfTen(*hinted("near"))
        yield Pick(*hinted("questionnaire"))
        yield Pick(*hinted("variant"))
        yield Line(*hinted("numbers"))
        yield OneOf(*hinted("share"), said.SHARES, "no")

    # --- the diary, in a thread ---------------------------------------------------------------------

    @property
    def _origin(self) -> Origin:
        # What is kept in a demo stays with its sessions, and out of everybody's diary.
        return Origin.SIMULATED if self.app.demo else Origin.STRAP

    def _read(self) -> tuple[tuple[Goal, ...], Questionnaires]:
        home = self.app.data_home
        known = questionnaires(home)
        if not home.database(self._origin).exists():
            return (), known
        with open_store(home, self._origin, create=False) as store:
            return tuple(store.goals(self.app.client)), known

    def _keep(self, told: tuple[Value, ...]) -> None:
        shared = self._value("share") == "yes"
        with open_store(self.app.data_home, self._origin) as store:
            for value in told:
                store.write_entry(self.app.client, value, self._now(), shared=shared)
