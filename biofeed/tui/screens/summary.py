"""Summary: what the session came to, in a few lines, and where it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from biofeed import words
from biofeed.tui.widgets.keys import Keys
from biofeed.types import Origin

if TYPE_CHECKING:
    from biofeed.practice import Practice
    from biofeed.tui.app import BiofeedApp


class SummaryScreen(Screen[None]):
    """Shown after every practice, however it ended."""

    HELP = f"{words.SAME_RHYTHM} {words.PACED_RMSSD}"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,q", "done", "done", key_display="enter")]
    app: BiofeedApp

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield Static(self._heading(), classes="heading", markup=False)
        yield Static("\n".join(self._lines()), classes="text", id="lines", markup=False)
        yield Static(classes="line")
        yield Static(self._kept(), classes="text whisper", id="kept", markup=False)
        yield Static(classes="fill")
        yield Keys()

    def action_done(self) -> None:
        """Go home, or end where there is none to go to."""
        if self.app.exercise is not None:
            self.app.exit(0)
        else:
            self.app.pop_screen()

    def _heading(self) -> str:
        ended = self.practice.session.ended
        lasted = words.as_clock(round(ended.t_s if ended else 0.0))
        return f"{self.practice.plan.exercise.title} · {lasted}"

    def _lines(self) -> list[str]:
        session = self.practice.session
        if not self.practice.info.has_beats:
            return [words.NOTHING_MEASURED]
        ended_s = session.ended.t_s if session.ended else 0.0
        return words.summary_lines(session.summary, session.schedule.paces(ended_s))

    def _kept(self) -> str:
        trouble = self.practice.session.journal.trouble
        if trouble is not None:
            return f"{trouble.title} {trouble.hint}"
        lines = [words.kept(self.practice.id, self.practice.plan.client)]
        if self.practice.info.origin is Origin.SIMULATED:
            lines.append(words.SIMULATED)
        return "\n".join(lines)
