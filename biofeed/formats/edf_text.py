"""How events of ours are written as annotations of EDF+, and read again.

An annotation has a time, a length and a text. The words are plain, because other programs show them as they
are. A text that is none of ours is somebody's remark.
"""

from __future__ import annotations

import re

from biofeed.formats.numbers import number
from biofeed.types import Beat, Event, Flag, Gap, Marker, Note, PhaseChange, PhaseKind

_BEAT = re.compile(r"RR ([0-9.]{1,20}) ms(?: \((.{1,20})\))?")
_PHASE = re.compile(r"Part, (\w{1,20}): (.*)", re.DOTALL)
_GAP, _MARKER, _NOTE = "Gap: ", "Marker: ", "Note: "
_KINDS = {str(kind) for kind in PhaseKind}
_FLAGS = {str(flag) for flag in Flag}


def as_text(event: Event) -> tuple[float | None, str] | None:
    """Give an event's length in seconds, where it has one, and its words; `None` for what is not written."""
    match event:
        case Beat(rr_ms=rr_ms, flag=flag):
            return None, f"RR {rr_ms:.15g} ms" if flag is Flag.NORMAL else f"RR {rr_ms:.15g} ms ({flag})"
        case Gap(duration_s=duration_s, reason=reason):
            return duration_s, _GAP + reason
        case PhaseChange(kind=kind, title=title, duration_s=duration_s):
            return duration_s, f"Part, {kind}: {title}"
        case Marker(text=text):
            return None, _MARKER + text
        case Note(text=text):
            return None, _NOTE + text
    return None


def as_event(t_s: float, duration_s: float, text: str) -> Event:
    """Read an annotation again; the number of a beat is left to the caller."""
    beat = _BEAT.fullmatch(text)
    rr_ms = number(beat[1]) if beat else None
    if beat and rr_ms and (beat[2] or "normal") in _FLAGS:
        return Beat(0, t_s, rr_ms, Flag(beat[2] or "normal"))
    phase = _PHASE.fullmatch(text)
    if phase and phase[1] in _KINDS:
        return PhaseChange(t_s, PhaseKind(phase[1]), phase[2], duration_s)
    if text.startswith(_GAP):
        return Gap(t_s, duration_s, text.removeprefix(_GAP))
    if text.startswith(_NOTE):
        return Note(t_s, text.removeprefix(_NOTE))
    return Marker(t_s, text.removeprefix(_MARKER))
