"""How well the resonance assessment finds what is there, in simulated people with a known answer.

Run `make resonance` in the project's root; it writes the tables in docs/resonance.md. The first is of
people whom nobody had looked at when the rules were fixed.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

import biofeed
from biofeed.findings import BEST_PACE, RESONANCE, findings
from tests.biofeed.findings.lived import practised

PAGE = Path(__file__).resolve().parents[1] / "docs" / "resonance.md"
FRESH = range(301, 341)
SEEN = range(1, 21)
CHOSEN_ON = range(101, 201)
PEOPLE = {
    "clear peak at 4.8": ("resonance=4.8", 4.8),
    "clear peak at 5.5": ("resonance=5.5", 5.5),
    "clear peak at 6.2": ("resonance=6.2", 6.2),
    "no peak at all": ("resonance=none", None),
    "ordinary, flat top at 5.65": ("person=average", None),
}
CLOSE_BPM = 0.3
MARKS = re.compile(r"(<!-- table -->\n).*(<!-- end of the table -->)", re.DOTALL)


def assess(job: tuple[str, int]) -> tuple[str, float | None, float, float]:
    """Let one person be assessed; give the verdict, the pace, and the range."""
    options, seed = job
    course = practised(f"sim:?{options}&seed={seed}&speed=max", "resonance-assessment")
    found = next(result for result in findings(course, "resonance") if result.kind == RESONANCE)
    best = next(measure.value for measure in found.measures if measure.name == BEST_PACE)
    low, high = (float(found.detail.get(key, np.nan)) for key in ("low_bpm", "high_bpm"))
    return str(found.detail["verdict"]), best, low, high


def table(seeds: range) -> str:
    """Assess everybody, and give a line for each kind of person."""
    lines = [
        "| person | clear | of these within 0.3 | range | no clear peak | clear: median (10 to 90 %) |",
        "|---|---|---|---|---|---|",
    ]
    with ProcessPoolExecutor(max_workers=min(os.cpu_count() or 1, 4)) as pool:
        for name, (options, truth) in PEOPLE.items():
            found = list(pool.map(assess, [(options, seed) for seed in seeds]))
            lines.append(_line(name, truth, found))
    return "\n".join(lines)


def _line(name: str, truth: float | None, found: list[tuple[str, float | None, float, float]]) -> str:
    paces = [best for _, best, _, _ in found if best is not None]
    close = "–" if truth is None else str(sum(abs(pace - truth) < CLOSE_BPM + 1e-9 for pace in paces))
    counts = [sum(verdict == kind for verdict, *_ in found) for kind in ("clear", "range", "no clear peak")]
    low, middle, high = np.percentile(paces, [10, 50, 90]) if paces else (np.nan,) * 3
    spread = f"{middle:.1f} ({low:.1f} to {high:.1f})" if paces else "–"
    return f"| {name} | {counts[0]} | {close} | {counts[1]} | {counts[2]} | {spread} |"


def main() -> None:
    """Print the tables, and put them into the page."""
    fresh, seen, chosen = table(FRESH), table(SEEN), table(CHOSEN_ON)
    versions = f"biofeed {biofeed.__version__}, Python {sys.version.split()[0]}, numpy {np.__version__}"
    text = (
        f"Measured {dt.datetime.now().astimezone():%Y-%m-%d} with {versions}.\n\n"
        f"Seeds {FRESH.start} to {FRESH.stop - 1}, first looked at when everything was fixed:\n\n{fresh}\n\n"
        f"Seeds {SEEN.start} to {SEEN.stop - 1}, looked at in between (see below):\n\n{seen}\n\n"
        f"Seeds {CHOSEN_ON.start} to {CHOSEN_ON.stop - 1}, on which the rules were chosen:\n\n{chosen}\n"
    )
    print(text)
    PAGE.write_text(MARKS.sub(lambda match: f"{match[1]}{text}{match[2]}", PAGE.read_text()))


if __name__ == "__main__":
    main()
