"""`biofeed analyze`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from biofeed.cli.options import json_option
from biofeed.cli.output import measures_as_json, print_error, print_json, table
from biofeed.errors import RecordingError

if TYPE_CHECKING:
    from biofeed.analysis import Report


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
def analyze(files: tuple[Path, ...], as_json: bool, artefacts: str) -> int:
    """Measure heart-rate variability in recordings, plain RR text, or two columns t_s,ibi_ms.

    Definitions of all numbers: docs/formulas.md. A file that cannot be read is said on stderr, and the
    others are measured.
    """
    from biofeed.analysis import analyse
    from biofeed.formats import read_recording

    reports = []
    code = 0
    for path in files:
        try:
            recording = read_recording(path)
        except RecordingError as error:
            print_error(error)
            code = error.exit_code
        else:
            report = analyse(recording.beats(), mark=artefacts == "mark")
            reports.append((path, recording.format, report))
    if as_json:
        print_json({"recordings": [_as_json(path, kind, report) for path, kind, report in reports]})
        return code
    for path, kind, report in reports:
        _print(path, kind, report)
    return code


def _as_json(path: Path, kind: str, report: Report) -> dict[str, Any]:
    return {
        "path": str(path),
        "format": kind,
        "beats": report.beats,
        "duration_s": report.duration_s,
        "coverage": report.coverage,
        "artefact_rate": report.artefact_rate,
        "measures": measures_as_json(report.measures),
    }


def _print(path: Path, kind: str, report: Report) -> None:
    from biofeed.words import TOO_LITTLE, as_clock

    click.echo(f"{path} ({kind})")
    click.echo(
        f"  {report.beats} beats in {as_clock(report.duration_s)}, {report.coverage:.1%} of it clean, "
        f"{report.artefact_rate:.1%} of the beats left out"
    )
    rows = [
        (
            "",
            measure.name,
            TOO_LITTLE if measure.value is None else f"{measure.value:.6g}",
            measure.unit,
            measure.definition,
        )
        for measure in report.measures
    ]
    for line in table(rows, right=(2,)):
        click.echo(line)
