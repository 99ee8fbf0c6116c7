"""How fast `biofeed.hrv` is, as ratios: to what the machine can do, to the plain way, and to other packages.

Run `python -m bench.hrv` in the project's root (`--peers` measures the other packages too, each in an
environment of its own). Every ratio is taken inside one process, from the shortest of many runs in turn; a
peer's is its ratio to the plain way in its own process times the plain way's ratio to ours in this one. What
takes the plain way minutes is timed on a part and scaled.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bench.conditions import described, settle
from bench.heart import DAY_BEATS, heart
from bench.peers_env import STEPS, measured
from bench.single_pass import compiled
from bench.timing import shortest_s, told
from biofeed import hrv
from biofeed.hrv.coherence import transform
from tests.biofeed.hrv import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PART = 50
"""How many windows or recordings the plain way is timed on before scaling."""

PEER_TARGETS = {"rolling": "≥ 300", "recordings": "≥ 15", "live": "≥ 8"}


@dataclass(frozen=True)
class Row:
    """One line of the table: what was done, how long it took, and how that compares."""

    work: str
    ours_s: float
    yardstick: str
    ratio: float
    """Our time over the yardstick's for a floor, the yardstick's over ours for what we want to beat."""
    target: str = ""
    plain_way: str = ""
    """What kind of work the plain way was timed on here, if it was; peers are compared by it."""


def rows() -> Iterator[Row]:
    """Run every workload; give its lines as they are done."""
    hrv.warm_up()
    for work in (one_rmssd, rolling, coherence_over_a_day, many_recordings, live, importing):
        yield from work()


def with_peers(own: list[Row], peers: dict[str, dict[str, float]]) -> Iterator[Row]:
    """Put behind each line that tells of the plain way those of the peers that do the same work."""
    for row in own:
        yield row
        for name, ratios in peers.items():
            if row.plain_way in ratios:
                target = PEER_TARGETS.get(row.plain_way, "")
                yield Row(row.work, row.ours_s, f"{name}, slower", row.ratio * ratios[row.plain_way], target)


def one_rmssd() -> Iterator[Row]:
    """Time one RMSSD, of five minutes and of a day."""
    short, day = heart(375), heart(DAY_BEATS)
    copied = np.empty_like(day)
    ours, call, line = shortest_s(
        lambda: hrv.rmssd(short), lambda: np.add(short, short), lambda: plain.rmssd(short)
    )
    yield Row("RMSSD, 5 min", ours, "calls of one NumPy ufunc on it", ours / call, "≤ 4")
    yield Row("RMSSD, 5 min", ours, "NumPy in one line, slower", line / ours, plain_way="rmssd")
    ours, copy, line, bare = shortest_s(
        lambda: hrv.rmssd(day),
        lambda: np.copyto(copied, day),
        lambda: plain.rmssd(day),
        lambda: _unchecked_rmssd(day),
    )
    yield Row("RMSSD, 24 h", ours, "copying the array in cache", ours / copy, "≤ 4")
    yield Row("RMSSD, 24 h", ours, "time of NumPy in one line", ours / line, "≤ 0.6")
    yield Row("RMSSD, 24 h, no interval checked", bare, "time of NumPy in one line", bare / line)


def _unchecked_rmssd(rr: np.ndarray) -> float:
    """Take the differences and their squares, as every RMSSD has to; the rest of ours looks at its input."""
    d = rr[1:] - rr[:-1]
    return math.sqrt(d.dot(d) / d.size)


def rolling() -> Iterator[Row]:
    """Time RMSSD over 60 s at every beat of a day."""
    work, day = "rolling RMSSD, every beat of 24 h", heart(DAY_BEATS)
    ends = np.cumsum(day) / 1000
    windows = [day[(ends > end - 60) & (ends <= end)] for end in ends[1000 : 1000 + PART]]
    whole, single_pass = day.astype(np.int64), compiled()
    if single_pass is not None:
        ours, floor = shortest_s(lambda: hrv.rolling_rmssd(day), lambda: single_pass(whole, 60_000))
        yield Row(work, ours, "one compiled pass", ours / floor, "≤ 8")
    ours, theirs = shortest_s(
        lambda: hrv.rolling_rmssd(day), lambda: [plain.rmssd(window) for window in windows]
    )
    scaled = theirs * DAY_BEATS / PART
    yield Row(work, ours, "NumPy window by window, slower", scaled / ours, plain_way="rolling")


def coherence_over_a_day() -> Iterator[Row]:
    """Time coherence over 64 s, every 5 s and at every beat of a day, spline included."""
    day = heart(DAY_BEATS)
    part = plain.resample(np.cumsum(day) / 1000, day)[: 256 + 20 * PART]
    pieces = [day[i : i + 84] for i in range(PART)]
    for every, step_s, most in (("5 s", 5.0, 1.6), ("beat", None, 1.3)):
        work = f"coherence every {every}, 24 h"
        count = hrv.rolling_coherence(day, step_s=step_s).t_s.size
        job, half = _coherence_job(day, step_s), _coherence_job(day, step_s, single=True)
        ours, product, loop, single, alone = shortest_s(
            job,
            _product(),
            lambda: plain.rolling_coherence(part, 20),
            half,
            lambda: [plain.coherence_of_beats(piece) for piece in pieces],
            budget_s=2.0,
        )
        floor = product * count / _PRODUCT_ROWS
        yield Row(work, ours, "its matrix product", ours / floor, f"≤ {most}")
        yield Row(f"{work}, single precision", single, "the matrix product in double", single / floor)
        scaled = loop / (PART + 1) * count
        yield Row(work, ours, "window by window on one spline, slower", scaled / ours, plain_way="coherence")
        yield Row(work, ours, "window by window from its beats, slower", alone / PART * count / ours, "≥ 110")


def _coherence_job(day: np.ndarray, step_s: float | None, *, single: bool = False) -> Callable[[], object]:
    return lambda: hrv.rolling_coherence(day, step_s=step_s, single=single)


_PRODUCT_ROWS = 384


def _product() -> Callable[[], object]:
    """Give the bare product of some windows with the transform's matrix."""
    matrix = transform().matrix
    windows = np.random.default_rng(2).normal(size=(_PRODUCT_ROWS, matrix.shape[0]))
    out = np.empty((_PRODUCT_ROWS, matrix.shape[1]))
    return lambda: np.matmul(windows, matrix, out=out)


