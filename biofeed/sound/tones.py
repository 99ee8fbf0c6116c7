"""How each cue sounds: mono samples between -1 and 1, computed from nothing but the cue.

The pitch is the lung level, as the pacer draws it: empty is `LOWEST_HZ`, a full easy breath is an octave
higher, and between them it moves along the same half cosine as the picture. So what is heard is what is seen,
and a second, smaller inhale goes on from where the first one ended.

- in: a rising glide, bright: 0.7 of the level at the pitch, 0.3 an octave above;
- hold: a steady, pure tone where the inhale ended, at a third of the level;
- out: a falling glide, hollow: 0.85 at the pitch, 0.15 at three times the pitch;
- rest: one short low knock (`LOWEST_HZ` and 2.76 times that, as a wooden bar has it), then silence;
- change: two bell notes, upwards, 784 and 1047 Hz, each with its octave;
- end: three bell notes, downwards, 1047, 784 and 523 Hz, each with its octave.

In and out differ in colour as well as in direction, for those who cannot easily hear which way a tone goes.
Everything begins and ends at zero along a raised cosine, so nothing clicks.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from biofeed.sound.types import Signal
from biofeed.types import Phase

SAMPLE_RATE_HZ = 24_000
"""Over ten times the highest partial, at half the work of the usual rate: a cue is computed as it comes."""
LOWEST_HZ = 261.63
"""C4. Lower tones are lost on the loudspeaker of a laptop."""
OCTAVES = 1.0
ATTACK_S = 0.15
RELEASE_S = 0.2

Sound: TypeAlias = npt.NDArray[np.float32]
Turns: TypeAlias = npt.NDArray[np.float64]
Partials: TypeAlias = tuple[tuple[float, float], ...]
"""Multiples of the pitch, each with its share of the level."""

_IN_PARTIALS = ((1.0, 0.7), (2.0, 0.3))
_OUT_PARTIALS = ((1.0, 0.85), (3.0, 0.15))
_HOLD_PARTIALS = ((1.0, 1 / 3),)
_KNOCK_PARTIALS = ((1.0, 0.7), (2.76, 0.3))
_KNOCK_S, _KNOCK_DECAY_S = 0.4, 0.06
_BELL_PARTIALS = ((1.0, 0.6), (2.0, 0.2))
_BELL_S, _BELL_DECAY_S, _BELL_STEP_S = 0.9, 0.22, 0.25
_STRIKE_S = 0.008
_NOTES_HZ = {Signal.CHANGE: (784.0, 1046.5), Signal.END: (1046.5, 784.0, 523.25)}


def pitch_hz(level: Sound) -> Sound:
    """Give the pitch of lung levels between 0 (empty) and 1 (a full easy breath)."""
    return np.asarray(LOWEST_HZ * np.exp2(OCTAVES * level), np.float32)


@lru_cache(maxsize=8)
def cue_sound(phase: Phase, seconds: float, from_level: float, to_level: float) -> Sound:
    """Render a cue, exactly as many samples as it lasts. Free breathing is silence.

    A rest is silence after its knock; it has its full length all the same. The sound is kept for the next
    breath at the same pace, and so it is read-only.
    """
    sound = _cue_sound(phase, round(seconds * SAMPLE_RATE_HZ), from_level, to_level)
    sound.setflags(write=False)
    return sound


def signal_sound(signal: Signal) -> Sound:
    """Render a signal: struck notes, one after the other, each ringing into the next."""
    notes_hz = _NOTES_HZ[signal]
    step = round(_BELL_STEP_S * SAMPLE_RATE_HZ)
    note_count = round(_BELL_S * SAMPLE_RATE_HZ)
    sound = np.zeros(note_count + step * (len(notes_hz) - 1), np.float32)
    for index, note_hz in enumerate(notes_hz):
        note = _strike(note_count, note_hz, _BELL_PARTIALS, _BELL_DECAY_S)
        sound[index * step : index * step + note_count] += note
    return sound


def _cue_sound(phase: Phase, count: int, from_level: float, to_level: float) -> Sound:
    match phase:
        case Phase.INHALE:
            return _glide(count, from_level, to_level, _IN_PARTIALS)
        case Phase.EXHALE:
            return _glide(count, from_level, to_level, _OUT_PARTIALS)
        case Phase.HOLD:
            return _glide(count, to_level, to_level, _HOLD_PARTIALS)
        case Phase.REST:
            return _knock(count)
        case Phase.FREE:
            return np.zeros(count, np.float32)


def _glide(count: int, from_level: float, to_level: float, partials: Partials) -> Sound:
    done = np.arange(count, dtype=np.float32) / max(count, 1)
    way = (1 - np.cos(np.float32(np.pi) * done)) / 2
    level = np.asarray(from_level + (to_level - from_level) * way, np.float32)
    # Summed in double precision: the turns of a minute would not fit into a single one.
    turns = np.cumsum(pitch_hz(level), dtype=np.float64) / SAMPLE_RATE_HZ
    return _partials(turns, partials) * _envelope(count, ATTACK_S, RELEASE_S)


def _knock(count: int) -> Sound:
    sound = np.zeros(count, np.float32)
    struck = min(count, round(_KNOCK_S * SAMPLE_RATE_HZ))
    sound[:struck] = _strike(struck, LOWEST_HZ, _KNOCK_PARTIALS, _KNOCK_DECAY_S)
    return sound


def _strike(count: int, note_hz: float, partials: Partials, decay_s: float) -> Sound:
    t_s = np.arange(count) / SAMPLE_RATE_HZ
    decay = np.exp(-t_s / decay_s).astype(np.float32)
    return _partials(t_s * note_hz, partials) * decay * _envelope(count, _STRIKE_S, RELEASE_S)


def _partials(turns: Turns, partials: Partials) -> Sound:
    """Add sines at multiples of a pitch, given as the turns it has made since the start."""
    sound = np.zeros(len(turns), np.float32)
    for multiple, share in partials:
        along = multiple * turns
        sound += share * np.sin((2 * np.pi * (along - np.floor(along))).astype(np.float32))
    return sound


def _envelope(count: int, attack_s: float, release_s: float) -> Sound:
    """Rise from 0 to 1 and fall back to 0, each along half a cosine and within a third of the whole."""
    rise = min(round(attack_s * SAMPLE_RATE_HZ), count // 3)
    fall = min(round(release_s * SAMPLE_RATE_HZ), count // 3)
    envelope = np.ones(count, np.float32)
    envelope[:rise] = (1 - np.cos(np.pi * np.arange(rise) / max(rise, 1))) / 2
    envelope[count - fall :] = (1 + np.cos(np.pi * np.arange(1, fall + 1) / max(fall, 1))) / 2
    return envelope
