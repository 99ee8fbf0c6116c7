"""A strap with Polar's measurement service beside its heart rate, as an H10 has it.

It answers what is written to its control point by an indication, and streams what a test gives it. Its bytes
are written down here as Polar documents them, apart from the code that reads them, so that each can prove the
other wrong.
"""

from __future__ import annotations

from typing import Final

from biofeed_devices.fake_bluez.profile import Characteristic, Profile, heart_rate_profile
from biofeed_devices.fake_bluez.strap import FakeStrap

SERVICE: Final = "fb005c80-02e7-f387-1cad-8acd2d8df0c8"
CONTROL: Final = "fb005c81-02e7-f387-1cad-8acd2d8df0c8"
DATA: Final = "fb005c82-02e7-f387-1cad-8acd2d8df0c8"

MAKER: Final = 0x006B
"""Polar's company number."""

ECG: Final = 0
ACCELERATION: Final = 2
GET_SETTINGS, START, STOP = 1, 2, 3
OK, NOT_SUPPORTED, ALREADY_IN_STATE, BAD_MTU = 0, 3, 6, 10

_FRAME_BYTES: Final = 229
"""The longest frame it sends, which has to fit into a packet of the air."""


def polar_profile() -> Profile:
    """Give what an H10 offers."""
    control = Characteristic(CONTROL, ("read", "write", "indicate"), bytes([0x0F, 0b0101, 0]))
    control.can_be_exclusive = False
    return heart_rate_profile() | {SERVICE: [control, Characteristic(DATA, ("notify",))]}


class FakePolar(FakeStrap):
    """A strap that can be asked for ECG and acceleration."""

    def __init__(self, address: str = "C0:FF:EE:00:00:10", name: str = "Polar H10 Fake") -> None:
        super().__init__(address, name, profile=polar_profile())
        self.advertised_maker = {MAKER: bytes.fromhex("7200 08 41")}
        self.offers: dict[int, bytes] = {
            ECG: bytes.fromhex("00 01 8200  01 01 0e00"),
            ACCELERATION: bytes.fromhex("00 04 1900 3200 6400 c800  01 01 1000  02 03 0200 0400 0800"),
        }
        """The settings of each measurement that it has."""
        self.start_parameters = b""
        """What it says when a stream begins."""
        self.statuses: dict[tuple[int, int], int] = {}
        """What it answers to an operation on a measurement, where that is not what it would."""
        self.pieces = 1
        """In how many indications a list of settings comes."""
        self.unheard: set[int] = set()
        """Operations that it does without a word."""
        self.commands: list[bytes] = []
        """What was written to the control point."""
        self.streaming: set[int] = set()
        """What it streams; a dropout does not end that."""

    def take(self, uuid: str, data: bytes) -> None:
        """Do what was asked, and say so."""
        self.commands.append(data)
        if len(data) < 2:
            return
        operation, measurement = data[0], data[1]
        refused = self.statuses.get((operation, measurement))
        status = self._do(operation, measurement) if refused is None else refused
        parameters = b""
        if status == OK and operation == GET_SETTINGS:
            parameters = self.offers[measurement]
        elif status == OK and operation == START:
            parameters = self.start_parameters
        if operation not in self.unheard:
            self._answer(bytes([0xF0, operation, measurement, status]), parameters)

    def stream(self, frame: bytes, *, times: int = 1) -> int:
        """Send a frame if its measurement was asked for; give how many copies were delivered."""
        return self.send(frame, times=times, uuid=DATA) if frame[0] in self.streaming else 0

    def end(self, measurement: int) -> None:
        """End a stream without being asked, and tell."""
        self.streaming.discard(measurement)
        self.send(bytes([1, measurement]), uuid=CONTROL)

    def _do(self, operation: int, measurement: int) -> int:
        if measurement not in self.offers:
            return NOT_SUPPORTED
        if operation == START and self.mtu < _FRAME_BYTES + 3:
            return BAD_MTU
        if operation != GET_SETTINGS and (operation == START) == (measurement in self.streaming):
            return ALREADY_IN_STATE
        if operation == START:
            self.streaming.add(measurement)
        elif operation == STOP:
            self.streaming.discard(measurement)
        return OK

    def _answer(self, head: bytes, parameters: bytes) -> None:
        size = max(1, -(-len(parameters) // self.pieces))
        pieces = [parameters[at : at + size] for at in range(0, len(parameters), size)] or [b""]
        for number, piece in enumerate(pieces, 1):
            more = number < len(pieces)
            self.send(head + bytes([more]) + piece, uuid=CONTROL)
