from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.sound.tones import LOWEST_HZ, SAMPLE_RATE_HZ, Sound, cue_sound, pitch_hz, signal_sound
from biofeed.sound.types import Signal
from biofeed.types import Phase

HIGHEST_HZ = 2 * LOWEST_HZ
NEARLY_ZERO = 0.01
LONGEST_STEP = 0.19
"""A click is a step. The steepest cue has 0.7 at 523 Hz and 0.3 at 1047 Hz: 0.178 from sample to sample."""

LONGEST_STEP_STRUCK = 0.34
"""Two bell notes with their octaves ring into each other."""


def spectrum(sound: Sound) -> tuple[Sound, Sound]:
    """Give frequencies in Hz and the amplitude at each."""
    window = np.hanning(len(sound))
    amplitude = np.abs(np.fft.rfft(sound * window)) / window.sum() * 2
    return np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE_HZ), amplitude


def strongest_hz(sound: Sound) -> float:
    hz, amplitude = spectrum(sound)
    return float(hz[np.argmax(amplitude)])


def around(sound: Sound, share: float) -> Sound:
    """Cut 0.2 s out of a sound, around a share of its length."""
    middle, half = round(share * len(sound)), SAMPLE_RATE_HZ // 10
    return sound[middle - half : middle + half]


def share_of_level_at(sound: Sound, hz: float) -> float:
    """Give the share of the amplitude that lies within 3 % of a frequency."""
    freqs, amplitude = spectrum(sound)
    near = np.abs(freqs - hz) < 0.03 * hz
    return float(amplitude[near].sum() / amplitude.sum())


@pytest.mark.parametrize(("phase", "low", "high"), [(Phase.INHALE, 0.0, 1.0), (Phase.EXHALE, 1.0, 0.0)])
def test_a_glide_follows_the_picture_along_a_half_cosine(phase: Phase, low: float, high: float) -> None:
    """At a share x of the cue the picture stands at (1 - cos(pi x)) / 2 of its way; so does the pitch."""
    sound = cue_sound(phase, 5.0, low, high)

    for share in (0.1, 0.25, 0.5, 0.75, 0.9):
        level = low + (high - low) * (1 - np.cos(np.pi * share)) / 2
        assert strongest_hz(around(sound, share)) == pytest.approx(LOWEST_HZ * 2**level, abs=8)


def test_the_pitch_rises_while_breathing_in_and_falls_while_breathing_out() -> None:
    inhale = [
        strongest_hz(around(cue_sound(Phase.INHALE, 4.0, 0.0, 1.0), x)) for x in (0.1, 0.3, 0.5, 0.7, 0.9)
    ]
    exhale = [
        strongest_hz(around(cue_sound(Phase.EXHALE, 6.0, 1.0, 0.0), x)) for x in (0.1, 0.3, 0.5, 0.7, 0.9)
    ]

    assert inhale == sorted(inhale)
    assert exhale == sorted(exhale, reverse=True)
    assert inhale[-1] / inhale[0] > 1.8
    assert exhale[0] / exhale[-1] > 1.8


def test_a_second_inhale_goes_on_where_the_first_ended() -> None:
    first, second = cue_sound(Phase.INHALE, 2.0, 0.0, 0.8), cue_sound(Phase.INHALE, 1.0, 0.8, 1.0)

    assert strongest_hz(around(first, 0.94)) == pytest.approx(strongest_hz(around(second, 0.1)), abs=10)
    assert strongest_hz(around(second, 0.9)) == pytest.approx(HIGHEST_HZ, abs=10)


def test_in_is_bright_and_out_is_hollow() -> None:
    inhale, exhale = cue_sound(Phase.INHALE, 6.0, 0.5, 0.5), cue_sound(Phase.EXHALE, 6.0, 0.5, 0.5)
    hz = float(pitch_hz(np.array(0.5)))

    assert share_of_level_at(inhale, 2 * hz) == pytest.approx(0.3, abs=0.05)
    assert share_of_level_at(inhale, 3 * hz) < 0.01
    assert share_of_level_at(exhale, 3 * hz) == pytest.approx(0.15, abs=0.05)
    assert share_of_level_at(exhale, 2 * hz) < 0.01


