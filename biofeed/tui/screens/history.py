"""History: what there was, as pictures over time, with the sessions they are made of below.

The cursor is in the list; the picture marks where that session is, and what is clicked in the picture is
found in the list. Everything is read once, in a thread, and only what is to be seen is drawn.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from biofeed import words
from biofeed.errors import BiofeedError
from biofeed.history import PastSession
from biofeed.tui.looking_back import Past, read_past
from biofeed.tui.past import listed
from biofeed.tui.picture import View, shown_sessions, views
from biofeed.tui.screens.compare import CompareScreen
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.screens.home import Now, local_now
from biofeed.tui.screens.past_session import PastSessionScreen
from biofeed.tui.widgets.chart import Chart, heading
from biofeed.tui.widgets.excerpt import excerpt
from biofeed.tui.widgets.keys import Keys
from biofeed.tui.widgets.more_keys import MoreKeys
from biofeed.tui.widgets.rows import Row, Rows
from biofeed.types import Origin
from biofeed.words import history as said
from biofeed.words import home as day_words

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp

TITLE_COLUMNS = 29
HEIGHTS = [(0, "-usual"), (36, "-tall")]
"""From how many rows on which style class holds; app.tcss says what it means."""
PLACES = 2
"""So many pictures stand beside each other at most."""


class HistoryScreen(Screen[None]):
    """Looks back over everything."""

    HELP = (
        "What is drawn describes and does not judge: there are ups and downs in every log, and days off are "
        "part of it. v turns to the next picture; each explains itself in the line below. e shows the "
        "sessions of one exercise at a time. Space takes a session for comparing, and once more, on another "
        "one of the same exercise, shows the two side by side."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", key_display="enter"),
        Binding("v", "turn(1)", "next picture"),
        Binding("V", "turn(-1)", "previous picture", show=False),
        Binding("e", "filter", "by exercise"),
        Binding("space", "compare", "compare", key_display="space", show=False),
        Binding("escape", "leave", "back", key_display="esc"),
    ]
    VERTICAL_BREAKPOINTS = HEIGHTS
    app: BiofeedApp

    def __init__(self, now: Now = local_now) -> None:
        super().__init__()
        self._now = now
        self._past: Past | None = None
        self._views: list[View] = []
        self._view = 0
        self._exercise: str | None = None
        self._sessions: list[PastSession] = []
        self._taken: PastSession | None = None
        """The first of two sessions to compare."""

    def compose(self) -> ComposeResult:
        """Lay it out: pictures above, sessions below."""
        with Horizontal(id="top"):
            yield Static(said.LOOKING_BACK, classes="heading")
            yield Static(words.log_of(self.app.client), classes="whisper", markup=False)
        with Horizontal(id="pictures"):
            for place in range(PLACES):
                with Vertical(classes="place", id=f"place{place}"):
                    yield Static(classes="title", markup=False)
                    yield Chart(blocks=self.app.draws_blocks)
        yield Static(said.READING, id="explained", classes="whisper", markup=False)
        yield Rows(self._row)
        yield MoreKeys("compare")
        yield Keys()

    def on_mount(self) -> None:
        """Read, beside the app."""
        self.query_one(Rows).focus()
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Read everything there is."""
        try:
            self._past = await asyncio.to_thread(read_past, self.app.data_home, self.app.client, self._origin)
        except BiofeedError as error:
            self.app.push_screen(ErrorScreen(error))
        self._show()

    @property
    def _origin(self) -> Origin:
        return Origin.SIMULATED if self.app.demo else Origin.STRAP

    # --- what the person does -----------------------------------------------------------------------

    @on(Rows.Chosen)
    def action_open(self) -> None:
        """Open the session under the cursor."""
        session = self._marked()
        if session is not None and self._past is not None:
            title = self._past.title(session.row.exercise)
            screen = PastSessionScreen(session.row.id, title, self._origin, hrv=self._past.shows_hrv)
            self.app.push_screen(screen)

    def action_turn(self, by: int) -> None:
        """Turn to the next picture, or back."""
        if self._views:
            self._view = (self._view + by) % len(self._views)
            self._show_view()

    def action_filter(self) -> None:
        """Go on to the sessions of the next exercise; after the last to all of them."""
        if self._past is None:
            return
        done = sorted({one.row.exercise for one in self._past.history.sessions}, key=self._past.title)
        choices = [None, *done]
        self._exercise = choices[(choices.index(self._exercise) + 1) % len(choices)]
        self._show()

    def action_compare(self) -> None:
        """Take this session for comparing, or compare it with the one that was taken."""
        session, past = self._marked(), self._past
        if session is None or past is None:
            return
        taken = self._taken
        if taken is None or taken.row.exercise != session.row.exercise:
            self._taken = session
            self._show_explained(said.ANOTHER_OF.format(title=past.title(session.row.exercise)))
        elif taken.row.id != session.row.id:
            self._taken = None
            self._show_view()
            pair = sorted(
                (taken.row.id, session.row.id), key=[one.row.id for one in past.history.sessions].index
            )
            title = past.title(session.row.exercise)
            self.app.push_screen(CompareScreen(pair[0], pair[1], title, self._origin, hrv=past.shows_hrv))

    def action_leave(self) -> None:
        """Take nothing any more, or go back."""
        if self._taken is None:
            self.dismiss()
        else:
            self._taken = None
            self._show_view()

    @on(Chart.Pointed)
    def _find(self, pointed: Chart.Pointed) -> None:
        """Put the cursor on the session that was clicked in a picture."""
        names = [one.row.id for one in self._sessions]
        if pointed.session in names:
            self.query_one(Rows).cursor = names.index(pointed.session)

    @on(Rows.Moved)
    def _show_mark(self) -> None:
        session = self._marked()
        for chart in self.query(Chart):
            chart.marked = session.row.id if session else ""

    # --- what is shown ------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._past is None or self._past.history.is_empty:
            self._show_explained(self._nothing())
            return
        kind = self._views[self._view][0].kind if self._views else ""
        self._views = views(self._past.history, self._exercise, hrv=self._past.shows_hrv)
        kinds = [view[0].kind for view in self._views]
        self._view = kinds.index(kind) if kind in kinds else 0
        self._sessions = shown_sessions(self._past.history, self._exercise)
        self._show_view()
        self.query_one(Rows).show(len(self._sessions))

    def _nothing(self) -> str:
        """Say that there is nothing, and where to find what was only simulated."""
        is_apart = not self.app.demo and self.app.data_home.database(Origin.SIMULATED).exists()
        return f"{said.NOTHING_YET} {said.KEPT_APART}" if is_apart else said.NOTHING_YET

    def _show_view(self) -> None:
        if not self._views or self._past is None:
            return
        view = self._views[self._view]
        which = said.ALL_EXERCISES if self._exercise is None else self._past.title(self._exercise)
        for number in range(PLACES):
            place = self.query_one(f"#place{number}")
            place.display = number < len(view)
            picture = view[number] if number < len(view) else None
            place.query_one(Chart).picture = picture
            if picture is not None:
                about = heading(picture) if number else f"{heading(picture)} · {which}"
                place.query_one(Static).update(about)
        self._show_explained(
            " ".join(filter(None, (*(one.explained for one in view), *(one.said for one in view))))
        )

    def _show_explained(self, text: str) -> None:
        self.query_one("#explained", Static).update(text)

    def _row(self, at: int) -> Row:
        session = self._sessions[at]
        title = self._past.title(session.row.exercise) if self._past else session.row.exercise
        when = day_words.moment(session.row.started, self._now().date())
        return listed(session, excerpt(title, TITLE_COLUMNS), when)

    def _marked(self) -> PastSession | None:
        at = self.query_one(Rows).cursor
        return self._sessions[at] if at < len(self._sessions) else None
