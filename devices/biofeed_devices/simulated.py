"""`sim:` is a person made of equations, wearing a strap that sends real 0x2A37 packets.

They can be asked for by address, such as `sim:?person=older&seed=7&resonance=5.5&speed=max`:

========== =================================================== ==========================================
option     values                                              meaning
========== =================================================== ==========================================
person     young, average, older, anxious                      who it is
seed       a whole number                                      the same seed gives the same packets
resonance  4 to 8, or none                                     one clear peak at that pace, or no peak
follow     yes, no                                             whether the pacer is followed
stress     START-END in seconds                                an effort that lasts from then to then
half_life  10 to 300 seconds                                   how long half of the stress takes to go
rise       0 to 40 beats a minute                              how much faster the heart beats under it
artefacts  clean, normal, loose, ectopic                       how the strap sits, and early beats
dropouts   none, some                                          whether the link is lost now and then
speed      a factor, or max                                    how fast time passes
faults     a file, see docs/faults.md                          what goes wrong on the way, and when
========== =================================================== ==========================================

Without options: an average person of about forty, with a flat resonance as real people have it, a strap
that sits well, seed 1, in real time.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from types import TracebackType
from typing import Literal, Self, TypeAlias
from urllib.parse import urlencode

import numpy as np

from biofeed.clock import Clock
from biofeed.errors import UsageError
from biofeed.plugins import FREE, Check, DeviceURL, Guide
from biofeed.types import DeviceInfo, Event, Link, LinkState, Origin, Packet
from biofeed_devices.decoder import HeartRateDecoder
from biofeed_devices.fault_file import NO_FAULTS, FaultPlan, read_faults
from biofeed_devices.faults import SEARCHING_S, Misfortune
from biofeed_devices.heart_rate import SOURCE
from biofeed_devices.option import read_choice, read_speed, read_whole_number, refusal
from biofeed_devices.simulation.body import Body
from biofeed_devices.simulation.guidance import Inattentive
from biofeed_devices.simulation.person import (
    FASTEST_PEAK_BPM,
    PEOPLE,
    SLOWEST_PEAK_BPM,
    Person,
    with_resonance,
    without_resonance,
)
from biofeed_devices.simulation.spell import Spells
from biofeed_devices.simulation.strap import FITS, Fit, Strap
from biofeed_devices.simulation.stress import HALF_LIFE_S, HR_RISE_BPM, Strain, Stress

_LATE_S = 0.05
"""A packet that is sent later than this is stamped with the time it is."""
_SENSING_S = 0.05
"""A beat is in a packet when it is older than this: the strap has to tell it from noise first."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What is simulated; equal ones give equal packets."""

    person: Person
    seed: int = 1
    fit: Fit = FITS["clean"]
    stress: Stress | None = None
    """An effort beside those that a stressor asks for."""
    half_life_s: float = HALF_LIFE_S
    rise_bpm: float = HR_RISE_BPM
    follows: bool = True
    drops: bool = False
    faults: FaultPlan = NO_FAULTS


_Turn: TypeAlias = tuple[float, LinkState | Literal["packet", "fault"]]
"""When the strap's next turn is, and what it is about."""


