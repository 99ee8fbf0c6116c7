"""Polar Sensor Logger, an app that writes one file for each stream of a Polar sensor.

Intervals of a chest strap (RR) or of an optical sensor (PPI) become beats; heart rates and acceleration
become samples; the app's markers stay markers. The app's time is the phone's local time. An optical sensor
says of each interval how sure it is: one that it blocked, that came before it had a heart rate, or that it
may have missed by more than 100 ms, is kept and flagged as irregular. 100 lies in the wide space between
what such sensors say of clear intervals (below 35) and of others (above 400).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from biofeed.errors import RecordingError
from biofeed.formats.imported import NO_BEATS, recording_of
from biofeed.formats.source import Source, shown
from biofeed.formats.table import Table
from biofeed.formats.timed import Timed, timed_recording
from biofeed.recording import Recording
from biofeed.types import Flag, Marker, Samples

KIND = "polar-sensor-logger"
MAX_ERROR_MS = 100.0
AXES = ("acc_x_mg", "acc_y_mg", "acc_z_mg")
NS_PER_S = 1e9

RR = "rr-interval [ms]"
PPI = "pp-interval [ms]"
ERROR = "error estimate [ms]"
BLOCKER = "blocker"
HR = "hr [bpm]"
CLOCK = "sensor timestamp [ns]"
ACC = "x [mg]"
MARKER = "marker start/stop"


def read(source: Source) -> Recording | None:
    """Read one stream; `None` for other files.

    Raises `RecordingError` for a damaged file and for streams without anything that is kept (ECG, PPG,
    turning, magnetic field).
    """
    table = Table.of(source)
    if not table.starts_with("phone timestamp") and not table.starts_with("phone data rx timestamp"):
        return None
    for column, read_stream in _STREAMS.items():
        if column in table.names:
            return read_stream(table)
    raise RecordingError(
        f"“{source.path}” is a stream of Polar Sensor Logger without heartbeats "
        f"({', '.join(map(shown, table.names[1:4]))}).",
        "The file that the app wrote beside it, for RR or PPI, holds the beats.",
    )


def _intervals(table: Table) -> Recording:
    column = table.names.index(RR)
    rows = [Timed(t_s, table.number(place, row, column)) for place, t_s, row in table.timed_rows()]
    return timed_recording(table.source, rows, KIND, start=table.start())


def _optical(table: Table) -> Recording:
    told = [name for name in (PPI, ERROR, BLOCKER, HR) if name in table.names]
    rows = []
    for place, t_s, row in table.timed_rows():
        value = {name: table.number(place, row, table.names.index(name)) for name in told}
        unsure = value.get(BLOCKER, 0) != 0 or value.get(HR, 1) == 0 or value.get(ERROR, 0) > MAX_ERROR_MS
        rows.append(Timed(t_s, value[PPI], Flag.IRREGULAR if unsure else Flag.NORMAL))
    count = sum(row.flag is Flag.IRREGULAR for row in rows)
    notes = ["An optical sensor measured pulses, which follow the heart less exactly than a strap does."]
    notes += [f"The sensor was not sure of {count} of its intervals; they are flagged."] if count else []
    return timed_recording(table.source, rows, KIND, start=table.start(), notes=notes)


def _heart_rates(table: Table) -> Recording:
    """Give each rate as a sample of its own, because they come about once a second and not exactly."""
    column = table.names.index(HR)
    rates = [(t_s, table.number(place, row, column)) for place, t_s, row in table.timed_rows()]
    samples = [Samples(t_s, "hr_bpm", 1.0, (rate,)) for t_s, rate in rates if rate > 0]
    return _without_beats(table, samples)


def _markers(table: Table) -> Recording:
    column = table.names.index(MARKER)
    markers = [
        Marker(t_s, row[column].replace("_", " ").lower() if column < len(row) else "")
        for _, t_s, row in table.timed_rows()
    ]
    return _without_beats(table, markers)


def _acceleration(table: Table) -> Recording:
    clock, first = table.names.index(CLOCK), table.names.index(ACC)
    times_s: list[float] = []
    axes: tuple[list[float], ...] = ([], [], [])
    origin_ns: float | None = None
    for place, row in table.rows():
        at_ns = table.number(place, row, clock)
        origin_ns = at_ns if origin_ns is None else origin_ns
        times_s.append((at_ns - origin_ns) / NS_PER_S)
        for axis, values in enumerate(axes):
            values.append(table.number(place, row, first + axis))
    samples = []
    for start, stop in _even_runs(table, times_s):
        fs_hz = (stop - start - 1) / (times_s[stop - 1] - times_s[start])
        samples += [
            Samples(round(times_s[start], 6), kind, round(fs_hz, 4), tuple(values[start:stop]))
            for kind, values in zip(AXES, axes, strict=True)
        ]
    return _without_beats(table, samples)


def _even_runs(table: Table, times_s: list[float]) -> Iterator[tuple[int, int]]:
    """Cut into runs, of two samples or more, in which samples follow one another without a hole."""
    steps = [after - before for before, after in pairwise(times_s)]
    usual_s = median(steps) if steps else 0.0
    if usual_s <= 0:
        raise RecordingError(
            f"The sensor's clock in “{table.source.path}” does not go on from row to row.",
            "Without times the acceleration has no rate.",
        )
    start = 0
    for place, step in enumerate([*steps, float("inf")], 1):
        if not 0.5 * usual_s <= step <= 1.5 * usual_s:
            if place - start >= 2:
                yield start, place
            start = place


def _without_beats(table: Table, events: Sequence[Samples | Marker]) -> Recording:
    if not events:
        raise RecordingError(
            f"There is nothing in “{table.source.path}” but the names of its columns.",
            "The sensor sent nothing of this kind.",
        )
    return recording_of(events, KIND, start=table.start(), notes=[NO_BEATS])


_STREAMS: dict[str, Callable[[Table], Recording]] = {
    RR: _intervals,
    PPI: _optical,
    HR: _heart_rates,
    ACC: _acceleration,
    MARKER: _markers,
}
"""By the column that tells them apart. A PPI stream has a heart rate too, so it is asked first."""
