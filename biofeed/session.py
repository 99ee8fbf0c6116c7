"""One session, without a user interface: a device, a schedule and the pipeline become a stream of events.

The session merges three sources by time: the device, the person (pause, mark, stop …), and its own
schedule (parts, cues, the feedback every five seconds). At the same moment the schedule comes first, then
what arrived, then the feedback, which looks back at both. It publishes every event in that order, and logs
it before it waits for the next.

Time is the device's clock. With a real clock the session waits for whatever comes first. With a virtual
one nobody waits: the device's next event *is* the passage of time, and the schedule's moments fall in
between.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from types import MappingProxyType

from biofeed.acts import Acts
from biofeed.analysis import summarise
from biofeed.asking import Asking, Tasks
from biofeed.breath import Part
from biofeed.findings import findings
from biofeed.inbox import Inbox
from biofeed.journal import Journal, Log
from biofeed.pacer import Schedule
from biofeed.pipeline import Pipeline
from biofeed.plugins import Device
from biofeed.types import (
    SUMMARY,
    Answer,
    Beat,
    Cue,
    Event,
    Gap,
    Input,
    Link,
    Measure,
    Note,
    Pause,
    Phase,
    PhaseChange,
    PhaseKind,
    Prompt,
    Rating,
    Result,
    Stop,
)
from biofeed.witness import Witness

LOOK_BACK_S = 0.05
"""Feedback is computed this long after it is due, when every packet stamped before it has come up."""

UNTIL_STOPPED_S = 24 * 3600.0
"""How long a recording without an end in mind may last."""


def free_schedule(minutes: float | None) -> Schedule:
    """Give a schedule that asks for nothing: the person breathes as they like."""
    seconds = UNTIL_STOPPED_S if minutes is None else minutes * 60
    return Schedule.of((Part(PhaseKind.REST, "recording", seconds),))


class Session(Acts):
    """What happens from the first cue to the last, whoever is watching.

    `opening` is what the person said before it began. `protocol` is what is to be found out in the end, and
    `tasks` are the questions that parts of it may put. `ends_with_device` is for replays: when there is
    nothing left to play, it is over. Otherwise losing the strap is not the end: the breath goes on.
    """

    def __init__(
        self,
        device: Device,
        schedule: Schedule,
        *,
        logs: Sequence[Log] = (),
        opening: Sequence[Rating | Note] = (),
        protocol: str = "",
        tasks: Tasks = MappingProxyType({}),
        ends_with_device: bool = False,
    ) -> None:
        self.device = device
        self.schedule = schedule
        self.clock = device.clock
        self.summary: tuple[Measure, ...] = ()
        self.results: tuple[Result, ...] = ()
        """What was found out, once it has ended."""
        self.ended: Stop | None = None
        self.journal = Journal(logs)
        self._opening = opening
        self._protocol = protocol
        self._ends_with_device = ends_with_device
        self._pipeline = Pipeline()
        self._asking = Asking(tasks)
        self._witness = Witness()
        self._inbox = Inbox(device.events(self), device.clock)
        self._shown_s = -1.0
        self._finished = False
        self._told = False

    # --- what the device may know -------------------------------------------------------------------

    def cue(self, t_s: float) -> Cue | None:
        """Give what the person is asked at `t_s`; `None` where they breathe as they like."""
        cue = self.schedule.cue(t_s)
        return None if cue is None or cue.phase is Phase.FREE else cue

    def effort(self, t_s: float) -> bool:
        """Say whether a stressor asks for an effort at `t_s`."""
        return self.schedule.effort(t_s)

    def _do(self, event: Input) -> None:
        self._inbox.tell(event)

    def _tell(self, event: Rating | Note) -> None:
        """Take what the person says to where it is heard: once the stream is over, that is the journal."""
        if self.ended is None:
            self._inbox.tell(event)
        else:
            self._keep(event)

    # --- the stream ---------------------------------------------------------------------------------

    async def events(self) -> AsyncGenerator[Event]:
        """Run the session and give its events as they happen. Can be run once.

        However it ends (done, stopped, cancelled, an error in whoever consumes it), the log has all of it
        when this generator has been closed. What the person says afterwards is kept until `close`.
        """
        self.clock.reset()
        try:
            for said in self._opening:
                self._keep(said)
                yield said
            async with aclosing(self._moments()) as moments:
                async for event in moments:
                    for published in self._take(event):
                        self._keep(published)
                        yield published
                    if self.ended:
                        break
            if self.ended:
                # An hour of a chest's motion takes a moment, and a screen is waiting.
                await asyncio.to_thread(self._sum_up, self.ended.t_s)
            for last in self._last_words():
                yield last
        finally:
            self._finish("interrupted")

    def close(self) -> None:
        """Complete the log and let go of it. Harmless when that has been done already."""
        self._finish("interrupted")
        self.journal.close()

    def _finish(self, reason: str) -> None:
        if self._finished:
            return
        self._finished = True
        if self.ended is None:
            self.ended = Stop(self.clock.now(), reason)
            self._keep(self.ended)
        for _ in self._last_words():
            pass
        self.journal.finish(self.ended.t_s, self.ended.reason, (*self._witness.tasks, *self.results))

    async def _moments(self) -> AsyncGenerator[Event]:
        """Give everything that moves the session, in order: what comes in, and what is due."""
        try:
            while True:
                due_s, due = self._due()
                event = await self._before(due_s, looking_back=not due)
                if event is not None:
                    yield event
                elif self._inbox.device_over and self._ends_with_device:
                    return
                elif due:
                    self._shown_s = due_s
                    for boundary in due:
                        yield boundary
                elif due_s == self._asking.due_s:
                    if prompt := self._asking.lapse(due_s):
                        yield prompt
                else:
                    for feedback in self._pipeline.advance(due_s):
                        yield feedback
                    await self.journal.flush()
        finally:
            await self._inbox.close()

    def _due(self) -> tuple[float, Sequence[Event]]:
        """Give the session's own next moment: boundaries of the schedule, its end, or feedback (empty)."""
        feedback_s = self._pipeline.next_feedback_s
        ahead: Sequence[Event] = self.schedule.next_after(self._shown_s)
        if not ahead and self.schedule.paused_at_s is None:
            ahead = (Stop(self.schedule.duration_s, "done"),)
        if ahead and ahead[0].t_s <= min(feedback_s, self._asking.due_s):
            return ahead[0].t_s, ahead
        return min(feedback_s, self._asking.due_s), ()

    async def _before(self, due_s: float, *, looking_back: bool) -> Event | None:
        """Give the next input if it comes before `due_s` (or at it, if `looking_back`), else `None`, then."""
        wake_s = due_s + LOOK_BACK_S if looking_back else due_s
        while True:
            await self._inbox.look()
            came_s = self._inbox.next_s
            if came_s < due_s or (looking_back and came_s == due_s):
                return self._inbox.pop()
            if self._inbox.peek() is not None or (self._inbox.device_over and self._ends_with_device):
                return None
            if self.clock.now() >= wake_s:
                return None
            if self.clock.realtime:
                await self.journal.flush()
            await self._inbox.wait_until(wake_s)

    def _take(self, event: Event) -> Iterator[Event]:
        """Let one event act, and give what is to be published because of it."""
        self.schedule = self.schedule.after(event)
        if isinstance(event, Stop):
            self.ended = event
        if isinstance(event, Cue | Pause):
            self._pipeline.follow(event)
        if isinstance(event, Beat | Gap | Link):
            yield from self._pipeline.feed(event)
        else:
            yield event
        yield from self._ask(event)

    def _ask(self, event: Event) -> Iterator[Prompt | Result]:
        """Let the task hear what happened, and give its next question, or how it went."""
        said: list[Prompt | Result | None] = []
        match event:
            case PhaseChange(t_s):
                said = [self._asking.end(t_s), self._asking.begin(event)]
            case Stop(t_s):
                said = [self._asking.end(t_s)]
            case Answer():
                said = [self._asking.answer(event)]
            case Pause(t_s, paused=True):
                self._asking.pause(t_s)
            case Pause(t_s):
                said = [self._asking.resume(t_s)]
        yield from (one for one in said if one is not None)

    def _keep(self, event: Event) -> None:
        self._witness.see(event)
        self.journal.add(event)

    def _sum_up(self, ended_s: float) -> None:
        """Find out what the session came to."""
        self.summary = summarise(self._witness.beats, ended_s)
        course = self._witness.course(self.schedule, ended_s, has_beats=self.device.info.has_beats)
        self.results = (
            Result(ended_s, SUMMARY, self.summary),
            *findings(course, self._protocol),
            *self._witness.breath(self.schedule, ended_s),
        )

    def _last_words(self) -> Iterator[Event]:
        """Tell what the session came to, once."""
        if self.ended is None or self._told:
            return
        self._told = True
        if not self.results:
            self._sum_up(self.ended.t_s)
        for result in self.results:
            self._keep(result)
            yield result