class SimulatedStrap:
    """A strap around a simulated person."""

    def __init__(self, simulation: Simulation, clock: Clock, url: str = "sim:") -> None:
        name = f"simulated strap ({simulation.person.kind} person)"
        self.info = DeviceInfo(url, name, Origin.SIMULATED)
        self.clock = clock
        self._simulation = simulation
        self._last_s = 0.0

    @classmethod
    def from_url(cls, url: DeviceURL) -> Self:
        """Read `sim:` and its options, as the table above has them."""
        options = url.take(
            *("person", "seed", "resonance", "follow", "stress", "half_life", "rise"),
            *("artefacts", "dropouts", "speed", "faults"),
        )
        if url.path:
            raise UsageError(
                f"sim: has no address such as “{url.path}”.",
                f"Choose a person by an option: {'  '.join(f'sim:?person={kind}' for kind in PEOPLE)}",
            )
        simulation = Simulation(
            person=_read_person(url),
            seed=read_whole_number(url, "seed", 1),
            fit=FITS[read_choice(url, "artefacts", list(FITS), "clean")],
            stress=_read_stress(url),
            half_life_s=_read_between(url, "half_life", HALF_LIFE_S, (10.0, 300.0), "seconds"),
            rise_bpm=_read_between(url, "rise", HR_RISE_BPM, (0.0, 40.0), "beats a minute"),
            follows=read_choice(url, "follow", ["yes", "no"], "yes") == "yes",
            drops=read_choice(url, "dropouts", ["none", "some"], "none") == "some",
            faults=read_faults(url),
        )
        query = f"?{urlencode(options)}" if options else ""
        return cls(simulation, read_speed(url), f"{url.scheme}:{query}")

    @classmethod
    async def scan(cls, seconds: float) -> Sequence[DeviceInfo]:
        """Give the people there are; they are always within reach."""
        return [
            DeviceInfo(f"sim:?person={kind}", f"simulated strap ({kind} person)", Origin.SIMULATED)
            for kind in PEOPLE
        ]

    @classmethod
    async def diagnose(cls) -> Sequence[Check]:
        """Confirm that nothing is needed."""
        return [Check("The simulated person needs nothing from this computer", ok=True)]

    async def __aenter__(self) -> Self:
        """Connect; there is nothing that could be in the way."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go; nothing is held."""

    async def events(self, guide: Guide = FREE) -> AsyncIterator[Event]:
        """Give packets and what they mean, without end; each call begins the same life anew."""
        what = self._simulation
        body_rng, strap_rng, link_rng = np.random.default_rng(what.seed).spawn(3)
        strain = Strain([what.stress] if what.stress else [], what.half_life_s, what.rise_bpm)
        body = Body(what.person, body_rng, strain=strain, ectopy=what.fit.ectopy)
        strap = Strap(what.fit, strap_rng)
        decoder, misfortune = HeartRateDecoder(), Misfortune(what.faults)
        followed = guide if what.follows else Inattentive(guide)
        self._last_s = 0.0
        for planned_s, turn in _with_faults(_plan(strap, _drops(link_rng, what.drops)), misfortune.moments):
            await self.clock.sleep_until(planned_s)
            if turn == "fault":
                arrivals = misfortune.advance(planned_s)
            else:
                for beat_s in body.beats_until(planned_s - _SENSING_S, followed):
                    strap.feel(beat_s)
                arrivals = misfortune.feed(_sent(strap, planned_s, turn))
            for planned in arrivals:
                arrival = replace(planned, t_s=self._stamp(planned.t_s))
                yield arrival
                if isinstance(arrival, Link):
                    decoder.link(arrival)
                    continue
                for event in decoder.feed(arrival):
                    yield event

    def _stamp(self, planned_s: float) -> float:
        """Give the time of arrival: what was planned, unless the computer was held up meanwhile."""
        now_s = self.clock.now()
        late = self.clock.realtime and now_s - planned_s > _LATE_S
        self._last_s = max(self._last_s, now_s if late else planned_s)
        return self._last_s


def _drops(rng: np.random.Generator, some: bool) -> Spells:
    return Spells(rng, every_s=90.0 if some else math.inf, shortest_s=5.0, longest_s=20.0)


def _plan(strap: Strap, drops: Spells) -> Iterator[_Turn]:
    """Give when a packet is sent, and when the link changes, to what."""
    t_s = 0.0
    yield t_s, LinkState.CONNECTED
    while True:
        t_s = strap.next_packet_s(t_s)
        drop = drops.at(t_s)
        if drop is None:
            yield t_s, "packet"
            continue
        yield round(drop.start_s, 6), LinkState.LOST
        yield round(drop.start_s + SEARCHING_S, 6), LinkState.RECONNECTING
        t_s = round(drop.end_s, 6)
        yield t_s, LinkState.CONNECTED


def _with_faults(plan: Iterator[_Turn], moments: Iterable[float]) -> Iterator[_Turn]:
    """Put a turn into the plan for each moment at which a fault has news."""
    faults: list[_Turn] = [(t_s, "fault") for t_s in moments]
    return merge(faults, plan, key=lambda turn: turn[0])


def _sent(strap: Strap, t_s: float, turn: LinkState | Literal["packet"]) -> Packet | Link:
    """Let the strap do what its turn is about."""
    if isinstance(turn, LinkState):
        strap.forget()
        return Link(t_s, turn)
    return Packet(t_s, SOURCE, strap.packet(t_s))


def _read_person(url: DeviceURL) -> Person:
    person = PEOPLE[read_choice(url, "person", list(PEOPLE), "average")]
    text = url.options.get("resonance")
    if text is None:
        return person
    if text == "none":
        return without_resonance(person)
    try:
        pace_bpm = float(text)
    except ValueError:
        pace_bpm = math.nan
    if not SLOWEST_PEAK_BPM <= pace_bpm <= FASTEST_PEAK_BPM:
        paces = f"{SLOWEST_PEAK_BPM:g} to {FASTEST_PEAK_BPM:g}"
        raise refusal(url, "resonance", f"a pace from {paces} breaths a minute, or none")
    return with_resonance(person, pace_bpm)


def _read_stress(url: DeviceURL) -> Stress | None:
    text = url.options.get("stress")
    if text is None:
        return None
    try:
        start_s, end_s = map(float, text.split("-"))
    except ValueError:
        start_s = end_s = math.nan
    if not 0 <= start_s < end_s < math.inf:
        raise refusal(url, "stress", "two moments in seconds, such as 120-300")
    half_life_s = _read_between(url, "half_life", HALF_LIFE_S, (10.0, 300.0), "seconds")
    return Stress(start_s, end_s, half_life_s)


def _read_between(url: DeviceURL, name: str, usual: float, bounds: tuple[float, float], unit: str) -> float:
    low, high = bounds
    try:
        value = float(url.options.get(name, usual))
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise refusal(url, name, f"a number of {unit} from {low:g} to {high:g}")
    return value
