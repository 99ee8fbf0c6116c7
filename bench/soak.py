"""A long session in which something goes wrong every minute: memory stays flat, the log is complete.

Run `python -m bench.soak` in the project's root: an hour of `sim:` at 50 times the speed, through a real
session into a real log in a folder of its own. It prints what it found; the exit code is 0 if memory stayed
flat and the log holds what happened, to the byte.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import os
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.machine import described
from biofeed import hrv
from biofeed.breath import Part, Pattern, Step
from biofeed.exercise import Variant
from biofeed.pacer import Schedule
from biofeed.plugins import open_device
from biofeed.practice import header_for
from biofeed.rows import encode_line
from biofeed.session import Session
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import Beat, Event, Flag, Gap, PhaseKind, Result, Stop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from biofeed.plugins import Device
    from biofeed.store.store import Store

FLAT_MB = 8.0
"""So much more memory at the end than in the middle is still flat: each beat is kept for the summary."""
BREATH = Pattern((Step(1.0, 4.0), Step(0.0, 6.0)))
FAULTS = (
    'kind = "drop"\nfor = 12',
    'kind = "double"\nfor = 20',
    'kind = "stall"\nfor = 7',
    'kind = "no_contact"\nfor = 9',
    'kind = "garbage"\ncount = 6',
    'kind = "zero"\nfor = 10',
    'kind = "lose"\ncount = 5',
    'kind = "no_rr"\nfor = 15',
    'kind = "truncate"\ncount = 8',
    'kind = "freeze"\nfor = 8',
    'kind = "wild_rr"\ncount = 4',
    'kind = "drop"\nfor = 45',
)
"""What goes wrong, one a minute, again and again."""


@dataclass
class Outcome:
    """What a soak found."""

    minutes: float
    published: Counter[str] = field(default_factory=Counter)
    logged: Counter[str] = field(default_factory=Counter)
    same_bytes: bool = False
    """Whether the log holds what the session published, event by event."""
    seams: int = 0
    """Places in the log where a beat or gap does not begin where the one before ended."""
    ended: str = ""
    memory_mb: dict[str, float] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether the log tells all of the session, and its time line has no seam."""
        return self.same_bytes and self.published == self.logged and not self.seams and self.ended == "done"

    @property
    def is_flat(self) -> bool:
        """Whether the second half needed no more memory than the first; not if it never came to an end."""
        if not {"middle", "end"} <= self.memory_mb.keys():
            return False
        return self.memory_mb["end"] - self.memory_mb["middle"] <= FLAT_MB


def fault_file(folder: Path, minutes: float) -> Path:
    """Write a fault for each full minute of the session but the last."""
    at_s = range(60, int(minutes * 60) - 59, 60)
    path = folder / "faults.toml"
    faults = [f"[[fault]]\nat = {t_s}\n{fault}\n" for t_s, fault in zip(at_s, cycle(FAULTS), strict=False)]
    path.write_text("\n".join(faults), "utf-8")
    return path


async def soak(folder: Path, minutes: float, speed: str) -> Outcome:
    """Run one simulated session of so many minutes on a log in `folder`, and read the log back."""
    url = f"sim:?seed=7&speed={speed}&faults={fault_file(folder, minutes)}"
    return await soak_device(folder, open_device(url), minutes)


async def soak_device(folder: Path, device: Device, minutes: float) -> Outcome:
    """Run one session of so many minutes with a device, on a log in `folder`, and read the log back."""
    outcome = Outcome(minutes)
    schedule = Schedule.of((Part(PhaseKind.BREATHE, "breathing", minutes * 60, BREATH),))
    digest = hashlib.sha256()
    hrv.warm_up()  # as every practice does, so that memory at the start is that of a session
    with open_store(Home(folder), device.info.origin) as store:
        async with device:
            with store.begin(header_for(device.info, None, Variant(minutes=minutes), "soak"), "soak") as log:
                session = Session(device, schedule, logs=[log])
                async with aclosing(session.events()) as events:
                    async for event in events:
                        _note(outcome, digest, event)
                outcome.ended = session.ended.reason if session.ended else ""
        _read_back(outcome, digest.digest(), store, log.id)
    return outcome


def _note(outcome: Outcome, digest: Any, event: Event) -> None:
    """Count what was published, and look at memory at the start, in the middle and at the end."""
    digest.update(encode_line(outcome.published.total(), event))
    outcome.published[type(event).__name__] += 1
    half_s = outcome.minutes * 30
    moments = (("start", 60.0), ("middle", half_s), ("end", 2 * half_s - 1))
    for name, t_s in moments:
        if name not in outcome.memory_mb and event.t_s >= t_s and not isinstance(event, Stop | Result):
            outcome.memory_mb[name] = resident_mb()


def _read_back(outcome: Outcome, published: bytes, store: Store, session: str) -> None:
    digest = hashlib.sha256()
    items: list[Beat | Gap] = []
    for number, event in enumerate(store.events(session)):
        digest.update(encode_line(number, event))
        outcome.logged[type(event).__name__] += 1
        if isinstance(event, Beat | Gap):
            items.append(event)
    outcome.same_bytes = digest.digest() == published
    outcome.seams = sum(1 for _ in seams(items))


def seams(items: Iterable[Beat | Gap]) -> Iterator[Beat | Gap]:
    """Give the beats and gaps that do not begin where the one before ended, to 1/64 of an interval."""
    for before, item in pairwise(items):
        end_s = before.t_s + (before.duration_s if isinstance(before, Gap) else 0.0)
        is_no_time = isinstance(item, Beat) and item.flag is Flag.OUT_OF_RANGE and item.t_s == end_s
        begin_s = item.t_s if isinstance(item, Gap) else item.t_s - item.rr_ms / 1000
        allowed_s = 0.0 if isinstance(item, Gap) else item.rr_ms / 1000 / 64
        if not is_no_time and abs(begin_s - end_s) > allowed_s:
            yield item


def resident_mb() -> float:
    """Give how much memory this process holds at the moment, in MB."""
    command = ["ps", "-o", "rss=", "-p", str(os.getpid())]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(shown.stdout) / 1024


def report(outcome: Outcome, what: str) -> str:
    """Say what was found, as docs/reliability.md shows it."""
    counts = ", ".join(f"{count} {name}" for name, count in sorted(outcome.logged.items()))
    memory = ", ".join(f"{mb:.1f} MB ({name})" for name, mb in outcome.memory_mb.items())
    found = f"{outcome.logged.total()} of {outcome.published.total()} events, {outcome.seams} seams in time"
    same = "the same bytes" if outcome.same_bytes else "OTHER BYTES"
    verdict = "complete" if outcome.is_complete else "NOT COMPLETE"
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d}, {described()}",
        f"{outcome.minutes:g} minutes of {what}, a fault every minute",
        f"memory: {memory}: {'flat' if outcome.is_flat else 'NOT FLAT'}",
        f"log: {found}, {same}, ended “{outcome.ended}”: {verdict}",
        f"in it: {counts}",
    ]
    return "\n".join(lines)


def main() -> int:
    """Soak, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=60.0, help="of the session, default 60; at least 3")
    parser.add_argument("--speed", default="50", help="a factor, or max; default 50")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="biofeed-soak-") as folder:
        outcome = asyncio.run(soak(Path(folder), max(arguments.minutes, 3.0), arguments.speed))
    print(report(outcome, f"sim: at speed {arguments.speed}"))
    return 0 if outcome.is_flat and outcome.is_complete else 1


if __name__ == "__main__":
    sys.exit(main())
