"""What coherence says of somebody who follows the pacer exactly, by pattern: the ceiling of each.

The patterns are those of the installed exercises, held and unheld, each once. The lungs do what the pacer's
picture does, the simulated person's filter turns that into heart rate, and nothing else moves the heart: no
noise, no drift, no wave of the blood pressure. So what is missing to 100 is the pattern's own: a breath that
is not a sine has overtones, and those are not in the peak.

Run `python -m bench.follower` in the project's root whenever an exercise has come or changed; it prints the
table that docs/formulas.md shows.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from biofeed import hrv
from biofeed.breath import Part, Pattern, Step, whole_ms
from biofeed.pacer import Schedule
from biofeed.plugins import exercise_names, load_exercise
from biofeed.types import Phase, PhaseKind
from biofeed_devices.simulation.heart import FS_HZ, Pulse, RsaFilter
from biofeed_devices.simulation.person import PEOPLE, Person, depth

if TYPE_CHECKING:
    from collections.abc import Iterator

MINUTES = 10
SETTLED_S = 60.0
"""What the filter takes to forget how it began, and more."""

KINDS = ("average", "young", "older")

FAST = Pattern((Step(1.0, 1.6), Step(0.0, 2.4)))
"""15 a minute. No exercise has it; it is there to show that it reaches what 6 does."""

WORDS = {Phase.INHALE: "in", Phase.HOLD: "held", Phase.EXHALE: "out", Phase.REST: "held"}


def patterns() -> dict[Pattern, list[str]]:
    """Give each breath that an installed exercise paces, fastest first, and the exercises that do."""
    found: dict[Pattern, list[str]] = {FAST: []}
    for name in exercise_names():
        for pattern in _paced(load_exercise(name).parts):
            users = found.setdefault(pattern, [])
            if name not in users:
                users.append(name)
    return dict(sorted(found.items(), key=lambda item: -item[0].bpm))


def _paced(parts: tuple[Part, ...]) -> Iterator[Pattern]:
    """Give the breaths of an exercise's parts, to the millisecond and without what is written beside them."""
    for part in parts:
        for pattern in (part.pattern, part.without_holds):
            if pattern is not None:
                yield Pattern(tuple(Step(step.level, whole_ms(step.seconds)) for step in pattern.steps))


def described(pattern: Pattern) -> str:
    """Say what a breath is made of, such as `4 in, 6 out`."""
    return ", ".join(f"{seconds:.4g} {WORDS[phase]}" for phase, seconds in pattern.phases())


def follow(pattern: Pattern, person: Person) -> np.ndarray:
    """Give the intervals in ms of a person without noise whose lungs do exactly what the pacer shows."""
    schedule = Schedule.of((Part(PhaseKind.BREATHE, "", 60.0 * MINUTES, pattern),))
    rsa, pulse, deep = RsaFilter(person), Pulse(repeat(1.0)), depth(person, pattern.bpm)
    beats_s = []
    for i in range(60 * MINUTES * FS_HZ):
        volume = deep * schedule.level(i / FS_HZ) - 0.5
        beat_s = pulse.step(person.hr_bpm + rsa.step(volume))
        if beat_s is not None and beat_s > SETTLED_S:
            beats_s.append(beat_s)
    return np.diff(beats_s) * 1000.0


def table() -> str:
    """Give coherence of the exact follower, a line for each pattern."""
    shares = " | ".join(f"share, {kind}" for kind in KINDS)
    lines = [
        f"| pattern | breaths a minute | {shares} | ratio, average | paced by |",
        "|---" * (4 + len(KINDS)) + "|",
    ]
    lines += [_line(pattern, names) for pattern, names in patterns().items()]
    return "\n".join(lines)


def _line(pattern: Pattern, names: list[str]) -> str:
    found = [hrv.rolling_coherence(follow(pattern, PEOPLE[kind])) for kind in KINDS]
    shares = " | ".join(f"{np.median(rolling.share):.0f}" for rolling in found)
    ratio = np.median(found[0].ratio)
    return f"| {described(pattern)} | {pattern.bpm:.2f} | {shares} | {ratio:.2f} | {_users(names)} |"


def _users(names: list[str]) -> str:
    """Name the exercises that pace a pattern, or count them if they are many."""
    if len(names) > 3:
        return f"{len(names)} exercises"
    return ", ".join(f"`{name}`" for name in names) or "none, to compare with"


def main() -> None:
    """Print the table."""
    print(table())


if __name__ == "__main__":
    main()
