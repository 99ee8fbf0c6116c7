"""What a session says, as lines: before it, while it goes on, and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import aclosing

from biofeed import words
from biofeed.practice import Practice
from biofeed.rows import encode_line
from biofeed.session import Session
from biofeed.types import (
    Cue,
    Event,
    Feedback,
    Gap,
    Link,
    Measure,
    Phase,
    PhaseChange,
    Prompt,
    Stop,
)
from biofeed.words import exercises as exercise_words
from biofeed.words import result as result_words
from biofeed.words import said

Write = Callable[[str], None]


async def follow(
    session: Session,
    write: Write,
    *,
    as_json: bool = False,
    has_beats: bool = True,
    also: Callable[[Event], None] = lambda _: None,
) -> None:
    """Run a session to its end and write a line for each event worth one, or every event as JSON.

    `also` is told every event as well, after its line: for the ears and for the sound.
    """
    view = words.LiveView(has_beats=has_beats)
    told_trouble = False
    async with aclosing(session.events()) as events:
        seq = 0
        async for event in events:
            view.take(event)
            if as_json:
                write(encode_line(seq, event).decode().rstrip())
                seq += 1
                continue
            for line in _lines(event, view):
                write(f"{words.as_clock(event.t_s):>5}  {line}")
            also(event)
            if session.journal.trouble and not told_trouble:
                told_trouble = True
                write(words.NOT_SAVED)


def opening(practice: Practice) -> Iterator[str]:
    """Give the lines before a practice: what, whose, with what, and how to breathe."""
    plan = practice.plan
    yield f"{plan.exercise.title} · {plan.client} · {practice.info.name} · session {practice.id}"
    if practice.info.origin == "simulated":
        yield words.SIMULATED
    if not practice.info.has_beats:
        yield words.NO_STRAP
    yield from _cautions(practice)
    if plan.exercise.is_paced:
        yield words.EASY
    yield words.STOP_RULE


def _cautions(practice: Practice) -> tuple[str, ...]:
    """Give the exercise's cautions; what they say of holds does not apply where none is held."""
    exercise = practice.plan.exercise
    if exercise.has_holds and not practice.plan.variant.holds:
        return (exercise_words.NOTHING_HELD,)
    return exercise.cautions


def closing(session: Session, *, has_beats: bool = True) -> Iterator[str]:
    """Give the lines after a session: what it came to."""
    if not has_beats:
        yield words.NOTHING_MEASURED
        return
    t_s = session.ended.t_s if session.ended else 0.0
    yield from words.summary_lines(
        session.summary, session.schedule.paces(t_s), session.schedule.paced_share(t_s)
    )
    yield from result_words.last_words(session.results)


def check_kept(session: Session) -> None:
    """Raise what keeps a closed session from being on disk, if anything does, with what is missing of it."""
    journal = session.journal
    if journal.trouble is None:
        return
    title = f"{said.not_kept(journal.unwritten_s)} {journal.trouble.title}"
    raise type(journal.trouble)(title, f"{journal.trouble.hint} {said.THE_REST_IS_KEPT}".lstrip())


def _lines(event: Event, view: words.LiveView) -> Iterator[str]:
    """Give the lines that one event is worth; most are worth one, a packet none."""
    match event:
        case PhaseChange(title=title, duration_s=duration_s):
            yield f"{title}, {words.as_clock(round(duration_s))}"
        case Cue(phase=phase, text=text, duration_s=duration_s):
            yield text if phase is Phase.FREE else f"{text}, {duration_s:.1f} s"
        case Prompt(text=text, said=said, colour=colour):
            yield words.question(text, said, colour)
        case Feedback(t_s, measures) if view.has_beats:
            yield _numbers(view, measures, t_s)
        case Gap(duration_s=duration_s, reason=reason):
            yield f"no beats for {duration_s:.1f} s ({reason})"
        case Link():
            yield words.link_news(event)
        case Stop(reason=reason):
            yield reason
        case _:
            yield from words.done(event)


def _numbers(view: words.LiveView, measures: tuple[Measure, ...], t_s: float) -> str:
    if silent := words.silent_line(measures):
        return silent.text
    paced = view.cue is not None and view.cue.phase is not Phase.FREE
    shown = (
        words.heart_line(measures),
        words.rhythm_line(measures, t_s),
        words.swing_line(measures),
        words.rmssd_line(measures, t_s, paced=paced),
    )
    return " · ".join(line.text for line in shown if line is not None)
