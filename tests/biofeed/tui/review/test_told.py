"""Sessions as the list shows them, and one's own notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed.store.home import Home
from biofeed.store.note import Annotation, Author
from biofeed.tui.review.desk import Desk
from biofeed.tui.review.text import plain
from biofeed.tui.review.told import legend, listed, own_notes
from biofeed.tui.timeline import Timeline
from biofeed.types import Gap, Marker, Pause
from tests.biofeed.tui.review.small import ASH, NOW, RIVER


def rows(home: Path, client: str, columns: int) -> list[str]:
    sessions = Desk(Home(home)).client(client, NOW).sessions
    return ["".join(text for text, _ in listed(one, NOW.date(), columns)) for one in sessions]


def test_a_row_tells_what_was_felt_and_what_there_is_to_know(written: Path) -> None:
    told = rows(written, RIVER, 100)

    assert told[0].split() == [
        "yesterday",
        "18:00",
        "stress-recovery",
        "10",
        "min",
        "55",
        "→",
        "35",
        "to",
        "bring",
    ]
    assert told[3].endswith("○ low signal")
    assert rows(written, ASH, 100)[0].endswith("ended early")


@pytest.mark.parametrize("columns", [70, 72, 100])
def test_a_row_fits_the_columns_there_are(written: Path, columns: int) -> None:
    assert all(len(row.rstrip()) <= columns for row in rows(written, RIVER, columns))


def test_the_glyphs_of_a_picture_are_explained_if_they_are_there() -> None:
    timeline = Timeline()
    assert legend(timeline) == ""
    for event in (Marker(5.0), Gap(20.0, 10.0, "lost"), Pause(40.0, paused=True)):
        timeline.take(event)

    assert legend(timeline) == "▾ marked   ‖ paused   ┄ no signal"


def test_ones_own_notes_say_whether_they_may_go_along() -> None:
    notes = [
        Annotation("first", Author.THERAPIST, True, NOW),
        Annotation("second", Author.THERAPIST, False, NOW),
    ]
    told = [plain(row) for row in own_notes(notes, 80)]

    assert told[2:] == [
        "22 Nov 2026, private first",
        "22 Nov 2026, goes along when the session is shared second",
    ]
    assert plain(own_notes([], 80)[-1]) == "none yet"
