"""Suunto's XML, as an Ambit's data is kept on the computer: `<IBI>165 607 602 …</IBI>`, ms between blanks.

The first and the last number are parts of intervals, cut where the recording was, and are left out.
"""

from __future__ import annotations

from biofeed.errors import RecordingError
from biofeed.formats.imported import GAPS_UNKNOWN, beats_end_to_end, positive, recording_of
from biofeed.formats.numbers import number
from biofeed.formats.source import Source, shown
from biofeed.formats.start import local, moment
from biofeed.formats.xml import Xml
from biofeed.recording import Recording

KIND = "suunto-xml"
MAX_CHARS = 16 * 1024 * 1024
"""Text that is taken from one file: weeks of beats."""
PARTS = "The first and the last interval are cut by the recording's edges and were left out."


def read(source: Source) -> Recording | None:
    """Read all `IBI` elements of a document; `None` for other files. Raises `RecordingError` if damaged."""
    if not source.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"<IBI>" not in source.data:
        return None
    move = _Move(source)
    with source.stream() as stream:
        for _ in Xml(source.path, move.begin, move.text, move.end).feed(stream):
            pass
    rr_ms, notes = positive(source, move.intervals()[1:-1])
    start = local(moment(move.started.strip()))
    return recording_of(beats_end_to_end(rr_ms), KIND, start=start, notes=[GAPS_UNKNOWN, PARTS, *notes])


class _Move:
    """Takes from a document what a recording needs: its intervals, and its first date."""

    def __init__(self, source: Source) -> None:
        self.started = ""
        self._source = source
        self._element = ""
        self._chars = 0
        self._ibi: list[str] = []

    def begin(self, name: str, _: dict[str, str]) -> None:
        self._element = "" if name == "DateTime" and self.started else name

    def end(self, _: str) -> None:
        if self._element == "IBI":
            self._ibi.append(" ")
        self._element = ""

    def text(self, text: str) -> None:
        if self._element == "DateTime":
            self.started = (self.started + text)[:40]
        elif self._element == "IBI":
            self._chars += len(text)
            if self._chars > MAX_CHARS:
                raise RecordingError(
                    f"“{self._source.path}” holds more intervals than weeks of beats have.",
                    "It was not read.",
                )
            self._ibi.append(text)

    def intervals(self) -> list[float]:
        intervals = []
        for word in "".join(self._ibi).split():
            interval = number(word)
            if interval is None:
                raise RecordingError(
                    f"“{self._source.path}” is damaged: “{shown(word)}” is not an interval.",
                    "Between <IBI> and </IBI> there are numbers with blanks between them.",
                )
            intervals.append(interval)
        return intervals
