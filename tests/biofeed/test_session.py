"""A session merges device, person and schedule by time, and its log is complete however it ends."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from biofeed.breath import Part, Pattern, Step
from biofeed.clock import RealClock
from biofeed.errors import DeviceLost, StoreError
from biofeed.pacer import Schedule
from biofeed.session import Session, free_schedule
from biofeed.task import Question, TaskScore
from biofeed.types import (
    Answer,
    Beat,
    Cue,
    Event,
    Feedback,
    Link,
    LinkState,
    Marker,
    Note,
    PaceChange,
    Packet,
    Pause,
    Phase,
    PhaseChange,
    PhaseKind,
    Prompt,
    Rating,
    Result,
    Stop,
)
from tests.scripted import MemoryLog, ScriptedDevice, steady_heart

FOUR_SIX = Pattern((Step(1.0, 4.0), Step(0.0, 6.0)))


def breathing(seconds: float = 60) -> Schedule:
    return Schedule.of((Part(PhaseKind.BREATHE, "breathing", seconds, FOUR_SIX),))


async def run(session: Session) -> list[Event]:
    async with aclosing(session.events()) as events:
        return [event async for event in events]


def times(events: list[Event], kind: type[Event]) -> list[float]:
    return [event.t_s for event in events if isinstance(event, kind)]


class TestOrder:
    async def test_everything_comes_in_the_order_of_time(self) -> None:
        """Beats are dated back to when they were; all else is published at its own time."""
        events = await run(Session(ScriptedDevice(steady_heart(90)), breathing()))

        stamps = [event.t_s for event in events if not isinstance(event, Beat)]
        assert stamps == sorted(stamps)

    async def test_a_part_comes_before_its_first_cue_and_both_before_the_link(self) -> None:
        events = await run(Session(ScriptedDevice(steady_heart(90)), breathing()))

        assert [type(event) for event in events[:3]] == [PhaseChange, Cue, Link]

    async def test_a_beat_dated_later_than_its_packet_comes_with_it_and_hurries_nothing(self) -> None:
        """As when a queue empties right at the start: the first beats are dated up to 10 s too late."""
        burst = [Packet(2.0, "2a37", b""), Beat(0, 6.0, 1000.0), Beat(1, 7.0, 1000.0)]
        events = await run(Session(ScriptedDevice([*burst, Packet(3.0, "2a37", b"")]), breathing()))

        assert events[2:6] == [*burst, Packet(3.0, "2a37", b"")]
        assert times(events, Cue)[:2] == [0.0, 4.0]
        assert times(events, Feedback)[0] == 5.0

    async def test_feedback_looks_back_at_what_arrived_at_the_same_moment(self) -> None:
        """A packet stamped 5.0 s belongs to the feedback of 5.0 s."""
        beats = [Packet(5.0, "2a37", b""), Beat(0, 5.0, 1000.0), Packet(70.0, "2a37", b"")]
        events = await run(Session(ScriptedDevice(beats), breathing()))

        first = next(event for event in events if isinstance(event, Feedback))
        assert first.t_s == 5.0
        assert first.measures[0].coverage == pytest.approx(0.1)

    async def test_cues_come_at_their_time_whatever_the_device_does(self) -> None:
        with_strap = await run(Session(ScriptedDevice(steady_heart(90)), breathing()))
        without = await run(Session(ScriptedDevice([]), breathing()))

        assert times(with_strap, Cue) == times(without, Cue) == [0, 4, 10, 14, 20, 24, 30, 34, 40, 44, 50, 54]

    async def test_feedback_comes_every_five_seconds_also_without_beats(self) -> None:
        events = await run(Session(ScriptedDevice([]), breathing()))

        assert times(events, Feedback) == [5.0 * n for n in range(1, 12)]


class TestEnd:
    async def test_a_session_ends_with_its_schedule_a_stop_and_a_summary(self) -> None:
        session = Session(ScriptedDevice(steady_heart(90)), breathing())
        events = await run(session)

        assert events[-2] == Stop(60.0, "done")
        assert isinstance(events[-1], Result)
        assert {measure.name for measure in session.summary} >= {"mean_hr", "rmssd", "coherence"}
        mean_hr = next(measure for measure in session.summary if measure.name == "mean_hr")
        assert mean_hr.value == pytest.approx(60.0)
        assert mean_hr.coverage == pytest.approx(59 / 60)

    async def test_stopping_ends_it_now(self) -> None:
        events = await run(
            Session(
                ScriptedDevice([*steady_heart(20), Stop(20.5, "stopped"), *steady_heart(90)]), breathing()
            )
        )

        assert events[-2] == Stop(20.5, "stopped")
        assert max(times(events, Cue)) <= 20.5

    async def test_losing_the_strap_for_good_is_news_and_the_breath_goes_on(self) -> None:
        lost = DeviceLost("The strap is out of reach.", "Put it on again.")
        events = await run(Session(ScriptedDevice([*steady_heart(10), lost]), breathing()))

        links = [event for event in events if isinstance(event, Link)]
        assert links[-1].state is LinkState.LOST
        assert links[-1].detail == "The strap is out of reach."
        assert events[-2] == Stop(60.0, "done")
        assert times(events, Cue)[-1] == 54.0

    async def test_a_device_that_breaks_down_does_not_take_the_session_with_it(self) -> None:
        broken = RuntimeError("a mistake in a driver")
        log = MemoryLog()
        events = await run(Session(ScriptedDevice([*steady_heart(10), broken]), breathing(), logs=[log]))

        link = [event for event in events if isinstance(event, Link)][-1]
        assert (link.state, link.detail) == (LinkState.LOST, "the device broke down: RuntimeError")
        assert events[-2] == Stop(60.0, "done")
        assert log.events == events

    async def test_a_replay_is_over_when_there_is_nothing_left_to_play(self) -> None:
        device = ScriptedDevice(steady_heart(20))
        events = await run(Session(device, breathing(), ends_with_device=True))

        assert max(event.t_s for event in events) < 25
        assert not any(isinstance(event, Stop) for event in events)

    async def test_the_devices_stream_is_closed(self) -> None:
        device = ScriptedDevice(steady_heart(300))
        await run(Session(device, breathing()))

        assert device.closed == 1


class TestPerson:
    async def test_a_marker_is_part_of_the_stream(self) -> None:
        script = [*steady_heart(5), Marker(5.5, "thought of work"), *steady_heart(90)[12:]]
        events = await run(Session(ScriptedDevice(script), breathing()))

        assert Marker(5.5, "thought of work") in events

    async def test_while_paused_no_cue_comes_and_the_session_gets_longer(self) -> None:
        pauses = [Pause(13.0, paused=True), Pause(20.0, paused=False)]
        events = await run(Session(ScriptedDevice([Link(0.0, LinkState.CONNECTED), *pauses]), breathing()))

        assert times(events, Cue)[:6] == [0, 4, 10, 20, 24, 30]
        assert events[-2] == Stop(70.0, "done")
        assert times(events, Feedback)[:4] == [5, 10, 15, 20]

    async def test_another_pace_begins_with_the_next_breath(self) -> None:
        events = await run(Session(ScriptedDevice([PaceChange(23.0, 5.0)]), breathing(120)))

        inhales = [event.t_s for event in events if isinstance(event, Cue) and event.phase is Phase.INHALE]
        assert inhales[:5] == [0, 10, 20, 30, 42]

    async def test_what_a_person_does_while_it_runs_is_stamped_and_acts(self) -> None:
        """The same through the session's own verbs, on a clock that runs by itself."""
        clock = RealClock(speed=200)
        session = Session(ScriptedDevice([], clock), breathing())
        seen: list[Event] = []
        async with aclosing(session.events()) as events:
            async for event in events:
                seen.append(event)
                if isinstance(event, Cue) and len(times(seen, Cue)) == 3:
                    session.mark("here")
                    session.rate("felt stress", 40)
                    session.note("easier today")
                    session.stop()

        assert [type(event).__name__ for event in seen[-5:]] == ["Marker", "Rating", "Note", "Stop", "Result"]
        assert seen[-2].t_s >= 10.0

    async def test_a_pace_out_of_bounds_becomes_the_nearest_that_is_allowed(self) -> None:
        session = Session(ScriptedDevice([], RealClock(speed=200)), breathing())
        asked = []
        async with aclosing(session.events()) as events:
            async for event in events:
                if isinstance(event, Cue) and event.t_s == 0:
                    session.repace(2.0)
                    session.stop()
                asked += [event.bpm] if isinstance(event, PaceChange) else []

        assert asked == [pytest.approx(2.4)]

    async def test_the_device_may_ask_what_the_person_is_asked(self) -> None:
        device = ScriptedDevice(steady_heart(30))
        await run(Session(device, breathing(30)))

        assert {cue.phase for cue in device.asked if cue} == {Phase.INHALE, Phase.EXHALE}

    async def test_breathing_as_one_likes_is_no_request(self) -> None:
        device = ScriptedDevice(steady_heart(30))
        await run(Session(device, free_schedule(0.5)))

        assert set(device.asked) == {None}


