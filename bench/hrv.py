"""How fast `biofeed.hrv` is, as ratios: to what the machine can do, to the plain way, and to other packages.

Run `python -m bench.hrv` in the project's root; `--write docs/benchmarks.md` puts the table there. Every
ratio is taken inside one process on one machine, from the shortest of many runs in turn. What takes the plain
way or a peer minutes is timed on a part and scaled.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bench.peers import installed
from bench.single_pass import compiled
from bench.timing import shortest_s, told
from biofeed import hrv
from biofeed.hrv.coherence import transform
from tests.biofeed.hrv import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.peers import Peer

DAY_BEATS = 108_000
PART = 50
"""How many windows or recordings the slow ways are timed on before scaling."""


@dataclass(frozen=True)
class Row:
    """One line of the table: what was done, how long it took, and how that compares."""

    work: str
    ours_s: float
    yardstick: str
    ratio: float
    """Our time over the yardstick's for a floor, the yardstick's over ours for what we want to beat."""
    target: str = ""


def heart(beats: int, seed: int = 1) -> np.ndarray:
    """Give a heart in whole milliseconds: two rhythms, a slow drift, and noise."""
    rng = np.random.default_rng(seed)
    n = np.arange(beats)
    drift = np.cumsum(rng.normal(0, 1.5, beats))
    drift -= np.convolve(drift, np.ones(2001) / 2001, mode="same") if beats > 2001 else drift
    rr = 800 + 35 * np.sin(n * 0.5) + 15 * np.sin(n * 1.4) + drift + rng.normal(0, 15, beats)
    return np.rint(np.clip(rr, 350, 1900))


def rows() -> Iterator[Row]:
    """Run every workload; give its lines as they are done."""
    peers, _ = installed()
    hrv.warm_up()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # peers warn about short recordings
        for work in (one_rmssd, rolling, coherence_over_a_day, many_recordings, live, importing):
            yield from work(peers)


def one_rmssd(peers: list[Peer]) -> Iterator[Row]:
    """Time one RMSSD, of five minutes and of a day."""
    short, day = heart(375), heart(DAY_BEATS)
    copied, numbers = np.empty_like(day), np.ones(8)
    ours, call = shortest_s(lambda: hrv.rmssd(short), lambda: np.add(numbers, numbers))
    yield Row("RMSSD, 5 min", ours, "calls of one NumPy ufunc", ours / call, "≤ 4")
    ours, copy, line = shortest_s(
        lambda: hrv.rmssd(day), lambda: np.copyto(copied, day), lambda: plain.rmssd(day)
    )
    yield Row("RMSSD, 24 h", ours, "copying the array in cache", ours / copy, "≤ 4")
    yield Row("RMSSD, 24 h", ours, "NumPy in one line, slower", line / ours, "≥ 1.7")
    for peer in peers:
        ours, theirs = shortest_s(lambda: hrv.rmssd(short), lambda peer=peer: peer.rmssd(short))
        yield Row("RMSSD, 5 min", ours, f"{peer.name}, slower", theirs / ours)


def rolling(peers: list[Peer]) -> Iterator[Row]:
    """Time RMSSD over 60 s at every beat of a day."""
    day = heart(DAY_BEATS)
    ends = np.cumsum(day) / 1000
    windows = [day[(ends > end - 60) & (ends <= end)] for end in ends[1000 : 1000 + PART]]
    whole, single_pass = day.astype(np.int64), compiled()
    if single_pass is not None:
        ours, floor = shortest_s(lambda: hrv.rolling_rmssd(day), lambda: single_pass(whole, 60_000))
        yield Row("rolling RMSSD, every beat of 24 h", ours, "one compiled pass", ours / floor, "≤ 8")
    scale = DAY_BEATS / PART
    for name, rmssd in [("NumPy window by window", plain.rmssd), *((p.name, p.rmssd) for p in peers)]:
        ours, theirs = shortest_s(
            lambda: hrv.rolling_rmssd(day), lambda rmssd=rmssd: [rmssd(window) for window in windows]
        )
        target = "≥ 300" if name in {p.name for p in peers} else ""
        yield Row("rolling RMSSD, every beat of 24 h", ours, f"{name}, slower", theirs * scale / ours, target)


def coherence_over_a_day(peers: list[Peer]) -> Iterator[Row]:
    """Time coherence over 64 s, every 5 s and at every beat of a day, spline included."""
    day = heart(DAY_BEATS)
    samples = plain.resample(np.cumsum(day) / 1000, day)
    part = samples[: 256 + 20 * PART]
    pieces = [day[i * 80 : i * 80 + 80] for i in range(PART // 5)]
    for every, step_s, most in (("5 s", 5.0, 1.6), ("beat", None, 1.3)):
        work = f"coherence every {every}, 24 h"
        count = hrv.rolling_coherence(day, step_s=step_s).t_s.size
        job = _coherence_job(day, step_s)
        ours, product, loop = shortest_s(job, _product(), lambda: plain.rolling_coherence(part, 20))
        yield Row(work, ours, "its matrix product", ours / (product * count / 384), f"≤ {most}")
        yield Row(work, ours, "window by window, slower", loop / (PART + 1) * count / ours, "≥ 110")
        for peer in peers:
            if peer.spectrum is not None:
                spectrum = peer.spectrum
                (theirs,) = shortest_s(lambda s=spectrum: [s(piece) for piece in pieces])
                yield Row(work, ours, f"{peer.name}'s spectrum, slower", theirs / len(pieces) * count / ours)


def _coherence_job(day: np.ndarray, step_s: float | None) -> Callable[[], object]:
    return lambda: hrv.rolling_coherence(day, step_s=step_s)


def _product() -> Callable[[], object]:
    """Give the bare product of 384 windows with the transform's matrix."""
    matrix = transform().matrix
    windows = np.random.default_rng(2).normal(size=(384, matrix.shape[0]))
    out = np.empty((384, matrix.shape[1]))
    return lambda: np.matmul(windows, matrix, out=out)


