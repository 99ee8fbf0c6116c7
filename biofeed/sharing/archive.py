"""A few named files as the bytes of a zip, the same bytes each time; and such bytes read without trust.

Whoever knows a public key can encrypt anything for it, so what comes out of an envelope is read like
any other file from a stranger: names have to be plain, sizes are bounded before anything is unpacked, and
nothing is ever unpacked onto the disk.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

MAX_FILES = 5000
MAX_BYTES = 256 * 1024 * 1024
"""The most that all files together may unpack to."""
_NAME = re.compile(r"(?:[a-z0-9-]{1,40}/)?[a-z0-9-]{1,40}\.[a-z]{1,8}")
_BEFORE_ALL = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip can say; the real one would make equal files differ."""
_TROUBLE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError),
    *(EOFError, OSError, ValueError, KeyError, OverflowError, MemoryError, UnicodeError),
)
"""What `zipfile` says of archives that are damaged, encrypted or packed in an unknown way."""


class ArchiveError(ValueError):
    """What is wrong with an archive; whoever knows where it came from turns it into an error for a person."""


def pack(files: Mapping[str, bytes]) -> bytes:
    """Put files into a zip, in the order of their names. Raises `ArchiveError` if it is too much for one."""
    if sum(map(len, files.values())) > MAX_BYTES or len(files) > MAX_FILES:
        raise ArchiveError(f"it would be larger than {MAX_BYTES // 2**20} MB")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _BEFORE_ALL)
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return packed.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Read the files out of a zip, in memory. Raises `ArchiveError` for anything out of bounds or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(entries)
            return _read(archive, entries)
    except ArchiveError:
        raise
    except _TROUBLE as error:
        raise ArchiveError(f"it is damaged inside ({type(error).__name__})") from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_FILES or len({entry.filename for entry in entries}) < len(entries):
        raise ArchiveError("it holds too many files, or two of one name")
    for entry in entries:
        if not _NAME.fullmatch(entry.filename):
            raise ArchiveError("it holds a file with a name that no bundle has")


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Unpack until more has come out than is allowed, whatever the archive says of its sizes."""
    files, left = {}, MAX_BYTES
    for entry in entries:
        with archive.open(entry) as file:
            files[entry.filename] = file.read(left + 1)
        left -= len(files[entry.filename])
        if left < 0:
            raise ArchiveError(f"it unpacks to more than {MAX_BYTES // 2**20} MB")
    return files
