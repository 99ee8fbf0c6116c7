"""A session as it goes along to somebody else: without what tells whose strap it was, and without words.

Numbers, times and choices between given answers stay. Whatever was typed stays behind unless it is ticked,
and so do the strap's own bytes. Of the connection only its states are told, and the battery: its remarks name
devices.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from biofeed.care import Posture, Setting, StopReason
from biofeed.care.checkin import POSTURE, SETTING
from biofeed.care.debrief import STOP_REASON
from biofeed.rows import Header
from biofeed.sharing.identity import model_of, without_identity
from biofeed.sharing.tick import Extra, Ticked
from biofeed.types import Answer, Event, Gap, Link, Marker, Note, Packet, Prompt, Samples, Stop
from biofeed.words import sharing as words

_CHOICES = {
    POSTURE: frozenset(Posture),
    SETTING: frozenset(Setting),
    STOP_REASON: frozenset(StopReason),
}
"""Topics on which one of a few answers is picked; these are no words of one's own."""
_BATTERY = re.compile(r"[0-9]{1,3} %")
PACKET_SOURCES = frozenset({"2a37", "pmd", "pmd-control"})
"""Packets that are known to carry measurements alone. Those of other drivers might name the device."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A session without what was not ticked."""

    header: Header
    events: tuple[Event, ...]
    left_out: Counter[str]
    """How often what was left out, in words."""


def excerpt(header: Header, events: Iterable[Event], client: str, ticked: Ticked) -> Excerpt:
    """Take out of a session what is not ticked, and what never goes along; file it under that code."""
    left_out: Counter[str] = Counter()
    kept = []
    for event in events:
        rest, missing = _reduced(event, ticked)
        if missing:
            left_out[missing] += 1
        if rest is not None:
            kept.append(rest)
    return Excerpt(_anonymous(header, client), tuple(kept), left_out)


def _anonymous(header: Header, client: str) -> Header:
    return replace(
        header,
        device=model_of(header.device),
        device_url="",
        client=client,
        notes=tuple(without_identity(note) for note in header.notes),
    )


def _reduced(event: Event, ticked: Ticked) -> tuple[Event | None, str]:
    """Give what is left of an event, `None` if nothing, and what was taken out of it, in words."""
    match event:
        case Packet(source=source):
            stays = Extra.PACKETS in ticked and source in PACKET_SOURCES
            return (event, "") if stays else (None, words.PACKETS)
        case Samples():
            return (event, "") if Extra.PACKETS in ticked else (None, words.SAMPLES)
        case Link(detail=detail):
            return (event, "") if _BATTERY.fullmatch(detail) else (replace(event, detail=""), "")
        case Gap(reason=reason) | Stop(reason=reason):
            # The program's own words, but those of a driver may be among them.
            return replace(event, reason=without_identity(reason)), ""
    return (event, "") if Extra.NOTES in ticked else _without_words(event)


def _without_words(event: Event) -> tuple[Event | None, str]:
    match event:
        case Note(text=text, topic=topic) if text not in _CHOICES.get(topic, ()):
            return None, words.NOTES
        case Marker(text=text) if text:
            return replace(event, text=""), words.MARKED
        case Answer(text=text) if text:
            return replace(event, text=""), words.ANSWERS
        case Prompt(said=said) if said:
            # It may repeat what was typed.
            return replace(event, said=""), ""
    return event, ""
