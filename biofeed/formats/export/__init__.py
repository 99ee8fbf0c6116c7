"""Recordings for other programs: one module a format, each with what it cannot hold.

`write_…(recording, path)` makes a new file for its owner alone, never over another one, and gives sentences
on what was lost on the way. There are none only for biofeed's own format.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from biofeed.formats.export.beat_table import write_csv
from biofeed.formats.export.edf import write_edf
from biofeed.formats.export.jsonl import write_jsonl
from biofeed.formats.export.rr_text import write_rr_text
from biofeed.recording import Recording

__all__ = ["EXPORTS", "write_csv", "write_edf", "write_jsonl", "write_rr_text"]

EXPORTS: dict[str, Callable[[Recording, Path], tuple[str, ...]]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "edf": write_edf,
    "rr": write_rr_text,
}
"""By the name a person asks for them with, those that keep most first."""
