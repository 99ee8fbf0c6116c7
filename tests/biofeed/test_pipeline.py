"""A live number is honest or blank, and live equals batch."""

from __future__ import annotations

import numpy as np
import pytest

from biofeed import hrv
from biofeed.pipeline import Pipeline
from biofeed.types import (
    Beat,
    Cue,
    Event,
    Feedback,
    Flag,
    Gap,
    Link,
    LinkState,
    Measure,
    Pause,
    Phase,
    Reflag,
)

TICK_MS = 1000 / 1024


def heart(seconds: float, *, seed: int = 1, start_s: float = 0.0, first_seq: int = 0) -> list[Beat]:
    """Give a heart that swings with ten-second breaths, in whole ticks."""
    rng = np.random.default_rng(seed)
    beats, ticks = [], round(start_s * 1024)
    while ticks < (start_s + seconds) * 1024:
        rr = round(870 + 70 * np.sin(2 * np.pi * ticks / 1024 / 10) + 12 * rng.standard_normal())
        ticks += rr
        beats.append(Beat(first_seq + len(beats), ticks / 1024, rr * TICK_MS))
    return beats


def run(events: list[Beat | Gap | Link], until_s: float) -> tuple[list[Event], dict[float, Feedback]]:
    """Feed events in order; feedback is asked for as a session does."""
    pipeline = Pipeline()
    out: list[Event] = []
    shown: dict[float, Feedback] = {}

    def advance(t_s: float) -> None:
        shown.update({feedback.t_s: feedback for feedback in pipeline.advance(t_s)})

    for event in events:
        while pipeline.next_feedback_s < event.t_s:
            advance(pipeline.next_feedback_s)
        out += pipeline.feed(event)
    advance(until_s)
    return out, shown


def value(feedback: Feedback, name: str) -> Measure:
    return next(measure for measure in feedback.measures if measure.name == name)


def test_feedback_comes_on_a_grid_of_five_seconds_with_every_definition() -> None:
    _, shown = run([*heart(100)], 100)

    assert sorted(shown) == [5.0 * n for n in range(1, 21)]
    definitions = {measure.definition for measure in shown[100.0].measures}
    assert definitions == {
        "mean_hr.10s.v1",
        "rmssd.60s.v1",
        "coherence.64s.v1",
        "coherence_peak_hz.64s.v1",
    }


def test_rmssd_is_shown_from_thirty_clean_seconds_and_coherence_from_sixty_four() -> None:
    _, shown = run([*heart(100)], 100)

    first_rmssd = next(t for t in sorted(shown) if value(shown[t], "rmssd").value is not None)
    first_coherence = next(t for t in sorted(shown) if value(shown[t], "coherence").value is not None)
    assert first_rmssd == 35.0  # the first window with 30 s of whole beats on the grid of 5 s
    assert first_coherence == 70.0


def test_a_blank_number_says_when_it_will_be_back_and_then_it_is() -> None:
    _, shown = run([*heart(100)], 100)

    for t_s, feedback in shown.items():
        for measure in feedback.measures:
            if measure.ready_s is None:
                continue
            assert measure.value is None
            due = next(later for later in sorted(shown) if later >= measure.ready_s)
            assert value(shown[due], measure.name).value is not None, (t_s, measure)


def test_live_rmssd_is_that_of_its_window() -> None:
    beats = heart(200)
    _, shown = run([*beats], 200)

    for t_s, feedback in shown.items():
        inside = np.array([beat.rr_ms for beat in beats if t_s - 60 < beat.t_s <= t_s])
        live = value(feedback, "rmssd").value
        if live is not None:
            assert live == pytest.approx(hrv.rmssd(inside), rel=1e-12)


def test_live_coherence_is_that_of_the_finished_recording() -> None:
    """Both look at 64 s on the same grid; they differ by what the spline cannot know yet."""
    beats = heart(400)
    _, shown = run([*beats], 400)
    rr_ms, t_s = np.array([b.rr_ms for b in beats]), np.array([b.t_s for b in beats])

    for now_s in (100.0, 200.0, 300.0, 400.0):
        until = t_s <= now_s
        batch = hrv.coherence(rr_ms[until], t_s=t_s[until])
        assert value(shown[now_s], "coherence").value == pytest.approx(batch.ratio, rel=0.002)


def test_without_beats_numbers_go_blank_and_are_never_repeated() -> None:
    _, shown = run([*heart(100)], 130)

    assert value(shown[100.0], "rmssd").value is not None
    for t_s in (110.0, 115.0, 130.0):
        assert [measure.value for measure in shown[t_s].measures] == [None] * 4


def test_half_a_minute_without_beats_takes_every_promise_back() -> None:
    beats = heart(100)
    again = heart(60, start_s=200, first_seq=len(beats))
    _, shown = run([*beats, *again], 260)
    quiet_from_s = beats[-1].t_s + 30

    for t_s, feedback in shown.items():
        ready_s = value(feedback, "rmssd").ready_s
        if quiet_from_s <= t_s <= 200:
            assert ready_s is None
        elif beats[-1].t_s + 5 < t_s < quiet_from_s or t_s == 205:
            assert ready_s is not None


def test_a_strap_that_never_gives_an_interval_is_promised_nothing_after_half_a_minute() -> None:
    _, shown = run([Link(0.1, LinkState.CONNECTED)], 120)

    promised = [
        t_s for t_s, feedback in shown.items() if any(m.ready_s is not None for m in feedback.measures)
    ]
    assert promised == [5.0, 10.0, 15.0, 20.0, 25.0]


