"""Polar's measurement service (PMD): its bytes as values, and back. No radio, no numpy.

::

    control.py      the control point: what a strap is asked, and what it answers
    settings.py     what a stream can be set to, and which of it is chosen
    frame.py        data frames: ECG in µV, acceleration in mg
    delta.py        how frames are compressed
    frame_clock.py  the strap's time as the session's
    decoder.py      packets -> Samples, for the driver and for a replay alike

Two characteristics speak: the control point answers what it is asked, and the other one sends data. Both
are kept as they came, each under a source of its own, because a frame cannot be read without what the
control point said before.

Bytes that make no sense raise `BadPacket`, and nothing else is ever raised by reading.

Source: Polar's SDK, https://github.com/polarofficial/polar-ble-sdk.
"""

CONTROL_SOURCE = "pmd-control"
"""What a `Packet` from the control point carries as its source."""
DATA_SOURCE = "pmd"
"""What a `Packet` with measured values carries as its source."""
