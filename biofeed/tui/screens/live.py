"""Live: the breath is the one large thing; the heart is a line, the numbers are a row.

The layout is fixed for the whole session. What comes from the session arrives as messages and becomes
attributes of widgets; what passes with time (time left, the line's right edge, "back in 40 s") is looked at a
few times a second. Only the pacer looks more often.
"""

from __future__ import annotations

import asyncio
import math
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen

from biofeed import words
from biofeed.exercise import Exercise
from biofeed.pacer import Schedule
from biofeed.tui.messages import Ended, Happened, Measured, NotSaved, Opened, Refused
from biofeed.tui.screens.summary import SummaryScreen
from biofeed.tui.widgets.keys import Keys
from biofeed.tui.widgets.numbers import Numbers
from biofeed.tui.widgets.pacer import Pacer
from biofeed.tui.widgets.status import Status
from biofeed.tui.widgets.trace import Trace
from biofeed.tui.widgets.whisper import Whisper
from biofeed.types import Beat, Event, Gap, LinkState, Marker, Origin, PaceChange, Pause, Phase, Reflag

if TYPE_CHECKING:
    from biofeed.practice import Practice
    from biofeed.session import Session
    from biofeed.tui.app import BiofeedApp

LOOKS_PER_S = 4
PACE_STEP_BPM = 0.5
HEIGHTS = [(0, "-low"), (24, "-usual"), (36, "-tall")]
"""From how many rows on which style class holds; app.tcss says what it means."""
OUT_OF_REACH = frozenset({LinkState.LOST, LinkState.RECONNECTING, LinkState.NO_CONTACT})


class Below(Vertical):
    """What lies below the pacer. Boxed together, it is left alone while only the disc changes."""


