"""What coherence says of somebody who follows the pacer exactly, by pattern: the ceiling of each.

The lungs do what the pacer's picture does, the simulated person's filter turns that into heart rate, and
nothing else moves the heart: no noise, no drift, no wave of the blood pressure. So what is missing to 100 is
the pattern's own: a breath that is not a sine has overtones, and those are not in the peak.

Run `python -m bench.follower` in the project's root; it prints the table that docs/formulas.md shows.
"""

from __future__ import annotations

from itertools import repeat

import numpy as np

from biofeed import hrv
from biofeed.breath import Part, Pattern, Step
from biofeed.pacer import Schedule
from biofeed.types import PhaseKind
from biofeed_devices.simulation.heart import FS_HZ, Pulse, RsaFilter
from biofeed_devices.simulation.person import PEOPLE, Person, depth

MINUTES = 10
SETTLED_S = 60.0
"""What the filter takes to forget how it began, and more."""

PATTERNS = {
    "5 in, 5 out (6 a minute)": ((1.0, 5.0), (0.0, 5.0)),
    "4 in, 6 out (6 a minute)": ((1.0, 4.0), (0.0, 6.0)),
    "5.45 in, 5.45 out (5.5 a minute)": ((1.0, 60 / 11), (0.0, 60 / 11)),
    "4.36 in, 6.55 out (5.5 a minute)": ((1.0, 4.8 / 1.1), (0.0, 7.2 / 1.1)),
    "4 in, 4 held, 6 out": ((1.0, 4.0), (1.0, 4.0), (0.0, 6.0)),
    "box: 4 in, 4 held, 4 out, 4 held": ((1.0, 4.0), (1.0, 4.0), (0.0, 4.0), (0.0, 4.0)),
    "4 in, 7 held, 8 out": ((1.0, 4.0), (1.0, 7.0), (0.0, 8.0)),
    "cyclic sighing: 2 in, 1 in, 6 out": ((0.75, 2.0), (1.0, 1.0), (0.0, 6.0)),
    "1.6 in, 2.4 out (15 a minute)": ((1.0, 1.6), (0.0, 2.4)),
}


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
    """Give coherence, swing and RMSSD of the exact follower, a line for each pattern."""
    kinds = ("average", "young", "older")
    lines = [
        f"| pattern | a minute | {' | '.join(f'share, {kind}' for kind in kinds)} | ratio | at edge |",
        "|---" * (4 + len(kinds)) + "|",
    ]
    for name, steps in PATTERNS.items():
        pattern = Pattern(tuple(Step(level, seconds) for level, seconds in steps))
        found = [hrv.rolling_coherence(follow(pattern, PEOPLE[kind])) for kind in kinds]
        shares = " | ".join(f"{np.median(rolling.share):.0f}" for rolling in found)
        ratio, edge = np.median(found[0].ratio), 100.0 * found[0].at_edge.mean()
        lines.append(f"| {name} | {pattern.bpm:.2f} | {shares} | {ratio:.2f} | {edge:.0f} % |")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    print(table())


if __name__ == "__main__":
    main()
