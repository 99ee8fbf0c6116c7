from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeed import hrv
from tests.biofeed.hrv.strategies import flagged_hearts

TIME_DOMAIN = ("mean_hr", "mean_rr", "rmssd", "sdnn", "pnn50", "sd1", "sd2")
WITHOUT_TIMES = ("mean_hr", "mean_rr", "sdnn")
BANDS = ("vlf", "lf", "hf")


def recording(beats: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rr = 850 + 30 * np.sin(np.arange(beats) * 0.6) + rng.normal(0, 20, beats)
    return np.rint(rr) if seed % 2 else rr


def spoilt(beats: int, seed: int) -> hrv.Series:
    """Give a recording with masked beats, a short gap and a long one."""
    rr = recording(beats, seed)
    t = np.cumsum(rr) / 1000
    t[beats // 3 :] += 2.0
    t[beats // 2 :] += 30.0
    return hrv.as_series(rr, t_s=t, valid=np.arange(beats) % 13 != seed % 13)


def check(batch: hrv.Metrics, items: list) -> None:
    """Compare with the single functions."""
    for i, item in enumerate(items):
        rr, more, times = item, {}, {}
        if isinstance(item, hrv.Series):
            rr, more, times = item.rr_ms, {"valid": item.valid}, {"t_s": item.t_s}
        for name in TIME_DOMAIN:
            alone = getattr(hrv, name)(rr, **more, **({} if name in WITHOUT_TIMES else times))
            assert getattr(batch, name)[i] == pytest.approx(alone, rel=1e-9, abs=1e-9, nan_ok=True)
        bands = hrv.power_bands(rr, **more, **times)
        for name in BANDS:
            assert getattr(batch, name)[i] == pytest.approx(getattr(bands, name), rel=1e-9, nan_ok=True)


def test_many_recordings_give_what_each_gives_alone() -> None:
    """More than one chunk, every length from too short for a spectrum to several stretches, and gaps."""
    items = [recording(30 + 37 * i % 1500, i) for i in range(70)]
    items += [spoilt(40 + 113 * i % 1700, i) for i in range(25)]

    check(hrv.metrics(items), items)


@given(st.lists(flagged_hearts(), min_size=1, max_size=5))
@settings(max_examples=50)
def test_any_hearts_give_what_each_gives_alone(hearts) -> None:
    items = [hrv.as_series(rr, t_s=t, valid=valid) for rr, t, valid in hearts]

    check(hrv.metrics(items), items)


def test_an_executor_shares_the_work_and_keeps_the_order() -> None:
    items = [recording(400 + i, i) for i in range(130)]
    alone = hrv.metrics(items)
    with ThreadPoolExecutor(2) as executor:
        shared = hrv.metrics(iter(items), executor=executor)

    for name in (*TIME_DOMAIN, *BANDS):
        np.testing.assert_array_equal(getattr(shared, name), getattr(alone, name))


def test_no_recordings_give_no_numbers() -> None:
    assert hrv.metrics([]).rmssd.size == 0


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ([800.0], "at least two"),
        ([800.0, -1.0], "finite and positive"),
        ([800.0, np.nan], "finite and positive"),
        ([[800.0, 810.0], [820.0, 830.0]], "one dimension"),
    ],
)
def test_one_bad_recording_is_refused(bad, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        hrv.metrics([recording(100, 1), bad, recording(100, 2)])
