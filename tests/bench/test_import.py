"""What the benchmark of an import reads is what it says it is."""

from __future__ import annotations

from pathlib import Path

from bench.import_ import BEATS, fill
from biofeed.formats import read_recording


def test_the_generated_files_are_different_lists_of_intervals(tmp_path: Path) -> None:
    fill(tmp_path / "readings", 5, seed=1)

    files = sorted((tmp_path / "readings").iterdir())
    assert [len(read_recording(file).beats()) for file in files] == [BEATS] * 5
    assert len({file.read_bytes() for file in files}) == 5
