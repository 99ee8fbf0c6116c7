"""Home: one suggestion and why, sixty seconds on one key, and what there was lately. Nothing is due here.

The first frame holds every place; what has to be read from the log arrives in these places a moment later, so
that nothing moves. Without a log that can be read, everything but the past is there.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from biofeed import words
from biofeed.errors import ExerciseError
from biofeed.exercise import AS_WRITTEN, MAX_MINUTES, MIN_MINUTES, Exercise
from biofeed.library import find_exercise
from biofeed.tui.lately import RECENT_DAYS, Lately, Latest, fitting, read_lately
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.widgets.excerpt import excerpt
from biofeed.tui.widgets.keys import Keys
from biofeed.tui.widgets.more_keys import MoreKeys
from biofeed.words import home as said

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp
    from biofeed.tui.screens.moment import Draft

Now = Callable[[], dt.datetime]

RESET = "reset"
"""The exercise behind `r`."""
FRAMED = "framed"
"""The setting that remembers whether quiet minutes are wanted around a practice."""
WITHOUT_STRAP = "none:"
TITLE_COLUMNS = 31


def local_now() -> dt.datetime:
    """Give the time of day where this computer is."""
    return dt.datetime.now().astimezone()


class HomeScreen(Screen[None]):
    """Where the app opens, and where it comes back to."""

    HELP = (
        "What is suggested is never more than an offer, and it says why; any other exercise is one key away. "
        "Left and right change how long it lasts. Quiet minutes (one to settle and two before, two after) "
        "are what makes before and after comparable; f remembers whether you want them. With s you choose "
        "where the heartbeats come from: a strap, no strap at all, or a simulated person to try things out. "
        "Every session goes into the log named at the top."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin", key_display="enter"),
        Binding("enter", "browse", "choose", key_display="enter"),
        Binding("r", "reset", "sixty seconds"),
        Binding("l", "log", "log a moment"),
        Binding("b", "browse", "all exercises"),
        Binding("right", "lengthen(1)", "length", key_display="← →", show=False),
        Binding("left", "lengthen(-1)", "length", show=False),
        Binding("f", "frame", "quiet", show=False),
        Binding("s", "choose_strap", "strap", show=False),
        Binding("h", "history", "history", show=False),
        Binding("t", "toolbox", "toolbox", show=False),
        Binding("q", "quit", "quit", show=False),
    ]
    app: BiofeedApp

    def __init__(self, now: Now = local_now) -> None:
        super().__init__()
        self._now = now
        self._lately: Lately | None = None
        self._minutes: float | None = None
        """How long it is to last, once somebody said so."""
        self._framed = False
        self._pending: Callable[[], None] | None = None
        """What was asked for while the log was still being read."""
        self._draft: Draft = {}
        """What was written of a moment and not kept."""

    def compose(self) -> ComposeResult:
        """Lay it out: every place is there from the first frame on."""
        with Horizontal(id="top"):
            yield Static(said.GREETING, classes="heading")
            yield Static(words.log_of(self.app.client), classes="whisper", id="whose", markup=False)
        yield Static(id="suggestion", markup=False)
        yield Static(said.LOOKING, id="reason", classes="whisper", markup=False)
        yield Static(id="plan", classes="text whisper", markup=False)
        yield Static(id="days", classes="text", markup=False)
        yield Static(id="latest", markup=False)
        yield Static(classes="fill")
        yield Static(id="trouble", markup=False)
        yield MoreKeys("history", "toolbox", "choose_strap", "lengthen(1)", "frame", "card", "quit")
        yield Keys()

    def on_mount(self) -> None:
        """Show what is known without looking."""
        self._minutes = self.app.variant.minutes
        self._framed = self.app.variant.framed or self.app.preferences.is_on(FRAMED)
        self._show_footnotes()
        self.watch(self.app, "device", self._show_plan)

    def on_screen_resume(self) -> None:
        """Look at the log, once this frame is on the screen: at first, and after every practice."""
        self.call_after_refresh(self.read)

    @work(exclusive=True)
    async def read(self) -> None:
        """Read what there is to show, beside the app."""
        app = self.app
        today = self._now().date()
        self._lately = await asyncio.to_thread(
            read_lately, app.data_home, app.client, today, simulated=app.demo
        )
        self._show()
        pending, self._pending = self._pending, None
        if pending is not None:
            pending()

    # --- what is shown ------------------------------------------------------------------------------

    def _show(self) -> None:
        lately = self._lately
        if lately is None:
            return
        self._show_suggestion(lately)
        self._show_plan()
        self._show_footnotes()
        self.query_one("#days", Static).update(said.days_practised(lately.days, RECENT_DAYS))
        lines = [self._line(latest, lately) for latest in lately.latest]
        self.query_one("#latest", Static).update(Content("\n").join(lines))
        self.refresh_bindings()

    def _show_suggestion(self, lately: Lately) -> None:
        exercise = self._suggested()
        title = said.PAUSE_TITLE
        if exercise is not None:
            title = said.suggested(exercise.title, words.minutes(self._length(exercise)))
        self.query_one("#suggestion", Static).update(title)
        self.query_one("#reason", Static).update(lately.suggestion.reason)

    def _show_plan(self) -> None:
        with_what = words.device(self.app.device) if self.app.device else words.NO_DEVICE_YET
        exercise = self._suggested()
        framed = self._framed and (exercise is None or fitting(exercise, None, framed=True).framed)
        self.query_one("#plan", Static).update(said.plan(with_what, framed=framed))

    def _show_footnotes(self) -> None:
        lines = [words.SIMULATED] if self.app.demo else []
        if self._lately is not None:
            trouble = self._lately.trouble
            lines += [said.NO_LOG_READ, f"{trouble.title} {trouble.hint}"] if trouble else []
        self.query_one("#trouble", Static).update("\n".join(lines))

    def _line(self, latest: Latest, lately: Lately) -> Content:
        row, practised = latest.row, latest.practised
        exercise = lately.exercise(row.exercise)
        title = excerpt(exercise.title if exercise else row.exercise, TITLE_COLUMNS - 2)
        when = said.moment(row.started, self._now().date())
        felt = said.stress(practised.stress_before, practised.stress_after)
        about = f"{said.length(practised.minutes):>6}   {felt}"
        return Content.assemble((f"{when:<19}", "$whisper"), f"{title:<{TITLE_COLUMNS}}", (about, "$whisper"))

    # --- what the person does -----------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to begin only what is suggested; where nothing is, enter chooses."""
        pauses = self._lately is not None and self._suggested() is None
        return {"begin": not pauses, "lengthen": not pauses}.get(action, True)

    def action_begin(self) -> None:
        """Begin what is suggested."""
        exercise = self._suggested()
        if exercise is not None:
            self._begin(exercise, self._length(exercise))
        elif self._lately is None:
            self._pending = self.action_begin

    def action_reset(self) -> None:
        """Begin sixty seconds, with a strap if one is chosen, and at once without."""
        try:
            reset = find_exercise(RESET, self.app.data_home.exercises)
        except ExerciseError:
            self.app.push_screen(ErrorScreen(ExerciseError(said.NO_RESET, said.NO_RESET_HINT)))
            return
        if self.app.device is None:
            self.app.device = WITHOUT_STRAP
        self.app.begin(reset, AS_WRITTEN, asks=False)

    def action_lengthen(self, by_minutes: int) -> None:
        """Make it longer or shorter, where that can be."""
        exercise = self._suggested()
        if exercise is None or self._lately is None:
            return
        wanted = min(max(round(self._length(exercise)) + by_minutes, MIN_MINUTES), MAX_MINUTES)
        if fitting(exercise, wanted, framed=False).minutes is not None:
            self._minutes = wanted
            self._show_suggestion(self._lately)

    def action_frame(self) -> None:
        """Put quiet minutes around what is practised, or leave them away, and remember that."""
        self._framed = not self._framed
        self._show_plan()
        self.app.preferences.keep(FRAMED, self._framed)

    def action_choose_strap(self) -> None:
        """Choose where beats come from."""
        self.app.choose_device()

    def action_browse(self) -> None:
        """Choose another exercise."""
        if self._lately is None:
            self._pending = self.action_browse
            return
        from biofeed.tui.screens.library import LibraryScreen

        lately = self._lately
        library = LibraryScreen(lately.exercises, lately.broken, lately.suggestion.exercise)
        self.app.push_screen(library, self._begin_chosen)

    def action_log(self) -> None:
        """Keep a moment."""
        from biofeed.tui.screens.moment import MomentScreen

        self.app.push_screen(MomentScreen(self._now, self._draft), self._say_kept)

    def action_history(self) -> None:
        """Look back."""
        from biofeed.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self._now))

    def action_toolbox(self) -> None:
        """Open the toolbox."""
        if self._lately is None:
            self._pending = self.action_toolbox
            return
        from biofeed.tui.screens.toolbox import ToolboxScreen

        self.app.push_screen(ToolboxScreen(self._lately.exercises), self._begin_chosen)

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit(0)

    def _say_kept(self, kept: bool | None) -> None:
        if kept or self._draft:
            self.notify(said.MOMENT_KEPT if kept else said.DRAFT_WAITS)

    def _begin_chosen(self, exercise: Exercise | None) -> None:
        if exercise is not None:
            self._begin(exercise, self._minutes)

    def _begin(self, exercise: Exercise, minutes: float | None) -> None:
        self.app.begin(exercise, fitting(exercise, minutes, framed=self._framed))

    def _suggested(self) -> Exercise | None:
        return self._lately.exercise(self._lately.suggestion.exercise) if self._lately else None

    def _length(self, exercise: Exercise) -> float:
        """Give how long the suggestion lasts: as was said, as is suggested, or as it is written."""
        suggested = self._lately.suggestion.minutes if self._lately else None
        wanted = self._minutes or suggested
        return fitting(exercise, wanted, framed=False).minutes or exercise.minutes
