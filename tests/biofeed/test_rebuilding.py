"""A session measured anew from its log comes to what its own end came to."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from biofeed.asking import tasks_of
from biofeed.errors import ExerciseError
from biofeed.exercise import AS_WRITTEN
from biofeed.plugins import load_exercise, open_device
from biofeed.practice import header_for
from biofeed.rebuilding import results_of
from biofeed.rows import Header
from biofeed.session import Session
from biofeed.store import open_store
from biofeed.store.home import Home
from biofeed.store.store import Store
from biofeed.types import SUMMARY, Beat, Event, Flag, Marker, Note, Origin, Reflag, Stop
from tests.scripted import steady_heart

HEADER = Header(Origin.STRAP, "scripted strap", "2026-03-01T18:30:00+01:00")


async def practise(store: Store, name: str, device_url: str) -> tuple[str, Session]:
    """Run a session in which the person does a few things; give its name and itself."""
    exercise, device = load_exercise(name), open_device(device_url)
    header = header_for(device.info, exercise)
    async with device:
        with store.begin(header, "me") as log:
            session = Session(
                device,
                exercise.schedule(AS_WRITTEN),
                logs=[log],
                protocol=exercise.protocol,
                tasks=tasks_of(exercise, header.seed),
            )
            await follow(session)
            session.note("easier than yesterday", "line")
            session.close()
    return log.id, session


async def follow(session: Session) -> None:
    """Pause after a minute, go on, and ask for another pace."""
    paused = False
    async with aclosing(session.events()) as events:
        async for event in events:
            if event.t_s > 60 and not paused:
                paused = True
                session.pause()
                session.resume()
                session.repace(6.5)


@pytest.mark.parametrize(
    ("exercise", "options"),
    [
        ("longer-exhale", ""),
        ("longer-exhale", "&artefacts=ectopic&dropouts=some"),
        ("resonance-assessment", ""),
    ],
)
async def test_what_a_session_came_to_comes_out_of_its_log_again(
    tmp_path: Path, exercise: str, options: str
) -> None:
    """Also after the person paused, changed the pace and said something when it was over."""
    with open_store(Home(tmp_path / "home"), Origin.SIMULATED) as store:
        name, session = await practise(store, exercise, f"sim:?seed=3&speed=max{options}")

        assert results_of(store.header(name), store.events(name)) == session.results
        assert store.measures(name) == session.summary
        assert store.findings(name) == session.results[1:]
        assert session.summary[0].value is not None


def test_the_last_verdict_on_a_beat_holds() -> None:
    beats = steady_heart(120)
    odd: list[Event] = [*beats, Reflag(120.0, 60, Flag.ECTOPIC), Stop(121.0, "done")]

    (summary, *_) = results_of(HEADER, odd)
    assert summary.kind == SUMMARY
    assert summary.measures[0].coverage == pytest.approx(119 / 121)


def test_what_was_said_after_the_end_makes_no_difference() -> None:
    events = [*steady_heart(60), Stop(61.0, "done")]

    assert results_of(HEADER, [*events, Note(300.0, "slept well")]) == results_of(HEADER, events)


def test_a_session_without_an_end_is_measured_as_far_as_it_went() -> None:
    (summary, *_) = results_of(HEADER, steady_heart(60))

    assert summary.t_s == 60.125
    assert summary.measures[0].value == 60.0


def test_a_session_without_beats_has_nothing_to_measure() -> None:
    (summary, *_) = results_of(HEADER, [Marker(5.0), Stop(10.0, "stopped")])

    assert {measure.value for measure in summary.measures} == {None}


def test_an_exercise_that_is_not_understood_is_an_error() -> None:
    with pytest.raises(ExerciseError):
        results_of(replace(HEADER, exercise="mine", exercise_toml="parts = 3"), [Beat(0, 1.0, 900.0)])
