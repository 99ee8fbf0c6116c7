"""The caption: what is asked at a moment, in words, and for how long."""

from __future__ import annotations

import math
from dataclasses import dataclass

from biofeed import words
from biofeed.pacer import Schedule
from biofeed.types import Phase, Prompt

INKS = {"red": "#d05050", "green": "#3f9f5f", "blue": "#4f7fe0", "yellow": "#c9a227"}
"""The colours a question may be written in, told apart on dark and on light ground."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written beside the disc, or in its place."""

    word: str
    count: str = ""
    whole_s: int = 0
    left_s: int = 0
    before: str = ""
    """What is said of the answer before, above the question."""
    ink: str = ""
    """The colour a question is written in, where that is what it is about."""


def caption(schedule: Schedule, now_s: float, asked: Prompt | None = None) -> Caption:
    """Say what is asked at this moment, and for how many more seconds."""
    if schedule.paused_at_s is not None:
        return Caption(words.PAUSED)
    if asked is not None:
        return _question(asked, now_s, hurried=schedule.effort(now_s))
    cue = schedule.cue(now_s)
    if cue is None:
        return Caption(words.DONE if now_s >= schedule.duration_s else "")
    left_s = math.ceil(cue.t_s + cue.duration_s - now_s)
    if cue.phase is Phase.FREE:
        return Caption(cue.text, words.as_clock(left_s))
    return Caption(cue.text, str(left_s), math.ceil(cue.duration_s), left_s)


def _question(asked: Prompt, now_s: float, *, hurried: bool) -> Caption:
    """Put a task's question; only a stressor's time limit is one to be seen."""
    count = ""
    if hurried and asked.answer_by_s is not None:
        count = str(max(math.ceil(asked.answer_by_s - now_s), 0))
    keys = f"  ({'  '.join(asked.keys)})" if asked.keys else ""
    return Caption(asked.text, f"{count}{keys}".strip(), before=asked.said, ink=INKS.get(asked.colour, ""))
