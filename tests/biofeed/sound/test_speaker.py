"""The sound card: miniaudio itself, with the backend that plays to nobody."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest

from biofeed.sound.mixer import Mixer
from biofeed.sound.speaker import LOST_AFTER_S, Speaker, close_speaker, open_speaker, quiet_stderr, within
from biofeed.sound.tones import SAMPLE_RATE_HZ
from biofeed.sound.types import Loudness
from tests.biofeed.sound.card import Card


@pytest.fixture
def card() -> Card:
    return Card()


@pytest.fixture
def speaker(card: Card) -> Speaker:
    speaker = Speaker(card, Mixer(Loudness.LOUD), clock=lambda: card.now_s)
    assert speaker.start()
    return speaker


def test_a_card_gets_the_mixers_samples_as_bytes(speaker: Speaker, card: Card) -> None:
    speaker.mixer.play_breath(np.full(3, 0.5, np.float32))

    assert list(card.listen(4 / SAMPLE_RATE_HZ)) == [8192, 8192, 8192, 0]


def test_a_card_that_no_longer_asks_is_lost_and_one_that_asks_again_is_back(
    speaker: Speaker, card: Card
) -> None:
    card.listen(0.0)
    card.now_s = LOST_AFTER_S - 0.1
    assert speaker.is_alive

    card.now_s = LOST_AFTER_S + 0.1
    assert not speaker.is_alive

    card.listen(0.0)
    assert speaker.is_alive


def test_a_lost_card_is_closed_without_waiting_for_it(speaker: Speaker, card: Card) -> None:
    speaker.mixer.play_breath(np.ones(SAMPLE_RATE_HZ, np.float32))
    card.now_s = 60.0
    speaker.close()

    assert card.is_closed


def test_a_card_that_will_not_start_is_no_speaker() -> None:
    class Stubborn(Card):
        def start(self, blocks: Generator[bytes, int, None]) -> None:
            raise RuntimeError("in use elsewhere")

    assert not Speaker(Stubborn(), Mixer()).start()


async def test_miniaudio_pulls_a_sound_to_its_end_before_it_is_closed() -> None:
    miniaudio = pytest.importorskip("miniaudio", reason="the extra [sound] is not installed")
    speaker = await open_speaker(Loudness.SOFT, [miniaudio.Backend.NULL])
    assert speaker is not None
    speaker.mixer.play_signal(np.ones(SAMPLE_RATE_HZ // 10, np.float32))
    await close_speaker(speaker)

    assert speaker.mixer.wait_silent(0)


async def test_work_that_takes_too_long_is_left_behind_and_undone_when_it_ends() -> None:
    release, undone = threading.Event(), threading.Event()
    late: list[str] = []

    def work() -> str:
        release.wait(10)
        return "too late"

    def undo(result: str) -> None:
        late.append(result)
        undone.set()

    assert await within(0.0, work, undo) is None
    release.set()
    assert await asyncio.to_thread(undone.wait, 10)
    assert late == ["too late"]


async def test_what_goes_wrong_in_the_thread_comes_out_here() -> None:
    def work() -> str:
        raise ValueError("a mistake")

    with pytest.raises(ValueError, match="a mistake"):
        await within(10.0, work, lambda _: None)


def test_what_is_written_to_the_descriptor_is_kept_quiet_and_only_then(tmp_path: Path) -> None:
    code = """
import os
from biofeed.sound.speaker import quiet_stderr
os.write(2, b"before ")
with quiet_stderr():
    os.write(2, b"meanwhile ")
    os.system("echo from another process >&2")
os.write(2, b"after")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr == "before after"


def test_keeping_quiet_leaves_no_descriptor_open() -> None:
    with quiet_stderr():
        first = os.dup(2)
        os.close(first)
    with quiet_stderr():
        second = os.dup(2)
        os.close(second)

    assert first == second


def test_a_program_without_a_standard_error_can_open_a_player_too() -> None:
    code = """
import os
from biofeed.sound.speaker import quiet_stderr
os.close(2)
with quiet_stderr():
    print("inside")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.stdout == "inside\n"


def test_opening_says_nothing_whether_or_not_there_is_a_card() -> None:
    """ALSA has much to say on a machine without one, and a screen of text has no room for it."""
    code = """
import asyncio
from biofeed.sound.player import open_player

async def main():
    async with open_player() as player:
        print(player.kind)

asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr == ""
    assert done.stdout in ("tones\n", "none\n")
