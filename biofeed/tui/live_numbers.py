"""The row of live numbers: which there are at a moment, and what is said where a line cannot be drawn."""

from __future__ import annotations

from biofeed import words
from biofeed.pacer import Schedule
from biofeed.types import LinkState, Phase

OUT_OF_REACH = frozenset({LinkState.LOST, LinkState.RECONNECTING, LinkState.NO_CONTACT})


def lines(view: words.LiveView, schedule: Schedule, now_s: float) -> tuple[words.Line, ...]:
    """Give the numbers of this moment, from left to right; none before the first are there."""
    if not (view.has_beats and view.measures):
        return ()
    if silent := words.silent_line(view.measures):
        return (silent,)
    cue = schedule.cue(now_s)
    paced = cue is not None and cue.phase is not Phase.FREE
    swing = words.swing_line(view.measures)
    return (
        words.rhythm_line(view.measures, now_s),
        *([swing] if swing else []),
        words.rmssd_line(view.measures, now_s, paced=paced),
    )


def notice(view: words.LiveView, now_s: float) -> str:
    """Say why there is no line of the heart, where there is none."""
    if not view.has_beats:
        return words.NO_STRAP
    if view.link is not None and view.link.state in OUT_OF_REACH:
        return view.link_words(now_s)[1]
    return ""