class LiveScreen(Screen[None]):
    """One practice, from getting ready to its end."""

    HELP = (
        "Breathe along with the disc: low and easy, not deep. Another pace begins with the next breath. "
        "Everything is kept as it happens; esc stops at any time."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        # First, so that the way out is named in the narrowest terminal.
        Binding("escape", "stop", "stop", key_display="esc"),
        Binding("space", "pause", "pause"),
        Binding("space", "resume", "go on"),
        Binding("m", "mark", "mark"),
        Binding("n", "hide_numbers", "hide numbers"),
        Binding("n", "show_numbers", "show numbers"),
        Binding("plus,equals_sign", "repace(1)", "a little faster", key_display="+", show=False),
        Binding("minus", "repace(-1)", "a little slower", key_display="-", show=False),
        Binding("b", "toggle_blocks", "line in blocks or braille", show=False),
    ]
    VERTICAL_BREAKPOINTS = HEIGHTS
    app: BiofeedApp

    def __init__(self, exercise: Exercise, device: str, client: str, *, blocks: bool = False) -> None:
        super().__init__()
        self.exercise = exercise
        self.device = device
        self.client = client
        self.practice: Practice | None = None
        self.view = words.LiveView()
        self.numbers_shown = True
        self._blocks = blocks
        self._since_s = 0.0

    def compose(self) -> ComposeResult:
        """Lay it out, from the top down."""
        yield Status()
        yield Pacer()
        with Below():
            yield Trace()
            yield Numbers()
            yield Whisper()
            yield Keys()

    def on_mount(self) -> None:
        """Show what is known already, and begin."""
        self._since_s = asyncio.get_running_loop().time()
        status = self.query_one(Status)
        status.title, status.client = self.exercise.title.lower(), self.client
        self.query_one(Trace).blocks = self._blocks
        self._ticker = self.set_interval(1 / LOOKS_PER_S, self.look)
        # Loading what a practice needs takes a moment; the screen is there before.
        self.call_after_refresh(self.app.practise, self.exercise, self.device, self)

    def on_screen_suspend(self) -> None:
        """Rest while something lies on top. The session goes on."""
        self._ticker.pause()
        self.query_one(Pacer).rest()

    def on_screen_resume(self) -> None:
        """Go on looking."""
        if self.is_mounted:
            self._ticker.resume()
            self.query_one(Pacer).wake()

    # --- what the session says ----------------------------------------------------------------------

    @on(Opened)
    def _open(self, message: Opened) -> None:
        self.practice = practice = message.practice
        self.view.has_beats = practice.info.has_beats
        self.query_one(Pacer).follow(partial(moment, practice.session))
        if practice.info.origin is Origin.SIMULATED:
            self.query_one(Whisper).lasting = words.SIMULATED
        self.refresh_bindings()
        self.look()

    @on(Happened)
    def _happen(self, message: Happened) -> None:
        event = message.event
        self.view.take(event)
        match event:
            case Beat() | Reflag() | Gap():
                self.query_one(Trace).take(event)
            case _:
                self._tell(event)

    def _tell(self, event: Event) -> None:
        """Say what the person did: that it was heard is worth a word."""
        whisper = self.query_one(Whisper)
        match event:
            case Marker(t_s):
                whisper.say(words.marked_at(t_s))
            case PaceChange(bpm=bpm):
                whisper.say(words.pace_to_come(bpm))
            case Pause():
                self.refresh_bindings()

    @on(Measured)
    def _measure(self, message: Measured) -> None:
        self.view.take(message.feedback)

    @on(NotSaved)
    def _warn(self) -> None:
        self.query_one(Whisper).say(words.NOT_SAVED)

    @on(Refused)
    def _refuse(self, message: Refused) -> None:
        self.dismiss()
        self.app.refuse(message.error)

    @on(Ended)
    def _end(self, message: Ended) -> None:
        self.app.switch_screen(SummaryScreen(message.practice))

    # --- what passes with time ----------------------------------------------------------------------

    def look(self) -> None:
        """Bring everything that passes with time up to this moment."""
        status = self.query_one(Status)
        if self.practice is None:
            glyph, said = words.LINK_WORDS[LinkState.CONNECTING]
            waited_s = asyncio.get_running_loop().time() - self._since_s
            status.link = glyph, f"{said} · {words.as_clock(waited_s)}"
            return
        schedule, now_s = moment(self.practice.session)
        breath = schedule.pattern(now_s)
        status.pattern = words.pattern(breath) if breath else ""
        status.link = self.view.link_brief(now_s)
        status.left = words.minutes_left(schedule.remaining_s(now_s))
        self._look_at_heart(schedule, now_s)

    def _look_at_heart(self, schedule: Schedule, now_s: float) -> None:
        trace = self.query_one(Trace)
        trace.show_digits = self.numbers_shown
        trace.now_bpm = self.view.heart_now(now_s)
        trace.notice = self._notice(now_s)
        trace.look(schedule, now_s)
        self.query_one(Numbers).lines = self._lines(schedule, now_s)

    def _notice(self, now_s: float) -> str:
        """Say why there is no line, where there is none."""
        if not self.view.has_beats:
            return words.NO_STRAP
        link = self.view.link
        if link is not None and link.state in OUT_OF_REACH:
            return self.view.link_words(now_s)[1]
        return ""

    def _lines(self, schedule: Schedule, now_s: float) -> tuple[words.Line, ...]:
        if not (self.numbers_shown and self.view.has_beats and self.view.measures):
            return ()
        cue = schedule.cue(now_s)
        paced = cue is not None and cue.phase is not Phase.FREE
        measures = self.view.measures
        return (
            words.rhythm_line(measures, now_s),
            words.rmssd_line(measures, now_s, paced=paced),
        )

    # --- what the person does -----------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Of each pair of keys, offer the one that would change something."""
        offered = {
            "pause": not self.view.paused,
            "resume": self.view.paused,
            "hide_numbers": self.view.has_beats and self.numbers_shown,
            "show_numbers": self.view.has_beats and not self.numbers_shown,
        }
        return offered.get(action, True)

    def action_pause(self) -> None:
        """Hold the pacer."""
        if self.practice:
            self.practice.session.pause()

    def action_resume(self) -> None:
        """Take the breath up again."""
        if self.practice:
            self.practice.session.resume()

    def action_mark(self) -> None:
        """Remember this moment."""
        if self.practice:
            self.practice.session.mark()

    def action_hide_numbers(self) -> None:
        """Leave breath and line only."""
        self._show_numbers(False)

    def action_show_numbers(self) -> None:
        """Bring the numbers back."""
        self._show_numbers(True)

    def action_repace(self, steps: int) -> None:
        """Ask for a slightly slower or faster breath."""
        if self.practice is None:
            return
        schedule, now_s = moment(self.practice.session)
        # The breath that is going on is finished, so what is changed is the next one.
        next_bpm = schedule.next_bpm(now_s)
        if next_bpm is not None:
            to_next_half = math.floor if steps > 0 else math.ceil
            halves = to_next_half(round(next_bpm / PACE_STEP_BPM, 2)) + steps
            self.practice.session.repace(halves * PACE_STEP_BPM)

    def action_toggle_blocks(self) -> None:
        """Draw the line with other glyphs, and remember that."""
        trace = self.query_one(Trace)
        trace.blocks = not trace.blocks
        self.app.remember_blocks(trace.blocks)

    def action_stop(self) -> None:
        """End the practice; one key, and nothing is asked."""
        if self.practice is not None:
            self.practice.session.stop()
            return
        self.app.give_up()
        self.dismiss()

    def _show_numbers(self, shown: bool) -> None:
        self.numbers_shown = shown
        self.refresh_bindings()
        self.look()


def moment(session: Session) -> tuple[Schedule, float]:
    """Give the schedule in force and the session's time, both as they are at this instant."""
    return session.schedule, session.clock.now()
