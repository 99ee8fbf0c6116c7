"""The page and its table as files."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from biofeed.errors import RecordingError, UsageError
from biofeed.report import client_page, write
from biofeed.report.write import beside
from tests.biofeed.history.year import LAST, Lived, at, history

PAGE = client_page(history([Lived(at(LAST))]), at(LAST, 21))


def test_both_are_there_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "june.html"

    table = write(PAGE, path)
    assert table == tmp_path / "june.html.csv"
    assert [stat.S_IMODE(file.stat().st_mode) for file in (path, table)] == [0o600, 0o600]
    assert path.read_text("utf-8").startswith("<!doctype html>")
    assert table.read_text("utf-8").startswith("section,row,")


@pytest.mark.parametrize("there", ["june.html", "june.html.csv"])
def test_nothing_is_written_over(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine")

    with pytest.raises(RecordingError, match="already a file"):
        write(PAGE, tmp_path / "june.html")
    assert [file.name for file in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text() == "mine"


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        write(PAGE, tmp_path / "june.docx")
    assert raised.value.hint == "Let its name end in .html or .pdf."


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="is not a folder"):
        write(PAGE, tmp_path / "nowhere" / "june.html")


def test_the_table_of_a_pdf_has_a_name_of_its_own() -> None:
    assert beside(Path("june.pdf")) != beside(Path("june.html"))
