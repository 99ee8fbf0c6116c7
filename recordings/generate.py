"""Make the sample sessions of this folder anew: `python recordings/generate.py`.

They are simulated, with seeds, and say so in their headers. What a later version of the program derives from
the same packets may differ; then the samples are made anew, and the change shows.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from biofeed.asking import tasks_of
from biofeed.clock import Clock
from biofeed.exercise import AS_WRITTEN, Exercise, Variant
from biofeed.plugins import FREE, Device, Guide, load_exercise, open_device
from biofeed.practice import header_for
from biofeed.recording import Writer
from biofeed.session import Session
from biofeed.types import DeviceInfo, Event, Link, Packet

FOLDER = Path(__file__).parent
STARTED = "2026-03-01T09:00:00+01:00"
CLIENT = "sample"


@dataclass(frozen=True, slots=True)
class Sample:
    """One session to be simulated."""

    name: str
    device: str
    exercise: str
    variant: Variant = AS_WRITTEN
    has_intervals: bool = True


SAMPLES = (
    Sample("rest", "sim:?seed=11&speed=max", "resting-reading"),
    Sample("slow-breathing", "sim:?person=young&seed=12&speed=max", "longer-exhale"),
    Sample("box-with-dropouts", "sim:?seed=19&dropouts=some&speed=max", "box", Variant(minutes=4)),
    Sample("resonance-assessment", "sim:?resonance=5.5&seed=14&speed=max", "resonance-assessment"),
    Sample("stress-recovery", "sim:?half_life=60&rise=14&seed=15&speed=max", "stress-recovery"),
    Sample("artefacts", "sim:?artefacts=loose&seed=16&speed=max", "even-breath", Variant(minutes=3)),
    Sample(
        "strap-without-rr",
        "sim:?seed=17&speed=max",
        "extended-exhale",
        Variant(minutes=2),
        has_intervals=False,
    ),
)


class WithoutIntervals:
    """A strap of the kind that tells a heart rate and no intervals."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self.info: DeviceInfo = replace(device.info, name="simulated strap without intervals")
        self.clock: Clock = device.clock

    async def events(self, guide: Guide = FREE) -> AsyncIterator[Event]:
        """Give its packets with nothing in them but the heart rate."""
        async for event in self._device.events(guide):
            if isinstance(event, Packet):
                yield replace(event, data=bytes((0, event.data[1])))
            elif isinstance(event, Link):
                yield event


def path_of(sample: Sample, folder: Path = FOLDER) -> Path:
    """Give the file of a sample."""
    return folder / f"{sample.name}.jsonl"


async def simulate(sample: Sample, path: Path) -> None:
    """Run one session from its first cue to its last, into a new file."""
    exercise = load_exercise(sample.exercise)
    device = open_device(sample.device)
    worn = device if sample.has_intervals else WithoutIntervals(device)
    header = replace(header_for(worn.info, exercise, sample.variant, CLIENT), started=STARTED)
    with Writer(path, header) as writer:
        async with device:
            session = _session(worn, exercise, sample.variant, writer)
            async with aclosing(session.events()) as events:
                async for _ in events:
                    pass
        session.close()


def _session(device: Device, exercise: Exercise, variant: Variant, writer: Writer) -> Session:
    return Session(
        device,
        exercise.schedule(variant),
        logs=[writer],
        protocol=exercise.protocol,
        tasks=tasks_of(exercise, seed=0),
    )


def day_with_exercise(rng: np.random.Generator) -> Iterator[int]:
    """Give the intervals of a day in whole ms: asleep, awake, an hour's run at seven in the evening, awake.

    The heart rate goes from plateau to plateau within minutes; breathing and a slow drift move it, less the
    faster it beats.
    """
    hours = np.array([0, 6.5, 7, 12, 12.5, 18.9, 19.1, 19.5, 19.9, 20.2, 21.5, 23, 24])
    bpm = np.array([54, 50, 68, 72, 82, 74, 128, 150, 142, 96, 70, 60, 55])
    t_s, drift = 0.0, 0.0
    while t_s < 24 * 3600:
        goal_bpm = float(np.interp(t_s / 3600, hours, bpm))
        calm = (60 / goal_bpm) ** 2
        drift = 0.995 * drift + 0.3 * float(rng.standard_normal())
        swing = 2.5 * calm * np.sin(2 * np.pi * t_s / (60 / (12 + goal_bpm / 8)))
        rr_ms = round(60_000 / (goal_bpm + drift * calm + swing) + 4 * calm * float(rng.standard_normal()))
        t_s += rr_ms / 1000
        yield rr_ms


def write_day(path: Path) -> None:
    """Write the day as plain intervals, one a line, as an export of another program would be."""
    lines = ["# simulated by biofeed, nobody's heart: a day with an hour's run; intervals in ms"]
    lines += [str(rr_ms) for rr_ms in day_with_exercise(np.random.default_rng(18))]
    path.write_text("\n".join(lines) + "\n", "ascii")


def main() -> None:
    """Make all of them."""
    for sample in SAMPLES:
        path = path_of(sample)
        path.unlink(missing_ok=True)
        asyncio.run(simulate(sample, path))
        # They are there to be read by whoever has the project.
        path.chmod(0o644)
        sys.stdout.write(f"{path.name}  {path.stat().st_size / 1000:.0f} kB\n")
    day = FOLDER / "day-with-exercise.txt"
    write_day(day)
    sys.stdout.write(f"{day.name}  {day.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
