"""A million packets that no strap would send, through the parser and the decoder.

Run `python -m bench.fuzz` in the project's root. Half of the inputs are random bytes, half are real packets
with something done to them. Each is parsed and held against a second, plainer reading of the format; then it
goes through the decoder, on a clock that runs on by up to two seconds, with the link lost now and then. The
exit code is 0 if nothing but `BadPacket` was ever raised and every rule of the time line held. The seed is
printed, and given back with `--seed` it makes the same inputs again.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bench.machine import described
from biofeed.errors import BadPacket
from biofeed.types import TICKS_PER_S, Beat, Flag, Gap, Link, LinkState, Packet
from biofeed_devices.decoder import HeartRateDecoder
from biofeed_devices.heart_rate import SOURCE, build, parse

MILLION = 1_000_000
LIFE = 1000
"""So many packets go through one decoder before a new one begins."""
LATEST_S = 10.3
"""No beat is later than its packet by more: the channel's 10 s, and the shortest gap."""


@dataclass
class Tally:
    """What came of the inputs."""

    outcomes: Counter[str] = field(default_factory=Counter)
    broken: str = ""
    """The first rule that did not hold, and the input it did not hold for."""


def any_bytes(rng: random.Random) -> bytes:
    """Give random bytes, more often few than many."""
    return rng.randbytes(int(rng.expovariate(1 / 8)))


def real_packet(rng: random.Random) -> bytes:
    """Give a packet that a strap could send."""
    return build(
        rng.choice([0, rng.randint(30, 220), rng.randint(0, 0xFFFF)]),
        contact=rng.choice([None, True, False]),
        energy_kj=rng.choice([None, rng.randint(0, 0xFFFF)]),
        rr_ticks=[rng.randint(250, 2100) for _ in range(rng.choice([0, 1, 1, 1, 2, 4, 9]))],
    )


def mutated(rng: random.Random) -> bytes:
    """Give a real packet with one to three things done to it, or nothing."""
    return bent(rng, real_packet(rng))


def bent(rng: random.Random, whole: bytes) -> bytes:
    """Do one to three things to bytes, or nothing."""
    data = bytearray(whole)
    for _ in range(rng.randint(0, 3)):
        at = rng.randrange(len(data) + 1)
        match rng.randrange(5):
            case 0 if at < len(data):
                data[at] ^= 1 << rng.randrange(8)
            case 1 if at < len(data):
                data[at] = rng.choice([0x00, 0xFF, rng.randrange(256)])
            case 2:
                del data[at:]
            case 3:
                data[at:at] = rng.randbytes(rng.randint(1, 4))
            case _:
                data += data[at:]
    return bytes(data)


def plain_reading(data: bytes) -> tuple[int, bool | None, int | None, tuple[int, ...], int] | None:
    """Read a packet byte by byte, as the specification says it; `None` where it ends too early."""
    rest = list(data)
    if not rest:
        return None
    flags = rest.pop(0)
    sizes = [2 if flags & 1 else 1, 2 if flags & 8 else 0]
    if len(rest) < sum(sizes):
        return None
    hr_bpm, energy = (sum(rest.pop(0) << 8 * place for place in range(size)) for size in sizes)
    intervals = []
    while flags & 16 and len(rest) >= 2:
        intervals.append(rest.pop(0) + 256 * rest.pop(0))
    contact = {0: None, 1: None, 2: False, 3: True}[flags >> 1 & 3]
    return hr_bpm, contact, energy if flags & 8 else None, tuple(intervals), len(rest)


def check_parser(data: bytes) -> str:
    """Say what the parser made of it. Raises `AssertionError` where the plain reading differs."""
    expected = plain_reading(data)
    try:
        frame = parse(data)
    except BadPacket:
        hold(expected is None, "a whole packet was refused")
        return "refused"
    found = (frame.hr_bpm, frame.contact, frame.energy_kj, frame.rr_ticks, frame.ignored_bytes)
    hold(found == expected, "two readings differ")
    return "read, with intervals" if frame.rr_ticks else "read, without intervals"


