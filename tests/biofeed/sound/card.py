"""A sound card for tests: it asks for samples when a test listens, on a clock that the test sets."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import numpy.typing as npt

from biofeed.sound.tones import SAMPLE_RATE_HZ


class Card:
    """Stands where miniaudio's playback device does."""

    backend = "by hand"

    def __init__(self) -> None:
        self.now_s = 0.0
        self.is_closed = False
        self._blocks: Generator[bytes, int, None] | None = None

    def start(self, blocks: Generator[bytes, int, None]) -> None:
        self._blocks = blocks

    def close(self) -> None:
        self.is_closed = True

    def listen(self, seconds: float) -> npt.NDArray[np.int16]:
        """Let time pass and give what was heard."""
        assert self._blocks is not None
        self.now_s += seconds
        return np.frombuffer(self._blocks.send(round(seconds * SAMPLE_RATE_HZ)), np.int16)

    def pitch_hz(self, seconds: float = 0.2) -> float:
        """Listen for a moment, and give the strongest frequency heard."""
        heard = self.listen(seconds)
        amplitude = np.abs(np.fft.rfft(heard * np.hanning(len(heard))))
        return float(np.argmax(amplitude) / seconds)
