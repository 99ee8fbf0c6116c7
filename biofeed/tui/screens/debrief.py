"""Debrief: how it is now, in the person's own judgement, before any number is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from biofeed import words
from biofeed.care import Debrief, Window
from biofeed.tui.step import Step
from biofeed.tui.widgets.form import Form
from biofeed.tui.widgets.keys import Keys
from biofeed.tui.widgets.question import Line, Minutes, OneOf, Question, Scale
from biofeed.words import checkin as asked
from biofeed.words import visit

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said."""

    debrief: Debrief
    bring: bool = False
    """Whether the session is to be talked over with the therapist."""


class DebriefScreen(Step[Answers]):
    """One page of questions; each can be left open."""

    HELP = (
        "The same questions as before, so that they can be compared, and a few words of your own. Feeling "
        "the same as before, or more, is common in the beginning."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "go on", key_display="enter"),
        Binding("escape", "skip", "skip", key_display="esc"),
    ]
    app: BiofeedApp

    def __init__(self, *, after_stress: bool = False) -> None:
        super().__init__()
        self._after_stress = after_stress

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Horizontal(id="top"):
            yield Static(visit.HOW_IS_IT, classes="heading", markup=False)
            yield Static(words.log_of(self.app.client), classes="whisper", markup=False)
        yield Static(visit.BEFORE_NUMBERS, classes="text whisper")
        yield Static(visit.ARROWS_AFTER, classes="text whisper")
        yield Static(classes="line")
        yield Form(*self._questions())
        yield Static(classes="fill")
        yield Keys()

    def answers(self) -> Answers:
        """Give what was answered so far."""
        window = self.query_one("#window", OneOf).value
        minutes = next((question.value for question in self.query("#okay").results(Minutes)), None)
        debrief = Debrief(
            stress=self.query_one("#stress", Scale).value,
            window=Window(window) if window else None,
            helped=self.query_one("#helped", Line).value,
            okay_minutes=minutes,
        )
        return Answers(debrief, self.query_one("#bring", OneOf).value == "yes")

    @on(Input.Submitted)
    def action_go_on(self) -> None:
        """Take what was answered."""
        self.finish(self.answers())

    def action_skip(self) -> None:
        """Leave everything open."""
        self.finish(Answers(Debrief()))

    def _questions(self) -> list[Question | Line]:
        in_full = f"{asked.WINDOW_AFTER}\n{' · '.join(asked.WINDOWS.values())}"
        okay: list[Question | Line] = [Minutes("okay", asked.OKAY_MINUTES)] if self._after_stress else []
        return [
            Scale("stress", asked.STRESS_AFTER),
            OneOf("window", in_full, visit.WINDOW_NAMES),
            *okay,
            OneOf("bring", visit.BRING_IT, visit.YES_NO, "no"),
            Line("helped", asked.HELPED),
        ]