def test_a_lost_link_blanks_numbers_at_once() -> None:
    beats = heart(100)
    _, shown = run([*beats, Link(beats[-1].t_s + 0.1, LinkState.LOST)], 105)

    assert [measure.value for measure in shown[105.0].measures] == [None] * 4


def test_news_of_the_battery_does_not() -> None:
    beats = heart(100)
    _, shown = run([*beats, Link(beats[-1].t_s + 0.1, LinkState.BATTERY, "15 %")], 105)

    assert value(shown[105.0], "rmssd").value is not None


def test_after_a_gap_no_difference_is_taken_across_it() -> None:
    """The jump between the beats on both sides of a gap is in no window."""
    before, after = heart(60), heart(60, seed=2, start_s=72, first_seq=500)
    jump = [Beat(beat.seq, beat.t_s, beat.rr_ms + 200 * TICK_MS) for beat in after]
    end_s = before[-1].t_s
    _, shown = run([*before, Gap(end_s, 72 - end_s, "link lost"), *jump], 100)

    t_s = 100.0
    parts = [[beat.rr_ms for beat in part if t_s - 60 < beat.t_s <= t_s] for part in (before, jump)]
    squares = np.concatenate([np.diff(part) ** 2 for part in parts])
    assert value(shown[t_s], "rmssd").value == pytest.approx(np.sqrt(squares.mean()), rel=1e-12)


def test_coherence_bridges_no_gap_longer_than_three_seconds() -> None:
    before = heart(100)
    end_s = before[-1].t_s
    after = heart(100, seed=2, start_s=end_s + 12, first_seq=500)
    _, shown = run([*before, Gap(end_s, 12.0, "link lost"), *after], end_s + 112)

    back_s = [
        t_s for t_s in sorted(shown) if t_s > end_s + 5 and value(shown[t_s], "coherence").value is not None
    ]
    assert back_s[0] >= end_s + 12 + 63
    assert back_s[0] <= end_s + 12 + 64 + 5 + 1


def test_a_missed_beat_is_flagged_kept_and_left_out() -> None:
    beats = heart(120)
    double = beats[80]
    merged = Beat(double.seq, beats[81].t_s, double.rr_ms + beats[81].rr_ms)
    out, shown = run([*beats[:80], merged, *(Beat(b.seq - 1, b.t_s, b.rr_ms) for b in beats[82:])], 120)

    flags = {event.seq: event.flag for event in out if isinstance(event, Beat)}
    flags |= {event.seq: event.flag for event in out if isinstance(event, Reflag)}
    assert [seq for seq, flag in flags.items() if flag is not Flag.NORMAL] == [80]
    assert [event.rr_ms for event in out if isinstance(event, Beat) and event.seq == 80] == [merged.rr_ms]
    clean = run([*beats], 120)[1]
    t_s = 110.0
    assert value(shown[t_s], "rmssd").value == pytest.approx(value(clean[t_s], "rmssd").value, rel=0.1)


def test_what_cannot_be_an_interval_is_published_and_counts_for_nothing() -> None:
    beats = heart(100)
    zero = Beat(50, beats[49].t_s, 0.0, Flag.OUT_OF_RANGE)
    shifted = [Beat(beat.seq + 1, beat.t_s, beat.rr_ms) for beat in beats[50:]]
    out, shown = run([*beats[:50], zero, *shifted], 100)

    assert zero in out
    assert value(shown[100.0], "mean_hr").value == value(run([*beats], 100)[1][100.0], "mean_hr").value


def breath(t_s: float, phase: Phase, duration_s: float = 5.0) -> Cue:
    return Cue(t_s, phase, 1.0 if phase is Phase.INHALE else 0.0, "", duration_s)


class TestSwing:
    """The heart's swing is told of paced breaths, and of those alone."""

    @staticmethod
    def paced(until_s: float) -> list[Beat | Cue]:
        cues = [
            breath(5.0 * n, Phase.INHALE if n % 2 == 0 else Phase.EXHALE) for n in range(int(until_s / 5))
        ]
        return sorted([*heart(until_s), *cues], key=lambda event: event.t_s)

    @staticmethod
    def shown(events: list[Beat | Cue | Pause], at_s: float) -> Measure | None:
        pipeline = Pipeline()
        feedback = None
        for event in events:
            while pipeline.next_feedback_s <= min(event.t_s, at_s):
                (feedback,) = pipeline.advance(pipeline.next_feedback_s)
            if isinstance(event, Beat):
                list(pipeline.feed(event))
            else:
                pipeline.follow(event)
        assert feedback is not None
        return next((measure for measure in feedback.measures if measure.name == "swing"), None)

    def test_it_is_the_mean_over_the_breaths_of_the_last_minute(self) -> None:
        events = self.paced(200)
        beats = [event for event in events if isinstance(event, Beat) and event.t_s < 195]
        onsets = np.arange(140, 200, 10.0)
        slow = hrv.swing([beat.t_s for beat in beats], [beat.rr_ms for beat in beats], onsets)

        found = self.shown(events, 195.0)
        assert found is not None
        assert found.value == pytest.approx(slow.mean_bpm)
        assert (found.unit, found.coverage, found.definition) == ("bpm", 1.0, "swing.60s.v1")

    def test_without_a_pacer_there_is_none(self) -> None:
        assert self.shown([*heart(100)], 95.0) is None

    def test_a_pause_breaks_the_breath_off_and_it_does_not_count(self) -> None:
        events = [breath(0.0, Phase.INHALE), Pause(3.0, paused=True), *heart(100)]
        events = sorted(
            [*events, breath(40.0, Phase.INHALE), breath(45.0, Phase.EXHALE)], key=lambda e: e.t_s
        )

        assert self.shown(events, 95.0) is None
