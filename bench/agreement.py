"""How far biofeed's numbers are from neurokit2's on real recordings.

Run `python -m bench.agreement FOLDER` in the project's root; it prints the tables of docs/formulas.md.
"""

from __future__ import annotations

import argparse
from importlib.metadata import version
from pathlib import Path

import numpy as np

from biofeed import hrv
from tests.biofeed.hrv import neurokit
from tests.biofeed.hrv.real import intervals, names

METRICS = {"RMSSD": hrv.rmssd, "SDNN": hrv.sdnn, "SD1": hrv.sd1, "SD2": hrv.sd2, "pNN50": hrv.pnn50}
BANDS_OF = ("polar_hrm/rest_rri.txt", "slow_breathing_h10/sample_data_ibi.csv", "polar_hrm/exercise_rri.hrm")


def time_domain(folder: Path) -> str:
    """Give the largest relative difference of each metric, a line for each group of recordings."""
    worst: dict[str, list[np.ndarray]] = {}
    for name in names(folder):
        rr = intervals(folder, name)
        theirs = neurokit.time_domain(rr)
        differences = [
            abs(ours(rr) - theirs[metric]) / theirs[metric] if theirs[metric] else ours(rr)
            for metric, ours in METRICS.items()
        ]
        worst.setdefault(name.split("/")[0], []).append(np.array(differences))
    lines = [f"| recordings | files | {' | '.join(METRICS)} |", "|---" * (2 + len(METRICS)) + "|"]
    for group, rows in sorted(worst.items()):
        cells = " | ".join(f"{value:.1e}" for value in np.max(rows, axis=0))
        lines.append(f"| `{group}` | {len(rows)} | {cells} |")
    return "\n".join(lines)


def bands(folder: Path) -> str:
    """Give LF and HF of both, in ms²."""
    lines = [
        "| recording | LF, biofeed | LF, neurokit2 | HF, biofeed | HF, neurokit2 |",
        "|---|---|---|---|---|",
    ]
    for name in BANDS_OF:
        rr = intervals(folder, name)
        ours, theirs = hrv.power_bands(rr), neurokit.bands(rr)
        lines.append(f"| `{name}` | {ours.lf:.0f} | {theirs[0]:.0f} | {ours.hf:.0f} | {theirs[1]:.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="the folder of recordings")
    folder = parser.parse_args().folder
    print(f"neurokit2 {version('neurokit2')}", time_domain(folder), bands(folder), sep="\n\n")


if __name__ == "__main__":
    main()
