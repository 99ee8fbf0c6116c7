"""How long a thousand recordings take on their way into the log, when nothing of them is known yet."""

from __future__ import annotations

import math
import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.startup import run_s
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = 1000
BEATS = 350
"""About five minutes, as in a morning reading."""
RUNS = 5
TARGET = 200
IMPORT = (sys.executable, "-m", "biofeed", "import")


def fill(folder: Path, files: int, seed: int) -> None:
    """Write so many lists of intervals, as made-up hearts beat that breathe six times a minute."""
    chance = random.Random(seed)
    folder.mkdir()
    for number in range(files):
        rr_ms = (800 + 60 * math.sin(beat / 12.5 * math.tau) + chance.gauss(0, 15) for beat in range(BEATS))
        (folder / f"reading-{number:04}.txt").write_text("".join(f"{round(one)}\n" for one in rr_ms))


def table() -> Iterator[str]:
    """Run it and give the lines of a table in Markdown."""
    yield "| what | fastest | files a second | target |"
    yield "|---|---|---|---|"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "readings"
        fill(folder, FILES, seed=1)
        first = min(_fresh_s(Path(name) / f"home-{run}", folder) for run in range(RUNS))
        again = min(run_s(*IMPORT, str(folder), BIOFEED_HOME=str(Path(name) / "home-0")) for _ in range(RUNS))
    yield _row(f"`import DIR`, {FILES} files of {BEATS} intervals", first, f"≥ {TARGET}")
    yield _row("the same once more: all are recognised", again, "")


def _fresh_s(home: Path, folder: Path) -> float:
    """Import into a log that is there and empty."""
    with open_store(Home(home), Origin.STRAP) as store:
        took = run_s(*IMPORT, str(folder), BIOFEED_HOME=str(home))
        taken_in = len(store.sessions())
    if taken_in != FILES:
        raise RuntimeError(f"{taken_in} of {FILES} files were taken in")
    return took


def _row(name: str, took_s: float, target: str) -> str:
    return f"| {name} | {took_s:.1f} s | {FILES / took_s:.0f} | {target} |"


if __name__ == "__main__":
    print("\n".join(table()))
