"""The recording file: a session as lines of JSON under a header line.

It is written as things happen, one line a write, so that whatever ends the program leaves at most one line
unfinished, and that one is the last: reading drops it and says so. Every other damage is an error that
names the line, because a recording with a hole nobody knows of would be worse than none.
docs/recording-format.md is the format's description for everybody else.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from biofeed.errors import RecordingError
from biofeed.file import create, looks_binary, read_bytes, unwritable
from biofeed.rows import (
    Header,
    NewerFormatError,
    RowError,
    decode_header,
    decode_line,
    encode_header,
    encode_line,
)
from biofeed.types import INPUTS, Beat, Event, Flag, Gap, Packet, Reflag, Result

__all__ = ["HEADER_START", "Header", "Recording", "Writer", "heal", "parse", "read"]

SYNC_EVERY_S = 1.0
"""How much session time a power cut may cost a recording file. The session log loses none."""

HEADER_START = b'{"biofeed":'
"""How every recording begins."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What a file says happened."""

    header: Header
    events: tuple[Event, ...]
    healed: bool = False
    """Whether the last line was torn, and has been left out."""
    format: str = "biofeed"
    """What kind of file it came from."""

    def inputs(self) -> tuple[Event, ...]:
        """Give what a replay needs. Where no packets were kept, beats and gaps are where it begins."""
        kinds: tuple[type, ...] = INPUTS
        if not any(isinstance(event, Packet) for event in self.events):
            kinds = (*INPUTS, Beat, Gap)
        return tuple(event for event in self.events if isinstance(event, kinds))

    def beats(self) -> tuple[Beat, ...]:
        """Give the beats with their final flags: the last verdict on each holds."""
        verdict: dict[int, Flag] = {}
        for event in self.events:
            if isinstance(event, Reflag):
                verdict[event.seq] = event.flag
        beats = (event for event in self.events if isinstance(event, Beat))
        return tuple(replace(beat, flag=verdict.get(beat.seq, beat.flag)) for beat in beats)

    def gaps(self) -> tuple[Gap, ...]:
        """Give the stretches in which beats are missing."""
        return tuple(event for event in self.events if isinstance(event, Gap))


class Writer:
    """Writes a recording file while the session runs; a context manager.

    The file is new and for its owner's eyes only. Raises `RecordingError` if there is one of that name.
    """

    def __init__(self, path: Path, header: Header) -> None:
        self.path = path
        self._seq = 0
        self._size = 0
        self._synced_s = 0.0
        self._fd = create(path)
        try:
            self._write_all([encode_header(header)])
        except RecordingError:
            os.close(self._fd)
            # Nothing has been recorded yet, and an empty file would stand in the way of the next attempt.
            path.unlink(missing_ok=True)
            raise

    def write(self, events: Sequence[Event]) -> None:
        """Append the events, all of them or none; a power cut costs at most the last second or so.

        Raises `RecordingError` when the disk refuses; the same events may then be written again later.
        """
        self._write_all([encode_line(seq, event) for seq, event in enumerate(events, self._seq)])
        self._seq += len(events)
        latest_s = max((event.t_s for event in events), default=0.0)
        if latest_s - self._synced_s >= SYNC_EVERY_S:
            self._sync()
            self._synced_s = latest_s

    def append(self, events: Sequence[Event]) -> None:
        """Do what `write` does, under the name by which a session knows all its logs."""
        self.write(events)

    def finish(self, t_s: float, reason: str, results: Sequence[Result]) -> None:
        """Force everything to the disk. How it ended is among the events: its `Stop` and its `Result`."""
        self._sync()

    def close(self) -> None:
        """Force everything to the disk and close the file; a second time does nothing."""
        if self._fd < 0:
            return
        try:
            self._sync()
        finally:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write_all(self, lines: Sequence[bytes]) -> None:
        try:
            for line in lines:
                _write_fully(self._fd, line)
        except OSError as error:
            # A half-written line must not become the beginning of the next one.
            with suppress(OSError):
                os.ftruncate(self._fd, self._size)
            raise unwritable(self.path, error) from error
        self._size += sum(map(len, lines))

    def _sync(self) -> None:
        try:
            # macOS and Windows know only the stronger form.
            getattr(os, "fdatasync", os.fsync)(self._fd)
        except OSError as error:
            raise unwritable(self.path, error) from error


def read(path: Path) -> Recording:
    """Read a recording file; a torn last line is left out and `healed` says so.

    Raises `RecordingError` for a file that cannot be read, is no recording, or is damaged elsewhere.
    """
    return parse(read_bytes(path), path)


def parse(data: bytes, path: Path) -> Recording:
    """Read a recording from the bytes of a file; `path` is for the messages. Raises `RecordingError`."""
    lines, tail = _split(data)
    if not lines:
        raise _no_header(data, path)
    header = _header(lines[0], data, path)
    events = tuple(_events(lines[1:], path))
    return Recording(header, events, healed=bool(tail))


def heal(path: Path) -> bool:
    """Cut off a torn last line, in the file itself; say whether there was one.

    Raises `RecordingError` as `read` does: what is no recording is not touched.
    """
    data = read_bytes(path)
    if not parse(data, path).healed:
        return False
    try:
        os.truncate(path, data.rindex(b"\n") + 1)
    except OSError as error:
        raise unwritable(path, error) from error
    return True


def _split(data: bytes) -> tuple[list[bytes], bytes]:
    """Split into whole lines and a torn tail; a last line that only lacks its line end is whole."""
    lines = data.split(b"\n")
    tail = lines.pop()
    try:
        decode_line(tail)
    except RowError:
        return lines, tail
    return [*lines, tail], b""


def _events(lines: Sequence[bytes], path: Path) -> Iterator[Event]:
    last_seq = -1
    for number, line in enumerate(lines, 2):
        try:
            seq, event = decode_line(line)
        except RowError as error:
            raise _damaged(path, number, str(error)) from error
        if seq <= last_seq:
            raise _damaged(path, number, f"it is numbered {seq}, after {last_seq}")
        last_seq = seq
        yield event


def _header(line: bytes, data: bytes, path: Path) -> Header:
    try:
        return decode_header(line)
    except NewerFormatError as error:
        raise RecordingError(
            f"“{path}” was written by a newer version of biofeed: {error}.",
            "Update biofeed, then open it again.",
        ) from error
    except RowError as error:
        if line.startswith(HEADER_START):
            raise _damaged(path, 1, str(error)) from error
        raise _no_header(data, path) from error


def _no_header(data: bytes, path: Path) -> RecordingError:
    if data.startswith(HEADER_START) and b"\n" not in data:
        return RecordingError(
            f"“{path}” breaks off within its first line.",
            "It ended before a first beat; there is nothing in it.",
        )
    if looks_binary(data):
        return RecordingError(f"“{path}” is a binary file, not a recording.", "A recording is lines of text.")
    return RecordingError(
        f"“{path}” is not a biofeed recording.", 'The first line of a recording begins with {"biofeed":1.'
    )


def _damaged(path: Path, number: int, reason: str) -> RecordingError:
    return RecordingError(
        f"“{path}” is damaged in line {number}: {reason}.",
        f"The lines before it may be whole: keep the first {number - 1} in a new file." if number > 1 else "",
    )


def _write_fully(fd: int, line: bytes) -> None:
    """Write a line in one go; only a disk that is almost full takes part of it first."""
    while line:
        line = line[os.write(fd, line) :]
