"""Recordings of any format, from files and whole folders, into the log.

A hundred files come in with one transaction, so that a thousand take seconds. A file is recognised by what is
in it: whatever came in before is passed over, and an import that was interrupted goes on where it stopped
when it is asked for again. All recordings of one file come in together.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from biofeed.errors import BiofeedError, RecordingError
from biofeed.file import read_head, unreadable
from biofeed.formats import read_recording, read_recordings
from biofeed.sharing.envelope import HEAD_BYTES, is_sealed
from biofeed.sharing.foreign import as_session
from biofeed.sharing.mark import mark_of_file
from biofeed.sharing.waiting import Outcome, Waiting
from biofeed.store.home import Home
from biofeed.store.intake import NewSession
from biofeed.words import sharing as words

AT_ONCE = 100
"""So many files come in with one transaction."""


def files_in(paths: Sequence[Path]) -> list[Path]:
    """List the files that are meant, those of a folder by their names.

    Raises `RecordingError` for what is not there, or if there is none at all.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(Path(folder) / name for folder, _, names in os.walk(path) for name in names)
        elif path.exists():
            found.append(path)
        else:
            raise unreadable(path, FileNotFoundError())
    if not found:
        raise RecordingError(words.NO_FILES.format(path=paths[0]), words.NO_FILES_HINT)
    return found


def take_in_files(
    files: Sequence[Path], home: Home, client: str, when: dt.datetime, column: str | None = None
) -> Iterator[Outcome]:
    """Take recordings in under a client's code, and tell of each file what became of it.

    `column` is the one with intervals, where the files are tables. An interruption (Ctrl-C) keeps what has
    been read, tells of it, and is raised then. Raises `UsageError` for a code that is none, `StoreError` if
    the log cannot be written.
    """
    with Waiting(home, client, when) as waiting:
        for first in range(0, len(files), AT_ONCE):
            try:
                yield from _some(files[first : first + AT_ONCE], waiting, column)
                yield from waiting.write()
            except KeyboardInterrupt:
                yield from waiting.write()
                raise


def _some(files: Sequence[Path], waiting: Waiting, column: str | None) -> Iterator[Outcome]:
    """Read some files, each unless it is known, and let them wait."""
    marks = {path: _mark(path) for path in files}
    known = waiting.known([mark for mark in marks.values() if isinstance(mark, str)])
    for path, mark in marks.items():
        if isinstance(mark, BiofeedError):
            yield Outcome(path, trouble=mark)
        elif mark in known:
            yield Outcome(path, (known[mark],), is_new=False)
        elif waiting.has(mark):
            yield Outcome(path, is_new=False)
        else:
            try:
                waiting.add(path, mark, _sessions(path, mark, column))
            except BiofeedError as error:
                yield Outcome(path, trouble=error)
        if waiting.is_full:
            yield from waiting.write()


def _mark(path: Path) -> str | BiofeedError:
    """Give a file's mark, or why it is none that can be read."""
    try:
        if is_sealed(read_head(path, HEAD_BYTES)):
            raise RecordingError(words.SEALED.format(path=path), words.SEALED_HINT)
        return mark_of_file(path)
    except BiofeedError as error:
        return error


def _sessions(path: Path, mark: str, column: str | None) -> list[NewSession]:
    """Read a file's recordings. Raises `RecordingError` if it holds none, `UsageError` for the column."""
    recordings = read_recordings(path) if column is None else iter([read_recording(path, column=column)])
    date = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return [
        as_session(recording, f"{mark}/{number}" if number else mark, date)
        for number, recording in enumerate(recordings)
    ]
