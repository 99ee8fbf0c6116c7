"""What coherence and RMSSD say when there is nothing to say, and what pace alone does to RMSSD.

Run `python -m bench.chance` in the project's root; it prints the tables that docs/formulas.md shows.
"""

from __future__ import annotations

import numpy as np

from biofeed import hrv
from tests.data.vectors.generate import modulated

WINDOWS = 4000
MEAN_MS = 850.0
SPREAD_MS = 40.0
PACES_PER_MIN = (4.0, 4.5, 5.0, 5.5, 6.0, 7.0, 10.0, 15.0)
SWING_MS = 50.0


def noise(beats: int, exponent: float, seed: int) -> np.ndarray:
    """Give intervals whose spectrum over the beats falls as `1 / f**exponent`: 0 is white, 1 is pink.

    The slowest rhythm is an hour's, so that pink noise does not wander off.
    """
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=beats))
    cycles = np.fft.rfftfreq(beats)
    slowest = MEAN_MS / 3_600_000.0
    spectrum *= np.where(cycles >= slowest, np.maximum(cycles, slowest) ** (-exponent / 2), 0.0)
    wave = np.fft.irfft(spectrum, beats)
    return MEAN_MS + SPREAD_MS * wave / wave.std()


def chance_level() -> str:
    """Measure coherence of noise in 64 s windows that do not overlap."""
    lines = [
        "| noise | ratio, median | ratio, 95 % | share, median | share, 95 % | peak at the band's edge |"
    ]
    lines.append("|---|---|---|---|---|---|")
    for name, exponent in (("white", 0.0), ("1/f", 1.0)):
        beats = int(WINDOWS * 64.0 * 1000.0 / MEAN_MS)
        found = hrv.rolling_coherence(noise(beats, exponent, 11), step_s=64.0)
        ratio, share = (np.percentile(x, [50, 95]) for x in (found.ratio, found.share))
        edge = 100 * found.at_edge.mean()
        lines.append(
            f"| {name} | {ratio[0]:.2f} | {ratio[1]:.2f} | {share[0]:.0f} | {share[1]:.0f} | {edge:.0f} % |"
        )
    return "\n".join(lines)


def pace_and_rmssd() -> str:
    """Measure one swing at many paces: RMSSD moves, coherence does not."""
    lines = [
        "| breaths a minute | RMSSD, ms | √2 A sin(π f T), ms | coherence ratio | share |",
        "|---|---|---|---|---|",
    ]
    for pace in PACES_PER_MIN:
        rr = modulated(MEAN_MS, [(SWING_MS, pace / 60.0, 0.3)], 1200.0)
        formula = SWING_MS * np.sqrt(2) * np.sin(np.pi * pace / 60.0 * MEAN_MS / 1000.0)
        found = hrv.rolling_coherence(rr)
        lines.append(
            f"| {pace:g} | {hrv.rmssd(rr):.1f} | {formula:.1f} | {np.median(found.ratio):.2f} "
            f"| {np.median(found.share):.1f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Print both tables."""
    print(chance_level(), pace_and_rmssd(), sep="\n\n")


if __name__ == "__main__":
    main()
