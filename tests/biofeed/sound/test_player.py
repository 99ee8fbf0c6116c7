from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from biofeed.sound.mixer import Mixer
from biofeed.sound.player import BELL, Bell, Player, Silence, Tones, open_player
from biofeed.sound.speaker import LOST_AFTER_S, Speaker
from biofeed.sound.tones import LOWEST_HZ
from biofeed.sound.types import Kind, Loudness, Signal
from biofeed.types import Cue, Phase
from tests.biofeed.sound.card import Card

IN = Cue(0.0, Phase.INHALE, 1.0, "breathe in", 4.0)
OUT = Cue(4.0, Phase.EXHALE, 0.0, "breathe out", 6.0)
FREE = Cue(10.0, Phase.FREE, 0.0, "breathe as you like", 60.0)


@pytest.fixture
def card() -> Card:
    return Card()


@pytest.fixture
def lost() -> list[str]:
    return []


@pytest.fixture
def player(card: Card, lost: list[str]) -> Player:
    speaker = Speaker(card, Mixer(Loudness.NORMAL), clock=lambda: card.now_s)
    assert speaker.start()
    return Player(Tones(speaker), on_lost=lambda: lost.append("lost"))


class TestTones:
    def test_a_breath_is_heard_from_low_to_high_and_back(self, player: Player, card: Card) -> None:
        player.play(IN)
        first = card.pitch_hz()
        card.listen(3.6)
        last = card.pitch_hz()
        player.play(OUT)
        card.listen(5.8)

        assert player.kind == "tones"
        assert first == pytest.approx(LOWEST_HZ, abs=8)
        assert last == pytest.approx(2 * LOWEST_HZ, abs=8)
        assert card.pitch_hz() == pytest.approx(LOWEST_HZ, abs=8)

    def test_a_second_inhale_begins_at_the_pitch_of_the_first(self, player: Player, card: Card) -> None:
        player.play(Cue(0.0, Phase.INHALE, 0.5, "breathe in", 2.0))
        card.listen(2.0)
        player.play(Cue(2.0, Phase.INHALE, 1.0, "and a little more", 4.0))

        assert card.pitch_hz() == pytest.approx(LOWEST_HZ * 2**0.5, abs=8)

    def test_after_a_stop_a_breath_begins_from_empty(self, player: Player, card: Card) -> None:
        player.play(Cue(0.0, Phase.INHALE, 0.5, "breathe in", 2.0))
        card.listen(1.0)
        player.stop()
        card.listen(0.05)
        assert not card.listen(1.0).any()
        player.play(IN)

        assert card.pitch_hz() == pytest.approx(LOWEST_HZ, abs=8)

    def test_a_free_cue_ends_the_tone_before_it(self, player: Player, card: Card) -> None:
        player.play(IN)
        card.listen(2.0)
        player.play(FREE)
        card.listen(0.05)

        assert not card.listen(1.0).any()

    def test_a_signal_is_heard_where_the_breath_is_free(self, player: Player, card: Card) -> None:
        player.signal(Signal.CHANGE)

        assert card.pitch_hz() == pytest.approx(784, abs=8)

    def test_louder_and_softer_change_what_sounds_already(self, player: Player, card: Card) -> None:
        player.play(IN)
        card.listen(1.0)
        normal = np.abs(card.listen(0.5)).max()
        assert player.louder() is Loudness.LOUD
        card.listen(0.1)
        loud = np.abs(card.listen(0.5)).max()

        assert loud / normal == pytest.approx(0.5 / 0.165, rel=0.05)
        assert [player.softer() for _ in range(4)] == [
            Loudness.NORMAL,
            Loudness.SOFT,
            Loudness.OFF,
            Loudness.OFF,
        ]
        card.listen(0.1)
        assert not card.listen(0.5).any()
        assert player.loudness is Loudness.OFF

    def test_a_card_that_goes_away_is_told_of_once_and_the_session_goes_on(
        self, player: Player, card: Card, lost: list[str]
    ) -> None:
        player.play(IN)
        card.listen(4.0)
        assert not lost

        card.now_s += LOST_AFTER_S
        for _ in range(3):
            player.play(IN)
            player.play(OUT)
        player.stop()
        assert player.kind == "none"
        assert lost == ["lost"]

    def test_a_card_that_comes_back_is_heard_again(self, player: Player, card: Card, lost: list[str]) -> None:
        card.now_s += LOST_AFTER_S
        player.play(IN)
        card.listen(1.0)
        player.play(OUT)

        assert player.kind == "tones"
        assert card.listen(1.0).any()
        assert lost == ["lost"]


