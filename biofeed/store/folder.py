"""Folders into which only their owner may look."""

from __future__ import annotations

from pathlib import Path


def make_private(folder: Path) -> None:
    """Make a folder and those above it that are missing; one that exists keeps its permissions.

    Raises `OSError`.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_private(folder.parent)
    folder.mkdir(exist_ok=True)
    # Not through mkdir's mode, from which the umask takes away.
    folder.chmod(0o700)
