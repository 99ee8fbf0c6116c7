"""The library: every exercise there is, by kind. One's own stand beside those that come along."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from biofeed.errors import BiofeedError, ExerciseError
from biofeed.exercise import Exercise
from biofeed.library import Library
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.toolbox import Toolbox, keep_toolbox, read_toolbox
from biofeed.tui.widgets.choice import Choice
from biofeed.tui.widgets.keys import Keys
from biofeed.words import home as said

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp

TITLE_COLUMNS = 36


class LibraryScreen(Screen[Exercise | None]):
    """Gives the exercise that was chosen, `None` if none was."""

    HELP = (
        "Every exercise, with how long it is and how well what is said of it has been studied. What to take "
        "care of stands below the one that is marked. Files of your own, in the folder “exercises” of your "
        "data folder, are listed with the others; docs/exercises.md says how to write one. f puts an "
        "exercise into your toolbox, or takes it out."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "begin", key_display="enter"),
        Binding("f", "favour", "toolbox"),
        Binding("escape", "dismiss", "back", key_display="esc"),
    ]
    app: BiofeedApp

    def __init__(
        self, exercises: Sequence[Exercise], broken: Sequence[ExerciseError], first: str | None = None
    ) -> None:
        """List exercises and tell of broken files; `first` is the one that is marked to begin with."""
        super().__init__()
        self._first = first
        self._exercises = {exercise.name: exercise for exercise in exercises}
        self._broken = broken
        self._own = frozenset[str]()
        self._toolbox = Toolbox()

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Static(said.WHICH_EXERCISE, classes="heading")
        yield Choice()
        with VerticalScroll(id="about", can_focus=False):
            yield Static(id="summary", classes="text", markup=False)
            yield Static(id="cautions", classes="text whisper", markup=False)
        yield Static(
            "\n".join(f"{error.title} {error.hint}" for error in self._broken), id="trouble", markup=False
        )
        yield Keys()

    def on_mount(self) -> None:
        """List what there is."""
        library = Library(self.app.data_home.exercises)
        self._own = frozenset(name for name in self._exercises if library.is_own(name))
        self._list()
        choice = self.query_one(Choice)
        # Headings have no name.
        places = {option.id: at for at, option in enumerate(choice.options) if option.id}
        first = self._first if self._first in places else next(iter(places), "")
        choice.highlighted = places.get(first)
        choice.focus()
        self.read()

    @work
    async def read(self) -> None:
        """See which of them are in the toolbox; a log that cannot be read leaves them unmarked."""
        try:
            self._toolbox = await asyncio.to_thread(read_toolbox, self.app.data_home, self.app.client)
        except BiofeedError:
            return
        self._list()

    @on(OptionList.OptionHighlighted)
    def _show_about(self) -> None:
        exercise = self._marked()
        self.query_one("#summary", Static).update(exercise.summary if exercise else "")
        self.query_one("#cautions", Static).update(said.take_care(exercise.cautions) if exercise else "")
        self.query_one("#about").scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def action_choose(self) -> None:
        """Give what is marked."""
        exercise = self._marked()
        if exercise is not None:
            self.dismiss(exercise)

    @work
    async def action_favour(self) -> None:
        """Put what is marked into the toolbox, or take it out."""
        exercise = self._marked()
        if exercise is None:
            return
        before, after = self._toolbox, self._toolbox.with_favourite(exercise.name)
        try:
            await asyncio.to_thread(keep_toolbox, self.app.data_home, self.app.client, before, after)
        except BiofeedError as error:
            self.app.push_screen(ErrorScreen(error))
            return
        self._toolbox = after
        self._list()

    def _marked(self) -> Exercise | None:
        option = self.query_one(Choice).highlighted_option
        return self._exercises.get(option.id or "") if option else None

    def _list(self) -> None:
        """List the exercises, leaving the cursor where it is."""
        choice = self.query_one(Choice)
        highlighted = choice.highlighted
        choice.set_options(list(self._options()))
        choice.highlighted = highlighted

    def _options(self) -> Iterator[Option]:
        groups = by_kind(tuple(self._exercises.values()))
        for number, (heading, exercises) in enumerate(groups):
            if number:
                yield Option("", disabled=True)
            yield Option(Content.styled(heading, "$whisper"), disabled=True)
            for exercise in exercises:
                yield Option(self._row(exercise), id=exercise.name)

    def _row(self, exercise: Exercise) -> Content:
        title, about = said.in_library(
            exercise.title,
            exercise.minutes,
            exercise.label,
            own=exercise.name in self._own,
            favourite=exercise.name in self._toolbox.favourites,
        )
        return Content.assemble(title.ljust(TITLE_COLUMNS), (about, "$whisper"))


def by_kind(exercises: Sequence[Exercise]) -> list[tuple[str, list[Exercise]]]:
    """Group exercises under the heading of their kind, in the order of the headings.

    In each group by title, those that hold the breath after the others.
    """
    groups = {
        heading: sorted((one for one in exercises if one.kind == kind), key=_rank)
        for kind, heading in said.KINDS.items()
    }
    return [(heading, found) for heading, found in groups.items() if found]


def _rank(exercise: Exercise) -> tuple[bool, str]:
    return exercise.has_holds, exercise.title.casefold()