class TestLog:
    async def test_the_log_holds_every_published_event_in_order(self) -> None:
        log = MemoryLog()
        events = await run(Session(ScriptedDevice(steady_heart(90)), breathing(), logs=[log]))

        assert log.events == events
        assert log.finished == (60.0, "done", 1)

    async def test_in_real_time_a_packet_is_logged_before_the_next_is_waited_for(self) -> None:
        log = MemoryLog()
        device = ScriptedDevice(steady_heart(8), RealClock(speed=200))
        await run(Session(device, breathing(10), logs=[log]))

        packets_a_batch = [sum(isinstance(event, Packet) for event in batch) for batch in log.batches]
        assert sum(packets_a_batch) == 8
        assert len([count for count in packets_a_batch if count]) >= 4

    async def test_a_session_that_is_cancelled_has_a_complete_log(self) -> None:
        log = MemoryLog()
        session = Session(ScriptedDevice(steady_heart(300), RealClock(speed=50)), breathing(), logs=[log])
        begun = asyncio.Event()

        async def watch() -> None:
            async with aclosing(session.events()) as events:
                async for event in events:
                    if event.t_s > 2:
                        begun.set()

        task = asyncio.create_task(watch())
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

        assert [type(event) for event in log.events[-2:]] == [Stop, Result]
        assert log.finished is not None
        assert log.finished[1] == "interrupted"

    async def test_a_session_whose_consumer_breaks_has_a_complete_log(self) -> None:
        log = MemoryLog()
        session = Session(ScriptedDevice(steady_heart(90)), breathing(), logs=[log])

        async def break_midway() -> None:
            async with aclosing(session.events()) as events:
                async for event in events:
                    if event.t_s > 30:
                        raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await break_midway()

        assert log.finished is not None
        assert log.finished[1] == "interrupted"

    async def test_when_the_disk_refuses_the_session_goes_on_and_nothing_is_lost(self) -> None:
        log = MemoryLog()
        log.broken = StoreError("There is no room left.", "Free some space.")
        session = Session(ScriptedDevice(steady_heart(90)), breathing(), logs=[log])
        seen: list[Event] = []
        troubles = set()
        async with aclosing(session.events()) as events:
            async for event in events:
                seen.append(event)
                troubles.add(session.journal.trouble.title if session.journal.trouble else None)
                if event.t_s > 40:
                    log.broken = None

        assert "There is no room left." in troubles
        assert log.events == seen
        assert session.journal.trouble is None


