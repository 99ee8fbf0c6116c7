"""The sound card, through miniaudio: the only module here that touches hardware.

Sound is never worth a session. Opening and closing happen in a thread that is given a few seconds and
then left behind; whatever is wrong (no miniaudio, no sound card, a sound server that does not answer)
comes out as "no speaker". That a card has gone away is known by its no longer asking for samples, because
the library's own word about it does not come on every system.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from biofeed.sound.mixer import Mixer
    from biofeed.sound.types import Loudness

OPEN_LIMIT_S = 3.0
CLOSE_LIMIT_S = 4.0
LOST_AFTER_S = 2.0
PERIOD_MS = 50
"""How often a card asks for samples. Shorter, and a busy program would be too late with them."""
DRAIN_LIMIT_S = 2.0
"""How long the last signal may take to end."""

Clock = Callable[[], float]
T = TypeVar("T")


class Device(Protocol):
    """What is used of miniaudio's playback device."""

    backend: str

    def start(self, blocks: Generator[bytes, int, None]) -> None:
        """Begin to ask the generator for samples, from a thread of its own."""

    def close(self) -> None:
        """Stop, and let go of the hardware."""


class Speaker:
    """A sound card that plays what a mixer gives."""

    def __init__(self, device: Device, mixer: Mixer, clock: Clock = time.monotonic) -> None:
        self._device = device
        self.mixer = mixer
        self._clock = clock
        self._asked_s = clock()

    def start(self) -> bool:
        """Begin to play; say whether the card would."""
        blocks = self._blocks()
        next(blocks)
        try:
            self._device.start(blocks)
        except Exception:
            # The driver's own, as in opening.
            return False
        return True

    @property
    def is_alive(self) -> bool:
        """Whether the card has asked for samples lately."""
        return self._clock() - self._asked_s < LOST_AFTER_S

    def close(self) -> None:
        """Let what is sounding end, and let go of the card. Blocks for as long as the longest signal."""
        self.mixer.end_breath()
        if self.is_alive:
            self.mixer.wait_silent(DRAIN_LIMIT_S)
        self._device.close()

    def _blocks(self) -> Generator[bytes, int, None]:
        count = yield b""
        while True:
            self._asked_s = self._clock()
            count = yield self.mixer.pull(count).tobytes()


async def open_speaker(loudness: Loudness, backends: Sequence[Any] = ()) -> Speaker | None:
    """Open the sound card and begin to play; `None` if there is none that can be used.

    `backends` are members of `miniaudio.Backend`; by default those of the system, without the one that plays
    to nobody. What C libraries have to say meanwhile is not shown: call it before a screen is drawn, because
    Textual draws through the same file descriptor.
    """
    with quiet_stderr():
        return await within(OPEN_LIMIT_S, lambda: _open(loudness, backends), _close_late)


async def close_speaker(speaker: Speaker) -> None:
    """Close a speaker without holding up the event loop, or the end of a session for long."""
    await within(CLOSE_LIMIT_S, speaker.close, lambda _: None)


def _close_late(speaker: Speaker | None) -> None:
    if speaker is not None:
        speaker.close()


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Send to nowhere what is written to file descriptor 2, by C libraries too.

    ALSA writes some seventy lines there when it finds no sound card.
    """
    try:
        saved = os.dup(2)
    except OSError:
        # There is no such descriptor, and so nothing to keep quiet: a program without a console.
        yield
        return
    if sys.stderr is not None:
        sys.stderr.flush()
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)


def _open(loudness: Loudness, backends: Sequence[Any]) -> Speaker | None:
    try:
        device = _playback_device(backends)
    except Exception:
        # Not installed, no card, no sound server, or whatever a driver has in store: all mean the same here.
        return None
    from biofeed.sound.mixer import Mixer

    speaker = Speaker(device, Mixer(loudness))
    if (device.backend == "Null" and not backends) or not speaker.start():
        device.close()
        return None
    return speaker


def _playback_device(backends: Sequence[Any]) -> Device:
    miniaudio: Any = import_module("miniaudio")
    from biofeed.sound.tones import SAMPLE_RATE_HZ

    device: Device = miniaudio.PlaybackDevice(
        output_format=miniaudio.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=SAMPLE_RATE_HZ,
        buffersize_msec=PERIOD_MS,
        backends=list(backends),
        app_name="biofeed",
    )
    return device


async def within(limit_s: float, work: Callable[[], T], undo: Callable[[T], object]) -> T | None:
    """Do blocking work in a thread, and leave it behind after `limit_s`; `None` if so.

    What comes of the work when nobody waits any more is given to `undo`, in that thread. It is a daemon,
    because an executor's threads are waited for when the program ends, and this one may never come back.
    Raises what the work raises.
    """
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            result = work()
        except Exception as error:
            if not outcome.cancelled():
                outcome.set_exception(error)
            return
        try:
            outcome.set_result(result)
        except InvalidStateError:
            undo(result)

    threading.Thread(target=run, name="sound", daemon=True).start()
    try:
        return await asyncio.wait_for(asyncio.wrap_future(outcome), limit_s)
    except TimeoutError:
        return None
