from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.sound.mixer import FADE_SAMPLES, FULL_SCALE, TAIL_SAMPLES, Lane, Mixer
from biofeed.sound.tones import SAMPLE_RATE_HZ, Sound, cue_sound, signal_sound
from biofeed.sound.types import Loudness, Signal
from biofeed.types import Phase


def level(count: int, value: float = 1.0) -> Sound:
    """Give a sound that is one number all along: what a mixer does to it is what one sees."""
    return np.full(count, value, np.float32)


class TestLane:
    def test_a_sound_begins_with_the_next_sample_and_ends_with_its_last(self) -> None:
        lane = Lane()
        silence = lane.pull(7)
        sound = np.arange(1, 11, dtype=np.float32) / 10
        lane.play(sound)

        heard = np.concatenate([lane.pull(4), lane.pull(4), lane.pull(4)])
        assert not silence.any()
        assert heard == pytest.approx([*sound, 0, 0])
        assert lane.is_silent

    def test_two_sounds_cross_fade_without_a_dip_or_a_bump(self) -> None:
        """Both at level 1: what one loses the other gains, sample by sample."""
        lane = Lane()
        lane.play(level(10_000))
        lane.pull(5_000)
        lane.play(level(10_000))

        assert lane.pull(FADE_SAMPLES + 100) == pytest.approx(np.ones(FADE_SAMPLES + 100), abs=1e-6)

    def test_the_old_sound_falls_in_a_straight_line_over_the_fade(self) -> None:
        lane = Lane()
        lane.play(level(10_000))
        lane.play(level(10_000, 0.0))

        expected = np.clip(1 - np.arange(FADE_SAMPLES + 10) / FADE_SAMPLES, 0, 1)
        assert lane.pull(FADE_SAMPLES + 10) == pytest.approx(expected, abs=1e-6)

    def test_fading_out_ends_in_silence_after_the_fade(self) -> None:
        lane = Lane()
        lane.play(level(100_000))
        lane.fade_out()

        assert lane.pull(FADE_SAMPLES)[-1] == pytest.approx(1 / FADE_SAMPLES, abs=1e-6)
        assert lane.is_silent

    def test_sounds_that_nobody_pulls_do_not_pile_up(self) -> None:
        """A card that stands still for an hour of breathing must not use up the memory."""
        lane = Lane()
        for _ in range(900):
            lane.play(level(10))

        lane.pull(1)
        heard = lane.pull(FADE_SAMPLES)
        assert np.abs(heard).max() <= 1
        assert lane.is_silent

    @given(pauses=st.lists(st.integers(0, 2 * FADE_SAMPLES), min_size=1, max_size=12))
    def test_however_fast_sounds_follow_a_lane_stays_within_full_scale(self, pauses: list[int]) -> None:
        lane = Lane()
        for pause in pauses:
            lane.play(level(5_000))
            assert np.all(lane.pull(pause) <= 1 + 1e-6)
        assert np.all(lane.pull(6_000) <= 1 + 1e-6)


ACTIONS = st.sampled_from(["in", "out", "hold", "rest", "change", "end", "stop", "louder", "softer"])
SOUNDS = {
    "in": cue_sound(Phase.INHALE, 0.3, 0.0, 1.0),
    "out": cue_sound(Phase.EXHALE, 0.4, 1.0, 0.0),
    "hold": cue_sound(Phase.HOLD, 0.2, 1.0, 1.0),
    "rest": cue_sound(Phase.REST, 0.3, 0.0, 0.0),
    "change": signal_sound(Signal.CHANGE),
    "end": signal_sound(Signal.END),
}


def act(mixer: Mixer, action: str) -> None:
    match action:
        case "stop":
            mixer.stop()
        case "louder":
            mixer.set_loudness(Loudness.LOUD)
        case "softer":
            mixer.set_loudness(Loudness.SOFT)
        case "change" | "end":
            mixer.play_signal(SOUNDS[action])
        case _:
            mixer.play_breath(SOUNDS[action])


