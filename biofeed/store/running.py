"""Whether a session is still going on, in whatever process.

Each running session holds a lock on a small file of its own. The operating system lets go of it when the
process ends, in whatever way it ends, `kill -9` included. So a session that has no end in the log is
*running* while its lock is held, and *interrupted* when it is not; no clock and no process number has to
be trusted.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(fd: int, *, alone: bool) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(fd: int, *, alone: bool) -> None:
        fcntl.flock(fd, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)


class RunningLock:
    """Says to every other process that this session is going on, until `release` or the process's end."""

    def __init__(self, folder: Path, session: str) -> None:
        """Take the lock. Raises `OSError` if it cannot be taken."""
        self._path = _lock_path(folder, session)
        self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._path.chmod(0o600)
            _take(self._fd, alone=True)
        except OSError:
            os.close(self._fd)
            raise

    def release(self) -> None:
        """Let go; a second time does nothing."""
        if self._fd < 0:
            return
        os.close(self._fd)
        self._fd = -1
        with suppress(OSError):
            self._path.unlink()


def is_running(folder: Path, session: str) -> bool:
    """Say whether some process, this one included, holds the session's lock."""
    try:
        # To look needs no right to write.
        fd = os.open(_lock_path(folder, session), os.O_RDONLY)
    except OSError:
        return False
    try:
        # Two who look at the same time must not take each other for the session.
        _take(fd, alone=False)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(fd)


def running_in(folder: Path) -> list[str]:
    """Name the sessions whose locks in `folder` are held."""
    names = sorted(path.stem for path in folder.glob("*.lock"))
    return [name for name in names if is_running(folder, name)]


def _lock_path(folder: Path, session: str) -> Path:
    return folder / f"{session}.lock"
