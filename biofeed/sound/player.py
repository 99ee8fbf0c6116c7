"""The player: what a front end asks to make the breath heard.

It speaks through the best there is: tones where a sound card can be opened, the terminal's bell if that is
wanted, else nothing. Asking never waits and never raises. A sound card that goes away turns into
silence and is told of once; if it comes back, so do the tones.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

from biofeed.sound.speaker import Speaker, close_speaker, open_speaker
from biofeed.sound.types import Kind, Loudness, Signal
from biofeed.types import Cue, Phase

BELL = "\a"
_USUAL_START = {Phase.INHALE: 0.0, Phase.EXHALE: 1.0}
"""Where a glide begins when nobody knows what came before it."""


class Voice(Protocol):
    """What a player speaks through. Nothing here waits or raises."""

    @property
    def kind(self) -> Kind:
        """What can be heard at present."""

    def play(self, cue: Cue) -> None:
        """Begin a cue."""

    def signal(self, signal: Signal) -> None:
        """Give a signal."""

    def stop(self) -> None:
        """Be silent."""

    def set_loudness(self, loudness: Loudness) -> None:
        """Be as loud as this from now on."""


class Silence:
    """Nothing can be heard, and nothing has to be."""

    kind = Kind.NONE

    def play(self, cue: Cue) -> None:
        """Stay silent."""

    def signal(self, signal: Signal) -> None:
        """Stay silent."""

    def stop(self) -> None:
        """Stay silent."""

    def set_loudness(self, loudness: Loudness) -> None:
        """Stay silent."""


class Bell:
    """One ring wherever something begins. A terminal knows no soft and no loud, so it is on or off."""

    def __init__(self, write: Callable[[str], object], loudness: Loudness) -> None:
        self.kind = Kind.BELL
        self._write = write
        self._is_on = loudness is not Loudness.OFF

    def play(self, cue: Cue) -> None:
        """Ring, unless the breath is free."""
        if cue.phase is not Phase.FREE:
            self._ring()

    def signal(self, signal: Signal) -> None:
        """Ring."""
        self._ring()

    def stop(self) -> None:
        """Do nothing: a ring is over when it is heard."""

    def set_loudness(self, loudness: Loudness) -> None:
        """Ring or do not."""
        self._is_on = loudness is not Loudness.OFF

    def _ring(self) -> None:
        if not self._is_on or self.kind is Kind.NONE:
            return
        try:
            self._write(BELL)
        except (OSError, ValueError):
            # The terminal is gone: a broken pipe, or a closed file.
            self.kind = Kind.NONE


class Tones:
    """Glides and knocks through a sound card."""

    def __init__(self, speaker: Speaker) -> None:
        self._mixer = speaker.mixer
        self._speaker = speaker
        self._level: float | None = None

    @property
    def kind(self) -> Kind:
        """Tones for as long as the card asks for samples."""
        return Kind.TONES if self._speaker.is_alive else Kind.NONE

    def play(self, cue: Cue) -> None:
        """Begin a cue's sound, at the pitch where the cue before it ended."""
        from biofeed.sound.tones import cue_sound

        if cue.phase is Phase.FREE:
            # Free breathing may last an hour: it is the end of a tone, and not an hour of zeros.
            self._level = None
            self._mixer.end_breath()
            return
        before = _USUAL_START.get(cue.phase, cue.level) if self._level is None else self._level
        self._level = cue.level
        self._mixer.play_breath(cue_sound(cue.phase, cue.duration_s, before, cue.level))

    def signal(self, signal: Signal) -> None:
        """Let a signal sound over the breath."""
        from biofeed.sound.tones import signal_sound

        self._mixer.play_signal(signal_sound(signal))

    def stop(self) -> None:
        """Fade out. The next cue begins from where a breath usually does."""
        self._level = None
        self._mixer.stop()

    def set_loudness(self, loudness: Loudness) -> None:
        """Move to another loudness without a step."""
        self._mixer.set_loudness(loudness)


class Player:
    """Cues and signals, heard in the way that is possible here.

    `on_lost` is called once, from within `play` or `signal`, when what could be heard no longer can.
    """

    def __init__(
        self,
        voice: Voice,
        loudness: Loudness = Loudness.NORMAL,
        on_lost: Callable[[], object] | None = None,
    ) -> None:
        self._voice = voice
        self._loudness = loudness
        self._on_lost = on_lost if voice.kind is not Kind.NONE else None

    @property
    def kind(self) -> Kind:
        """What can be heard at present: `tones`, `bell` or `none`."""
        return self._voice.kind

    @property
    def loudness(self) -> Loudness:
        """The step it is set to."""
        return self._loudness

    def play(self, cue: Cue) -> None:
        """Begin a cue. It sounds for as long as it lasts, or until the next one."""
        self._voice.play(cue)
        self._tell_if_lost()

    def signal(self, signal: Signal) -> None:
        """Give a signal, over whatever sounds."""
        self._voice.signal(signal)
        self._tell_if_lost()

    def stop(self) -> None:
        """Fade out within `mixer.FADE_S`, once the sound card has played what it already holds."""
        self._voice.stop()

    def louder(self) -> Loudness:
        """Go one step up, and give the step."""
        return self._set(self._loudness.louder())

    def softer(self) -> Loudness:
        """Go one step down, off at the end, and give the step."""
        return self._set(self._loudness.softer())

    def _set(self, loudness: Loudness) -> Loudness:
        self._loudness = loudness
        self._voice.set_loudness(loudness)
        return loudness

    def _tell_if_lost(self) -> None:
        if self._on_lost is not None and self.kind is Kind.NONE:
            tell, self._on_lost = self._on_lost, None
            tell()


@asynccontextmanager
async def open_player(
    *,
    bell: bool = False,
    write: Callable[[str], object] | None = None,
    loudness: Loudness = Loudness.NORMAL,
    on_lost: Callable[[], object] | None = None,
    backends: Sequence[Any] = (),
) -> AsyncGenerator[Player]:
    """Open the best voice there is, and close it when its last signal has been heard.

    `write` takes the bell character to the terminal, and is used only if `bell` is wanted. Open the player
    before a screen is drawn (`speaker.open_speaker` says why). `backends` are members of `miniaudio.Backend`.
    """
    speaker = await open_speaker(loudness, backends)
    if speaker is None:
        voice = Bell(write, loudness) if bell and write is not None else Silence()
        yield Player(voice, loudness, on_lost)
        return
    try:
        yield Player(Tones(speaker), loudness, on_lost)
    finally:
        await close_speaker(speaker)
