"""Charts as shapes: strips under one time axis, each a small drawing with its name to the left.

Nothing is told by colour: what is computed is a line, what was said or done is a dot, filled or open, a usual
range is a tint, a threshold is dashed, and a label stands at the line's end instead of a legend. Lengths are
in the units of the drawing; `templates/chart.svg.j2` says what they look like.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from biofeed.words import report as words

WIDTH = 660.0
LEFT, RIGHT = 112.0, 118.0
"""Room for the strips' names, and for the labels at the lines' ends."""
TOP = 4.0
STRIP = 22.0
SPACE = 5.0
AXIS = 9.0
MOST_TICKS = 9
LABEL_HEIGHT = 8.5

Point = tuple[float, float]
LABEL = "label"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `kind` is `line`, `dashed`, `rule` or `tint` (an area)."""

    d: str
    kind: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark at a point; `kind` is `full`, `open` or `tick`."""

    x: float
    y: float
    kind: str


@dataclass(frozen=True, slots=True)
class Box:
    """A bar or a stretch of time; `kind` is `bar` or `tint`."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word in the drawing; `anchor` as in SVG."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    kind: str = LABEL


@dataclass(frozen=True, slots=True)
class Listed:
    """A point as the table beside the page lists it."""

    row: str
    column: str
    value: float
    unit: str
    n: int = 1


@dataclass(frozen=True, slots=True)
class Span:
    """What the horizontal axis covers, and where on it something lies."""

    first: float
    last: float

    def x(self, value: float) -> float:
        """Give the place of a value, in the units of the drawing."""
        return LEFT + (value - self.first) / max(self.last - self.first, 1e-9) * (WIDTH - LEFT - RIGHT)


def days(since: dt.date, until: dt.date) -> Span:
    """Give an axis of days, each in the middle of its own room."""
    return Span(since.toordinal() - 0.5, until.toordinal() + 0.5)


@dataclass(slots=True)
class Strip:
    """One drawing of its own height and scale; y grows upwards from `low` to `high`."""

    name: str
    unit: str
    span: Span
    low: float
    high: float
    height: float = STRIP
    edges: tuple[str, str] = ("", "")
    """What the scale's lower and upper edge are, to its left."""
    strokes: list[Stroke] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)

    def __post_init__(self) -> None:
        low, high = self.edges
        self.labels.append(Label(LEFT - 4, self.height, low, "end", "edge"))
        self.labels.append(Label(LEFT - 4, 5, high, "end", "edge"))

    def y(self, value: float) -> float:
        """Give the place of a value below the strip's top; beyond the scale it stays at the edge."""
        share = (value - self.low) / max(self.high - self.low, 1e-9)
        return self.height * (1 - min(max(share, 0.0), 1.0))

    def line(self, points: Sequence[Point], kind: str = "line", *, breaks: float = float("inf")) -> None:
        """Draw a line, broken where its points are further apart than `breaks`."""
        parts: list[str] = []
        before = 0.0
        for x, value in points:
            step = "L" if parts and x - before <= breaks else "M"
            parts.append(f"{step}{self.span.x(x):.1f} {self.y(value):.1f}")
            before = x
        self.strokes.append(Stroke("".join(parts), kind))

    def range(self, points: Sequence[tuple[float, float, float]]) -> None:
        """Tint the range between low and high along (x, low, high)."""
        above = [f"{self.span.x(x):.1f} {self.y(high):.1f}" for x, _, high in points]
        below = [f"{self.span.x(x):.1f} {self.y(low):.1f}" for x, low, _ in reversed(points)]
        self.strokes.append(Stroke(f"M{'L'.join([*above, *below])}Z", "tint"))

    def level(self, value: float, text: str = "") -> None:
        """Draw a threshold, named to its right, where no point can cover the name."""
        y = self.y(value)
        self.strokes.append(Stroke(f"M{LEFT:.1f} {y:.1f}H{WIDTH - RIGHT:.1f}", "dashed"))
        if text:
            self.end(value, text, "faint")

    def mark(self, points: Iterable[Point], kind: str = "full") -> None:
        """Draw a dot at each point."""
        self.dots += [Dot(self.span.x(x), self.y(value), kind) for x, value in points]

    def bars(self, points: Iterable[tuple[float, float, float]]) -> None:
        """Draw a bar for each (from, to, value)."""
        for start, end, value in points:
            x, y = self.span.x(start), self.y(value)
            width = max(self.span.x(end) - x - 0.8, 0.6)
            self.boxes.append(Box(x, y, width, self.height - y, "bar"))

    def end(self, value: float, text: str, kind: str = LABEL) -> None:
        """Write a label to the right, at the height of a value, clear of those that stand there already.

        It gives way downwards, or upwards where it would come among the labels of the next strip.
        """
        y = self.y(value) + 3
        there = sorted(label.y for label in self.labels if label.kind in {LABEL, "faint"})
        below = _given_way(y, there, LABEL_HEIGHT)
        lowest = self.height + SPACE
        y = below if below <= lowest else _given_way(y, there[::-1], -LABEL_HEIGHT)
        self.labels.append(Label(WIDTH - RIGHT + 5, y, text, kind=kind))

    def list(self, column: str, points: Iterable[tuple[str, float]], unit: str, n: int = 1) -> None:
        """Name points for the table beside the page, as (when, value)."""
        self.listed += [Listed(f"{self.name} {when}", column, value, unit, n) for when, value in points]


def _given_way(y: float, there: Sequence[float], step: float) -> float:
    """Move a label past those that stand in its way, one after the other in the direction of the step."""
    for other in there:
        if abs(y - other) < LABEL_HEIGHT:
            y = other + step
    return y


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip with the place of its top in the drawing."""

    strip: Strip
    top: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Strips under one axis."""

    key: str
    title: str
    strips: tuple[Placed, ...]
    ticks: tuple[Label, ...]
    height: float
    width: float = WIDTH
    left: float = LEFT
    right: float = WIDTH - RIGHT


def chart(key: str, title: str, strips: Sequence[Strip], ticks: Sequence[tuple[float, str]]) -> Chart:
    """Put strips under each other, with one axis below them; `ticks` are (place, text)."""
    placed, top = [], TOP
    for strip in strips:
        placed.append(Placed(strip, top))
        top += strip.height + SPACE
    labels = tuple(Label(strips[0].span.x(at), top + 5, text, "middle", "tick") for at, text in ticks)
    return Chart(key, title, tuple(placed), labels, top + (AXIS if labels else 0.0))


def without_ticks(drawn: Chart) -> Chart:
    """Give a chart without the marks of its axis."""
    return replace(drawn, ticks=(), height=drawn.height - AXIS) if drawn.ticks else drawn


def day_ticks(since: dt.date, until: dt.date) -> list[tuple[float, str]]:
    """Give the marks of an axis of days: months, every so many, or days where it is short."""
    months = (until.year - since.year) * 12 + until.month - since.month
    if months < 2:
        step = max(1, ((until - since).days + 1) // 5)
        all_days = range(since.toordinal(), until.toordinal() + 1, step)
        return [(float(day), words.short_day(dt.date.fromordinal(day))) for day in all_days]
    firsts = [_month_after(since, number) for number in range(0, months + 1, months // MOST_TICKS + 1)]
    inside = [day for day in firsts if since <= day <= until]
    return [(float(day.toordinal()), words.month(day)) for day in inside]


def _month_after(day: dt.date, months: int) -> dt.date:
    """Give the first day of the month that comes so many after a day's own."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)
