"""Home: which breath, for how long, with what, in whose log. Nothing is due here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from biofeed import words
from biofeed.errors import BiofeedError
from biofeed.exercise import MAX_MINUTES, MIN_MINUTES, Exercise
from biofeed.plugins import exercise_names, load_exercise
from biofeed.tui.widgets.choice import Choice
from biofeed.tui.widgets.keys import Keys

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp

FIRST_CHOICE = "longer-exhale"
"""Where the cursor begins, as far as that exercise is installed."""


class HomeScreen(Screen[None]):
    """Where the app opens, and where it comes back to."""

    HELP = (
        "Choose a breath with the arrow keys and begin with enter. Left and right change how long it lasts. "
        "With s you choose where the heartbeats come from: a strap, no strap at all, or a simulated person "
        "to try things out. Every session goes into the log named at the top."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin", key_display="enter"),
        Binding("right", "lengthen(1)", "length", key_display="← →"),
        Binding("left", "lengthen(-1)", "length", show=False),
        Binding("s", "choose_strap", "strap"),
        Binding("q", "quit", "quit"),
    ]
    app: BiofeedApp

    def __init__(self) -> None:
        super().__init__()
        self._exercises: dict[str, Exercise] = {}
        self._broken: list[BiofeedError] = []

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Horizontal(id="top"):
            yield Static(words.HELLO, classes="heading")
            yield Static(words.log_of(self.app.client), classes="whisper", id="whose", markup=False)
        yield Choice(*self._options())
        yield Static(id="plan", classes="text", markup=False)
        yield Static(words.EASY, classes="text whisper")
        yield Static(classes="fill")
        yield Static(self._footnotes(), id="trouble", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Put the cursor on the breath that most people begin with."""
        choice = self.query_one(Choice)
        names = list(self._exercises)
        if names:
            choice.highlighted = names.index(FIRST_CHOICE) if FIRST_CHOICE in names else 0
        choice.focus()
        # Another screen changes it, and is gone before the choice has arrived.
        self.watch(self.app, "device", self._show_plan)

    @on(OptionList.OptionHighlighted)
    def _show_plan(self) -> None:
        exercise = self._chosen()
        if exercise is None:
            return
        with_what = words.device(self.app.device) if self.app.device else words.NO_DEVICE_YET
        length = words.minutes(self.app.minutes or exercise.minutes)
        self.query_one("#plan", Static).update(words.plan(length, with_what))

    @on(OptionList.OptionSelected)
    def action_begin(self) -> None:
        """Begin with what is highlighted."""
        exercise = self._chosen()
        if exercise is not None:
            self.app.begin(exercise)

    def action_lengthen(self, by_minutes: int) -> None:
        """Make it longer or shorter."""
        exercise = self._chosen()
        if exercise is not None:
            now = self.app.minutes or exercise.minutes
            self.app.minutes = min(max(round(now) + by_minutes, MIN_MINUTES), MAX_MINUTES)
            self._show_plan()

    def action_choose_strap(self) -> None:
        """Choose where beats come from."""
        self.app.choose_device()

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit(0)

    def _chosen(self) -> Exercise | None:
        option = self.query_one(Choice).highlighted_option
        return self._exercises.get(option.id or "") if option else None

    def _options(self) -> list[Option]:
        """Give an entry for each exercise that can be read; what cannot is told of at the bottom."""
        for name in exercise_names():
            try:
                self._exercises[name] = load_exercise(name)
            except BiofeedError as error:
                self._broken.append(error)
        return [Option(_entry(exercise), id=name) for name, exercise in self._exercises.items()]

    def _footnotes(self) -> str:
        lines = [words.SIMULATED] if self.app.demo else []
        return "\n".join([*lines, *(f"{error.title} {error.hint}" for error in self._broken)])


def _entry(exercise: Exercise) -> Content:
    """Say what an exercise is; what to take care of is as easy to see as its title."""
    lines = [Content.styled(exercise.title, "bold"), Content.styled(exercise.summary, "$whisper")]
    return Content("\n").join([*lines, *map(Content, exercise.cautions)])