def test_a_hold_is_steady_pure_and_soft() -> None:
    hold = cue_sound(Phase.HOLD, 7.0, 1.0, 1.0)

    heard = [strongest_hz(around(hold, share)) for share in (0.1, 0.5, 0.9)]
    assert heard == [pytest.approx(HIGHEST_HZ, abs=5)] * 3
    assert share_of_level_at(hold, HIGHEST_HZ) > 0.95
    assert np.abs(hold).max() == pytest.approx(1 / 3, abs=0.01)


def test_a_rest_is_a_low_knock_and_then_silence() -> None:
    rest = cue_sound(Phase.REST, 4.0, 0.0, 0.0)

    knock = rest[: round(0.4 * SAMPLE_RATE_HZ)]
    assert strongest_hz(knock) == pytest.approx(LOWEST_HZ, abs=5)
    assert np.abs(knock).max() > 0.3
    assert not rest[len(knock) :].any()
    assert len(rest) == 4 * SAMPLE_RATE_HZ


def test_breathing_as_one_likes_is_silent() -> None:
    assert not cue_sound(Phase.FREE, 3.0, 0.0, 0.0).any()


@pytest.mark.parametrize(
    ("signal", "notes_hz"), [(Signal.CHANGE, (784, 1047)), (Signal.END, (1047, 784, 523))]
)
def test_a_signal_is_a_row_of_notes(signal: Signal, notes_hz: tuple[int, ...]) -> None:
    sound = signal_sound(signal)
    step = SAMPLE_RATE_HZ // 4

    heard = [strongest_hz(sound[i * step : (i + 1) * step]) for i in range(len(notes_hz))]
    assert heard == [pytest.approx(hz, abs=8) for hz in notes_hz]


def test_the_four_phases_and_the_signals_are_told_apart() -> None:
    """No two of them are alike: the cosine between any two spectra is far from 1."""
    sounds = [
        cue_sound(phase, 4.0, *levels)
        for phase, levels in (
            (Phase.INHALE, (0.0, 1.0)),
            (Phase.HOLD, (1.0, 1.0)),
            (Phase.EXHALE, (1.0, 0.0)),
            (Phase.REST, (0.0, 0.0)),
        )
    ]
    sounds += [signal_sound(signal) for signal in Signal]
    halves = [
        np.concatenate([_coarse(sound[:SAMPLE_RATE_HZ]), _coarse(sound[-SAMPLE_RATE_HZ:])])
        for sound in sounds
    ]

    for i, one in enumerate(halves):
        for other in halves[:i]:
            likeness = one @ other / np.sqrt((one @ one) * (other @ other))
            assert likeness < 0.8


def _coarse(sound: Sound) -> Sound:
    """Give the amplitude in bands of 10 Hz."""
    amplitude = spectrum(sound)[1]
    return np.asarray(np.add.reduceat(amplitude, np.arange(0, len(amplitude), 10)))


@given(
    phase=st.sampled_from(Phase),
    seconds=st.floats(0.0, 12.0),
    from_level=st.floats(0, 1),
    to_level=st.floats(0, 1),
)
def test_every_cue_lasts_exactly_begins_and_ends_near_zero_never_clips_and_never_clicks(
    phase: Phase, seconds: float, from_level: float, to_level: float
) -> None:
    sound = cue_sound(phase, seconds, from_level, to_level)

    assert len(sound) == round(seconds * SAMPLE_RATE_HZ)
    assert sound.dtype == np.float32
    assert np.all(np.abs(sound) <= 1)
    if len(sound) > SAMPLE_RATE_HZ // 100:
        assert np.abs(sound[[0, -1]]).max() < NEARLY_ZERO
        assert np.abs(np.diff(sound)).max() < LONGEST_STEP


@pytest.mark.parametrize("signal", Signal)
def test_every_signal_begins_and_ends_near_zero_and_is_over_soon(signal: Signal) -> None:
    sound = signal_sound(signal)

    assert np.abs(sound[[0, -1]]).max() < NEARLY_ZERO
    assert np.abs(sound).max() <= 1
    assert np.abs(np.diff(sound)).max() < LONGEST_STEP_STRUCK
    assert len(sound) < 1.5 * SAMPLE_RATE_HZ
