"""Removing a file in such a way that the place where it lay does not hold it any longer.

Its bytes are overwritten and synced before its name goes. That reaches the place where the file is now, on
a disk that writes where it is told to. It does not reach what an SSD has put elsewhere to spare its cells,
snapshots, or a file system that never writes twice to one place; nobody but whole-disk encryption does.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_BLOCK = bytes(1 << 16)
SPENT = "spent"
"""How the name of a file ends whose bytes are not needed any more."""


def shred(path: Path) -> None:
    """Overwrite a file with zeros and remove it; one that is not there needs nothing. Raises `OSError`.

    It loses its name first, in one step: nobody meets it half overwritten under the name it had.
    """
    spent = path.with_name(f".{path.name}.{SPENT}")
    with suppress(FileNotFoundError):
        path.replace(spent)
        sync(path.parent)
        _overwrite(spent)
        spent.unlink()


def sweep(folder: Path) -> None:
    """Remove what a killed program has left in a folder of drafts and spent files. Raises `OSError`."""
    for pattern in (".*.draft", ".*.draft-*", "settings.*.tmp", f".*.{SPENT}"):
        for left in folder.glob(pattern):
            _overwrite(left)
            left.unlink()


def sync(path: Path) -> None:
    """Force a file, or the names in a folder, to the disk, where the system can. Raises `OSError`."""
    fd = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(fd)
    finally:
        os.close(fd)


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(_BLOCK[: min(left, len(_BLOCK))])
        file.flush()
        os.fsync(file.fileno())
