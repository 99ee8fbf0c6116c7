"""How often the interval of a half-recovery time holds the truth, in simulated people whose truth is known.

Run `python -m bench.recovery` in the project's root; it prints the table that docs/formulas.md shows. The
simulated person rises by 8 beats a minute, which is where a recovery begins to be computed at all; here the
rise is also set to 12.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from biofeed.findings import RECOVERY, findings
from biofeed_devices.simulation import heart
from tests.biofeed.findings.lived import practised

SEEDS = range(101, 201)
CASES = ((12.0, 40), (12.0, 80), (8.0, 40))
"""Rise in beats a minute, half-time in seconds."""
NINE_IN_TEN = 1.645


def recover(job: tuple[float, int, int]) -> tuple[float, float, float, float, float] | None:
    """Let one person live through a stressor; give the interval, its middle, and the fit with its error."""
    rise_bpm, half_s, seed = job
    heart.HR_RISE_BPM = rise_bpm
    course = practised(f"sim:?half_life={half_s}&seed={seed}&speed=max", "stress-recovery")
    result = next(one for one in findings(course, "stress-recovery") if one.kind == RECOVERY)
    if "half_low_s" not in result.detail:
        return None
    keys = ("half_low_s", "half_s", "half_high_s", "exponential_half_s", "exponential_half_error_s")
    low, middle, high, fit, error = (float(result.detail.get(key, np.nan)) for key in keys)
    return low, middle, high, fit, error


def line(rise_bpm: float, half_s: int) -> str:
    """Give one line of the table."""
    jobs = [(rise_bpm, half_s, seed) for seed in SEEDS]
    with ProcessPoolExecutor(max_workers=min(os.cpu_count() or 1, 4)) as pool:
        kept = np.array([found for found in pool.map(recover, jobs) if found is not None])
    low, middle, high, fit, error = kept.T
    held = 100 * np.mean((low <= half_s) & (half_s <= high))
    fitted = 100 * np.mean(np.abs(fit - half_s) <= NINE_IN_TEN * error)
    spread = " / ".join(f"{np.median(value):.0f}" for value in (low, middle, high))
    return f"| {rise_bpm:g}, {half_s} s | {len(kept)} | {held:.0f} % | {fitted:.0f} % | {spread} |"


def main() -> None:
    """Print the table."""
    heads = ("rise, half-time", "kept by the gate", "true half-time in the interval")
    heads += ("within 1.645 errors of the exponential's fit", "median interval, s")
    print(f"| {' | '.join(heads)} |\n{'|---' * len(heads)}|")
    for rise_bpm, half_s in CASES:
        print(line(rise_bpm, half_s))


if __name__ == "__main__":
    main()