def many_recordings() -> Iterator[Row]:
    """Time all numbers of a thousand recordings of five minutes."""
    recordings = [heart(375, seed) for seed in range(1000)]
    stretches = np.random.default_rng(3).normal(size=(1000, 1024))
    ours, bare, loop = shortest_s(
        lambda: hrv.metrics(recordings),
        lambda: np.fft.rfft(stretches),
        lambda: [plain.recording(rr) for rr in recordings[:PART]],
        budget_s=3.0,
    )
    work = "1000 recordings of 5 min"
    yield Row(work, ours, "their bare Fourier transforms", ours / bare, "≤ 20")
    yield Row(work, ours, "µs a recording", ours * 1e3, "≤ 45")
    scaled = loop * len(recordings) / PART
    yield Row(work, ours, "one by one with SciPy, slower", scaled / ours, plain_way="recordings")


def live() -> Iterator[Row]:
    """Time one beat of a session, with RMSSD and coherence, after five minutes and after a day."""
    ticks = np.rint(heart(DAY_BEATS) * 1.024)
    beats = list(zip((np.cumsum(ticks) / 1024).tolist(), (ticks * 1000 / 1024).tolist(), strict=True))
    window, matrix = transform().matrix.T[0].copy(), transform().matrix
    piece = np.array([rr for _, rr in beats[:84]])
    early, vector = _live_beat_s(beats[:2000], lambda: window @ matrix)
    late, _ = _live_beat_s(beats, lambda: window @ matrix)
    (loop,) = shortest_s(lambda: plain.beat(piece))
    size = f"one {matrix.shape[0]} × {matrix.shape[1]} matrix-vector product"
    yield Row("one live beat", early, size, early / vector, "≤ 8")
    yield Row("one live beat after 24 h", late, "one in the first half hour", late / early, "flat")
    yield Row("one live beat", early, "NumPy and SciPy on 64 s, slower", loop / early, plain_way="live")


def _live_beat_s(beats: list[tuple[float, float]], yardstick: Callable[[], object]) -> tuple[float, float]:
    """Give the shortest time of a beat among the last thousand, and that of a yardstick, in turn."""

    def step() -> None:
        t_s, rr_ms = next(ahead)
        session.add(t_s, rr_ms, True)
        session.rmssd(t_s)
        session.coherence(t_s)

    session = hrv.LiveWindow()
    for t_s, rr_ms in beats[:-1000]:
        session.add(t_s, rr_ms, True)
    ahead = iter(beats[-1000:])
    beat, unit = shortest_s(step, yardstick, budget_s=0.0, least=1000)
    return beat, unit


def importing() -> Iterator[Row]:
    """Time a fresh interpreter that imports the package."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = tempfile.mkdtemp()  # compiled once, as an installed package is

    def fresh(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True, env=environment)

    ours, numpy, nothing = shortest_s(
        lambda: fresh("from biofeed import hrv"),
        lambda: fresh("import numpy"),
        lambda: fresh(""),
        budget_s=8.0,
    )
    yield Row("import", ours - nothing, "importing NumPy", (ours - nothing) / (numpy - nothing), "≤ 1.2")


def table(*, peers: bool = False) -> Iterator[str]:
    """Run everything and give the lines of a table in Markdown, and below it what was left out."""
    found, absent = measured() if peers else ({}, [f"{name}: not asked for" for name in STEPS])
    yield "| work | time | against | ratio | target |"
    yield "|---|---|---|---|---|"
    for row in with_peers(list(rows()), found):
        yield f"| {row.work} | {told(row.ours_s)} | {row.yardstick} | {row.ratio:.3g} | {row.target} |"
    yield ""
    yield f"Peers left out: {'; '.join(absent) or 'none'}."


def main() -> None:
    """Print the table."""
    settle("bench.hrv")
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--peers", action="store_true", help="install and measure other packages too")
    options = parser.parse_args()
    print(described(), "", *table(peers=options.peers), sep="\n")


if __name__ == "__main__":
    main()
