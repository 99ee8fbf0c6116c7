"""The keys of the live screen: what there is to do while a session goes on.

One key stops, and nothing is asked before. Of everything else only what would change something is offered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Key

from biofeed import words
from biofeed.tui.hands import Hands
from biofeed.tui.preference import BLOCKS
from biofeed.tui.ready import Ready
from biofeed.tui.step import Step
from biofeed.tui.widgets.answer import Answer
from biofeed.tui.widgets.trace import Trace
from biofeed.tui.widgets.whisper import Whisper

if TYPE_CHECKING:
    from biofeed.errors import BiofeedError
    from biofeed.practice import Practice
    from biofeed.tui.app import BiofeedApp

Ending: TypeAlias = "Practice | BiofeedError | None"
BY_HAND = "stopped"
"""The reason of a session that the person stopped."""


class LiveKeys(Step[Ending]):
    """What a person can do on the live screen. How it looks is `LiveScreen`'s."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # First, so that the way out is named in the narrowest terminal.
        Binding("escape", "stop", "stop", key_display="esc"),
        Binding("space", "pause", "pause"),
        Binding("space", "resume", "go on"),
        Binding("s", "skip", "skip"),
        Binding("r", "repeat", "repeat this step", show=False),
        Binding("m", "mark", "mark"),
        Binding("n", "hide_numbers", "hide numbers"),
        Binding("n", "show_numbers", "show numbers"),
        Binding("plus,equals_sign", "repace(1)", "a little faster", key_display="+", show=False),
        Binding("minus", "repace(-1)", "a little slower", key_display="-", show=False),
        Binding("full_stop", "louder", "louder", key_display=".", show=False),
        Binding("comma", "softer", "softer", key_display=",", show=False),
        Binding("x", "change_exercise", "stop, and choose another exercise", show=False),
        Binding("b", "toggle_blocks", "line in blocks or braille", show=False),
    ]
    app: BiofeedApp

    def __init__(self, ready: Ready) -> None:
        super().__init__()
        self.ready = ready
        self.hands: Hands | None = None
        """Acts on the session, from its opening on."""
        self.view = words.LiveView()
        self.numbers_shown = not ready.hides_digits
        self.wants_another = False
        """Whether the person stopped in order to choose another exercise."""

    def look(self) -> None:
        """Bring everything that passes with time up to this moment."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Of each pair of keys, offer the one that would change something; letters are a question's own."""
        if self.view.prompt is not None and action not in {"stop", "pause", "resume"}:
            return False
        if action in {"skip", "repeat"}:
            return self._would_change(action)
        offered = {
            # With one practice alone there is no list to choose from.
            "change_exercise": self.app.exercise is None,
            "pause": not self.view.paused,
            "resume": self.view.paused,
            "hide_numbers": self.view.has_beats and self.numbers_shown,
            "show_numbers": self.view.has_beats and not self.numbers_shown,
            "louder": self.app.conductor.player is not None,
            "softer": self.app.conductor.player is not None,
        }
        return offered.get(action, True)

    def _would_change(self, action: str) -> bool:
        """Tell whether skipping or repeating is of use: not where a breath is simply paced."""
        if self.hands is None:
            return False
        is_stepped = len(self.ready.exercise.parts) > 1 or any(p.cues for p in self.ready.exercise.parts)
        return is_stepped and (self.hands.can_skip if action == "skip" else self.hands.can_repeat)

    def action_pause(self) -> None:
        """Hold the pacer."""
        if self.hands:
            self.hands.pause()

    def action_resume(self) -> None:
        """Take the breath up again."""
        if self.hands:
            self.hands.resume()

    def action_mark(self) -> None:
        """Remember this moment."""
        if self.hands:
            self.hands.mark()

    def action_skip(self) -> None:
        """Go on to what comes next."""
        if self.hands:
            self.hands.skip()

    def action_repeat(self) -> None:
        """Have the breathing part that was last begun once more."""
        if self.hands:
            self.hands.repeat()

    def action_repace(self, steps: int) -> None:
        """Ask for a slightly slower or faster breath."""
        if self.hands:
            self.hands.repace(steps)

    def action_hide_numbers(self) -> None:
        """Leave breath and line only."""
        self._show_numbers(False)

    def action_show_numbers(self) -> None:
        """Bring the numbers back."""
        self._show_numbers(True)

    def action_louder(self) -> None:
        """Let the cues be heard better."""
        self.query_one(Whisper).say(self.app.conductor.change_loudness(louder=True))

    def action_softer(self) -> None:
        """Let the cues be softer, and off in the end."""
        self.query_one(Whisper).say(self.app.conductor.change_loudness(louder=False))

    def action_toggle_blocks(self) -> None:
        """Draw the line with other glyphs, and remember that."""
        trace = self.query_one(Trace)
        trace.blocks = not trace.blocks
        self.app.preferences.keep(BLOCKS, trace.blocks)

    def action_change_exercise(self) -> None:
        """Stop here, and go where another exercise can be chosen."""
        self.wants_another = True
        self._stop(BY_HAND)

    def action_stop(self) -> None:
        """End the practice; one key, and nothing is asked before."""
        self._stop(BY_HAND)

    def _stop(self, reason: str) -> None:
        if self.hands is not None:
            self.hands.stop(reason)
            return
        self.app.give_up()
        self.finish(None)

    def _show_numbers(self, shown: bool) -> None:
        self.numbers_shown = shown
        self.refresh_bindings()
        self.look()

    # --- a task's question --------------------------------------------------------------------------

    @on(Answer.Submitted)
    def _answer(self, message: Answer.Submitted) -> None:
        if self.hands and self.view.prompt is not None:
            self.hands.answer(self.view.prompt, message.value)

    def on_key(self, key: Key) -> None:
        """Let one key be the answer where that is enough."""
        asked = self.view.prompt
        if self.hands and asked is not None and key.key in asked.keys:
            key.stop()
            key.prevent_default()
            self.hands.answer(asked, key.key)
