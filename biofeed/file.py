"""Files that belong to a person: read whole, made for their owner's eyes only, and never written over.

What the operating system has to say about them becomes a `RecordingError` with a way out.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from biofeed.errors import RecordingError

MAX_BYTES = 256 * 1024 * 1024
"""The largest file that is read: days of everything a strap can send, and little enough to hold in memory."""

_CONTROL = bytes({*range(32)} - {*b"\t\n\v\f\r\x1a\x1b"})


def read_bytes(path: Path) -> bytes:
    """Read a whole file that may be a recording.

    Raises `RecordingError`, with words of their own, for a file that is missing, empty, too large, not
    allowed, or not a file.
    """
    size = _size(path)
    if size > MAX_BYTES:
        raise RecordingError(
            f"“{path}” is too large to be read ({size // 2**20} MB).",
            f"Recordings up to {MAX_BYTES // 2**20} MB can be read; split it into parts.",
        )
    return _read(path, -1)


def read_head(path: Path, size: int) -> bytes:
    """Read the first `size` bytes of a file of any length. Raises as `read_bytes` does."""
    _size(path)
    return _read(path, size)


def looks_binary(data: bytes) -> bool:
    """Say whether there is something in the first 8 kB that no text has."""
    head = data[:8192]
    return head.translate(None, _CONTROL) != head


def create(path: Path) -> int:
    """Make a new file for appending, for its owner alone; give its descriptor.

    Raises `RecordingError` if there is one of that name, or it cannot be made.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
    try:
        fd = os.open(path, flags, 0o600)
    except FileExistsError as error:
        raise RecordingError(
            f"There is already a file “{path}”.", "A recording is never written over: choose another name."
        ) from error
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error
    if hasattr(os, "fchmod"):
        os.fchmod(fd, 0o600)
    return fd


def unreadable(path: Path, error: OSError | ValueError) -> RecordingError:
    """Say why a file cannot be read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return RecordingError(f"There is no file “{path}”.", "Look for a typing slip in its name or folder.")
    if isinstance(error, PermissionError):
        return RecordingError(f"“{path}” may not be read.", "Its owner can allow it: chmod u+r")
    return RecordingError(f"“{path}” cannot be read: {_reason(error)}.", "Is the disk still connected?")


def unwritable(path: Path, error: OSError | ValueError) -> RecordingError:
    """Say why a file cannot be made or written."""
    match getattr(error, "errno", None):
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return RecordingError(f"There is no room left for “{path}”.", "Free some space on the disk.")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return RecordingError(f"“{path}” may not be written.", "Choose a folder of your own.")
        case errno.ENOENT | errno.ENOTDIR:
            return RecordingError(f"“{path.parent}” is not a folder.", "Make it first, or choose another.")
    return RecordingError(f"“{path}” cannot be written: {_reason(error)}.", "Is the disk still connected?")


def _size(path: Path) -> int:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if stat.S_ISDIR(status.st_mode):
        raise RecordingError(f"“{path}” is a folder.", "Name one of the files in it.")
    if not stat.S_ISREG(status.st_mode):
        raise RecordingError(f"“{path}” is not an ordinary file.", "Save the recording to a file first.")
    return status.st_size


def _read(path: Path, size: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(size)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if not data:
        raise RecordingError(f"“{path}” is empty.", "Nothing was recorded into it, or it was cut short.")
    return data


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
