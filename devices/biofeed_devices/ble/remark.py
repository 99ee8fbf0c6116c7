"""What a strap's packets say about the strap, where it decides what can be measured. Each is said once.

Only packets are believed, never a model's name: the same band sends intervals with one firmware and none
with the next.
"""

from __future__ import annotations

from biofeed.errors import BadPacket
from biofeed.types import TICKS_PER_S, Packet
from biofeed_devices.heart_rate import HeartRateFrame, parse

NO_INTERVALS = (
    "it sends a heart rate without the intervals between beats; heart-rate variability cannot be measured "
    "with it, pacing works as ever"
)
NO_VARIABILITY = (
    "its intervals are its heart rate written in another way, without any variability; heart-rate "
    "variability cannot be measured with it, pacing works as ever"
)

PATIENCE_S = 30.0
"""A heart rate for so long without a single interval is no matter of waiting any more."""
COPIES = 30
"""So many packets in a row whose intervals are the very heart rate: no heart beats like that."""
_ROUNDING_TICKS = 2
"""What is lost when a device goes from beats a minute to milliseconds to 1/1024 s."""


class Remarks:
    """Listens to packets for what is wrong with all of them."""

    def __init__(self) -> None:
        self._silent_since_s: float | None = None
        self._has_intervals = False
        self._copies = 0
        self._said: set[str] = set()

    def feed(self, packet: Packet) -> str:
        """Give the remark that this packet completes, empty if there is none."""
        try:
            frame = parse(packet.data)
        except BadPacket:
            return ""
        if not frame.hr_bpm or frame.contact is False:
            # Nothing was found to be measured, so nothing is missing.
            self._silent_since_s = None
            return ""
        remark = self._about_absence(packet.t_s, frame) or self._about_variability(frame)
        if remark in self._said:
            return ""
        self._said.add(remark)
        return remark

    def _about_absence(self, t_s: float, frame: HeartRateFrame) -> str:
        self._has_intervals = self._has_intervals or bool(frame.rr_ticks)
        if self._has_intervals:
            return ""
        if self._silent_since_s is None:
            self._silent_since_s = t_s
        return NO_INTERVALS if t_s - self._silent_since_s >= PATIENCE_S else ""

    def _about_variability(self, frame: HeartRateFrame) -> str:
        if not frame.rr_ticks:
            return ""
        copied_ticks = 60 * TICKS_PER_S / frame.hr_bpm
        is_copy = all(abs(ticks - copied_ticks) <= _ROUNDING_TICKS for ticks in frame.rr_ticks)
        self._copies = self._copies + 1 if is_copy else 0
        return NO_VARIABILITY if self._copies >= COPIES else ""
