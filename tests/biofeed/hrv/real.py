"""The intervals of the real recordings, by name."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

import numpy as np

from tests.biofeed.hrv.wfdb_annotations import read_beats

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def intervals(folder: Path, name: str) -> NDArray[np.float64]:
    """Give the intervals in ms of the file `name` in the folder of recordings, all that are positive."""
    path = folder / name
    match path.suffix:
        case ".atr":
            rr = np.diff([sample for sample, _ in read_beats(path)]) / 360.0 * 1000.0
        case ".hrm":
            rr = np.array(path.read_text("latin-1").partition("[HRData]")[2].split(), dtype=float)
        case ".csv":
            rr = np.loadtxt(path, delimiter=",")[:, 1]
        case ".tsv":
            rr = np.diff(np.loadtxt(path)) * 4.0
        case ".xlsx":
            rr = np.array(_column(path, "D")) * 1000.0
        case _ if path.name.endswith("_PPI.txt"):
            rr = np.loadtxt(path, delimiter=";", skiprows=1, usecols=1)
        case _:
            rr = np.array(path.read_text().split(), dtype=float)
    return rr[rr > 0]


def names(folder: Path) -> list[str]:
    """Give every file that holds nothing but beats."""
    patterns = ("welltory_h10/*.txt", "slow_breathing_h10/*.csv", "polar_hrm/*.txt", "polar_hrm/*.hrm")
    patterns += ("gudb/*.tsv", "mitdb/*.atr", "mist/rpeaks_*.xlsx", "verity_sensor_logger/*_PPI.txt")
    found = [path for pattern in patterns for path in folder.glob(pattern)]
    return sorted(str(path.relative_to(folder)) for path in found)


def _column(path: Path, letter: str) -> list[float]:
    """Give the numbers in one column of all sheets of a workbook, sheet after sheet."""
    numbers = []
    with zipfile.ZipFile(path) as book:
        for name in sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet")):
            for cell in Xml.fromstring(book.read(name)).iter():  # noqa: S314 our own recordings
                text = cell.findtext("{*}v")
                if text and cell.get("r", "").startswith(letter) and cell.get("t") != "s":
                    numbers.append(float(text))
    return numbers
