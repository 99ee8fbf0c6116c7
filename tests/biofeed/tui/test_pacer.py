"""The pacer shows what the schedule asks for at the clock's time, as a disc or in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from biofeed.breath import Part, Pattern, Step
from biofeed.pacer import Schedule
from biofeed.tui.widgets.pacer import Caption, Pacer, caption
from biofeed.types import PhaseKind
from tests.biofeed.tui.still import StillApp, text_of

FOUR_SIX = Schedule.of(
    (
        Part(PhaseKind.BREATHE, "breathing", 60, Pattern((Step(1.0, 4.0), Step(0.0, 6.0)))),
        Part(PhaseKind.REST, "rest", 90),
    )
)


@pytest.mark.parametrize(
    ("now_s", "said"),
    [
        (0.0, Caption("breathe in", "4", 4, 4)),
        (0.001, Caption("breathe in", "4", 4, 4)),
        (3.999, Caption("breathe in", "1", 4, 1)),
        (4.0, Caption("breathe out", "6", 6, 6)),
        (60.0, Caption("breathe as you like", "1:30")),
        (150.0, Caption("done")),
    ],
)
def test_the_caption_says_what_to_do_and_for_how_long(now_s: float, said: Caption) -> None:
    assert caption(FOUR_SIX, now_s) == said


def test_a_pause_says_so() -> None:
    assert caption(FOUR_SIX.paused(2.0), 5.0) == Caption("paused")


def widths(app: StillApp) -> int:
    """Count the cells of the disc's body."""
    pacer = app.live.query_one(Pacer)
    return sum(pacer.render_line(y).text.count("█") for y in range(pacer.size.height))


async def test_the_disc_grows_with_the_breath_in_and_shrinks_with_the_breath_out(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        sizes = []
        for now_s in (90.0, 91.0, 92.0, 93.0, 95.0, 97.0, 99.0):
            await app.happen(pilot, [], now_s)
            sizes.append((app.practice.session.schedule.level(now_s), widths(app)))

        by_level = [size for _, size in sorted(sizes)]
        assert by_level == sorted(by_level)
        assert by_level[-1] > 2 * by_level[0]


async def test_nothing_is_repainted_while_the_picture_stays_the_same(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.happen(pilot, [], 91.0)
        pacer = app.live.query_one(Pacer)
        asked: list[object] = []
        pacer.refresh = lambda *regions, **_: asked.extend(regions) or pacer  # type: ignore[assignment]
        pacer.look()
        assert asked == []

        app.clock.set(92.0)
        pacer.look()
        assert asked
        assert all(region.height == 1 or region.x > 50 for region in asked)  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(50, 24), (80, 12)])
async def test_where_there_is_no_room_for_a_disc_it_speaks(tmp_path: Path, size: tuple[int, int]) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=size) as pilot:
        await app.happen(pilot, [], 0.5)

        assert app.live.query_one(Pacer).in_words
        assert "breathe in" in text_of(app)


async def test_reduced_motion_is_a_word_and_a_dot_for_each_second(
    tmp_path: Path,
) -> None:
    app = StillApp(tmp_path)
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        await app.happen(pilot, [], 90.0)
        now = app.practice.session.schedule.cue(90.0)
        assert now is not None

        text = text_of(app)
        left = caption(app.practice.session.schedule, 90.0).left_s
        assert now.text in text
        assert " ".join("●" * left) in text
        assert widths(app) == 0


async def test_it_rests_while_covered_and_goes_on_afterwards(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.happen(pilot, [], 1.0)
        ticker = app.live.query_one(Pacer)._ticker
        assert ticker._active.is_set()

        await pilot.press("question_mark")
        await pilot.pause()
        assert not ticker._active.is_set()

        await pilot.press("escape")
        await pilot.pause()
        assert ticker._active.is_set()


async def test_another_theme_paints_the_disc_in_its_own_colour(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.happen(pilot, [], 90.0)
        pacer = app.live.query_one(Pacer)
        before = {segment.style for y in range(pacer.size.height) for segment in pacer.render_line(y)}
        app.theme = "biofeed-light"
        await pilot.pause()
        after = {segment.style for y in range(pacer.size.height) for segment in pacer.render_line(y)}

        assert not before & after
