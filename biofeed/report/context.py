"""What the days were like: tags on the time axis of everything above, so that no dip is read without them."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from biofeed.diary import TagKind, TagLine
from biofeed.history import ClientHistory
from biofeed.report.chart import Strip, chart, day_ticks, days
from biofeed.report.page import Line, Lines, Section, clipped
from biofeed.words import report as words
from biofeed.words.diary import TAG_UNITS

HEIGHT = 5.0
MOST_TOLD = 4
TOLD = (TagKind.MEDICATION_CHANGE, TagKind.ILLNESS, TagKind.LIFE_EVENT)
"""What is rare and told in words."""


def context(history: ClientHistory) -> Section:
    """Give the tags by day."""
    if not history.tags:
        return Section("context", words.CONTEXT, ())
    strips = [_strip(history, line) for line in history.tags]
    picture = chart("context-chart", words.CONTEXT, strips, day_ticks(history.since, history.until))
    told = tuple(_told(history))
    return Section("context", words.CONTEXT, (picture, Lines(told, "flow")) if told else (picture,))


def _strip(history: ClientHistory, line: TagLine) -> Strip:
    strip = Strip(line.kind.value, "", days(history.since, history.until), 0.0, 1.0, HEIGHT)
    strip.mark([(tag.day.toordinal(), 0.5) for tag in line.tags], "tick")
    amounts = [tag.amount for tag in line.tags if tag.amount is not None]
    unit = TAG_UNITS.get(line.kind, "")
    count = words.on_days(len({tag.day for tag in line.tags}))
    middle = f"{median(amounts):.3g} {unit}".strip() if amounts else ""
    text = f"{middle}, n {len(amounts)}" if amounts else count
    strip.end(0.5, text)
    strip.list("amount", [(str(tag.day), tag.amount) for tag in line.tags if tag.amount is not None], unit)
    strip.list("day", [(str(tag.day), 1.0) for tag in line.tags if tag.amount is None], "tag")
    return strip


def _told(history: ClientHistory) -> Iterator[Line]:
    told = [tag for line in history.tags if line.kind in TOLD for tag in line.tags if tag.text]
    for tag in sorted(told, key=lambda tag: tag.day, reverse=True)[:MOST_TOLD]:
        yield Line((f"{words.short_day(tag.day)}: “{clipped(tag.text)}”",), tag.kind.value)
