"""A page into files: the page itself, and its numbers beside it. Their owner alone may read them."""

from __future__ import annotations

import os
from pathlib import Path

from biofeed.errors import RecordingError, UsageError
from biofeed.formats.export.target import write_new
from biofeed.report.html import as_html
from biofeed.report.page import Page
from biofeed.report.pdf import as_pdf
from biofeed.report.table import as_csv

KINDS = (".html", ".pdf")


def checked(path: Path) -> Path:
    """Give the path back if a page can be written there.

    Raises `UsageError` for another ending, `RecordingError` if there is a file of either name.
    """
    if path.suffix.lower() not in KINDS:
        raise UsageError(f"“{path.name}” is no page.", f"Let its name end in {' or '.join(KINDS)}.")
    for file in (path, beside(path)):
        if os.path.lexists(file):
            raise RecordingError(
                f"There is already a file “{file}”.", "A report is never written over: choose another name."
            )
    return path


def beside(path: Path) -> Path:
    """Name the table that goes with a page: `june.html` has `june.html.csv`."""
    return path.with_name(f"{path.name}.csv")


def write(page: Page, path: Path) -> Path:
    """Write a page and the table beside it, and name the table.

    Raises `RecordingError` if there is a file of either name or the disk refuses; then neither is left.
    Raises `UsageError` for a name that ends in neither .html nor .pdf, or if no PDF can be made here.
    """
    checked(path)
    table = beside(path)
    data = as_pdf(page) if path.suffix.lower() == ".pdf" else as_html(page).encode("utf-8", "replace")
    write_new(path, data)
    try:
        write_new(table, as_csv(page))
    except RecordingError:
        path.unlink(missing_ok=True)
        raise
    return table
