"""The live screen: keys reach the session, and what happens is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color
from textual.pilot import Pilot

from biofeed import words
from biofeed.exercise import allowed_bpm
from biofeed.tui.messages import Measured, NotSaved
from biofeed.types import (
    Beat,
    Event,
    Feedback,
    Link,
    LinkState,
    Marker,
    Measure,
    PaceChange,
    Pause,
    Stop,
)
from tests.biofeed.tui.snapshot import check
from tests.biofeed.tui.still import NO_STRAP, StillApp, text_of

NUMBERS = (
    Measure("mean_hr", 66.0, "bpm", 10, 1.0, "mean_hr.10s.v1"),
    Measure("rmssd", 48.2, "ms", 60, 1.0, "rmssd.60s.v1"),
    Measure("coherence", 2.45, "", 64, 1.0, "coherence.64s.v1"),
    Measure("coherence_peak_hz", 0.1, "Hz", 64, 1.0, "coherence_peak_hz.64s.v1"),
)


def heart(until_s: float) -> list[Event]:
    """Give a heart that swings between 60 and 75 six times a minute."""
    events: list[Event] = [Link(0.0, LinkState.CONNECTED)]
    t_s, seq = 0.0, 0
    while t_s < until_s:
        rr_ms = 800 + 200 * abs((t_s % 10) / 5 - 1)
        t_s, seq = t_s + rr_ms / 1000, seq + 1
        events.append(Beat(seq, t_s, rr_ms))
    return events


async def well_under_way(app: StillApp, pilot: Pilot[int]) -> None:
    await app.happen(pilot, [*heart(97.0), Feedback(95.0, NUMBERS)], 97.2)


def told(app: StillApp) -> list[Event]:
    """Take out what the session has been told."""
    inbox = app.practice.session._inbox
    events = []
    while (event := inbox.pop()) is not None:
        events.append(event)
    return events


def taken(app: StillApp) -> list[Event]:
    """Let the session take in what it has been told, as it does when it runs."""
    events = told(app)
    for event in events:
        list(app.practice.session._take(event))
    return events


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_it_looks_like_this(tmp_path: Path, size: tuple[int, int]) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=size) as pilot:
        await well_under_way(app, pilot)

        check(text_of(app), f"live-{size[0]}x{size[1]}")


async def test_without_colours_nothing_is_lost_but_the_hue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = StillApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await well_under_way(app, pilot)

        check(text_of(app), "live-80x24")
        colors: set[Color] = set()
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                if segment.style:
                    colors |= {c for c in (segment.style.color, segment.style.bgcolor) if c}
        assert colors
        assert all(len(set(color.get_truecolor())) == 1 for color in colors)


@pytest.mark.parametrize(
    ("key", "event"),
    [
        ("space", Pause(97.2, paused=True)),
        ("m", Marker(97.2)),
        ("plus", PaceChange(97.2, 6.5)),
        ("minus", PaceChange(97.2, 5.5)),
        ("escape", Stop(97.2, "stopped")),
    ],
)
async def test_a_key_tells_the_session(tmp_path: Path, key: str, event: Event) -> None:
    app = StillApp(tmp_path)
    async with app.run_test() as pilot:
        await well_under_way(app, pilot)
        await pilot.press(key)

        assert told(app) == [event]


async def test_a_key_can_be_clicked(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await well_under_way(app, pilot)
        row = text_of(app).splitlines()[-1]
        await pilot.click(offset=(row.index("mark"), 23))

        assert told(app) == [Marker(97.2)]


async def test_faster_twice_means_twice_as_much_before_the_next_breath_has_begun(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test() as pilot:
        await well_under_way(app, pilot)
        asked = []
        for _ in range(2):
            await pilot.press("plus")
            asked += taken(app)

        assert asked == [PaceChange(97.2, 6.5), PaceChange(97.2, 7.0)]


async def test_the_pace_stays_within_what_is_paced(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test() as pilot:
        await well_under_way(app, pilot)
        breath = app.practice.session.schedule.pattern(97.2)
        assert breath is not None
        slowest_bpm, fastest_bpm = allowed_bpm(breath)
        for near_bpm, steps, last_bpm in ((11.5, 1, fastest_bpm), (2.5, -1, slowest_bpm)):
            app.practice.session.repace(near_bpm)
            taken(app)
            for _ in range(3):
                app.live.action_repace(steps)
                assert taken(app) == [PaceChange(97.2, pytest.approx(last_bpm))]


async def test_a_pause_changes_the_key_that_ends_it(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test() as pilot:
        await well_under_way(app, pilot)
        assert "space pause" in text_of(app)

        await app.happen(pilot, [Pause(97.3, paused=True)], 98.0)
        assert "space go on" in text_of(app)
        await pilot.press("space")
        assert told(app) == [Pause(98.0, paused=False)]


async def test_digits_can_be_hidden_and_line_link_and_breath_stay(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test() as pilot:
        await well_under_way(app, pilot)
        shown = text_of(app)
        assert "share 71" in shown
        assert "RMSSD 48 ms at this pace" in shown
        assert " now" in shown

        await pilot.press("n")
        hidden = text_of(app)
        for number in ("share", "RMSSD", " now"):
            assert number not in hidden
        assert "n show numbers" in hidden
        assert "● strap, clear" in hidden
        assert any("⠀" < char <= "⣿" for char in hidden)

        await pilot.press("n")
        await pilot.pause()
        assert text_of(app) == shown


async def test_a_blank_number_counts_down_to_its_return(tmp_path: Path) -> None:
    blank = (Measure("rmssd", None, "ms", 60, 0.2, "rmssd.60s.v1", ready_s=140.0), *NUMBERS[2:])
    app = StillApp(tmp_path)
    async with app.run_test() as pilot:
        await app.happen(pilot, [*heart(97.0), Feedback(95.0, blank)], 100.0)
        assert "RMSSD back in 40 s" in text_of(app)
        await app.happen(pilot, [], 101.0)
        assert "RMSSD back in 39 s" in text_of(app)


async def test_what_the_person_does_is_answered_for_a_while(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test() as pilot:
        await well_under_way(app, pilot)
        assert words.SIMULATED in text_of(app)

        await app.happen(pilot, [Marker(97.0)], 97.3)
        assert "marked at 1:37" in text_of(app)
        await app.happen(pilot, [PaceChange(97.4, 6.5)], 97.5)
        assert "6.5 a minute from the next breath" in text_of(app)

        app.live.query_one("Whisper").hush()  # type: ignore[attr-defined]
        await pilot.pause()
        assert words.SIMULATED in text_of(app)


async def test_a_disk_that_refuses_is_told_of(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await well_under_way(app, pilot)
        app.live.post_message(NotSaved())
        await pilot.pause()

        assert " ".join(text_of(app).split()).count(words.NOT_SAVED) == 1


async def test_a_screen_that_is_behind_needs_only_the_newest_numbers() -> None:
    assert Measured(Feedback(5.0, ())).can_replace(Measured(Feedback(0.0, ())))
    assert not Measured(Feedback(5.0, ())).can_replace(NotSaved())


@pytest.mark.parametrize("width", range(80, 131, 10))
async def test_in_a_dropout_the_top_line_still_holds_whole_words(tmp_path: Path, width: int) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(width, 24)) as pilot:
        await app.happen(pilot, [*heart(30.0), Link(33.0, LinkState.LOST)], 3 * 60.0)

        top = text_of(app).splitlines()[0]
        assert "longer exhale" in top
        assert "○ out of reach · 2:27" in top
        assert top.endswith("2:00 left")


@pytest.mark.parametrize(
    ("width", "row"),
    [
        (80, "  esc stop   space pause   m mark   n hide numbers   ? keys"),
        (59, "  esc stop   space pause   m mark   n hide numbers"),
        (40, "  esc stop   space pause   m mark"),
        (20, "  esc stop"),
    ],
)
async def test_keys_that_do_not_fit_are_left_out_whole_and_stop_stays(
    tmp_path: Path, width: int, row: str
) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(width, 24)) as pilot:
        await well_under_way(app, pilot)

        assert text_of(app).splitlines()[-1] == row


async def test_without_beats_there_are_no_numbers_to_hide(tmp_path: Path) -> None:
    app = StillApp(tmp_path, info=NO_STRAP)
    async with app.run_test() as pilot:
        await app.happen(pilot, [], 97.2)

        assert text_of(app).splitlines()[-1] == "  esc stop   space pause   m mark   ? keys"


async def test_numbers_that_do_not_fit_end_with_a_whole_word(tmp_path: Path) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(54, 24)) as pilot:
        await well_under_way(app, pilot)

        assert text_of(app).splitlines()[-4].split("  ")[1:] == [
            "rhythm at 6.0 a minute, share 71",
            "RMSSD 48 ms at …",
        ]


@pytest.mark.parametrize("width", range(80, 131, 10))
async def test_the_top_line_stays_where_it_is_when_the_strap_has_more_to_say(
    tmp_path: Path, width: int
) -> None:
    app = StillApp(tmp_path)
    async with app.run_test(size=(width, 24)) as pilot:
        lefts = set()
        for state in (LinkState.CONNECTING, LinkState.CONNECTED, LinkState.NO_CONTACT, LinkState.LOST):
            await app.happen(pilot, [Link(90.0, state)], 97.0)
            glyph = app.live.view.link_words(97.0)[0]
            lefts.add(text_of(app).splitlines()[0].partition(glyph)[0].rstrip())

        assert len(lefts) == 1
