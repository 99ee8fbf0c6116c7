"""One past session from its first moment to its last: everything that a page about it alone shows.

Here the events are read, all of them, which for one session is quick. The hash is taken over them as
`biofeed sessions show ID --events` prints them, so that whoever gets the page and the events can tell whether
they belong together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

from biofeed.findings.resonance import RESONANCE_STEP
from biofeed.history.session import PastSession, past_session
from biofeed.rows import Header, encode_line
from biofeed.store.filing import Move
from biofeed.store.note import Annotation
from biofeed.store.store import Store
from biofeed.types import Beat, Event, Flag, Gap, Marker, Note, PhaseChange, Rating, Reflag, Result

DRAWN_POINTS = 900
"""A heart rate is drawn with at most so many points: more cannot be told apart on paper."""
SHORTEST_STEP_S = 2.0
"""Short enough to show each breath's rise and fall."""
BREAK_S = 10.0
"""After so long without a beat that counts the line is broken."""

Line = tuple[tuple[float, float], ...]
"""Points of (seconds, beats a minute), with nothing missing between them."""


@dataclass(frozen=True, slots=True)
class SessionCourse:
    """One session, whole."""

    session: PastSession
    header: Header
    parts: tuple[PhaseChange, ...]
    heart: tuple[Line, ...]
    """The heart rate, averaged over short steps, a line for each stretch without a gap."""
    gaps: tuple[Gap, ...]
    markers: tuple[Marker, ...]
    said: tuple[Note | Rating, ...]
    """The client's own words and ratings."""
    steps: tuple[Result, ...]
    """The paces of a resonance assessment."""
    notes: tuple[Annotation, ...]
    """What was written about it afterwards: what was shared, or all if that was asked for."""
    moves: tuple[Move, ...]
    sha256: str
    """Of its events, as `biofeed sessions show ID --events` prints them."""
    with_private: bool


@dataclass(slots=True)
class _Seen:
    """What is kept of the events while they pass."""

    beats: dict[int, Beat] = field(default_factory=dict)
    parts: list[PhaseChange] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    markers: list[Marker] = field(default_factory=list)
    said: list[Note | Rating] = field(default_factory=list)

    def take(self, event: Event) -> None:
        """Keep what of an event is shown."""
        match event:
            case Beat(seq=seq):
                self.beats[seq] = event
            case Reflag(seq=seq, flag=flag) if seq in self.beats:
                beat = self.beats[seq]
                self.beats[seq] = Beat(seq, beat.t_s, beat.rr_ms, flag)
            case PhaseChange():
                self.parts.append(event)
            case Gap():
                self.gaps.append(event)
            case Marker():
                self.markers.append(event)
            case Note() | Rating():
                self.said.append(event)


def session_course(store: Store, session: str, *, private: bool = False) -> SessionCourse:
    """Read one session whole. Raises `StoreError` if there is none of that name."""
    row, header = store.session(session), store.header(session)
    seen, digest = _Seen(), hashlib.sha256()
    for seq, event in enumerate(store.events(session)):
        digest.update(encode_line(seq, event))
        seen.take(event)
    findings, moves = store.findings(session), store.moves(session)
    past = past_session(row, header.software, seen.said, store.measures(session), findings, moved=bool(moves))
    return SessionCourse(
        session=past,
        header=header,
        parts=tuple(seen.parts),
        heart=heart_lines(tuple(seen.beats.values()), row.duration_s),
        gaps=tuple(seen.gaps),
        markers=tuple(seen.markers),
        said=tuple(seen.said),
        steps=tuple(result for result in findings if result.kind == RESONANCE_STEP),
        notes=tuple(note for note in store.notes(session) if private or not note.private),
        moves=moves,
        sha256=digest.hexdigest(),
        with_private=private,
    )


def heart_lines(beats: Sequence[Beat], duration_s: float) -> tuple[Line, ...]:
    """Average the heart rate of the beats that count over short steps, and break it where there are none."""
    step_s = max(SHORTEST_STEP_S, duration_s / DRAWN_POINTS)
    steps: dict[int, list[float]] = {}
    for beat in beats:
        if beat.flag is Flag.NORMAL and beat.rr_ms > 0:
            steps.setdefault(int(beat.t_s // step_s), []).append(beat.rr_ms)
    lines: list[list[tuple[float, float]]] = []
    before_s = float("-inf")
    for at in sorted(steps):
        t_s = (at + 0.5) * step_s
        if t_s - before_s > max(BREAK_S, 1.5 * step_s):
            lines.append([])
        lines[-1].append((t_s, 60000 / fmean(steps[at])))
        before_s = t_s
    return tuple(tuple(line) for line in lines)
