"""The heart's line is drawn where there are beats that count, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from biofeed.tui.widgets.trace import Series, Trace
from biofeed.types import Beat, Flag, Gap, Link, LinkState, Reflag
from tests.biofeed.tui.still import NO_STRAP, StillApp, text_of


def series(*events: Beat | Reflag | Gap) -> Series:
    made = Series()
    for event in events:
        made.take(event)
    return made


def beats(first_s: float, last_s: float, rr_ms: float = 1000.0) -> list[Beat]:
    times = np.arange(first_s, last_s + 0.001, rr_ms / 1000)
    return [Beat(int(t_s), float(t_s), rr_ms) for t_s in times]


def at(made: Series, *times_s: float) -> list[float | None]:
    values = made.at(np.array(times_s))
    return [None if np.isnan(value) else round(float(value), 3) for value in values]


class TestSeries:
    def test_it_is_straight_between_beats_and_nothing_outside(self) -> None:
        made = series(Beat(0, 1.0, 1000), Beat(1, 2.0, 500))

        assert at(made, 0.9, 1.0, 1.5, 2.0, 2.1) == [None, 60, 90, 120, None]

    def test_a_gap_leaves_a_hole_from_the_last_beat_to_the_next(self) -> None:
        """It is known only in hindsight, when beats after it are here already."""
        made = series(*beats(1, 5), *beats(12, 15), Gap(5.0, 7.0, "link lost"))

        assert at(made, 4.9, 5.1, 8.0, 11.9, 12.1) == [60, None, None, None, 60]

    def test_a_beat_that_does_not_count_leaves_a_hole(self) -> None:
        made = series(Beat(0, 1, 1000), Beat(1, 2, 300, Flag.EXTRA), Beat(2, 3, 1000), Beat(3, 4, 1000))

        assert at(made, 1.5, 2.5, 3.5) == [None, None, 60]

    def test_so_does_one_whose_verdict_came_later(self) -> None:
        made = series(*beats(1, 5), Reflag(5.0, 3, Flag.ECTOPIC))

        assert at(made, 1.5, 2.5, 3.5, 4.5) == [60, None, None, 60]

    def test_what_left_the_picture_is_forgotten_but_not_the_beat_before(self) -> None:
        made = series(*beats(1, 200))
        made.forget(100.5)

        assert at(made, 99.0, 100.5) == [None, 60]


async def test_a_dropout_stops_the_line_and_says_so_in_its_place(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        news = [Link(0.0, LinkState.CONNECTED), *beats(1, 40), Link(48.0, LinkState.LOST)]
        await app.happen(pilot, news, 60.0)

        text = text_of(app)
        assert text.count("strap out of reach, looking again · 0:12") == 1  # in the picture
        assert "○ out of reach · 0:12" in text.splitlines()[0]
        assert " now" not in text
        picture = [row for row in text.splitlines() if any("⠀" < char <= "⣿" for char in row)]
        assert picture
        assert all(max(i for i, char in enumerate(row) if "⠀" < char <= "⣿") < 53 for row in picture)


async def test_without_a_strap_the_wave_is_alone_and_the_reason_is_there(tmp_path: Path) -> None:
    app = StillApp(tmp_path, info=NO_STRAP)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.happen(pilot, [], 30.0)

        text = text_of(app)
        assert "Without a strap nothing is measured." in text
        assert "○ no strap" in text
        assert "█" in text
        assert "RMSSD" not in text


async def test_blocks_take_the_place_of_braille(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.happen(pilot, [Link(0.0, LinkState.CONNECTED), *beats(1, 30)], 30.0)
        assert any("⠀" < char <= "⣿" for char in text_of(app))

        await pilot.press("b")
        await app.happen(pilot, [], 30.5)
        assert not any("⠀" < char <= "⣿" for char in text_of(app))
        assert app.live.query_one(Trace).blocks
        assert app.data_home.settings["trace_blocks"] == "yes"