class TestMixer:
    def test_a_sound_comes_out_at_the_loudness_asked_for(self) -> None:
        mixer = Mixer(Loudness.LOUD)
        mixer.play_breath(level(100))

        assert list(mixer.pull(101)) == [round(FULL_SCALE / 2)] * 100 + [0]

    @given(steps=st.lists(st.tuples(ACTIONS, st.integers(0, 3_000)), max_size=8), size=st.integers(1, 700))
    def test_what_is_heard_does_not_depend_on_the_size_of_the_blocks(
        self, steps: list[tuple[str, int]], size: int
    ) -> None:
        whole, pieces = Mixer(), Mixer()
        for action, count in steps:
            act(whole, action)
            act(pieces, action)
            cut = [pieces.pull(min(size, count - at)) for at in range(0, count, size)]
            assert np.array_equal(whole.pull(count), np.concatenate([*cut, np.zeros(0, np.int16)]))

    @given(steps=st.lists(st.tuples(ACTIONS, st.integers(0, 3_000)), max_size=12))
    def test_it_never_clips_and_never_clicks(self, steps: list[tuple[str, int]]) -> None:
        """No sample is farther from its neighbour than in the steepest sounds here, and fades add little."""
        mixer = Mixer(Loudness.LOUD)
        heard = []
        for action, count in steps:
            act(mixer, action)
            heard.append(mixer.pull(count))
        sound = np.concatenate([*heard, mixer.pull(40_000)]).astype(int)

        assert np.abs(sound).max() < FULL_SCALE
        assert np.abs(np.diff(sound)).max() < 0.28 * FULL_SCALE

    def test_a_signal_sounds_over_the_breath(self) -> None:
        mixer = Mixer(Loudness.LOUD)
        mixer.play_breath(level(1_000))
        mixer.play_signal(level(500))

        heard = mixer.pull(1_000) / FULL_SCALE
        assert heard == pytest.approx([1.0] * 500 + [0.5] * 500, abs=1e-4)

    def test_stopping_is_silence_after_fifty_milliseconds(self) -> None:
        mixer = Mixer()
        mixer.play_breath(SOUNDS["in"])
        mixer.play_signal(SOUNDS["end"])
        mixer.pull(2_000)
        mixer.stop()

        assert FADE_SAMPLES == 0.05 * SAMPLE_RATE_HZ
        assert mixer.pull(FADE_SAMPLES).any()
        assert not mixer.pull(20_000).any()

    def test_the_end_of_a_breath_lets_a_signal_end(self) -> None:
        mixer, alone = Mixer(), Mixer()
        mixer.play_breath(SOUNDS["in"])
        for each in (mixer, alone):
            each.play_signal(SOUNDS["end"])
        mixer.end_breath()

        mixer.pull(FADE_SAMPLES)
        alone.pull(FADE_SAMPLES)
        assert np.array_equal(mixer.pull(30_000), alone.pull(30_000))

    def test_another_loudness_is_reached_in_a_straight_line(self) -> None:
        mixer = Mixer(Loudness.OFF)
        mixer.play_breath(level(10_000))
        assert not mixer.pull(100).any()
        mixer.set_loudness(Loudness.LOUD)

        heard = mixer.pull(FADE_SAMPLES + 10) / FULL_SCALE
        expected = 0.5 * np.clip(np.arange(FADE_SAMPLES + 10) / FADE_SAMPLES, 0, 1)
        assert heard == pytest.approx(expected, abs=1e-4)

    def test_it_is_silent_once_the_silence_has_been_pulled_too(self) -> None:
        mixer = Mixer()
        mixer.play_breath(level(100))
        mixer.pull(101)

        assert not mixer.wait_silent(0)
        mixer.pull(TAIL_SAMPLES)
        assert mixer.wait_silent(0)
        mixer.play_breath(level(100))
        assert not mixer.wait_silent(0)