class TimeLine:
    """One decoder, and what it has given so far."""

    def __init__(self) -> None:
        self.decoder = HeartRateDecoder()
        self.end_s: float | None = None
        self.beats = 0
        self._before: tuple[int, ...] = ()

    def feed(self, packet: Packet) -> Counter[str]:
        """Decode one packet. Raises `AssertionError` where a rule of the time line does not hold."""
        counts: Counter[str] = Counter()
        reading = plain_reading(packet.data)
        intervals = reading[3] if reading else ()
        for item in self.decoder.feed(packet):
            counts[type(item).__name__] += 1
            if isinstance(item, Beat):
                self._check_beat(item, packet.t_s)
            elif isinstance(item, Gap):
                hold(self.end_s == item.t_s, "a gap does not begin where the last beat ended")
                hold(item.duration_s >= 0.299, "a gap is shorter than a beat can be")
                self.end_s = item.t_s + item.duration_s
        is_repeat = counts["Beat"] == 0 and intervals == self._before
        hold(is_repeat or counts["Beat"] == len(intervals), "beats were invented or lost")
        if reading:
            self._before = intervals
        return counts

    def _check_beat(self, beat: Beat, arrival_s: float) -> None:
        rr_s, end_s = beat.rr_ms / 1000, self.end_s
        hold(beat.seq == self.beats, "beats are not counted one by one")
        hold((beat.t_s * TICKS_PER_S).is_integer(), "a beat is not at a whole tick")
        hold(beat.t_s <= arrival_s + LATEST_S, "a beat is later than its packet can be")
        if beat.flag is Flag.OUT_OF_RANGE:
            hold(end_s in (None, beat.t_s), "an interval that is no time moved the clock")
        elif end_s is not None:
            hold(beat.t_s > end_s, "time ran backwards")
            hold(abs(beat.t_s - rr_s - end_s) <= rr_s / 64, "a beat does not begin where the last one ended")
        self.beats, self.end_s = self.beats + 1, beat.t_s


def fuzz(inputs: int, seed: int) -> Tally:
    """Send so many inputs through, up to the first for which a rule does not hold."""
    rng, tally, line, t_s = random.Random(seed), Tally(), TimeLine(), 0.0
    for number in range(inputs):
        if number % LIFE == 0:
            line, t_s = TimeLine(), 0.0
        data = rng.choice((any_bytes, mutated))(rng)
        t_s += rng.choice((0.0, 1.0, rng.uniform(0.0, 2.0)))
        if rng.random() < 0.01:
            line.decoder.link(Link(t_s, LinkState.LOST))
        try:
            tally.outcomes[check_parser(data)] += 1
            tally.outcomes += line.feed(Packet(t_s, SOURCE, data))
        except Exception as error:
            tally.broken = f"input {number} ({data.hex(' ') or 'no bytes'}): {type(error).__name__}: {error}"
            break
    return tally


def report(tally: Tally, what: str, inputs: int, seed: int, seconds: float) -> str:
    """Say what came of it, as docs/reliability.md shows it."""
    outcomes = ", ".join(f"{count} {name}" for name, count in sorted(tally.outcomes.items()))
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d}, {described()}",
        f"{what}: {inputs} inputs, seed {seed}, {inputs / seconds:.0f} a second",
        f"came of them: {outcomes}",
        f"a rule did not hold: {tally.broken}" if tally.broken else "every rule held",
    ]
    return "\n".join(lines)


def hold(condition: bool, otherwise: str) -> None:
    """Raise `AssertionError` where a rule does not hold."""
    if not condition:
        raise AssertionError(otherwise)


def run(what: str, send: Callable[[int, int], Tally]) -> int:
    """Do as the command line says with `send`, print what came of it, and give the exit code."""
    parser = argparse.ArgumentParser(description=f"Sends {what} that no strap would send.")
    parser.add_argument("--inputs", type=int, default=MILLION, help="how many; default a million")
    parser.add_argument("--seed", type=int, help="what the inputs are drawn from; default: another each time")
    arguments = parser.parse_args()
    seed = random.SystemRandom().randrange(2**32) if arguments.seed is None else arguments.seed
    print(f"seed {seed}", flush=True)
    begin = time.perf_counter()
    tally = send(arguments.inputs, seed)
    print(report(tally, what, arguments.inputs, seed, time.perf_counter() - begin))
    return 1 if tally.broken else 0


if __name__ == "__main__":
    sys.exit(run("heart-rate packets", fuzz))
