"""What the loudspeaker hears, block by block, as a pure function of what was asked for.

The mixer has two lanes: one for the breath, one for signals over it. On a lane a new sound takes the
place of the old one by a cross-fade of `FADE_S`. The falling fades are straight lines that never add up
to more than what the rising one leaves free, so a lane stays within full scale however fast sounds
follow each other, and two lanes at half of full scale (`Loudness.peak`) cannot clip.

The event loop asks and the sound card's own thread pulls, so every entry takes a lock. It is held for one
block's worth of sums, never while waiting.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from biofeed.sound.tones import SAMPLE_RATE_HZ, Sound
from biofeed.sound.types import Loudness

FADE_S = 0.05
FULL_SCALE = 32767
FADE_SAMPLES = round(FADE_S * SAMPLE_RATE_HZ)
TAIL_SAMPLES = SAMPLE_RATE_HZ // 4
"""Silence to be pulled before the mixer counts as silent: what it gave before may still be on its way."""

Block: TypeAlias = npt.NDArray[np.int16]


@dataclass(slots=True)
class _Voice:
    """A sound being played, and the fade that acts on it. A fade counts in samples, so that it is exact."""

    sound: Sound
    level: int
    """How far it is faded in, from 0 to `FADE_SAMPLES`."""
    step: int = 0
    """By how much `level` changes from one sample to the next: 1 fades in, -1 out, 0 stays."""
    position: int = 0

    @property
    def is_over(self) -> bool:
        return self.position >= len(self.sound) or (self.step < 0 and self.level <= 0)

    def pull(self, count: int) -> Sound:
        """Take the next `count` samples; fewer at the sound's end."""
        piece = self.sound[self.position : self.position + count]
        ramp = np.clip(self.level + self.step * np.arange(len(piece)), 0, FADE_SAMPLES) / FADE_SAMPLES
        self.position += len(piece)
        self.level = min(max(self.level + self.step * len(piece), 0), FADE_SAMPLES)
        return np.asarray(piece * ramp, np.float32)


class Lane:
    """One sound at a time, each fading into the next."""

    def __init__(self) -> None:
        self._voices: list[_Voice] = []

    @property
    def is_silent(self) -> bool:
        """Whether nothing is sounding."""
        return not self._voices

    def play(self, sound: Sound) -> None:
        """Begin a sound with the next sample. What was sounding fades out as it fades in."""
        self.fade_out()
        fresh = _Voice(sound, 0, 1) if self._voices else _Voice(sound, FADE_SAMPLES)
        self._voices.append(fresh)

    def fade_out(self) -> None:
        """Let what is sounding end within `FADE_S`."""
        for voice in self._voices:
            voice.step = -1
        self._forget_what_is_over()

    def pull(self, count: int) -> Sound:
        """Take the next `count` samples."""
        block = np.zeros(count, np.float32)
        for voice in self._voices:
            piece = voice.pull(count)
            block[: len(piece)] += piece
        self._forget_what_is_over()
        return block

    def _forget_what_is_over(self) -> None:
        self._voices = [voice for voice in self._voices if not voice.is_over]


class _Gain:
    """The loudness, moving to another in a straight line over `FADE_SAMPLES`, so that no step is heard."""

    def __init__(self, value: float) -> None:
        self._start = self._goal = value
        self._done = FADE_SAMPLES

    def move_to(self, goal: float) -> None:
        """Head for another loudness from where it is now."""
        self._start, self._goal, self._done = float(self._at(np.array(self._done))), goal, 0

    def pull(self, count: int) -> npt.NDArray[np.float64]:
        """Take the next `count` factors."""
        values = self._at(np.minimum(self._done + np.arange(count), FADE_SAMPLES))
        self._done = min(self._done + count, FADE_SAMPLES)
        return values

    def _at(self, done: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        return self._start + (self._goal - self._start) * (done / FADE_SAMPLES)


class Mixer:
    """Breath and signals at the loudness asked for, in 16-bit blocks of any size."""

    def __init__(self, loudness: Loudness = Loudness.NORMAL) -> None:
        self._lock = threading.Lock()
        self._breath, self._signals = Lane(), Lane()
        self._gain = _Gain(loudness.peak)
        self._quiet_samples = 0
        self._silent = threading.Event()

    def play_breath(self, sound: Sound) -> None:
        """Begin the sound of a cue in place of the one before."""
        with self._lock:
            self._breath.play(sound)
            self._begin()

    def play_signal(self, sound: Sound) -> None:
        """Begin a signal; the breath goes on under it."""
        with self._lock:
            self._signals.play(sound)
            self._begin()

    def stop(self) -> None:
        """Let everything end within `FADE_S`."""
        with self._lock:
            self._breath.fade_out()
            self._signals.fade_out()

    def end_breath(self) -> None:
        """Let the breath end within `FADE_S`. A signal goes on to its own end."""
        with self._lock:
            self._breath.fade_out()

    def set_loudness(self, loudness: Loudness) -> None:
        """Move to another loudness within `FADE_S`."""
        with self._lock:
            self._gain.move_to(loudness.peak)

    def pull(self, count: int) -> Block:
        """Take the next `count` samples, for the sound card."""
        with self._lock:
            self._count_silence(count)
            mixed = self._breath.pull(count) + self._signals.pull(count)
            return np.rint(mixed * self._gain.pull(count) * FULL_SCALE).astype(np.int16)

    def wait_silent(self, limit_s: float) -> bool:
        """Wait until what was asked for has been pulled and heard; say whether that came in time.

        For a thread that may block, such as the one that closes the sound card.
        """
        return self._silent.wait(limit_s)

    def _begin(self) -> None:
        self._quiet_samples = 0
        self._silent.clear()

    def _count_silence(self, count: int) -> None:
        quiet = self._breath.is_silent and self._signals.is_silent
        self._quiet_samples = self._quiet_samples + count if quiet else 0
        if self._quiet_samples >= TAIL_SAMPLES:
            self._silent.set()
