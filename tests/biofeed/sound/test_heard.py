"""What of a session is heard."""

from __future__ import annotations

from biofeed.sound.heard import Heard
from biofeed.sound.player import Player
from biofeed.sound.types import Kind, Loudness, Signal
from biofeed.types import Cue, Marker, Pause, Phase, PhaseChange, PhaseKind, Stop

INHALE = Cue(0.0, Phase.INHALE, 1.0, "breathe in", 4.0)
PART = PhaseChange(0.0, PhaseKind.BREATHE, "breathing", 60.0)


class Voice:
    """Remembers what it was asked to say."""

    kind = Kind.TONES

    def __init__(self) -> None:
        self.said: list[object] = []

    def play(self, cue: Cue) -> None:
        self.said.append(cue)

    def signal(self, signal: Signal) -> None:
        self.said.append(signal)

    def stop(self) -> None:
        self.said.append("silence")

    def set_loudness(self, loudness: Loudness) -> None:
        self.said.append(loudness)


def heard(*events: object) -> list[object]:
    voice = Voice()
    ears = Heard(Player(voice))
    for event in events:
        ears.tell(event)  # type: ignore[arg-type]
    return voice.said


def test_cues_are_heard_and_parts_from_the_second_on() -> None:
    assert heard(PART, INHALE, Marker(1.0), PART, INHALE) == [INHALE, Signal.CHANGE, INHALE]


def test_a_pause_is_silent_and_the_breath_taken_up_again_is_heard() -> None:
    assert heard(INHALE, Pause(1.0, paused=True), Pause(2.0, paused=False), INHALE) == [
        INHALE,
        "silence",
        INHALE,
    ]


def test_the_end_has_a_signal_and_stopping_early_has_none() -> None:
    assert heard(Stop(60.0, "done")) == ["silence", Signal.END]
    assert heard(Stop(6.0, "stopped")) == ["silence"]
