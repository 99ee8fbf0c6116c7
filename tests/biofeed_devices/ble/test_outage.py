"""Pauses grow to a limit, and the log says how often and how long was tried."""

from __future__ import annotations

from biofeed_devices.ble.outage import Outage
from biofeed_devices.ble.timing import Timing


def test_pauses_grow_and_then_stay() -> None:
    outage, begins = Outage(100.0), []
    for _ in range(8):
        outage = outage.tried(200.0, Timing().pauses_s)
        begins.append(outage.next_s - 200)

    assert begins == [1, 2, 4, 8, 15, 15, 15, 15]


def test_it_is_told_in_words() -> None:
    outage = Outage(10.0).tried(11.0, (1.0,)).tried(13.0, (1.0,))

    assert outage.in_words(24.4) == "attempt 2, after 14 s"
