"""The beat clock: when each heartbeat was, told from when the packets arrived.

A strap measures the intervals between heartbeats in 1/1024 s and sends them about once a second,
oldest first, without any time of day. All that is known of time is when a packet arrived. The clock
puts the two together, and says as a `Gap` where beats are missing.

**The channel it believes in.** First in, first out. A packet is delayed at most 10 s and no delay goes
on for longer, so in any 10 s some packet with beats comes at once. A duplicate is the immediate repeat
of a packet. What is lost is whole packets, or everything while the link is down. The strap's crystal
and the computer's differ by up to 100 ppm.

**How it keeps time.** Let a packet's *wait* be its arrival less the time of its last beat. No wait can
be negative, so the packet that waited least tells best when the beats were. Two times are kept for the
latest beat: the *tight* one, by that best packet, and the *given* one, as emitted. Given times are a
chain: each beat is its own interval after the one before. Where the two differ (the first packet came
late, a crystal drifts) the chain leans towards the tight time by at most 1/64 of each interval. The
tight time leaks forward by up to 200 ppm, so that it follows either crystal.

**How it finds loss.** After a loss every packet seems to have waited longer, by the time that is lost.
But the last beat may also be nearly an interval old when its packet is sent, and with a pulse close to
the packets' own rhythm it stays so for minutes. The count of packets tells the two apart. It is loss if

- the link was down and the next packet with beats waited more than 0.3 s: at once;
- packets waited more than 12 s, and half a second later they still do;
- packets waited more than 0.3 s for 12 s, and packets are missing all the while;
- packets waited more than 2 s for 12 s, whether packets are missing or not;
- packets came without intervals for 22 s: no beat can be on its way for the first 10 of them.

A packet equal to the one before and right after it is a repeat if none was due, if there was no time for
its beats, or if the packet before it came twice as well. Other equal neighbours are kept.

**What follows**, as far as the channel is like this:

- Intervals are never edited, times strictly increase, and beats and gaps meet within 1/64 of the interval.
- A beat is given at most 10 s too late (the delay of the first packet, or of the first after a lost link),
  which shrinks by about 1 s a minute; and too early by a loss not found yet. Otherwise it is right to one
  interval.
- A gap comes within 15 s of the next beat that arrives and stands as close to its true place, at once
  after a lost link. Its length is right to one interval, less what the chain was late: a gap sets it right.
  A delay that falls into the same seconds may add its own length to each of these.
- Missing time of more than 2 s and an interval is always found. A single packet is, unless its loss is
  made up for by a repeat or it keeps step with the pulse; then the chain takes the time up in two minutes.
- Undecidable: a packet lost without beats in it can look like one with a beat, when pulse and packets
  keep step. A repeat in a queue that is emptying may count twice, and one of two equal packets in a
  queue at the very beginning is dropped.

Whatever comes, no beat is later than its packet by more than 10 s and the shortest gap. An interval that
would be, one of 0 ticks and one of 65535 (the most the format can say) are no time: they are handed on
as `OUT_OF_RANGE` with the time of the beat before.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from itertools import dropwhile
from typing import NamedTuple

from biofeed.types import TICKS_PER_S, Beat, Flag, Gap

MAX_DELAY = 10 * TICKS_PER_S
"""The longest a packet can be on its way."""

LONGEST_INTERVAL = 2 * TICKS_PER_S
"""How old the last beat can be when a packet is sent: 30 beats a minute."""

MAX_WAIT = MAX_DELAY + LONGEST_INTERVAL
"""No delay explains that a packet comes so long after its last beat."""

LOSS_RUN = 12 * TICKS_PER_S
"""How long packets have waited when it is no delay: its 10 s, and 2 s for the queue to empty."""

FLUSH = TICKS_PER_S // 2
"""How long a queue takes to empty, at most: then a packet of the present comes."""

LEAST_LOSS = 3 * TICKS_PER_S // 10
"""The shortest beat. Less than this is how packets come and go."""

A_PACKET = 0.5
"""From here on, an estimated number of packets is not zero."""

RIGHT_AFTER = TICKS_PER_S // 4
"""A repeat comes sooner than this; the next beat cannot."""

ACCEPT_AFTER = 60 * TICKS_PER_S
"""Packets that have waited for so long, with none missing, are how it is now."""

LEAN = 64
LEAK = 200e-6
NOT_A_TIME = (0, 0xFFFF)


class _Late(NamedTuple):
    """A packet that waited longer than usual; the least of some is the one that waited least."""

    wait: float
    arrival: int
    number: int
    packets_missing: float


class _Rhythm:
    """The packets' own rhythm, about one a second: how many are due and have not come."""

    def __init__(self) -> None:
        self.arrival: int | None = None
        self.packets = 0
        self._period = float(TICKS_PER_S)
        self._periods_seen = 0
        self.prompt_arrival, self._prompt_number = 0, 0

    def note(self, arrival: int) -> None:
        """Count a packet; learn from it if it came about a second after the one before."""
        if self.arrival is None:
            self.count_from(arrival, 1)
        elif abs(arrival - self.arrival - TICKS_PER_S) < TICKS_PER_S / 8:
            self._periods_seen = min(self._periods_seen + 1, 32)
            self._period += (arrival - self.arrival - self._period) / self._periods_seen
        self.packets += 1
        self.arrival = arrival

    def count_from(self, arrival: int, number: int) -> None:
        """Take packet `number`, which did not wait, as the one from which the next are due."""
        self.prompt_arrival, self._prompt_number = arrival, number

    def packets_missing(self, arrival: int) -> float:
        """Estimate how many packets have been due since the last prompt one without coming."""
        return (arrival - self.prompt_arrival) / self._period - (self.packets - self._prompt_number)


