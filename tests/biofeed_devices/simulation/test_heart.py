"""The heart answers the breath as the closed form says, and beats exactly where its rate puts the beats."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice, pairwise, repeat

import numpy as np
import pytest

from biofeed_devices.simulation.breath import Breath
from biofeed_devices.simulation.heart import FS_HZ, Ectopy, Heart, Pulse, RsaFilter, Wander, beat_lengths
from biofeed_devices.simulation.person import PEOPLE, ceiling_bpm, depth, lead_deg, swing_bpm
from biofeed_devices.simulation.stress import HR_RISE_BPM, Strain, Stress

AVERAGE = PEOPLE["average"]
QUIET = replace(AVERAGE, mayer_bpm=0, drift_bpm=0, noise_ms=0)


class TestRsaFilter:
    @pytest.mark.parametrize("kind", PEOPLE)
    @pytest.mark.parametrize("pace_bpm", [3, 4.5, 6, 8, 10, 15, 20])
    def test_swing_and_phase_are_those_of_the_closed_form(self, kind: str, pace_bpm: float) -> None:
        """A minute into a sine, shallow enough to be far from the ceiling."""
        person = PEOPLE[kind]
        t_s = np.arange(180 * FS_HZ) / FS_HZ
        turns = np.exp(2j * np.pi * pace_bpm / 60 * t_s)
        rsa = RsaFilter(person)
        answer = np.array([rsa.step(volume) for volume in (0.01 * turns.real).tolist()])
        kept = slice(60 * FS_HZ, None)
        amplitude = 2 * np.mean(answer[kept] * turns[kept].conj()) / 0.01
        assert abs(amplitude) * depth(person, pace_bpm) == pytest.approx(
            swing_bpm(person, pace_bpm), rel=0.005
        )
        assert np.degrees(np.angle(amplitude)) == pytest.approx(lead_deg(person, pace_bpm), abs=1.5)

    def test_a_breath_held_moves_the_heart_rate_and_then_leaves_it(self) -> None:
        rsa = RsaFilter(AVERAGE)
        held = [rsa.step(0.5) for _ in range(30 * FS_HZ)]
        assert max(held) > 2.5
        assert held[-1] == pytest.approx(0.35 * AVERAGE.gain_bpm / 2, rel=0.01)

    def test_however_deep_the_breath_there_is_a_ceiling(self) -> None:
        rsa = RsaFilter(AVERAGE)
        assert max(rsa.step(100.0) for _ in range(30 * FS_HZ)) <= ceiling_bpm(AVERAGE)


class TestWander:
    def test_it_is_as_large_as_the_person_says(self) -> None:
        rng = np.random.default_rng(1)
        wander = Wander(AVERAGE, rng)
        draws = rng.standard_normal((1800 * FS_HZ, Wander.DRAWS)).tolist()
        samples = np.array([wander.step(draw, 0.0) for draw in draws])
        assert samples.std() == pytest.approx(np.hypot(AVERAGE.mayer_bpm, AVERAGE.drift_bpm), rel=0.2)

    def test_half_of_the_mayer_wave_is_near_a_tenth_of_a_hertz(self) -> None:
        """As for any resonance: half of its power lies within its half-width."""
        rng = np.random.default_rng(1)
        wander = Wander(replace(AVERAGE, drift_bpm=0), rng)
        draws = rng.standard_normal((1800 * FS_HZ, Wander.DRAWS)).tolist()
        power = np.abs(np.fft.rfft([wander.step(draw, 0.0) for draw in draws])) ** 2
        hz = np.fft.rfftfreq(len(draws), 1 / FS_HZ)
        within = np.abs(hz - 0.095) < 0.012
        assert power[within].sum() == pytest.approx(power.sum() / 2, rel=0.15)


class TestPulse:
    def test_beats_fall_where_the_rate_summed_up_is_whole(self) -> None:
        """68 beats a minute, swinging by 8 six times a minute: against the integral in closed form."""
        t_s = np.arange(600 * FS_HZ) / FS_HZ
        pulse = Pulse(repeat(1.0))
        beats_s = np.array(
            [beat for hr in (68 + 8 * np.sin(0.2 * np.pi * t_s)).tolist() if (beat := pulse.step(hr))]
        )
        summed = 68 / 60 * beats_s - 8 / 60 / (0.2 * np.pi) * (np.cos(0.2 * np.pi * beats_s) - 1)
        np.testing.assert_allclose(summed, np.arange(1, beats_s.size + 1), atol=1e-5)
        assert beats_s.size == 680 - 1

    def test_ventricular_beats_are_early_and_made_up_for(self) -> None:
        lengths = list(islice(beat_lengths(QUIET, Ectopy(ventricular=0.1), np.random.default_rng(1)), 5000))
        assert set(lengths) == {0.62, 1.38, 1.0}
        assert all(after == 1.38 for early, after in pairwise(lengths) if early == 0.62)
        assert Counter(lengths)[0.62] == pytest.approx(0.1 * 5000 / 1.1, rel=0.15)

    def test_atrial_beats_are_early_and_start_the_rhythm_anew(self) -> None:
        lengths = list(islice(beat_lengths(QUIET, Ectopy(atrial=0.1), np.random.default_rng(1)), 5000))
        assert set(lengths) == {0.72, 1.05, 1.0}
        assert all(after == 1.05 for early, after in pairwise(lengths) if early == 0.72)

    def test_intervals_are_irregular_by_as_much_as_the_person_says(self) -> None:
        lengths = list(islice(beat_lengths(AVERAGE, Ectopy(), np.random.default_rng(1)), 5000))
        assert np.std(lengths) * 60_000 / AVERAGE.hr_bpm == pytest.approx(AVERAGE.noise_ms, rel=0.05)


class TestHeart:
    @staticmethod
    def even_breaths(pace_bpm: float, seconds: float) -> list[Breath]:
        period_s = 60 / pace_bpm
        deep = depth(QUIET, pace_bpm)
        starts = np.arange(0, seconds, period_s).tolist()
        return [Breath(t_s, 0.4 * period_s, 0, 0.6 * period_s, 0, deep, pace_bpm) for t_s in starts]

    def test_even_breathing_gives_an_even_swing(self) -> None:
        heart = Heart(QUIET, np.random.default_rng(1))
        beats_s = np.array([beat for breath in self.even_breaths(6, 300) for beat in heart.beats(breath)])
        hr_bpm = 60 / np.diff(beats_s)[beats_s[1:] > 60]
        # Intervals smooth the swing a little, and the ceiling costs another few percent.
        assert np.ptp(hr_bpm) == pytest.approx(swing_bpm(QUIET, 6), rel=0.1)

    def test_beats_come_in_the_order_of_time_and_within_their_breath(self) -> None:
        heart = Heart(AVERAGE, np.random.default_rng(1))
        for breath in self.even_breaths(6, 300):
            beats_s = heart.beats(breath)
            assert beats_s == sorted(beats_s)
            assert all(breath.t_s - 1 / FS_HZ < beat_s < breath.end_s + 1 / FS_HZ for beat_s in beats_s)

    def test_being_paced_costs_a_beat_a_minute(self) -> None:
        alone = [replace(breath, pacer_bpm=None) for breath in self.even_breaths(10, 300)]
        counts = []
        for breaths in (alone, self.even_breaths(10, 300)):
            heart = Heart(QUIET, np.random.default_rng(1))
            counts.append(sum(len(heart.beats(breath)) for breath in breaths))
        assert (counts[1] - counts[0]) / 5 == pytest.approx(1, abs=0.25)

    def test_stress_raises_the_heart_rate_and_half_of_that_goes_in_each_half_life(self) -> None:
        breaths = self.even_breaths(14, 480)
        times_s = []
        for strain in (None, Strain([Stress(120, 300, half_life_s=40)])):
            heart = Heart(QUIET, np.random.default_rng(1), strain)
            times_s.append(np.array([beat for breath in breaths for beat in heart.beats(breath)]))
        counts = [np.interp(np.arange(0, 480, 20), beats_s, np.arange(beats_s.size)) for beats_s in times_s]
        rise_bpm = np.diff(counts[1] - counts[0]) * 3  # in each third of a minute
        assert rise_bpm[:6] == pytest.approx(np.zeros(6), abs=0.3)
        assert rise_bpm[10:15] == pytest.approx(np.full(5, HR_RISE_BPM), abs=0.5)
        assert rise_bpm[17:19] / rise_bpm[15:17] == pytest.approx(np.full(2, 0.5), abs=0.1)
