"""Live: the breath is the one large thing; the heart is a line, the numbers are a row.

The layout is fixed for the whole session. What comes from the session arrives as messages and becomes
attributes of widgets; what passes with time (time left, the line's right edge, "back in 40 s") is looked at a
few times a second. Only the pacer looks more often.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from biofeed import words
from biofeed.pacer import Schedule
from biofeed.tui import live_numbers
from biofeed.tui.hands import Hands
from biofeed.tui.messages import Ended, Happened, Measured, NotSaved, Opened, Refused
from biofeed.tui.ready import Ready
from biofeed.tui.screens.live_keys import LiveKeys
from biofeed.tui.timeline import Timeline
from biofeed.tui.widgets.answer import Answer
from biofeed.tui.widgets.keys import Keys
from biofeed.tui.widgets.numbers import Numbers
from biofeed.tui.widgets.pacer import Pacer
from biofeed.tui.widgets.status import Status
from biofeed.tui.widgets.trace import Trace
from biofeed.tui.widgets.whisper import Whisper
from biofeed.types import (
    Beat,
    Event,
    Gap,
    Link,
    LinkState,
    Marker,
    Origin,
    PaceChange,
    Pause,
    PhaseChange,
    Prompt,
    Reflag,
    Repeat,
    Skip,
)

if TYPE_CHECKING:
    from biofeed.practice import Practice
    from biofeed.session import Session

LOOKS_PER_S = 4
HEIGHTS = [(0, "-low"), (24, "-usual"), (36, "-tall")]
"""From how many rows on which style class holds; app.tcss says what it means."""


class Below(Vertical):
    """What lies below the pacer. Boxed together, it is left alone while only the disc changes."""


class LiveScreen(LiveKeys):
    """One practice, from getting ready to its end; ends with what kept it from that, `None` if given up."""

    HELP = (
        "Breathe along with the disc: low and easy, not deep. Another pace begins with the next breath. "
        "Everything is kept as it happens; esc stops at any time."
    )
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(self, ready: Ready, *, blocks: bool = False) -> None:
        super().__init__(ready)
        self.practice: Practice | None = None
        self.timeline = Timeline()
        self._blocks = blocks
        self._since_s = 0.0

    def compose(self) -> ComposeResult:
        """Lay it out, from the top down."""
        yield Status()
        yield Pacer()
        with Below():
            yield Trace()
            yield Numbers()
            if self.ready.exercise.tasks:
                yield Answer()
            yield Whisper()
            yield Keys()

    def on_mount(self) -> None:
        """Show what is known already, and begin."""
        self._since_s = asyncio.get_running_loop().time()
        status = self.query_one(Status)
        status.title, status.client = self.ready.exercise.title.lower(), self.app.client
        self.query_one(Trace).blocks = self._blocks
        self._ticker = self.set_interval(1 / LOOKS_PER_S, self.look)
        # Loading what a practice needs takes a moment; the screen is there before.
        self.call_after_refresh(self.app.practise, self.ready, self)

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
        self.hands = Hands(practice.session, self.ready.care)
        self.view.has_beats = practice.info.has_beats
        self.query_one(Pacer).follow(partial(moment, practice.session))
        if practice.info.origin is Origin.SIMULATED:
            self.query_one(Whisper).lasting = words.SIMULATED
        if self.ready.said:
            self.query_one(Whisper).say(" ".join(self.ready.said))
        self.refresh_bindings()
        self.look()

    @on(Happened)
    def _happen(self, message: Happened) -> None:
        event = message.event
        self.view.take(event)
        self.timeline.take(event)
        match event:
            case Beat() | Reflag() | Gap():
                self.query_one(Trace).take(event)
            case _:
                self._tell(event)

    def _tell(self, event: Event) -> None:
        """Say what the person did, and what the strap has to say: that it was heard is worth a word."""
        whisper = self.query_one(Whisper)
        match event:
            case Marker(t_s):
                whisper.say(words.marked_at(t_s))
            case PaceChange(bpm=bpm):
                whisper.say(words.pace_to_come(bpm))
            case Link(state=LinkState.CONNECTED | LinkState.BATTERY, detail=detail) if detail:
                whisper.say(words.link_news(event))
            case Pause() | Skip() | Repeat():
                whisper.say(*words.done(event))
                self.refresh_bindings()
            case PhaseChange() | Prompt():
                self._ask()
                self.refresh_bindings()

    @on(Measured)
    def _measure(self, message: Measured) -> None:
        self.view.take(message.feedback)

    @on(NotSaved)
    def _warn(self) -> None:
        self.query_one(Whisper).say(words.NOT_SAVED)

    @on(Refused)
    def _refuse(self, message: Refused) -> None:
        self.finish(message.error)

    @on(Ended)
    def _end(self, message: Ended) -> None:
        self.finish(message.practice)

    # --- a task's question --------------------------------------------------------------------------

    def _ask(self) -> None:
        """Put the question that is open, or take the last one away."""
        pacer = self.query_one(Pacer)
        before, pacer.asked = pacer.asked, self.view.prompt
        for answer in self.query(Answer):
            if pacer.asked is None or pacer.asked.keys:
                answer.close()
            else:
                answer.open(same=before is not None and before.text == pacer.asked.text)

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
        trace.notice = live_numbers.notice(self.view, now_s)
        trace.look(schedule, now_s)
        shown = self.numbers_shown and self.ready.care.shows_numbers
        self.query_one(Numbers).lines = live_numbers.lines(self.view, schedule, now_s) if shown else ()


def moment(session: Session) -> tuple[Schedule, float]:
    """Give the schedule in force and the session's time, both as they are at this instant."""
    return session.schedule, session.clock.now()