class BeatClock:
    """Turn packets, in the order of their arrival, into beats and gaps that tile the time line.

    All inner times are in 1/1024 s. Memory is that of the last ten seconds.
    """

    def __init__(self) -> None:
        self.beats = 0
        """Beats given so far; the next one's `seq`."""
        self.gaps = 0
        self.repeats_dropped = 0

        self._started = False
        self._given = 0
        """The time of the latest beat, as given."""
        self._tight = 0.0
        """The time of the latest beat, by the packet that waited least."""

        self._rhythm = _Rhythm()
        self._intervals: tuple[int, ...] | None = None
        self._doubled = self._doubled_before = False
        """Whether the latest packet came twice, and whether the one before it did."""

        self._broken = ""
        """Why the next wait is loss for certain, if it is."""
        self._silent_since = 0
        """The first of the packets that have come without intervals, one after another."""
        self._late_since = 0
        self._late: deque[_Late] = deque()
        """The packets of the last 10 s and the one before, if all of them waited."""

    def feed(self, arrival_s: float, rr_ticks: Sequence[int]) -> list[Beat | Gap]:
        """Give the beats of one packet (its intervals oldest first, or none), and the gap before them.

        `arrival_s` never runs backwards.
        """
        arrival, intervals = math.floor(arrival_s * TICKS_PER_S), tuple(rr_ticks)
        if self._is_repeat(arrival, intervals):
            self.repeats_dropped += 1
            self._doubled = True
            return []
        self._note_packet(arrival, intervals)
        if not intervals:
            return self._account_for_silence(arrival)
        flags = self._judge(arrival, intervals)
        length = sum(ticks for ticks, flag in zip(intervals, flags, strict=True) if flag is Flag.NORMAL)
        gap = self._align(arrival, length)
        return gap + [self._beat(ticks, flag) for ticks, flag in zip(intervals, flags, strict=True)]

    def link_lost(self) -> None:
        """Learn that the link was down: what was on its way is gone, and the next wait is loss."""
        self._broken = "link lost"

    def finish(self, t_s: float) -> list[Beat | Gap]:
        """Account for the time from the last beat to `t_s`, when the last packet has come."""
        end = math.floor(t_s * TICKS_PER_S)
        if not self._started or end - self._given <= LONGEST_INTERVAL:
            return []
        return [self._gap(end, end - TICKS_PER_S)]  # a packet of the last second is not missing yet

    def _is_repeat(self, arrival: int, intervals: tuple[int, ...]) -> bool:
        """Tell whether this is the packet before once more, and not just equal to it."""
        last = self._rhythm.arrival
        if last is None or intervals != self._intervals or arrival - last >= RIGHT_AFTER:
            return False
        is_due = self._rhythm.packets_missing(arrival) >= A_PACKET
        has_time = self._tight + sum(intervals) <= arrival + LEAST_LOSS
        is_habit = self._doubled_before and not self._doubled
        return is_habit or not (is_due and has_time)

    def _note_packet(self, arrival: int, intervals: tuple[int, ...]) -> None:
        """Remember the packet, and since when packets have come one after another without intervals."""
        spacing = arrival - (self._rhythm.arrival or 0)
        if self._intervals or spacing > LONGEST_INTERVAL:
            self._silent_since = arrival
        self._rhythm.note(arrival)
        self._intervals = intervals
        self._doubled_before, self._doubled = self._doubled, False

    def _judge(self, arrival: int, intervals: tuple[int, ...]) -> list[Flag]:
        """Tell the intervals that can be time from those that cannot."""
        flags, t = [], self._given
        for ticks in intervals:
            fits = ticks not in NOT_A_TIME and t + ticks <= arrival + MAX_DELAY
            t += ticks if fits else 0
            flags.append(Flag.NORMAL if fits else Flag.OUT_OF_RANGE)
        return flags

    def _align(self, arrival: int, length: int) -> list[Beat | Gap]:
        """Learn from the packet's wait where its beats, `length` long, begin; give the gap before them."""
        begin = arrival - length
        if not self._started:
            self._started, self._given, self._tight = True, begin, begin
        wait = begin - self._tight
        if wait <= LEAST_LOSS:
            leak = (arrival - self._rhythm.prompt_arrival) * LEAK
            self._tight = min(self._tight + leak, begin)
            self._start_over(arrival, self._rhythm.packets)
            return []
        self._note_late(arrival, wait)
        if self._broken:
            return [self._gap(begin, arrival)]
        return self._look_back(arrival)

    def _note_late(self, arrival: int, wait: float) -> None:
        """Remember a packet that waited, among those of the last 10 s and the one before them."""
        if not self._late:
            self._late_since = arrival
        missing = self._rhythm.packets_missing(arrival)
        self._late.append(_Late(wait, arrival, self._rhythm.packets, missing))
        while len(self._late) > 1 and self._late[1].arrival <= arrival - MAX_DELAY:
            self._late.popleft()

    def _look_back(self, arrival: int) -> list[Beat | Gap]:
        """Give the gap that the late packets leave no doubt of, or get used to them after a minute."""
        far = list(dropwhile(lambda late: late.wait <= MAX_WAIT, self._late))
        if far and arrival - far[0].arrival >= FLUSH and min(far).wait > MAX_WAIT:
            return [self._gap_before(min(far), arrival)]
        run, least = arrival - self._late_since, min(self._late)
        if run < LOSS_RUN:
            return []
        is_missing_packets = min(late.packets_missing for late in self._late) >= A_PACKET
        if is_missing_packets or least.wait > LONGEST_INTERVAL:
            return [self._gap_before(least, arrival)]
        if run >= ACCEPT_AFTER and self._late[-1].packets_missing < A_PACKET:
            self._tight += least.wait
            self._start_over(least.arrival, least.number)
        return []

    def _account_for_silence(self, arrival: int) -> list[Beat | Gap]:
        """Give the gap of which packets without intervals leave no doubt, in pieces of 10 s or more."""
        certain = arrival - MAX_WAIT
        is_long = arrival - self._silent_since >= MAX_DELAY
        if not (self._started and is_long and certain - max(self._given, self._tight) >= MAX_DELAY):
            return []
        gap = self._gap(certain, arrival)
        self._broken = gap.reason
        return [gap]

    def _start_over(self, arrival: int, number: int) -> None:
        """Forget the waits so far: this packet is the new measure of prompt."""
        self._broken = ""
        self._rhythm.count_from(arrival, number)
        self._late.clear()

    def _gap(self, end: int, arrival: int) -> Gap:
        """Move both times to `end`; a chain that is late by more still gets the shortest gap."""
        packets_lost = self._rhythm.packets_missing(arrival) >= A_PACKET
        reason = self._broken or ("packets lost" if packets_lost else "no beats sent")
        begin, self._tight = self._given, float(end)
        self._given = max(end, begin + LEAST_LOSS)
        self._start_over(arrival, self._rhythm.packets)
        self.gaps += 1
        return Gap(begin / TICKS_PER_S, (self._given - begin) / TICKS_PER_S, reason)

    def _gap_before(self, least: _Late, arrival: int) -> Gap:
        """Give the gap that makes the packet that waited least one that did not wait."""
        gap = self._gap(round(self._tight + least.wait), arrival)
        self._start_over(least.arrival, least.number)
        return gap

    def _beat(self, ticks: int, flag: Flag) -> Beat:
        """Give the next beat, leaning the chain a little towards the tight time."""
        if flag is Flag.NORMAL:
            self._tight += ticks
            self._given += ticks
            most = ticks // LEAN
            self._given += max(-most, min(most, round(self._tight - self._given)))
        self.beats += 1
        return Beat(self.beats - 1, self._given / TICKS_PER_S, ticks * 1000 / TICKS_PER_S, flag)
