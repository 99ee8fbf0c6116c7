"""Reason: why a practice was stopped early, in one key, and what to do where there is something to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from biofeed.care import StopReason
from biofeed.care.debrief import FROM_BREATHING
from biofeed.tui.step import Step
from biofeed.tui.widgets.keys import Keys
from biofeed.words import care as care_words
from biofeed.words import checkin as words
from biofeed.words import visit

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp

UNWELL = FROM_BREATHING | {StopReason.UPSET}
"""Reasons after which something is to be said, and grounding is offered."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """What was said of the end."""

    reason: StopReason | None = None
    wants_grounding: bool = False


class ReasonScreen(Step[Stopped]):
    """Asks once, and takes no answer for an answer too."""

    HELP = "The reason is kept with the session, because it helps to know what did not suit."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "go_on", "go on", key_display="enter"),
        Binding("g", "ground", "grounding"),
        Binding("c", "app.card", "card"),
        *(Binding(key, f"give('{reason}')", reason, show=False) for key, reason in words.STOP_KEYS.items()),
    ]
    app: BiofeedApp

    def __init__(self) -> None:
        super().__init__()
        self.reason: StopReason | None = None

    def compose(self) -> ComposeResult:
        """Lay it out: the question, its keys, and room for what there is to say."""
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(visit.STOPPED, id="title")
            yield Static(words.WHY_STOPPED, markup=False)
            yield Static(self._listed(), id="reasons", markup=False)
            yield Static(id="advice", markup=False)
        yield Keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer grounding where it may be wanted, and ask once alone."""
        if action == "give":
            return self.reason is None
        return self.reason in UNWELL if action == "ground" else True

    def action_give(self, reason: str) -> None:
        """Take the reason; where nothing is to be said about it, that is all."""
        self.reason = StopReason(reason)
        if self.reason not in UNWELL:
            self.finish(Stopped(self.reason))
            return
        self.query_one("#reasons", Static).update(self.reason.value)
        self.query_one("#advice", Static).update("\n\n".join(self._advice()))
        self.refresh_bindings()

    def action_ground(self) -> None:
        """Go to grounding at once."""
        self.finish(Stopped(self.reason, wants_grounding=True))

    def action_go_on(self) -> None:
        """Go on, whether anything was said or not."""
        self.finish(Stopped(self.reason))

    def _advice(self) -> list[str]:
        if self.reason is StopReason.UPSET:
            return [words.AFTER_UPSET, visit.GROUNDING_OFFERED]
        return [visit.LET_BE, words.AFTER_BREATHING, visit.GROUNDING_OFFERED, care_words.STOP_NOW_RULE]

    @staticmethod
    def _listed() -> str:
        return "\n".join(f"  {key}   {reason}" for key, reason in words.STOP_KEYS.items())
