"""Text snapshots: what a screen says, kept beside the tests, to be read in a diff.

To accept a change, delete the file and run the test once: it writes the new one, fails, and passes from
then on.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "snapshots"


def check(text: str, name: str) -> None:
    """Compare with the snapshot of that name."""
    path = FOLDER / f"{name}.txt"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n", "utf-8")
        raise AssertionError(f"{path.name} has been written; read it, and run the test again")
    assert text + "\n" == path.read_text("utf-8")
