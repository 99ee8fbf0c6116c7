"""A set of files that is made as a whole: a folder, or one zip, for their owner alone.

It is written under another name and gets its own when it is complete; what is interrupted leaves nothing.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import BinaryIO, Self

from biofeed.errors import RecordingError
from biofeed.file import unwritable
from biofeed.store.folder import make_private
from biofeed.words import sharing as words

_SUFFIX = ".zip"


class Folio:
    """Files on their way to a new place; a context manager, which gives them their name if nothing is wrong.

    A path that ends in `.zip` becomes a zip, any other a folder. Raises `RecordingError` if there is
    something at that place already, or it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        if path.exists():
            raise RecordingError(words.THERE_ALREADY.format(path=path), words.THERE_ALREADY_HINT)
        self.path = path
        self.files = 0
        """How many have been written."""
        self._draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
        self._zip: zipfile.ZipFile | None = None

    def __enter__(self) -> Self:
        try:
            if self.path.suffix.lower() == _SUFFIX:
                self._zip = zipfile.ZipFile(_private(self._draft), "w", zipfile.ZIP_DEFLATED)
            else:
                self._draft.mkdir()
                self._draft.chmod(0o700)
        except OSError as error:
            raise unwritable(self.path, error) from error
        return self

    def write(self, name: str, data: bytes) -> None:
        """Add a file; `name` may have folders in it."""
        self.files += 1
        try:
            if self._zip is not None:
                self._zip.writestr(name, data)
                return
            target = self._draft / PurePosixPath(name)
            make_private(target.parent)
            with _private(target) as file:
                file.write(data)
        except OSError as error:
            raise unwritable(self.path, error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._finish(whole=error is None)
        except OSError as trouble:
            raise unwritable(self.path, trouble) from trouble
        finally:
            self._remove_draft()

    def _finish(self, *, whole: bool) -> None:
        if self._zip is not None:
            stream = self._zip.fp
            self._zip.close()
            if stream is not None:
                stream.close()
        if whole:
            self._draft.rename(self.path)

    def _remove_draft(self) -> None:
        if self._draft.is_dir():
            shutil.rmtree(self._draft, ignore_errors=True)
        else:
            self._draft.unlink(missing_ok=True)


def _private(path: Path) -> BinaryIO:
    """Make a new file for its owner alone. Not for appending: a zip goes back to fill in its sizes."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")
