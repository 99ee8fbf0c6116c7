"""Replaying: a recording's inputs through the same code, and whether the same comes out.

The recording carries the exercise's own text, so nothing else is needed to lay the same schedule out
again.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

from biofeed.asking import tasks_of
from biofeed.errors import UsageError
from biofeed.exercise import Variant, parse
from biofeed.formats import read_recording
from biofeed.plugins import Device, open_device
from biofeed.recording import Header, Recording
from biofeed.rows import encode_line
from biofeed.session import Session, free_schedule
from biofeed.types import DERIVED, Event, Origin, Stop


@asynccontextmanager
async def replaying(path: Path, speed: str) -> AsyncGenerator[Session]:
    """Open a recording as a session that plays it, `speed` times as fast, or `max`.

    Raises `RecordingError` or `UsageError`.
    """
    recording = read_recording(path)
    device = open_device(f"replay:{path}?speed={speed}")
    async with device:
        yield session_of(recording.header, device)


async def first_difference(path: Path) -> str | None:
    """Replay a recording and say where the derived events first differ from those in the file.

    Events are compared kind by kind: beats with beats, feedback with feedback. `None` means that all are
    equal. A recording that was cut short is compared as far as it goes. Raises `UsageError` for a file in
    which nothing was derived.
    """
    recording = read_recording(path)
    if not has_derived(recording):
        raise UsageError(
            f"Nothing in “{path}” was derived by biofeed, so there is nothing to compare.",
            "Played without --check, it is worked out anew.",
        )
    is_cut = recording.healed or not _has_end(recording)
    recorded = _derived(_as_far_as_inputs_go(recording))
    async with replaying(path, "max") as session, aclosing(session.events()) as events:
        replayed = _derived([event async for event in events])
    for kind, were in recorded.items():
        are = replayed.get(kind, [])
        for number, was in enumerate(were):
            now = are[number] if number < len(are) else None
            if now != was:
                return _difference(kind, number, was, now)
        if len(are) > len(were) and "Result" in recorded and not is_cut:
            return _difference(kind, len(were), None, are[len(were)])
    return None


def has_derived(recording: Recording) -> bool:
    """Say whether a recording holds what biofeed made of the beats, and not the beats alone."""
    return recording.header.origin is not Origin.IMPORTED


def session_of(header: Header, device: Device) -> Session:
    """Lay out once more what a recording's header says was asked for."""
    if not header.exercise_toml:
        return Session(device, free_schedule(header.minutes), ends_with_device=True)
    exercise = parse(header.exercise_toml, header.exercise)
    variant = Variant(header.minutes, header.pace_bpm, header.framed, header.holds)
    return Session(
        device,
        exercise.schedule(variant),
        protocol=exercise.protocol,
        tasks=tasks_of(exercise, header.seed),
        ends_with_device=True,
    )


def _as_far_as_inputs_go(recording: Recording) -> tuple[Event, ...]:
    """Leave out what a cut recording has behind its last input.

    The program was waiting for the next one then, and a replay, which has none to wait for, ends there.
    """
    if _has_end(recording):
        return recording.events
    inputs = recording.inputs()
    return recording.events[: recording.events.index(inputs[-1]) + 1] if inputs else ()


def _has_end(recording: Recording) -> bool:
    return any(isinstance(event, Stop) for event in recording.events)


def _derived(events: list[Event] | tuple[Event, ...]) -> dict[str, list[Event]]:
    kinds: dict[str, list[Event]] = {}
    for event in events:
        if isinstance(event, DERIVED):
            kinds.setdefault(type(event).__name__, []).append(event)
    return kinds


def _difference(kind: str, number: int, was: Event | None, now: Event | None) -> str:
    def show(event: Event | None) -> str:
        return encode_line(number, event).decode().strip() if event else "nothing"

    return f"first difference, {kind} {number}\n  recorded: {show(was)}\n  replayed: {show(now)}"
