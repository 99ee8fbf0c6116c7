"""How long a beat takes on its way: through the pipeline, and into the log.

Each time stands beside a yardstick of the same process: one product of a vector with the 256 by 202 matrix of
the coherence.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from biofeed import hrv
from biofeed.pipeline import Pipeline
from biofeed.rows import Header
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.types import Beat, Origin, Packet

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUR_BEATS = 4_000


def heart(beats: int) -> list[Beat]:
    """Give a heart that swings with slow breaths, in whole ticks."""
    rng = np.random.default_rng(1)
    found, ticks = [], 0
    for seq in range(beats):
        length = round(870 + 70 * np.sin(2 * np.pi * ticks / 1024 / 10) + 12 * rng.standard_normal())
        ticks += length
        found.append(Beat(seq, ticks / 1024, length * 1000 / 1024))
    return found


def pipeline_s(beats: list[Beat]) -> np.ndarray:
    """Give the time each beat takes through the whole pipeline, the feedback it sets off included."""
    pipeline = Pipeline()
    took = []
    for beat in beats:
        begin = time.perf_counter()
        for _ in pipeline.feed(beat):
            pass
        for _ in pipeline.advance(beat.t_s):
            pass
        took.append(time.perf_counter() - begin)
    return np.array(took)


def append_s(beats: list[Beat]) -> np.ndarray:
    """Give the time from a packet's arrival until it would survive a power cut, in a store of its own."""
    took = []
    with tempfile.TemporaryDirectory() as folder:
        header = Header(Origin.STRAP, "bench", "2026-01-01T00:00:00+00:00")
        with open_store(Home(Path(folder)), Origin.STRAP) as store, store.begin(header, "bench") as log:
            for beat in beats:
                begin = time.perf_counter()
                log.append([Packet(beat.t_s, "2a37", bytes(4)), beat])
                took.append(time.perf_counter() - begin)
    return np.array(took)


def yardstick_s() -> float:
    """Give the shortest time of one matrix-vector product."""
    matrix, vector = np.random.default_rng(1).normal(size=(256, 202)), np.ones(256)
    shortest = float("inf")
    for _ in range(2000):
        begin = time.perf_counter()
        vector @ matrix
        shortest = min(shortest, time.perf_counter() - begin)
    return shortest


def table() -> Iterator[str]:
    """Run it and give the lines of a table in Markdown."""
    hrv.warm_up()
    beats, unit_s = heart(3 * HOUR_BEATS), yardstick_s()
    took = pipeline_s(beats)
    first, last = took[:HOUR_BEATS], took[-HOUR_BEATS:]
    logged = append_s(beats[:600])
    yield "| what | median | p99 | matrix-vector products (median) | budget |"
    yield "|---|---|---|---|---|"
    for name, sample, budget in (
        ("one beat through the pipeline, first hour", first, "≤ 250 µs median, 2 ms p99"),
        ("the same, third hour", last, "flat"),
        ("a packet and its beat into the log, synced", logged, "< 20 ms"),
    ):
        median, high = np.median(sample), np.percentile(sample, 99)
        yield f"| {name} | {median * 1e6:.0f} µs | {high * 1e6:.0f} µs | {median / unit_s:.0f} | {budget} |"
