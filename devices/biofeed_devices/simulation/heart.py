"""What the heart makes of the breath, sample by sample, and when it beats.

The heart rate is a mean, plus what the breath does to it (`RsaFilter`), plus what comes and goes by itself
(`Wander`), plus stress. A beat falls whenever the heart rate, summed up over time, has filled another whole
beat (`Pulse`; integral pulse frequency modulation). So beats are causal, none is lost in a large swing, and
their density is exactly the heart rate.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from biofeed_devices.simulation.breath import Breath
from biofeed_devices.simulation.person import Person, ceiling_bpm
from biofeed_devices.simulation.stress import SWING_LOSS, WANDER_LOSS, Strain

FS_HZ = 64

_SLOWEST_BPM, _FASTEST_BPM = 35.0, 190.0
_PACED_RISE_BPM = 1.0
"""How much faster the heart beats for the small effort of following a pacer."""
_SETTLING_S = 10.0


class RsaFilter:
    """Lung volume in, beats a minute out: a resonance, a delay and a soft ceiling.

    The resonance is the bilinear transform of `G (s w + k w²) / (s² + s w/Q + w²)`, in transposed direct
    form II.
    """

    def __init__(self, person: Person) -> None:
        w = 2 * math.pi * person.resonance_hz
        c = 2.0 * FS_HZ
        top, bottom = person.gain_bpm * w, person.gain_bpm * person.floor * w * w
        scale = c * c + c * w / person.sharpness + w * w
        self._b = (top * c + bottom) / scale, 2 * bottom / scale, (bottom - top * c) / scale
        self._a = 2 * (w * w - c * c) / scale, (c * c - c * w / person.sharpness + w * w) / scale
        self._z = 0.0, 0.0
        self._delayed = deque([0.0] * round(person.delay_s * FS_HZ))
        self._ceiling_bpm = ceiling_bpm(person)

    def step(self, volume: float) -> float:
        """Give by how much breathing moves the heart rate from its mean, after one more sample of it."""
        (b0, b1, b2), (a1, a2), (z1, z2) = self._b, self._a, self._z
        answer = b0 * volume + z1
        self._z = b1 * volume - a1 * answer + z2, b2 * volume - a2 * answer
        self._delayed.append(answer)
        return self._ceiling_bpm * math.tanh(self._delayed.popleft() / self._ceiling_bpm)


class Wander:
    """What moves the heart rate without being asked: the Mayer wave near 0.1 Hz, and a slow drift.

    The wave is a resonance rung by noise, not locked to the breath. The drift is a sum of four
    Ornstein–Uhlenbeck processes, which together look like the 1/f noise of real heart rates.
    """

    DRAWS = 6
    """How many random numbers one sample takes."""

    _MAYER_HZ = 0.095
    _MAYER_HALF_WIDTH_HZ = 0.012
    _DRIFT_S = (4.0, 12.0, 40.0, 120.0)

    def __init__(self, person: Person, rng: np.random.Generator) -> None:
        decay = math.exp(-2 * math.pi * self._MAYER_HALF_WIDTH_HZ / FS_HZ)
        turn = 2 * math.pi * self._MAYER_HZ / FS_HZ
        self._mayer_step = decay * complex(math.cos(turn), math.sin(turn))
        self._mayer_kick = person.mayer_bpm * math.sqrt(1 - decay * decay)
        self._mayer = person.mayer_bpm * complex(*rng.standard_normal(2))
        each_bpm = person.drift_bpm / 2
        decays = [math.exp(-1 / FS_HZ / tau_s) for tau_s in self._DRIFT_S]
        self._drift_steps = [(decay, each_bpm * math.sqrt(1 - decay * decay)) for decay in decays]
        self._drifts: list[float] = (each_bpm * rng.standard_normal(4)).tolist()

    def step(self, draws: list[float], entrained: float) -> float:
        """Give the next sample in beats a minute, the Mayer wave reduced by the share `entrained`."""
        wave, quadrature, *kicks = draws
        self._mayer = self._mayer * self._mayer_step + self._mayer_kick * complex(wave, quadrature)
        self._drifts = [
            keep * drift + kick * draw
            for drift, (keep, kick), draw in zip(self._drifts, self._drift_steps, kicks, strict=True)
        ]
        return self._mayer.real * (1 - entrained) + sum(self._drifts)


@dataclass(frozen=True, slots=True)
class Ectopy:
    """Share of beats that come early."""

    ventricular: float = 0.0
    """Premature, and made up for: the next one is on schedule again."""
    atrial: float = 0.0
    """Premature, and the schedule starts anew from there."""


def beat_lengths(person: Person, ectopy: Ectopy, rng: np.random.Generator) -> Iterator[float]:
    """Give the length of one interval after the other, in beats: 1, more or less."""
    spread = person.noise_ms / 1000 * person.hr_bpm / 60
    while True:
        chance = rng.random()
        if chance < ectopy.ventricular:
            yield from (0.62, 1.38)
        elif chance < ectopy.ventricular + ectopy.atrial:
            yield from (0.72, 1.05)
        else:
            yield 1 + spread * rng.standard_normal()


class Pulse:
    """Sums the heart rate up, by trapezoids, and beats when the sum reaches the next length."""

    def __init__(self, lengths: Iterator[float]) -> None:
        self._lengths = lengths
        self._samples = 0
        self._rate_hz: float | None = None
        self._sum = 0.0
        self._due = next(lengths)

    def step(self, hr_bpm: float) -> float | None:
        """Take the next sample; give the time of the beat that fell since the last one, if any did."""
        rate_hz = hr_bpm / 60
        if self._rate_hz is None:
            self._rate_hz = rate_hz
            return None
        growth = (self._rate_hz + rate_hz) / 2 / FS_HZ
        self._rate_hz = rate_hz
        self._samples += 1
        self._sum += growth
        if self._sum < self._due:
            return None
        # Counting from the beat and not from the start keeps the sum small, hence exact.
        self._sum -= self._due
        self._due = next(self._lengths)
        return (self._samples - self._sum / growth) / FS_HZ


class Heart:
    """Beats, breath after breath."""

    def __init__(
        self,
        person: Person,
        rng: np.random.Generator,
        strain: Strain | None = None,
        ectopy: Ectopy | None = None,
    ) -> None:
        self._person = person
        self._rng = rng
        self._strain = strain or Strain()
        self._rsa = RsaFilter(person)
        self._wander = Wander(person, rng)
        self._pulse = Pulse(beat_lengths(person, ectopy or Ectopy(), rng))
        self._samples = 0
        self._paced = 0.0
        self._entrained = 0.0

    def beats(self, breath: Breath) -> list[float]:
        """Live through one breath, and give the times of the beats in it. Breaths follow one another."""
        end = math.ceil(breath.end_s * FS_HZ)
        t_s = np.arange(self._samples, end) / FS_HZ
        self._samples = end
        stress = self._strain.level(t_s)
        draws = self._rng.standard_normal((t_s.size, Wander.DRAWS))
        pulses = (
            self._pulse.step(self._hr_bpm(volume, level, draw, breath.pacer_bpm))
            for volume, level, draw in zip(
                breath.volume(t_s).tolist(), stress.tolist(), draws.tolist(), strict=True
            )
        )
        return [beat_s for beat_s in pulses if beat_s is not None]

    def _hr_bpm(self, volume: float, stress: float, draws: list[float], pacer_bpm: float | None) -> float:
        self._settle(pacer_bpm)
        hr_bpm = (
            self._person.hr_bpm
            + _PACED_RISE_BPM * self._paced
            + self._strain.rise_bpm * stress
            + self._rsa.step(volume) * (1 - SWING_LOSS * stress)
            + self._wander.step(draws, self._entrained) * (1 - WANDER_LOSS * stress)
        )
        return min(max(hr_bpm, _SLOWEST_BPM), _FASTEST_BPM)

    def _settle(self, pacer_bpm: float | None) -> None:
        """Let the effects of being paced come and go within seconds, not with a jump."""
        paced, entrained = 0.0, 0.0
        if pacer_bpm is not None:
            paced, entrained = 1.0, 0.4 * math.exp(-(((pacer_bpm / 60 - 0.095) / 0.03) ** 2))
        self._paced += (paced - self._paced) / (_SETTLING_S * FS_HZ)
        self._entrained += (entrained - self._entrained) / (_SETTLING_S * FS_HZ)
