from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed import hrv
from biofeed.hrv.coherence import Transform, transform
from tests.biofeed.hrv import plain
from tests.biofeed.hrv.hearts import swinging
from tests.data.vectors.generate import modulated

FIELDS = ("t_s", "ratio", "peak_hz", "peak_power", "total_power", "coverage", "at_edge")


def tone(hz: float, *, samples: int = 256, amplitude_ms: float = 50.0, phase: float = 0.3) -> np.ndarray:
    return 900 + amplitude_ms * np.sin(2 * np.pi * hz * np.arange(samples) / 4 + phase)


def heart(beats: int, seed: int = 9) -> tuple[np.ndarray, np.ndarray]:
    """Intervals in whole milliseconds with a slow swing and noise, and the end of each."""
    rng = np.random.default_rng(seed)
    rr = np.rint(900 + 40 * np.sin(np.arange(beats) * 0.55) + rng.normal(0, 25, beats))
    return rr, np.cumsum(rr) / 1000


@pytest.mark.parametrize("step_s", [5.0, 0.25, 1.75])
def test_every_window_is_that_of_a_textbook_transform(step_s: float) -> None:
    rr, t = heart(300)
    got = hrv.rolling_coherence(rr, step_s=step_s)
    expected = plain.rolling_coherence(plain.resample(t, rr), round(step_s * 4))

    np.testing.assert_allclose(
        np.stack([got.ratio, got.peak_hz, got.peak_power, got.total_power], axis=1), expected, rtol=1e-9
    )
    np.testing.assert_allclose(got.t_s, t[0] + 63.75 + np.arange(len(expected)) * step_s)


def test_the_last_window_alone_is_the_same() -> None:
    rr, _ = heart(200)
    last, rolling = hrv.coherence(rr), hrv.rolling_coherence(rr, step_s=0.25)

    for name in FIELDS[1:]:
        assert getattr(last, name) == pytest.approx(getattr(rolling, name)[-1], rel=1e-9)
    assert last.share == pytest.approx(rolling.share[-1], rel=1e-9)


def test_a_window_a_beat_ends_with_the_last_grid_point_by_then() -> None:
    rr, t = heart(150)
    got = hrv.rolling_coherence(rr, step_s=None)
    late = t[-got.t_s.size :] - got.t_s

    assert got.t_s.size == (t - t[0] >= 63.75).sum()
    assert ((late >= 0) & (late < 0.25)).all()


def test_a_pure_tone_scores_as_published() -> None:
    """Beats that sample 0.1 Hz without error, resampled: 8.3456 on the grid of 1/256 Hz."""
    rr = modulated(1000.0, [(50.0, 0.1, 0.3)], 640.0)

    assert np.median(hrv.rolling_coherence(rr).ratio) == pytest.approx(8.3456, abs=1e-4)


def test_a_finer_grid_goes_to_the_closed_form() -> None:
    """All of a Hann window's main lobe but what lies beyond 0.015 Hz: F = 0.903830, F / (1 - F) = 9.398."""
    errors = [
        abs(Transform(step_hz=1 / grid).one(tone(0.1), 1.0).ratio - 9.398) for grid in (256, 1024, 8192)
    ]

    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 0.05


@pytest.mark.parametrize("hz", [0.05, 0.0625, 0.1, 0.15, 0.2, 0.25])
def test_a_tone_scores_alike_wherever_it_lies(hz: float) -> None:
    """So fifteen breaths a minute score as six do: this is regularity, not slowness."""
    found = transform().one(tone(hz), 1.0)

    assert 8.2 < found.ratio < 9.0
    assert found.peak_hz == pytest.approx(hz, abs=1 / 512)
    assert found.total_power == pytest.approx(1250.0, rel=0.01)
    assert 89 < found.share < 90
    assert not found.at_edge


@pytest.mark.parametrize("hz", [0.035, 0.27])
def test_a_rhythm_outside_the_band_is_told_by_its_edge(hz: float) -> None:
    assert transform().one(tone(hz), 1.0).at_edge


@given(st.floats(-2, 2), st.floats(-500, 500))
def test_a_straight_trend_does_not_matter(slope: float, level: float) -> None:
    line = level + slope * np.arange(256)

    assert transform().one(tone(0.1) + line, 1.0).ratio == pytest.approx(
        transform().one(tone(0.1), 1.0).ratio, rel=1e-9
    )


@given(st.floats(0.5, 20))
def test_the_size_of_the_swing_does_not_matter(factor: float) -> None:
    rr, t = heart(120)
    small, large = hrv.coherence(rr, t_s=t), hrv.coherence(600 + (rr - 600) * factor, t_s=t, valid=rr > 0)

    assert large.ratio == pytest.approx(small.ratio, rel=1e-9)
    assert large.total_power == pytest.approx(small.total_power * factor**2, rel=1e-9)


