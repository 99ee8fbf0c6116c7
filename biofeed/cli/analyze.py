"""`biofeed analyze`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from biofeed.cli.options import json_option
from biofeed.cli.output import measures_as_json, print_error, print_json, print_torn, table, told
from biofeed.errors import RecordingError

if TYPE_CHECKING:
    from biofeed.analysis import Report
    from biofeed.nonlinear import NonLinear


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
@click.option(
    "--artefacts",
    type=click.Choice(["mark", "none"]),
    default="mark",
    show_default=True,
    help="Mark beats that are no regular heartbeats and leave them out, or take every beat as it is.",
)
@click.option("--column", metavar="NAME", help="The column with intervals, by name or number, in tables.")
@click.option(
    "--beat-times-hz",
    type=click.FloatRange(0, min_open=True),
    metavar="N",
    help="Files hold the times of beats, so many units a second: 250 for samples at 250 Hz.",
)
@click.option("--full", is_flag=True, help="Add neurokit2's non-linear measures; takes some seconds.")
def analyze(
    files: tuple[Path, ...],
    as_json: bool,
    artefacts: str,
    column: str | None,
    beat_times_hz: float | None,
    full: bool,
) -> int:
    """Measure heart-rate variability in recordings, plain RR text, or two columns t_s,ibi_ms.

    Definitions of all numbers: docs/formulas.md. A file that cannot be read is said on stderr, and the
    others are measured.
    """
    from biofeed.analysis import analyse
    from biofeed.formats import read_recording
    from biofeed.nonlinear import nonlinear

    reports = []
    code = 0
    for path in files:
        try:
            recording = read_recording(path, column=column, beat_times_hz=beat_times_hz)
        except RecordingError as error:
            print_error(error)
            code = error.exit_code
        else:
            print_torn(path, recording)
            beats, mark = recording.beats(), artefacts == "mark"
            extra = nonlinear(beats, mark=mark) if full else None
            reports.append(_Found(path, recording.format, analyse(beats, mark=mark), artefacts, extra))
    if as_json:
        print_json({"recordings": [_as_json(found) for found in reports]})
        return code
    for found in reports:
        _print(found)
    return code


class _Found(NamedTuple):
    """What one file came to."""

    path: Path
    format: str
    report: Report
    artefacts: str
    """What was done with beats that are no regular heartbeats: `mark` or `none`."""
    extra: NonLinear | None


def _as_json(found: _Found) -> dict[str, Any]:
    report = found.report
    shown = {
        "path": str(found.path),
        "format": found.format,
        "beats": report.beats,
        "duration_s": report.duration_s,
        "coverage": report.coverage,
        "artefact_rate": report.artefact_rate,
        "artefacts": found.artefacts,
        "measures": measures_as_json(report.measures),
    }
    if found.extra:
        extra = found.extra
        shown["nonlinear"] = {"source": extra.source, "beats": extra.beats, "values": extra.values}
    return shown


def _print(found: _Found) -> None:
    from biofeed.words import TOO_LITTLE, as_clock

    report = found.report
    click.echo(f"{found.path} ({found.format})")
    click.echo(
        f"  {report.beats} beats in {as_clock(report.duration_s)}, {report.coverage:.1%} of it clean, "
        f"{report.artefact_rate:.1%} of the beats left out"
        f"{' (artefacts.v1)' if found.artefacts == 'mark' else ' (artefacts not marked)'}"
    )
    rows = [("", item.name, told(item.value), item.unit, item.definition) for item in report.measures]
    for line in table(rows, right=(2,)):
        click.echo(line)
    if found.extra:
        click.echo(f"  by {found.extra.source}, over the {found.extra.beats} clean beats in a row:")
        values = [("", name, told(value)) for name, value in found.extra.values.items()]
        for line in table(values, right=(2,)) if values else ["  " + TOO_LITTLE]:
            click.echo(line)
