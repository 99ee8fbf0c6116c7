"""Tests often run as the superuser, whom no permission stops; these let them be somebody else for a while."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = 65534


@contextmanager
def unprivileged() -> Iterator[None]:
    """Be a user without privileges inside; as somebody who has none anyway, change nothing."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@contextmanager
def read_only_folder() -> Iterator[Path]:
    """Give a folder that everybody may look into and nobody but the superuser may write."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


@contextmanager
def read_only_copy(source: Path) -> Iterator[Path]:
    """Give a copy of a folder that everybody may read and nobody but the superuser may change."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        copy = folder / source.name
        shutil.copytree(source, copy)
        inside = [copy, *copy.rglob("*")]
        for path in inside:
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield copy
        # Else its owner could not take it away again.
        for path in inside:
            path.chmod(0o755 if path.is_dir() else 0o644)
