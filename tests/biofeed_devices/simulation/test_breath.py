"""Own breathing varies as people's does; following a pacer is close, late, and imperfect."""

from __future__ import annotations

import numpy as np
import pytest

from biofeed.plugins import Guide
from biofeed_devices.simulation.breath import Breath, Breather
from biofeed_devices.simulation.person import PEOPLE, depth
from tests.biofeed_devices.guides import FREE, paced, pattern

AVERAGE = PEOPLE["average"]


def breathe(
    guide: Guide, until_s: float, *, kind: str = "average", seed: int = 1, stress: float = 0
) -> list[Breath]:
    breather = Breather(PEOPLE[kind], np.random.default_rng(seed))
    breaths = [breather.next(0.0, guide, stress)]
    while breaths[-1].end_s < until_s:
        breaths.append(breather.next(breaths[-1].end_s, guide, stress))
    return breaths


def periods_s(breaths: list[Breath]) -> np.ndarray:
    return np.array([breath.end_s - breath.t_s for breath in breaths])


class TestVolume:
    BREATH = Breath(t_s=10, inhale_s=2, hold_s=1, exhale_s=3, rest_s=1, depth=1.5)

    def test_lungs_fill_hold_empty_and_wait(self) -> None:
        t_s = np.array([10, 11, 12, 12.5, 13, 14.5, 16, 16.5, 17.0])
        filled = self.BREATH.volume(t_s) + 0.5
        np.testing.assert_allclose(filled, [0, 0.75, 1.5, 1.5, 1.5, 0.75, 0, 0, 0], atol=1e-12)

    def test_air_never_jumps(self) -> None:
        flow = np.diff(self.BREATH.volume(np.arange(10, 17, 1 / 64)))
        assert np.abs(flow).max() < 1.5 * np.pi / 2 / 2 / 64 * 1.01


class TestOwnBreathing:
    def test_it_varies_from_breath_to_breath_as_people_do(self) -> None:
        """Rate, depth and share of inhalation, against Tobin et al. 1988: 21, 33 and 18 %."""
        breaths = breathe(FREE, 4 * 3600)
        rates = 60 / periods_s(breaths)
        depths = np.array([breath.depth for breath in breaths])
        shares = np.array([breath.inhale_s for breath in breaths]) / periods_s(breaths)
        assert 0.18 < rates.std() / rates.mean() < 0.23
        assert 0.28 < depths.std() / depths.mean() < 0.38
        assert 0.12 < shares.std() / shares.mean() < 0.19

    @pytest.mark.parametrize("kind", PEOPLE)
    def test_its_rate_is_the_persons_own(self, kind: str) -> None:
        mean_s = periods_s(breathe(FREE, 3600, kind=kind)).mean()
        assert 60 / mean_s == pytest.approx(PEOPLE[kind].own_pace_bpm, rel=0.03)

    def test_long_breaths_follow_long_ones(self) -> None:
        logs = np.log(periods_s(breathe(FREE, 4 * 3600)))
        assert 0.25 < np.corrcoef(logs[:-1], logs[1:])[0, 1] < 0.45

    def test_stress_makes_it_faster(self) -> None:
        calm, stressed = breathe(FREE, 3600), breathe(FREE, 3600, stress=1)
        assert len(stressed) / len(calm) == pytest.approx(1.15, abs=0.02)


class TestFollowing:
    @pytest.mark.parametrize(
        ("kind", "close", "lag_s", "spread_s"),
        [
            ("young", 0.90, 0.25, 0.80),
            ("average", 0.86, 0.24, 0.87),
            ("older", 0.83, 0.22, 0.93),
            ("anxious", 0.71, 0.18, 1.15),
        ],
    )
    def test_breaths_begin_near_the_pacers_and_a_little_late(
        self, kind: str, close: float, lag_s: float, spread_s: float
    ) -> None:
        """Typical lag, its spread, and the share of breaths within a second of the person's own delay."""
        lives = [breathe(paced(6), 900, kind=kind, seed=seed) for seed in range(12)]
        starts_s = np.array([breath.t_s for breaths in lives for breath in breaths if breath.t_s > 120])
        lags_s = (starts_s + 5) % 10 - 5
        assert np.median(lags_s) == pytest.approx(lag_s, abs=0.1)
        assert lags_s.std() == pytest.approx(spread_s, rel=0.1)
        assert np.mean(np.abs(lags_s - 0.3) < 1) == pytest.approx(close, abs=0.05)

    def test_the_period_is_the_pacers_and_not_quite_even(self) -> None:
        lengths_s = periods_s([breath for breath in breathe(paced(6), 3600) if breath.t_s > 120])
        kept_s = lengths_s[lengths_s > 7]
        assert np.median(lengths_s) == pytest.approx(10, abs=0.1)
        assert 0.05 < kept_s.std() / kept_s.mean() < 0.09

    def test_now_and_then_two_breaths_are_ones_own(self) -> None:
        lengths_s = periods_s([breath for breath in breathe(paced(6), 3600) if breath.t_s > 120])
        assert 0.005 < np.mean(lengths_s < 7) < 0.06

    def test_the_own_rhythm_gives_way_over_a_few_breaths(self) -> None:
        first, *_, late = np.median(
            [periods_s(breathe(paced(6), 120, seed=seed)[:10]) for seed in range(20)], axis=0
        )
        assert first < 7
        assert late == pytest.approx(10, abs=0.5)

    def test_slow_breaths_are_deep_ones(self) -> None:
        depths = [breath.depth for breath in breathe(paced(6), 3600) if breath.t_s > 120]
        assert np.median(depths) == pytest.approx(depth(AVERAGE, 6), rel=0.05)

    @pytest.mark.parametrize("bpm", [3.0, 4.5, 6.0, 10.0, 15.0, 20.0])
    @pytest.mark.parametrize("inhale", [0.25, 0.4, 0.6])
    def test_any_pace_and_shape_is_followed(self, bpm: float, inhale: float) -> None:
        breaths = [breath for breath in breathe(paced(bpm, inhale=inhale), 1800) if breath.t_s > 120]
        shares = [breath.inhale_s / (breath.end_s - breath.t_s) for breath in breaths if breath.pacer_bpm]
        assert np.median(periods_s(breaths)) == pytest.approx(60 / bpm, rel=0.03)
        assert np.median(shares) == pytest.approx(inhale, rel=0.05)

    def test_holds_are_held(self) -> None:
        box = pattern((1.0, 4.0), (1.0, 4.0), (0.0, 4.0), (0.0, 4.0))
        breaths = [breath for breath in breathe(box, 1800) if breath.t_s > 120]
        parts_s = np.median(
            [(breath.inhale_s, breath.hold_s, breath.exhale_s, breath.rest_s) for breath in breaths], axis=0
        )
        np.testing.assert_allclose(parts_s, [4, 4, 4, 4], rtol=0.05)

    def test_when_the_pacer_ends_own_breathing_comes_back(self) -> None:
        breaths = [breath for breath in breathe(paced(6, seconds=300), 900) if breath.t_s > 310]
        assert {breath.pacer_bpm for breath in breaths} == {None}
        assert 60 / periods_s(breaths).mean() == pytest.approx(AVERAGE.own_pace_bpm, rel=0.1)

    def test_breaths_follow_one_another_without_a_seam(self) -> None:
        breaths = breathe(paced(6, seconds=300), 600)
        assert all(breath.end_s > breath.t_s for breath in breaths)
        assert [breath.end_s for breath in breaths[:-1]] == [breath.t_s for breath in breaths[1:]]
