"""One row of a session, for the disk: how an event becomes text, and text an event again.

A recording file and the session log hold the same rows: `seq` (the place in the session), `t_s`, `kind`
and a `payload` of everything else, as JSON. One codec for both means that a session can move between them
without being understood anew. docs/recording-format.md describes every kind.

The kinds are spelled out and not derived from the class names, because a file outlives a renaming.
Numbers keep all their digits: what is read back equals what was written. Keys that are not known are
passed over, so that a later version may say more; a kind that is not known is an error, since to skip it
would be to lose what happened.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from biofeed import __version__
from biofeed.types import (
    Answer,
    Beat,
    Cue,
    Event,
    Feedback,
    Gap,
    Link,
    Marker,
    Note,
    Origin,
    PaceChange,
    Packet,
    Pause,
    PhaseChange,
    Prompt,
    Rating,
    Reflag,
    Repeat,
    Result,
    Samples,
    Skip,
    Stop,
)

FORMAT = 1
"""The version of the format that this program writes, and the newest that it reads."""

KINDS: dict[str, type[Event]] = {
    "packet": Packet,
    "link": Link,
    "samples": Samples,
    "marker": Marker,
    "rating": Rating,
    "answer": Answer,
    "note": Note,
    "pause": Pause,
    "pace_change": PaceChange,
    "skip": Skip,
    "repeat": Repeat,
    "stop": Stop,
    "beat": Beat,
    "reflag": Reflag,
    "gap": Gap,
    "cue": Cue,
    "prompt": Prompt,
    "phase_change": PhaseChange,
    "feedback": Feedback,
    "result": Result,
}

_KIND_OF: dict[type[Event], str] = {event: kind for kind, event in KINDS.items()}


_T = TypeVar("_T")


class RowError(ValueError):
    """What is wrong with one row; whoever knows its place turns this into an error for a person."""


class NewerFormatError(RowError):
    """The header names a format that only a later version of the program knows."""


@dataclass(frozen=True, slots=True)
class Header:
    """What is known about a session before its first event."""

    origin: Origin
    device: str
    """The device's name, such as `Polar H10`."""
    started: str
    """Local time with its offset from UTC, in ISO 8601. An import may know less, or nothing: ``."""
    device_url: str = ""
    software: str = f"biofeed {__version__}"
    exercise: str = ""
    exercise_toml: str = ""
    """The exercise's full text, so that a replay needs no other file."""
    minutes: float | None = None
    """How long the person asked for; `None` leaves it to the exercise."""
    pace_bpm: float | None = None
    """The pace that was asked for instead of the exercise's own, in breaths a minute."""
    framed: bool = False
    """Whether a quiet window was asked for before and after the breathing."""
    holds: bool = True
    """Whether breaths are held where the exercise holds them; without, its other breath is taken."""
    seed: int = 0
    """What the random numbers of a stressor's questions began from."""
    client: str = ""
    notes: tuple[str, ...] = ()
    """What a reader has to know, above all what an import could not tell."""
    format: int = FORMAT


class _Line(msgspec.Struct):
    seq: int
    t_s: float
    kind: str
    payload: dict[str, Any]


def to_payload(event: Event) -> tuple[str, dict[str, Any]]:
    """Take an event apart into its kind and everything but its time; bytes become hex."""
    payload = msgspec.to_builtins(event, builtin_types=(bytes,))
    del payload["t_s"]
    if isinstance(event, Packet):
        payload["data"] = event.data.hex()
    return _KIND_OF[type(event)], payload


def to_text(event: Event) -> tuple[str, str]:
    """Take an event apart into its kind and its payload as JSON. Raises `ValueError` as `dump` does."""
    if type(event) is Beat and type(event.rr_ms) is float and math.isfinite(event.rr_ms):
        # Nearly all there is to write are beats, and to write one by hand takes a fifth of the time.
        return "beat", f'{{"seq":{event.seq},"rr_ms":{event.rr_ms!r},"flag":"' + event.flag + '"}'
    kind, payload = to_payload(event)
    return kind, dump(payload)


def from_payload(kind: str, t_s: float, payload: dict[str, Any]) -> Event:
    """Put an event together again. Raises `RowError` naming what is unknown, missing or of the wrong type."""
    if kind not in KINDS:
        raise RowError(f"“{kind}” is not a known kind of event")
    fields = {**payload, "t_s": t_s}
    if kind == "packet":
        fields["data"] = _from_hex(payload.get("data"))
    return _convert(fields, KINDS[kind])


def dump(value: object) -> str:
    """Write JSON on one line, keys in the order given.

    Raises `ValueError` for a number that is not finite: JSON has no word for it, and a reader would
    find a hole.
    """
    return storable(json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":")))


def storable(text: str) -> str:
    """Give text that any disk takes: half of a surrogate pair, which UTF-8 cannot say, becomes its escape.

    Inside JSON that escape means the very same half, so nothing is lost there.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def load(text: str | bytes) -> dict[str, Any]:
    """Read one JSON object. Raises `RowError` for anything else, numbers too large for a float included."""
    try:
        value = json.loads(_text(text), parse_float=_finite, parse_constant=_finite)
    except RecursionError:
        raise RowError("it is nested too deeply") from None
    except ValueError as error:
        raise RowError(f"it is not JSON ({error})") from None
    if not isinstance(value, dict):
        raise RowError("it is not a JSON object")
    return value


def encode_line(seq: int, event: Event) -> bytes:
    """Write one event as a line of a recording file, line end included."""
    kind, payload = to_payload(event)
    return _line({"seq": seq, "t_s": event.t_s, "kind": kind, "payload": payload})


def decode_line(line: bytes) -> tuple[int, Event]:
    """Read one line of a recording file: its place in the session, and the event. Raises `RowError`."""
    row = _convert(load(line), _Line)
    return row.seq, from_payload(row.kind, row.t_s, row.payload)


def encode_header(header: Header) -> bytes:
    """Write the first line of a recording file, which begins with the format's number."""
    fields = msgspec.to_builtins(header)
    return _line({"biofeed": fields.pop("format"), **fields})


def decode_header(line: bytes) -> Header:
    """Read the first line of a recording file.

    Raises `NewerFormatError` if a later version wrote it, `RowError` if it is not a header at all.
    """
    fields = load(line)
    version = fields.pop("biofeed", None)
    if not isinstance(version, int) or version < 1:
        raise RowError("it does not begin with the number of a recording's format")
    if version > FORMAT:
        raise NewerFormatError(f"it has format {version}, and this program knows formats up to {FORMAT}")
    return _convert({**fields, "format": version}, Header)


def _line(value: dict[str, Any]) -> bytes:
    return (dump(value) + "\n").encode("utf-8")


def _text(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("utf-8")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise RowError(f"{text} is not a finite number")
    return value


def _from_hex(text: object) -> bytes:
    try:
        return bytes.fromhex(str(text))
    except ValueError:
        raise RowError("a packet's data is not given in hex") from None


def _convert(fields: dict[str, Any], target: type[_T]) -> _T:
    try:
        return msgspec.convert(fields, target, builtin_types=(bytes,))
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        # The second comes of half a surrogate pair where something else was expected.
        raise RowError(str(error)) from None
