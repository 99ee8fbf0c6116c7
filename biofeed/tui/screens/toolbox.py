"""The toolbox: exercises that suit this person, notes to themselves, and people to turn to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from biofeed import words
from biofeed.errors import BiofeedError
from biofeed.exercise import Exercise
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.toolbox import Toolbox, keep_toolbox, read_toolbox
from biofeed.tui.widgets.choice import Choice
from biofeed.tui.widgets.keys import Keys
from biofeed.tui.widgets.more_keys import MoreKeys
from biofeed.words import home as said

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp


class _Line(Input):
    """A line to write into, which names the key that ends it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "go on", key_display="enter")]


class ToolboxScreen(Screen[Exercise | None]):
    """Gives the exercise that was taken out to be done, `None` if none was."""

    HELP = (
        "What has helped before is easily forgotten on the day it is needed. Put exercises here with f in "
        "the list of all exercises, write notes to yourself, and the people you can turn to; they stand on "
        "the card as well. The toolbox stays on this computer and is never shared."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin", key_display="enter"),
        Binding("n", "write_note", "a note"),
        Binding("p", "write_person", "a person"),
        Binding("tab", "next_line", "the next line", show=False),
        Binding("delete,backspace", "take_out", "take out", key_display="del", show=False),
        Binding("escape", "leave", "back", key_display="esc"),
    ]
    app: BiofeedApp

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        super().__init__()
        self._exercises = {exercise.name: exercise for exercise in exercises}
        self._toolbox = Toolbox()
        self._writing: Callable[[str], Toolbox] | None = None
        self._left_to_ask: Sequence[str] = ()
        self._answers: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay it out; the line to write into keeps its place."""
        with Horizontal(id="top"):
            yield Static(said.TOOLBOX, classes="heading")
            yield Static(words.log_of(self.app.client), classes="whisper", markup=False)
        yield Choice()
        yield Static(classes="fill")
        yield Static(id="asked", classes="text whisper", markup=False)
        yield _Line(compact=True, max_length=400, disabled=True)
        yield MoreKeys("take_out")
        yield Keys()

    def on_mount(self) -> None:
        """Look what is in it."""
        self.query_one(Choice).focus()
        self.read()

    @work
    async def read(self) -> None:
        """Read the toolbox; what is in the way is said, and it is empty then."""
        try:
            self._toolbox = await asyncio.to_thread(read_toolbox, self.app.data_home, self.app.client)
        except BiofeedError as error:
            self.app.push_screen(ErrorScreen(error))
        self._list()

    # --- what the person does -----------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a line is written, its letters are its own."""
        if action == "next_line":
            return self._writing is not None
        return self._writing is None or action == "leave"

    @on(OptionList.OptionSelected)
    def action_begin(self) -> None:
        """Begin the exercise that is marked; a note or a person has nothing to begin."""
        group, marked = self._marked()
        if group == said.FAVOURITES and marked in self._exercises:
            self.dismiss(self._exercises[marked])

    def action_write_note(self) -> None:
        """Write a note to oneself."""
        self._write([said.NEW_NOTE], self._toolbox.with_note)

    def action_write_person(self) -> None:
        """Write down a person."""
        self._write([said.NEW_PERSON, said.THEIR_NUMBER], self._toolbox.with_person)

    def action_take_out(self) -> None:
        """Take out what is marked."""
        group, marked = self._marked()
        if group == said.FAVOURITES:
            self._keep(self._toolbox.with_favourite(marked))
        elif marked:
            self._keep(self._toolbox.without(marked))

    def action_leave(self) -> None:
        """Stop writing, or go back."""
        if self._writing is None:
            self.dismiss(None)
        else:
            self._stop_writing()

    def action_next_line(self) -> None:
        """Go on to the next line, where there is one; the last is ended on purpose."""
        if self._left_to_ask:
            self._take(self.query_one(_Line).value)

    @on(Input.Submitted)
    def _written(self, line: Input.Submitted) -> None:
        if self._writing is not None:
            self._take(line.value)

    def _take(self, text: str) -> None:
        """Take what was written. A first line left empty ends it; a later one is waited for."""
        if text.strip():
            self._answers.append(text.strip())
            self._ask_next()
        elif not self._answers:
            self._stop_writing()

    def _write(self, asked: Sequence[str], writing: Callable[[str], Toolbox]) -> None:
        """Ask for one line after the other; together they make what is kept."""
        self._writing, self._left_to_ask, self._answers = writing, asked, []
        # The cursor stays in the line until it is ended or left.
        self.query_one(Choice).disabled = True
        self._ask_next()

    def _ask_next(self) -> None:
        if self._writing is not None and not self._left_to_ask:
            self._keep(self._writing(", ".join(self._answers)))
            self._stop_writing()
            return
        asked, *self._left_to_ask = self._left_to_ask
        self.query_one("#asked", Static).update(asked)
        line = self.query_one(_Line)
        line.value, line.disabled = "", False
        line.focus()
        self.refresh_bindings()

    def _stop_writing(self) -> None:
        self._writing = None
        self.query_one(Choice).disabled = False
        self.query_one("#asked", Static).update("")
        line = self.query_one(_Line)
        line.value, line.disabled = "", True
        self.query_one(Choice).focus()
        self.refresh_bindings()

    @work
    async def _keep(self, after: Toolbox) -> None:
        before = self._toolbox
        try:
            await asyncio.to_thread(keep_toolbox, self.app.data_home, self.app.client, before, after)
        except BiofeedError as error:
            self.app.push_screen(ErrorScreen(error))
            return
        self._toolbox = after
        self._list()

    # --- what is shown ------------------------------------------------------------------------------

    def _marked(self) -> tuple[str, str]:
        """Give what the cursor is on, and under which heading it stands; empty if it is on nothing."""
        option = self.query_one(Choice).highlighted_option
        group, _, marked = (option.id or "").partition(":") if option else ("", "", "")
        return group, marked

    def _list(self) -> None:
        choice = self.query_one(Choice)
        highlighted = choice.highlighted
        choice.set_options(list(self._options()))
        choosable = [at for at, option in enumerate(choice.options) if not option.disabled]
        below = (at for at in choosable if highlighted is not None and at >= highlighted)
        choice.highlighted = next(below, choosable[-1] if choosable and highlighted else None)
        if choice.highlighted is None and choosable:
            choice.highlighted = choosable[0]

    def _options(self) -> Iterator[Option]:
        toolbox = self._toolbox
        titles = {name: one.title for name, one in self._exercises.items()}
        favourites = [(name, titles[name]) for name in toolbox.favourites if name in titles]
        yield from _group(said.FAVOURITES, favourites, said.NO_FAVOURITES)
        yield Option("", disabled=True)
        yield from _group(said.NOTES, [(note, note) for note in toolbox.notes], said.NO_NOTES)
        yield Option("", disabled=True)
        yield from _group(said.PEOPLE, [(person, person) for person in toolbox.people], said.NO_PEOPLE)


def _group(heading: str, things: Sequence[tuple[str, str]], empty: str) -> Iterator[Option]:
    """Give a heading and what stands under it, or what would put something there."""
    yield Option(Content.styled(heading, "$whisper"), disabled=True)
    if not things:
        yield Option(Content.styled(f"  {empty}", "$whisper"), disabled=True)
    # A note may have been written twice.
    for name, text in dict(things).items():
        yield Option(Content(text), id=f"{heading}:{name}")
