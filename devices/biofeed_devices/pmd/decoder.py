"""From packets to samples, for the strap on the radio and for a replay of it.

What the control point says is part of the stream: the rate that follows from the settings it offers, and
the factor of compressed frames. So the driver hands its answers on as packets too, and a recording holds
all that is needed to read it.
"""

from __future__ import annotations

import math
from typing import Final

from biofeed.errors import BadPacket
from biofeed.types import Link, LinkState, Packet, Samples
from biofeed_devices.pmd import CONTROL_SOURCE, DATA_SOURCE, control, frame, settings
from biofeed_devices.pmd.control import Answer, Assembly, Measurement, Operation, Status, Stopped
from biofeed_devices.pmd.frame_clock import FrameClock
from biofeed_devices.pmd.settings import Setting

KINDS: Final = {
    Measurement.ECG: ("ecg_uv",),
    Measurement.ACCELERATION: ("acc_x_mg", "acc_y_mg", "acc_z_mg"),
}
"""What the samples of each channel are called."""
ALL_KINDS: Final = frozenset(kind for kinds in KINDS.values() for kind in kinds)

_NOMINAL_HZ: Final = {Measurement.ECG: 130.0, Measurement.ACCELERATION: float(settings.RATE_HZ)}
"""The rates of a strap that has not told its own."""


class PmdDecoder:
    """Turns the packets of Polar's service into samples."""

    def __init__(self) -> None:
        self.bad_packets = 0
        """Packets that make no sense, or hold what is not read here."""
        self._assembly = Assembly()
        self._clocks = {one: FrameClock(rate_hz) for one, rate_hz in _NOMINAL_HZ.items()}
        self._factor = 1.0

    def feed(self, packet: Packet) -> list[Samples]:
        """Give the samples in a packet, one `Samples` a channel; none, where it holds none."""
        try:
            if packet.source == DATA_SOURCE:
                return self._read_frame(packet)
            if packet.source == CONTROL_SOURCE:
                self._read_control(packet.data)
        except BadPacket:
            self.bad_packets += 1
        return []

    def link(self, event: Link) -> None:
        """Take note of what the connection does: behind a drop, the strap's clock may be another."""
        if event.state is LinkState.LOST:
            self._reset(*Measurement)

    def _read_frame(self, packet: Packet) -> list[Samples]:
        # Only acceleration is ever compressed.
        read = frame.parse(packet.data, self._factor)
        span = self._clocks[read.measurement].feed(packet.t_s, read.stamp_ns, len(read.channels[0]))
        if span is None:
            return []
        # What was measured before the session began is no part of it.
        before = max(0, math.ceil(-span.first_s * span.rate_hz))
        first_s = round(span.first_s + before / span.rate_hz, 6)
        kept = [
            (kind, values[before:])
            for kind, values in zip(KINDS[read.measurement], read.channels, strict=True)
        ]
        return [Samples(first_s, kind, round(span.rate_hz, 4), values) for kind, values in kept if values]

    def _read_control(self, data: bytes) -> None:
        said = control.parse(data)
        if isinstance(said, Stopped):
            self._reset(*said.measurements)
            return
        answer = self._assembly.add(said)
        if answer is None or answer.measurement is None or answer.status is not Status.OK:
            return
        match answer.operation:
            case Operation.GET_SETTINGS:
                self._learn_rate(answer.measurement, answer)
            case Operation.START:
                if answer.measurement is Measurement.ACCELERATION:
                    self._learn_factor(answer)
                self._reset(answer.measurement)
            case Operation.STOP:
                self._reset(answer.measurement)

    def _learn_rate(self, measurement: Measurement, answer: Answer) -> None:
        """Find out which of the rates on offer the driver chose: the choice depends on the offer alone."""
        rate_hz = settings.choose(settings.parse(answer.parameters)).get(Setting.RATE_HZ)
        if rate_hz:
            self._clocks[measurement] = FrameClock(rate_hz)

    def _learn_factor(self, answer: Answer) -> None:
        (factor, *_) = settings.parse(answer.parameters).get(Setting.FACTOR) or (1.0,)
        # A factor is any 32-bit float, and some of those are no numbers.
        self._factor = factor if math.isfinite(factor) else 1.0

    def _reset(self, *measurements: Measurement) -> None:
        for measurement in measurements:
            self._clocks[measurement].reset()
