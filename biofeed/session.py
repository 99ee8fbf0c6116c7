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

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing

from biofeed.analysis import summarise
from biofeed.breath import Part
from biofeed.exercise import allowed_bpm
from biofeed.inbox import Inbox
from biofeed.journal import Journal, Log
from biofeed.pacer import Schedule
from biofeed.pipeline import Pipeline
from biofeed.plugins import Device
from biofeed.types import (
    Beat,
    Cue,
    Event,
    Gap,
    Link,
    Marker,
    Measure,
    Note,
    PaceChange,
    Pause,
    Phase,
    PhaseKind,
    Rating,
    Reflag,
    Result,
    Stop,
)

LOOK_BACK_S = 0.05
"""Feedback is computed this long after it is due, when every packet stamped before it has come up."""

UNTIL_STOPPED_S = 24 * 3600.0
"""How long a recording without an end in mind may last."""


def free_schedule(minutes: float | None) -> Schedule:
    """Give a schedule that asks for nothing: the person breathes as they like."""
    seconds = UNTIL_STOPPED_S if minutes is None else minutes * 60
    return Schedule.of((Part(PhaseKind.REST, "recording", seconds),))


class Session:
    """What happens from the first cue to the last, whoever is watching.

    `ends_with_device` is for replays: when there is nothing left to play, it is over. Otherwise losing the
    strap is not the end: the breath goes on.
    """

    def __init__(
        self,
        device: Device,
        schedule: Schedule,
        *,
        logs: Sequence[Log] = (),
        ends_with_device: bool = False,
    ) -> None:
        self.device = device
        self.schedule = schedule
        self.clock = device.clock
        self.summary: tuple[Measure, ...] = ()
        self.ended: Stop | None = None
        self.journal = Journal(logs)
        self._ends_with_device = ends_with_device
        self._pipeline = Pipeline()
        self._beats: list[Beat] = []
        self._inbox = Inbox(device.events(self), device.clock)
        self._shown_s = -1.0
        self._closed = False

    # --- what the person does ---------------------------------------------------------------------

    def mark(self, text: str = "") -> None:
        """Remember this moment."""
        self._inbox.tell(Marker(self.clock.now(), text))

    def pause(self) -> None:
        """Hold the pacer; the strap goes on being listened to."""
        self._inbox.tell(Pause(self.clock.now(), paused=True))

    def resume(self) -> None:
        """Take the breath up again."""
        self._inbox.tell(Pause(self.clock.now(), paused=False))

    def repace(self, bpm: float) -> None:
        """Ask for another pace, in breaths a minute, from the next breath on.

        A pace out of the bounds of care becomes the nearest that is allowed for this breath.
        """
        now_s = self.clock.now()
        pattern = self.schedule.pattern(now_s)
        if pattern is not None:
            low_bpm, high_bpm = allowed_bpm(pattern)
            self._inbox.tell(PaceChange(now_s, min(max(bpm, low_bpm), high_bpm)))

    def rate(self, scale: str, value: float | None) -> None:
        """Say how it is."""
        self._inbox.tell(Rating(self.clock.now(), scale, value))

    def note(self, text: str) -> None:
        """Keep a line in the person's own words."""
        self._inbox.tell(Note(self.clock.now(), text))

    def stop(self, reason: str = "stopped") -> None:
        """End the session now."""
        self._inbox.tell(Stop(self.clock.now(), reason))

    # --- what the device may know -------------------------------------------------------------------

    def cue(self, t_s: float) -> Cue | None:
        """Give what the person is asked at `t_s`; `None` where they breathe as they like."""
        cue = self.schedule.cue(t_s)
        return None if cue is None or cue.phase is Phase.FREE else cue

    # --- the stream ---------------------------------------------------------------------------------

    async def events(self) -> AsyncGenerator[Event]:
        """Run the session and give its events as they happen. Can be run once.

        However it ends (done, stopped, cancelled, an error in whoever consumes it), the log is complete
        when this generator has been closed.
        """
        self.clock.reset()
        try:
            async with aclosing(self._moments()) as moments:
                async for event in moments:
                    for published in self._take(event):
                        self._keep(published)
                        yield published
                    if self.ended:
                        break
            for last in self._last_words():
                yield last
        finally:
            self.close()

    def close(self, reason: str = "interrupted") -> None:
        """Complete the log. Harmless when that has been done already."""
        if self._closed:
            return
        self._closed = True
        if self.ended is None:
            self.ended = Stop(self.clock.now(), reason)
            self._keep(self.ended)
        for _ in self._last_words():
            pass
        self.journal.close(self.ended.t_s, self.ended.reason, self.summary)

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
        if ahead and ahead[0].t_s <= feedback_s:
            return ahead[0].t_s, ahead
        return feedback_s, ()

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
        match event:
            case Pause(t_s, paused):
                self.schedule = self.schedule.paused(t_s) if paused else self.schedule.resumed(t_s)
            case PaceChange(t_s, bpm):
                self.schedule = self.schedule.repaced(t_s, bpm)
            case Stop():
                self.ended = event
        if isinstance(event, Beat | Gap | Link):
            yield from self._pipeline.feed(event)
        else:
            yield event

    def _keep(self, event: Event) -> None:
        match event:
            case Beat():
                self._beats.append(event)
            case Reflag(_, seq, flag):
                back = self._beats[-1].seq - seq
                beat = self._beats[-1 - back]
                self._beats[-1 - back] = Beat(beat.seq, beat.t_s, beat.rr_ms, flag)
        self.journal.add(event)

    def _last_words(self) -> Iterator[Event]:
        """Sum the session up, once."""
        if self.ended is None or self.summary:
            return
        self.summary = summarise(self._beats, self.ended.t_s)
        result = Result(self.ended.t_s, "summary", self.summary)
        self._keep(result)
        yield result
