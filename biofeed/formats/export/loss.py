"""What an export leaves behind, in sentences: only what there was to lose."""

from __future__ import annotations

from collections.abc import Iterable

from biofeed.recording import Recording
from biofeed.types import (
    Answer,
    Beat,
    Cue,
    Feedback,
    Flag,
    Gap,
    Link,
    Marker,
    Note,
    PaceChange,
    Packet,
    Pause,
    PhaseChange,
    Prompt,
    Rating,
    Reflag,
    Result,
    Samples,
    Stop,
)

_WORDS: dict[type, str] = {
    Packet: "the strap's own bytes",
    Samples: "sampled signals",
    Link: "news of the connection",
    Marker: "markers",
    Rating: "ratings",
    Prompt: "questions",
    Answer: "answers",
    Note: "notes",
    Pause: "pauses",
    PaceChange: "changes of the pace",
    PhaseChange: "the parts of the exercise",
    Cue: "breathing cues",
    Gap: "gaps",
    Feedback: "the live numbers",
    Result: "results",
    Stop: "how it ended",
}
"""What a person calls each kind of event. A second verdict on a beat stands in the beat's own flag."""


def left_out(recording: Recording, kept: Iterable[type]) -> list[str]:
    """Name the kinds of events that the recording has and the file has not."""
    found = {type(event) for event in recording.events} - {*kept, Beat, Reflag}
    words = [word for kind, word in _WORDS.items() if kind in found]
    return [f"Left out: {', '.join(words)}."] if words else []


def header_lost(recording: Recording) -> list[str]:
    """Say that what is known about the session as a whole stays behind."""
    header = recording.header
    lost = [
        word
        for value, word in (
            (header.device, "the device"),
            (header.exercise, "the exercise"),
            (header.client, "the code of the person"),
            (header.notes, "the notes on what the recording cannot tell"),
        )
        if value
    ]
    return [f"The file does not name {', '.join(lost)}."] if lost else []


def flags_lost(recording: Recording) -> list[str]:
    """Say how many intervals the recording marks as no regular beats."""
    count = sum(beat.flag is not Flag.NORMAL for beat in recording.beats())
    if not count:
        return []
    return [f"Intervals that are flagged here stand in the file like any other: {count}."]
