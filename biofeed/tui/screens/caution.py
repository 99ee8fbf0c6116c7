"""The caution check: a few questions one after the other, and what each yes changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from biofeed.care import Care, Caution
from biofeed.care.caution import ASK_CLINICIAN
from biofeed.tui.step import Step
from biofeed.tui.widgets.keys import Keys
from biofeed.tui.widgets.overflow import Overflow
from biofeed.words import care as words
from biofeed.words import welcome

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp

CLINICIAN = "clinician"
"""The question that comes last, where an answer before asks for it."""


class CautionScreen(Step[Care | None]):
    """Asks one thing at a time. Ends with the answers, or with `None` where the person left it for now."""

    HELP = (
        "y says that it applies to you, n that it does not. The answers stay on this computer, and the "
        "palette has the check again whenever something changes."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "say(True)", "yes"),
        Binding("n", "say(False)", "no"),
        Binding("enter", "done", "go on", key_display="enter"),
        *Overflow.READ_ON,
        Binding("down", "read_line(1)", "a line on", show=False),
        Binding("up", "read_line(-1)", "a line back", show=False),
        Binding("b,backspace,left", "step_back", "one back", key_display="b"),
        Binding("escape", "leave", "leave for now", key_display="esc"),
    ]
    app: BiofeedApp

    def __init__(self, *, may_leave: bool = True) -> None:
        super().__init__()
        self._may_leave = may_leave
        self._said: list[bool] = []

    @property
    def asked(self) -> str | None:
        """Which question is open; `None` when all are answered."""
        return next(iter(self._questions()[len(self._said) :]), None)

    def care(self) -> Care:
        """Give what was answered so far, as the whole of it."""
        pairs = dict(zip(self._questions(), self._said, strict=False))
        applies = frozenset(caution for caution in Caution if pairs.get(caution.value))
        return Care(True, applies, bool(pairs.get(CLINICIAN)))

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Overflow(classes="page"):
            yield Static(welcome.CAUTION_TITLE, id="title")
            yield Static(words.WHY_ASKED, classes="whisper", markup=False)
            yield Static(id="count", classes="whisper", markup=False)
            yield Static(id="question", markup=False)
            yield Static(id="changes", classes="whisper", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Ask the first."""
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer yes and no while something is asked, and to go on when all is."""
        is_over = self.asked is None
        offered = {
            "say": not is_over,
            "done": is_over,
            "step_back": bool(self._said),
            "leave": self._may_leave,
            "read_on": self._is_cut,
            "read_line": self._is_cut,
        }
        return offered.get(action, True)

    def action_say(self, yes: bool) -> None:
        """Take an answer."""
        self._said.append(yes)
        self._show()

    def action_step_back(self) -> None:
        """Ask the one before once more."""
        self._said.pop()
        self._show()

    def action_read_on(self, pages: int) -> None:
        """Read on, or back."""
        self.query_one(Overflow).turn(pages)

    def action_read_line(self, rows: int) -> None:
        """Read a line on, or back."""
        self.query_one(Overflow).scroll_relative(y=rows, animate=False)

    def action_done(self) -> None:
        """End with what was answered."""
        self.finish(self.care())

    def action_leave(self) -> None:
        """Leave it for now; what was not answered stays so."""
        self.finish(None)

    @property
    def _is_cut(self) -> bool:
        return any(text.is_cut for text in self.query(Overflow))

    def _questions(self) -> list[str]:
        """Give what is asked, in order; whether a clinician agrees only where that matters."""
        cautions = [caution.value for caution in Caution]
        matters = any(
            yes and caution in ASK_CLINICIAN for caution, yes in zip(Caution, self._said, strict=False)
        )
        return [*cautions, CLINICIAN] if matters else cautions

    def _show(self) -> None:
        questions, asked = self._questions(), self.asked
        if asked is None:
            count, question = "", welcome.CAUTION_DONE
            changes = [*self.care().changes(), words.ALWAYS]
        else:
            count = welcome.question_of(len(self._said) + 1, len(questions))
            question = words.QUESTIONS.get(asked, words.ASK_CLINICIAN)
            changes = self._latest_change(questions)
        self.query_one("#count", Static).update(count)
        self.query_one("#question", Static).update(question)
        self.query_one("#changes", Static).update("\n\n".join(changes))
        self.query_one(Overflow).scroll_home(animate=False)
        self.refresh_bindings()

    def _latest_change(self, questions: Sequence[str]) -> list[str]:
        """Say what the answer just now changes, if it was a yes."""
        latest = questions[len(self._said) - 1] if self._said and self._said[-1] else ""
        return [welcome.YES_CHANGES, words.CHANGES[latest]] if latest in words.CHANGES else []
