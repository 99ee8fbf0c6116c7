"""A page as PDF: one sheet of A4, drawn by WeasyPrint, which comes with the extra `pdf`.

A page with much in it is set a little smaller until it fits on the sheet. What would have to be smaller than
anybody can read goes on to a second one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from biofeed.errors import UsageError
from biofeed.report.html import as_html
from biofeed.report.page import Page

if TYPE_CHECKING:
    from weasyprint.document import Document

INSTEAD = "Or make an .html file, and print that from a browser."
PANGO = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
SCALES = (1.0, 0.95, 0.9, 0.86, 0.82, 0.79, 0.76, 0.73)
"""Of the size of letters; from the largest down."""


def as_pdf(page: Page) -> bytes:
    """Give the page as PDF. Raises `UsageError` naming what to install if it cannot be drawn here."""
    drawn: bytes = document(page).write_pdf()
    return drawn


def document(page: Page) -> Document:
    """Lay the page out on sheets of A4, on one if it can be read there. Raises as `as_pdf` does."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except ImportError as error:
        raise UsageError(
            "To make a PDF, biofeed needs WeasyPrint, which is not installed.",
            f"Install it with: pip install 'biofeed[pdf]'. {INSTEAD}",
        ) from error
    except OSError as error:
        raise UsageError(
            "To make a PDF, WeasyPrint needs libraries of the system that are not installed (Pango).",
            f"On Debian and Ubuntu: apt install {PANGO}. {INSTEAD}",
        ) from error
    # Nothing on the page is to be fetched, and nothing may be.
    nothing = URLFetcher(allowed_protocols=())

    def laid_out(scale: float) -> Document:
        return HTML(string=as_html(page, scale), url_fetcher=nothing).render()

    return _largest_on_one_sheet(laid_out)


def _largest_on_one_sheet(laid_out: Callable[[float], Document]) -> Document:
    """Try the largest scale, and then halve what is left of the list: to lay a page out takes a second."""
    drawn = laid_out(SCALES[0])
    if len(drawn.pages) == 1:
        return drawn
    found = None
    largest, smallest = 1, len(SCALES) - 1
    while largest <= smallest:
        at = (largest + smallest) // 2
        drawn = laid_out(SCALES[at])
        if len(drawn.pages) == 1:
            found, smallest = drawn, at - 1
        else:
            largest = at + 1
    return found or drawn