class Echo:
    """A task that takes any answer and gives ten seconds for each."""

    name = "echo"

    def begin(self, t_s: float, until_s: float) -> Question:
        return Question(t_s, "say a number", t_s + 10)

    def answer(self, t_s: float, text: str) -> Question | None:
        return Question(t_s, "and another", t_s + 10, f"heard {text}")

    def lapse(self, t_s: float) -> Question | None:
        return Question(t_s, "once more", t_s + 10)

    def score(self) -> TaskScore:
        return TaskScore(1, 0, 1, None, None)


def guided(*texts: str) -> Part:
    return Part(PhaseKind.GUIDE, "guide", 30.0 * len(texts), cues=tuple((30.0, text) for text in texts))


class TestTask:
    schedule = Schedule.of(
        (
            Part(PhaseKind.STRESSOR, "numbers", 60, task="echo"),
            Part(PhaseKind.RECOVER, "recovery", 30),
        )
    )

    async def test_its_questions_come_at_their_times_and_end_with_the_part(self) -> None:
        """A prompt follows the part and its first cue; what has not been answered lapses."""
        session = Session(ScriptedDevice([]), self.schedule, tasks={"echo": Echo})
        events = await run(session)

        assert times(events, Prompt) == [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]
        (result,) = (event for event in events if isinstance(event, Result) and event.kind == "task")
        assert (result.t_s, result.detail["task"]) == (60.0, "echo")

    async def test_an_answer_is_logged_and_brings_the_next_question(self) -> None:
        log = MemoryLog()
        session = Session(ScriptedDevice([]), self.schedule, logs=[log], tasks={"echo": Echo})
        prompts = []
        async with aclosing(session.events()) as events:
            async for event in events:
                if isinstance(event, Prompt):
                    prompts.append(event)
                    if event.seq == 0:
                        session.answer(event, "7")

        assert Answer(0.0, 0, "7") in log.events
        assert prompts[1] == Prompt(0.0, 1, "and another", 10.0, "heard 7")
        assert prompts[2].t_s == 10.0

    async def test_the_device_knows_when_an_effort_is_asked_for(self) -> None:
        session = Session(ScriptedDevice([]), self.schedule)

        assert [session.effort(t_s) for t_s in (0.0, 59.9, 60.0, 100.0)] == [True, True, False, False]


