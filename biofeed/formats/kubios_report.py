"""The text report of Kubios HRV: its list of intervals, which stands beside a spectrum in a wide table.

The report's own numbers are left where they are: Kubios takes a trend out before it computes most of them,
so they are not those of the intervals. The date on the first line is that of the analysis; when the
recording was made is not said. The report names the file it was made from, with its folders, and this is
not kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from biofeed.errors import RecordingError
from biofeed.formats.numbers import in_ms, number
from biofeed.formats.source import Source
from biofeed.formats.timed import Timed, timed_recording
from biofeed.recording import Recording

KIND = "kubios-report"
_FIRST = "HRV ANALYSIS RESULTS"
_SECTION = "RR INTERVAL DATA"
_COLUMNS = ("time", "rr(s)")
ANALYSED = "Kubios may have corrected beats before it wrote them."


def read(source: Source) -> Recording | None:
    """Read the intervals of a report; `None` for other files. Raises `RecordingError` if it lists none."""
    lines = source.content
    if not lines or not lines[0].upper().startswith(_FIRST):
        return None
    section = next((place for place, line in enumerate(lines) if line.upper().startswith(_SECTION)), None)
    rows = list(_rows(lines[section:])) if section is not None else []
    if not rows:
        raise RecordingError(
            f"“{source.path}” is a report of Kubios without its list of intervals.",
            "Let Kubios write the RR intervals into the report, or export them as text.",
        )
    return timed_recording(source, rows, KIND, notes=[ANALYSED])


def _rows(lines: Sequence[str]) -> Iterator[Timed]:
    """Give the rows in which both columns are filled; the spectrum beside them may be longer."""
    columns: list[int] = []
    for line in lines:
        cells = [cell.strip() for cell in line.split(",")]
        names = [cell.replace(" ", "").casefold() for cell in cells]
        if not columns:
            columns = [names.index(name) for name in _COLUMNS] if set(_COLUMNS) <= set(names) else []
            continue
        values = [number(cells[column]) if column < len(cells) else None for column in columns]
        if values[0] is not None and values[1] is not None:
            yield Timed(values[0], in_ms(values[1], 1000.0))