class TestBell:
    def test_it_rings_where_something_begins_and_leaves_free_breathing_alone(self) -> None:
        written: list[str] = []
        player = Player(Bell(written.append, Loudness.NORMAL))
        for cue in (IN, OUT, FREE):
            player.play(cue)
        player.signal(Signal.END)
        player.stop()

        assert player.kind == "bell"
        assert written == [BELL] * 3

    def test_it_knows_on_and_off_alone(self) -> None:
        written: list[str] = []
        player = Player(Bell(written.append, Loudness.OFF), Loudness.OFF)
        player.play(IN)
        assert not written

        player.louder()
        player.play(IN)
        assert written == [BELL]

    @pytest.mark.parametrize("error", [BrokenPipeError(), ValueError("I/O operation on closed file")])
    def test_a_terminal_that_is_gone_is_told_of_once(self, error: Exception) -> None:
        rung: list[str] = []
        lost: list[str] = []

        def write(text: str) -> None:
            rung.append(text)
            raise error

        player = Player(Bell(write, Loudness.NORMAL), on_lost=lambda: lost.append("lost"))
        for _ in range(3):
            player.play(IN)

        assert (player.kind, rung, lost) == ("none", [BELL], ["lost"])


def test_what_was_never_there_is_not_told_of_as_lost() -> None:
    lost: list[str] = []
    player = Player(Silence(), on_lost=lambda: lost.append("lost"))
    player.play(IN)
    player.signal(Signal.END)
    player.stop()
    player.louder()

    assert player.kind == Kind.NONE
    assert not lost


class TestOpening:
    async def test_with_a_card_there_are_tones(self) -> None:
        """The real miniaudio opens, with the backend that plays to nobody."""
        miniaudio = pytest.importorskip("miniaudio", reason="the extra [sound] is not installed")
        async with open_player(backends=[miniaudio.Backend.NULL]) as player:
            player.play(IN)
            player.signal(Signal.CHANGE)
            player.louder()

            assert player.kind is Kind.TONES
        player.play(OUT)

    async def test_a_session_that_breaks_closes_the_card_and_its_error_comes_through(self) -> None:
        miniaudio = pytest.importorskip("miniaudio", reason="the extra [sound] is not installed")

        async def practise() -> None:
            async with open_player(backends=[miniaudio.Backend.NULL]) as player:
                player.play(IN)
                raise KeyError("the session's own")

        with pytest.raises(KeyError, match="the session's own"):
            await practise()

    @pytest.mark.parametrize(("bell", "kind", "rings"), [(True, "bell", 1), (False, "none", 0)])
    def test_without_miniaudio_there_is_the_bell_if_it_is_wanted(
        self, bell: bool, kind: str, rings: int
    ) -> None:
        """In a process of its own, where miniaudio cannot be imported."""
        code = f"""
import asyncio, sys
sys.modules["miniaudio"] = None
from biofeed.sound.player import open_player
from biofeed.types import Cue, Phase

async def main():
    async with open_player(bell={bell}, write=sys.stdout.write) as player:
        player.play(Cue(0.0, Phase.INHALE, 1.0, "breathe in", 4.0))
        print(player.kind, "numpy" in sys.modules)

asyncio.run(main())
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

        assert done.stdout == f"{BELL * rings}{kind} False\n"
        assert done.stderr == ""