class TestCourse:
    async def test_to_skip_goes_on_at_once_and_ends_that_much_earlier(self) -> None:
        session = Session(ScriptedDevice([]), Schedule.of((guided("shoulders", "jaw", "chest"),)))
        events = []
        async with aclosing(session.events()) as stream:
            async for event in stream:
                events.append(event)
                if isinstance(event, Cue) and event.text == "jaw":
                    session.skip()

        assert times(events, Cue) == [0.0, 30.0, 30.001]
        assert session.ended == Stop(60.001, "done")

    async def test_to_repeat_adds_the_part_once_more(self) -> None:
        session = Session(ScriptedDevice([]), breathing(60))
        async with aclosing(session.events()) as stream:
            async for event in stream:
                if isinstance(event, Cue) and event.t_s == 50.0:
                    session.repeat()

        assert session.ended == Stop(120.0, "done")


class TestSaid:
    """What the person says before and after belongs to the session."""

    async def test_what_is_said_before_opens_the_log(self) -> None:
        log = MemoryLog()
        before = Rating(0.0, "stress before", 60.0)
        events = await run(Session(ScriptedDevice([]), breathing(), logs=[log], opening=[before]))

        assert events[0] == log.events[0] == before

    async def test_what_is_said_after_the_end_is_kept_and_changes_nothing_else(self) -> None:
        log = MemoryLog()
        session = Session(ScriptedDevice([]), breathing(), logs=[log])
        await run(session)
        finished = log.finished
        session.rate("stress after", 30.0)
        session.note("slower than I thought", "line")
        session.close()

        assert log.finished == finished == (60.0, "done", 1)
        assert [type(event) for event in log.events[-2:]] == [Rating, Note]

    async def test_results_are_known_when_it_is_over(self) -> None:
        schedule = Schedule.of((Part(PhaseKind.REST, "rest", 180.0),))
        session = Session(ScriptedDevice(steady_heart(180)), schedule)
        await run(session)

        assert [result.kind for result in session.results] == ["summary", "window"]
