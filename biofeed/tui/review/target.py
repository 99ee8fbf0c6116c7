"""Where a report is written to: a name that says whose it is and of when, and that nothing has yet."""

from __future__ import annotations

import datetime as dt
import os
from itertools import count
from pathlib import Path

from biofeed.report.write import KINDS, beside


def free_name(folder: Path, stem: str, day: dt.date, suffix: str) -> Path:
    """Give a name of which there is no file yet, `river-7-2026-11-22.html`, numbered where there is one."""
    base = f"{stem}-{day.isoformat()}"
    names = (f"{base}{suffix}" if number == 1 else f"{base}-{number}{suffix}" for number in count(1))
    return next(path for path in (folder / name for name in names) if _is_free(path))


def other_kind(path: Path) -> Path:
    """Give the same name as a page of the other kind: HTML, PDF."""
    if path.suffix.lower() not in KINDS:
        return path.with_name(f"{path.name}{KINDS[0]}")
    return path.with_suffix(KINDS[(KINDS.index(path.suffix.lower()) + 1) % len(KINDS)])


def _is_free(path: Path) -> bool:
    return not any(os.path.lexists(file) for file in (path, beside(path)))
