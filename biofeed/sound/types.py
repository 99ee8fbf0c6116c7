"""The few words that a front end needs to speak about sound."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a player can be heard through."""

    TONES = "tones"
    BELL = "bell"
    """The terminal's bell: it can say that something begins, not what."""
    NONE = "none"


class Signal(StrEnum):
    """A short sound that stands for itself, over the tones of the breath."""

    CHANGE = "change"
    """A new part of the exercise begins."""
    END = "end"
    """The exercise is over."""


class Loudness(StrEnum):
    """How loud, in steps that can be told apart, from the softest up."""

    OFF = "off"
    SOFT = "soft"
    NORMAL = "normal"
    LOUD = "loud"

    @property
    def peak(self) -> float:
        """The highest level a single tone reaches, as a share of full scale.

        Steps of 9 to 10 dB. The loudest is half of full scale, because a signal may sound over a tone of the
        breath, and the two together must not clip.
        """
        return _PEAKS[self]

    def louder(self) -> Loudness:
        """Give the next louder step, or this one if there is none."""
        return _STEPS[min(_STEPS.index(self) + 1, len(_STEPS) - 1)]

    def softer(self) -> Loudness:
        """Give the next softer step, or this one if there is none."""
        return _STEPS[max(_STEPS.index(self) - 1, 0)]


_STEPS = tuple(Loudness)
_PEAKS = {Loudness.OFF: 0.0, Loudness.SOFT: 0.055, Loudness.NORMAL: 0.165, Loudness.LOUD: 0.5}
