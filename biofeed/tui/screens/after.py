"""After: what the session came to, one line to keep with it, and whether it is kept at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from biofeed import words
from biofeed.care import Care
from biofeed.tui import outcome
from biofeed.tui.outcome import Told
from biofeed.tui.screens.confirm import ConfirmScreen
from biofeed.tui.screens.live import HEIGHTS
from biofeed.tui.step import Step
from biofeed.tui.timeline import Timeline
from biofeed.tui.widgets.course import Course
from biofeed.tui.widgets.keys import Keys
from biofeed.tui.widgets.question import Line
from biofeed.types import Origin
from biofeed.words import visit

if TYPE_CHECKING:
    from biofeed.practice import Practice
    from biofeed.tui.app import BiofeedApp


@dataclass(frozen=True, slots=True)
class Left:
    """How the person left a session behind."""

    kept: bool = True
    line: str | None = None
    wants_grounding: bool = False


class AfterScreen(Step[Left]):
    """Shown after every practice, however it ended. To keep it and to let it go are one key each."""

    HELP = f"{words.SAME_RHYTHM} {words.PACED_RMSSD} {visit.UNPACED_ONLY}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,k", "keep", "done", key_display="enter"),
        Binding("l", "let_go", "let go"),
        Binding("w", "write", "write a line"),
        Binding("g", "ground", "grounding"),
        Binding("n", "show_numbers", "show numbers"),
        Binding("escape,q", "keep", "done", show=False),
        Binding("down", "scroll(1)", "more", show=False),
        Binding("up", "scroll(-1)", "more", show=False),
    ]
    VERTICAL_BREAKPOINTS = HEIGHTS
    app: BiofeedApp

    def __init__(
        self,
        practice: Practice,
        timeline: Timeline,
        told: Told,
        care: Care,
        *,
        said: Sequence[str] = (),
        offers_grounding: bool = False,
        blocks: bool = False,
    ) -> None:
        super().__init__()
        self.practice = practice
        self._told = told
        self._care = care
        self._said = said
        self._offers_grounding = offers_grounding
        self._digits = not care.hides_digits
        self._course = Course(timeline, blocks=blocks, digits=self._digits)

    def compose(self) -> ComposeResult:
        """Lay it out: the words first, then the picture, then the numbers."""
        with Horizontal(id="top"):
            yield Static(self._heading(), classes="heading", markup=False)
            yield Static(words.log_of(self.practice.plan.client), classes="whisper", markup=False)
        yield self._course
        yield Static(id="legend", classes="text whisper", markup=False)
        with VerticalScroll(id="found", can_focus=False):
            yield Static(id="lines", classes="text", markup=False)
        yield Line("line", "")
        yield Static(self._kept(), classes="text whisper", id="kept", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Say what there is to say; the line waits until it is asked for."""
        self.query_one(Input).disabled = True
        self._show()
        self.call_after_refresh(self._explain)

    # --- what the person does -----------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what would change something."""
        offered = {
            "ground": self._offers_grounding,
            "show_numbers": not self._digits and self.practice.info.has_beats,
        }
        return offered.get(action, True)

    def action_keep(self) -> None:
        """Keep it; from the line, go back to the screen first."""
        if self.query_one(Input).has_focus:
            self._put_down()
            return
        self.finish(Left(line=self.line()))

    @work
    async def action_let_go(self) -> None:
        """Let it go, if that is meant."""
        question = ConfirmScreen(visit.LET_GO, visit.LET_GO_MEANS, visit.LET_GO_KEYS)
        if await self.app.push_screen_wait(question):
            self.finish(Left(kept=False))

    def action_write(self) -> None:
        """Let the line be written."""
        line = self.query_one(Input)
        line.disabled = False
        line.focus()

    def action_ground(self) -> None:
        """Keep it, and go to grounding."""
        self.finish(Left(line=self.line(), wants_grounding=True))

    def action_show_numbers(self) -> None:
        """Show the digits that rest."""
        self._digits = self._course.digits = True
        self._course.refresh()
        self._show()
        self.refresh_bindings()

    def action_scroll(self, rows: int) -> None:
        """Read on, or back."""
        self.query_one("#found", VerticalScroll).scroll_relative(y=rows, animate=False)

    @on(Input.Submitted)
    def _put_down(self) -> None:
        """Leave the line as it is; the keys are the screen's again."""
        line = self.query_one(Input)
        self.set_focus(None)
        line.disabled = True

    # --- what is shown ------------------------------------------------------------------------------

    def _show(self) -> None:
        felt = outcome.felt_lines(self._told)
        measured = (
            outcome.measured_lines(self.practice, self._care) if self._digits else [visit.NO_NUMBERS_HERE]
        )
        paragraphs = [felt, self._said, measured]
        lines = [line for lines in paragraphs if lines for line in (*lines, "")]
        self.query_one("#lines", Static).update("\n".join(lines).rstrip())

    def _explain(self) -> None:
        self.query_one("#legend", Static).update(self._course.legend())

    def line(self) -> str | None:
        """Give what is written so far."""
        return self.query_one("#line", Line).value

    def _heading(self) -> str:
        ended = self.practice.session.ended
        lasted = words.as_clock(round(ended.t_s if ended else 0.0))
        return f"{self.practice.plan.exercise.title} · {lasted}"

    def _kept(self) -> str:
        trouble = self.practice.session.journal.trouble
        if trouble is not None:
            return f"{trouble.title} {trouble.hint}"
        lines = [words.kept(self.practice.id, self.practice.plan.client)]
        if self.practice.info.origin is Origin.SIMULATED:
            lines.append(visit.KEPT_APART)
        return "\n".join(lines)