def test_a_constant_heart_has_no_signal() -> None:
    """What is left is rounding, and the highest peak of rounding means nothing."""
    found, rolling = hrv.coherence(np.full(100, 1000.0)), hrv.rolling_coherence(np.full(100, 1000.0))

    assert math.isnan(found.ratio)
    assert math.isnan(found.peak_hz)
    assert found.total_power == pytest.approx(0.0, abs=1e-12)
    assert np.isnan(rolling.ratio).all()
    assert not rolling.at_edge.any()


@pytest.mark.parametrize(("every", "known"), [(6, True), (4, False)])
def test_less_than_four_fifths_gives_nothing(every: int, known: bool) -> None:
    rr, _ = heart(120)
    valid = np.arange(120) % every != 0
    found, rolling = hrv.coherence(rr, valid=valid), hrv.rolling_coherence(rr, valid=valid)

    assert math.isfinite(found.ratio) is known
    assert found.coverage == pytest.approx(1 - 1 / every, abs=0.03)
    assert np.isfinite(rolling.ratio).all() == known
    assert np.isfinite(rolling.total_power).all() == known


def test_a_short_series_gives_nothing() -> None:
    rr, _ = heart(40)
    found = hrv.coherence(rr)

    assert math.isnan(found.ratio)
    assert found.coverage == pytest.approx(rr.sum() / 64_000, abs=0.01)
    assert hrv.rolling_coherence(rr).ratio.size == 0


@pytest.mark.parametrize("valid", [np.zeros(90, dtype=bool), np.arange(90) == 50])
def test_with_no_beats_to_draw_a_line_through_nothing_is_known(valid: np.ndarray) -> None:
    rr, _ = heart(90)

    assert math.isnan(hrv.coherence(rr, valid=valid).ratio)
    assert hrv.rolling_coherence(rr, valid=valid).t_s.size == 0


@pytest.mark.parametrize("beats_after", [1, 2, 20])
def test_no_line_is_drawn_across_a_long_hole(beats_after: int) -> None:
    """Even where four seconds without a beat leave enough of the window covered."""
    rr, t = heart(120)
    t[-beats_after:] += 4.0
    found = hrv.coherence(rr, t_s=t)

    assert math.isnan(found.ratio)
    assert np.isfinite(hrv.rolling_coherence(rr, t_s=t).t_s).all()
    assert hrv.rolling_coherence(rr, t_s=t, step_s=0.25).t_s[-1] < t[-beats_after] - 4.0


@given(st.integers(4, 10**5))
def test_two_parts_with_a_gap_are_two_series(gap_s: int) -> None:
    """Each part has its own grid from its own first beat, so not one number changes."""
    (rr_1, t_1), (rr_2, t_2) = heart(110, seed=1), heart(130, seed=2)
    later = t_1[-1] + gap_s + t_2
    both = hrv.rolling_coherence(np.concatenate([rr_1, rr_2]), t_s=np.concatenate([t_1, later]))
    parts = [hrv.rolling_coherence(rr_1, t_s=t_1), hrv.rolling_coherence(rr_2, t_s=later)]

    for name in FIELDS:
        apart = np.concatenate([getattr(part, name) for part in parts])
        np.testing.assert_allclose(getattr(both, name), apart, rtol=1e-9)


@given(st.permutations(range(12)), st.integers(-1000, 1000))
def test_neither_the_start_nor_what_masked_beats_hold_matters(order: list[int], shift_s: int) -> None:
    rr, t = heart(120)
    masked = np.arange(12) * 10 + 3
    valid = ~np.isin(np.arange(120), masked)
    other = rr.copy()
    other[masked] = rr[masked][order]
    one = hrv.rolling_coherence(rr, t_s=t, valid=valid)
    two = hrv.rolling_coherence(other, t_s=t + shift_s, valid=valid)

    np.testing.assert_allclose(two.ratio, one.ratio, rtol=1e-7)


@pytest.mark.parametrize("name", ["window_s", "step_s"])
@pytest.mark.parametrize("seconds", [0.0, -5.0, 0.1, math.nan])
def test_lengths_are_whole_samples(name: str, seconds: float) -> None:
    with pytest.raises(ValueError, match=f"{name} must be a positive multiple of 0.25 s"):
        hrv.rolling_coherence(heart(100)[0], **{name: seconds})


@pytest.mark.parametrize("seconds", [0.25, 0.5, 16.0, 24.75])
def test_a_window_holds_a_wave_of_the_slowest_rhythm(seconds: float) -> None:
    with pytest.raises(ValueError, match=f"window_s must be at least 25 s, not {seconds}"):
        hrv.rolling_coherence(heart(100)[0], window_s=seconds)

    assert np.isfinite(hrv.rolling_coherence(heart(100)[0], window_s=25.0).ratio).any()


def test_other_windows_can_be_asked_for() -> None:
    rr = swinging(10.0, 6.0, duration_s=400.0)

    assert hrv.rolling_coherence(rr, window_s=128.0).peak_hz == pytest.approx(0.1, abs=1 / 256)
