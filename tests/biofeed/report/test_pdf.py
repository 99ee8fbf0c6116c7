"""The page as PDF: one sheet of A4, and calm words where it cannot be made."""

from __future__ import annotations

import builtins
from types import SimpleNamespace
from typing import Any

import pytest

from biofeed.errors import UsageError
from biofeed.report import client_page
from biofeed.report.pdf import SCALES, _largest_on_one_sheet, as_pdf, document
from tests.biofeed.history.year import LAST, Lived, at, history, year

NOW = at(LAST, 21)
A4_PX = (210 / 25.4 * 96, 297 / 25.4 * 96)


def test_a_year_is_one_sheet_of_a4() -> None:
    pytest.importorskip("weasyprint", exc_type=ImportError)

    (sheet,) = document(client_page(year(), NOW)).pages
    assert (sheet.width, sheet.height) == pytest.approx(A4_PX, abs=0.5)


def test_a_session_is_one_sheet_and_asks_for_nothing(caplog: pytest.LogCaptureFixture) -> None:
    pytest.importorskip("weasyprint", exc_type=ImportError)

    drawn = document(client_page(history([Lived(at(LAST))]), NOW))
    assert len(drawn.pages) == 1
    assert drawn.write_pdf().startswith(b"%PDF-")
    assert "Failed to load" not in caplog.text


def test_it_is_never_set_too_small_to_read() -> None:
    # 10.5 px are 7.9 points; six points are what footnotes are set in.
    assert min(SCALES) * 10.5 * 0.75 > 5.5


class Sheets:
    """A page that fits on one sheet up to some scale."""

    def __init__(self, fits: float) -> None:
        self.fits = fits
        self.tried: list[float] = []

    def laid_out(self, scale: float) -> Any:
        self.tried.append(scale)
        return SimpleNamespace(scale=scale, pages=["sheet"] if scale <= self.fits else ["sheet", "sheet"])


@pytest.mark.parametrize("fits", [*SCALES, 0.1])
def test_the_largest_letters_that_fit_are_found_in_few_tries(fits: float) -> None:
    sheets = Sheets(fits)

    assert _largest_on_one_sheet(sheets.laid_out).scale == (fits if fits in SCALES else min(SCALES))
    assert len(sheets.tried) <= 4


@pytest.mark.parametrize(
    ("error", "title", "hint"),
    [
        (ImportError("no weasyprint"), "not installed", "pip install 'biofeed[pdf]'"),
        (OSError("cannot load library 'libpango-1.0-0'"), "Pango", "apt install libpango-1.0-0"),
    ],
)
def test_what_is_missing_is_named(
    error: Exception, title: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def absent(name: str, *arguments: Any, **named: Any) -> Any:
        if name.startswith("weasyprint"):
            raise error
        return real(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(UsageError) as raised:
        as_pdf(client_page(history([Lived(at(LAST))]), NOW))

    assert title in raised.value.title
    assert hint in raised.value.hint
    assert ".html" in raised.value.hint