def many_recordings(peers: list[Peer]) -> Iterator[Row]:
    """Time all numbers of a thousand recordings of five minutes."""
    recordings = [heart(375, seed) for seed in range(1000)]
    stretches = np.random.default_rng(3).normal(size=(1000, 1024))

    def one_by_one() -> None:
        for rr in recordings[:PART]:
            plain.rmssd(rr)
            plain.power_bands(plain.resample(np.cumsum(rr) / 1000, rr))

    ours, bare, loop = shortest_s(
        lambda: hrv.metrics(recordings), lambda: np.fft.rfft(stretches), one_by_one, budget_s=2.0
    )
    work = "1000 recordings of 5 min"
    yield Row(work, ours, "their bare Fourier transforms", ours / bare, "≤ 20")
    yield Row(work, ours, "µs a recording", ours * 1e3, "≤ 45")
    yield Row(work, ours, "one by one with SciPy, slower", loop * 1000 / PART / ours)
    for peer in peers:
        if peer.spectrum is not None:
            theirs, ours = shortest_s(
                lambda peer=peer: [(peer.rmssd(rr), peer.spectrum(rr)) for rr in recordings[:5]],
                lambda: hrv.metrics(recordings),
            )
            yield Row(work, ours, f"{peer.name}, slower", theirs * 200 / ours, "≥ 15")


def live(peers: list[Peer]) -> Iterator[Row]:
    """Time one beat of a session, with RMSSD and coherence, after five minutes and after a day."""
    ticks = np.rint(heart(DAY_BEATS) * 1.024)
    beats = list(zip((np.cumsum(ticks) / 1024).tolist(), (ticks * 1000 / 1024).tolist(), strict=True))
    window = transform().matrix.T[0].copy()
    (vector,) = shortest_s(lambda: window @ transform().matrix)
    early, late = _live_beat_s(beats[:2000]), _live_beat_s(beats)
    yield Row("one live beat", early, "one 256 × 200 matrix-vector product", early / vector, "≤ 8")
    yield Row("one live beat after 24 h", late, "one in the first half hour", late / early, "flat")
    piece = np.array([rr for _, rr in beats[:80]])
    for peer in peers:
        if peer.spectrum is not None:
            (theirs,) = shortest_s(lambda peer=peer: (peer.rmssd(piece), peer.spectrum(piece)))
            yield Row("one live beat", early, f"{peer.name} on 64 s, slower", theirs / early, "≥ 8")


def _live_beat_s(beats: list[tuple[float, float]]) -> float:
    """Give the shortest time for a beat among the last thousand."""

    def step() -> None:
        t_s, rr_ms = next(ahead)
        session.add(t_s, rr_ms, True)
        session.rmssd(t_s)
        session.coherence(t_s)

    session = hrv.LiveWindow()
    for t_s, rr_ms in beats[:-1000]:
        session.add(t_s, rr_ms, True)
    ahead = iter(beats[-1000:])
    (shortest,) = shortest_s(step, budget_s=0.0, least=1000)
    return shortest


def importing(_peers: list[Peer]) -> Iterator[Row]:
    """Time a fresh interpreter that imports the package."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = tempfile.mkdtemp()  # compiled once, as an installed package is

    def fresh(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True, env=environment)

    ours, numpy, nothing = shortest_s(
        lambda: fresh("from biofeed import hrv"),
        lambda: fresh("import numpy"),
        lambda: fresh(""),
        budget_s=2.0,
    )
    yield Row("import", ours - nothing, "importing NumPy", (ours - nothing) / (numpy - nothing), "≤ 1.2")


def table() -> str:
    """Run everything and give the table as markdown."""
    head = ["| work | time | against | ratio | target |", "|---|---|---|---|---|"]
    lines = [
        f"| {row.work} | {told(row.ours_s)} | {row.yardstick} | {row.ratio:.3g} | {row.target} |"
        for row in rows()
    ]
    _, absent = installed()
    measured = f"Measured on {machine()}. Shortest of many runs, in turn."
    left_out = f"Peers left out: {'; '.join(absent) or 'none'}."
    return "\n".join(["## Heart-rate variability", "", measured, "", *head, *lines, "", left_out, ""])


def machine() -> str:
    """Say what this was measured on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{platform.machine()}, {cores} cores, Python {platform.python_version()}, NumPy {np.__version__}"


def main() -> None:
    """Print the table, and write it where `--write` says."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", type=Path, help="a file to write the table to as well")
    options = parser.parse_args()
    text = table()
    print(text)
    if options.write is not None:
        options.write.write_text(f"# Benchmarks\n\n{text}", "utf-8")


if __name__ == "__main__":
    main()
