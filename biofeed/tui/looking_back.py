"""What the screens that look back read from the log, each in one go and in a thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from biofeed.care import from_text
from biofeed.history import ClientHistory, SessionCourse, client_history, session_course
from biofeed.library import Library
from biofeed.store import open_store
from biofeed.tui.person import CAUTIONS, read_profile
from biofeed.tui.timeline import Timeline
from biofeed.types import Origin

if TYPE_CHECKING:
    from biofeed.store.home import Home


@dataclass(frozen=True, slots=True)
class Past:
    """A client's past, and how to name what is in it."""

    history: ClientHistory
    titles: dict[str, str]
    """What each exercise is called."""
    shows_hrv: bool
    """Whether numbers of the heart's rhythm mean anything for this client."""

    def title(self, exercise: str) -> str:
        """Say what an exercise is called; one that is not there any more goes by its name."""
        return self.titles.get(exercise, exercise)


@dataclass(frozen=True, slots=True)
class Whole:
    """One session, whole."""

    course: SessionCourse
    timeline: Timeline


def read_past(home: Home, client: str, origin: Origin) -> Past | None:
    """Read everything of a client; `None` where there is no log yet. Raises `StoreError`."""
    if not home.database(origin).exists():
        return None
    with open_store(home, origin, create=False) as store:
        history = client_history(store, client, private=True)
    care = from_text(read_profile(home, client).get(CAUTIONS, ""))
    exercises, _ = Library(home.exercises).read_all()
    return Past(history, {one.name: one.title for one in exercises}, care.shows_numbers)


def read_whole(home: Home, session: str, origin: Origin) -> Whole:
    """Read one session. Raises `StoreError` if there is none of that name."""
    with open_store(home, origin, create=False) as store:
        course = session_course(store, session, private=True)
        timeline = Timeline.of(store.events(session))
    # One that was interrupted has no end of its own.
    timeline.ended_s = timeline.ended_s or course.session.row.duration_s
    return Whole(course, timeline)
