"""The control point: three things that a strap is asked, and what it says to them.

A command is an operation, a measurement and its settings. The answer names both again, a status, and
whether more of it follows in the next indication. Without being asked, the strap tells when it has ended a
stream by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Final, Self

from biofeed.errors import BadPacket, DeviceError
from biofeed_devices.pmd.settings import Setting, pack

ANSWER: Final = 0xF0
STOPPED: Final = 0x01
_KIND_BITS: Final = 0b0011_1111


class Measurement(StrEnum):
    """What can be streamed, of all that Polar's devices measure, in the words of a sentence."""

    ECG = "ECG"
    ACCELERATION = "acceleration"

    @property
    def number(self) -> int:
        """Give the byte that stands for it."""
        return _NUMBERS[self]

    @classmethod
    def of(cls, byte: int) -> Self | None:
        """Give what a byte stands for; `None` for the measurements that are not read here."""
        return next((one for one in cls if one.number == byte & _KIND_BITS), None)


_NUMBERS: Final = {Measurement.ECG: 0, Measurement.ACCELERATION: 2}


class Operation(IntEnum):
    """What a strap can be asked to do about a measurement."""

    GET_SETTINGS = 1
    START = 2
    STOP = 3


class Status(IntEnum):
    """What came of it."""

    UNKNOWN = -1
    """A number that this table does not have."""
    OK = 0
    BAD_OPERATION = 1
    BAD_MEASUREMENT = 2
    NOT_SUPPORTED = 3
    BAD_LENGTH = 4
    BAD_PARAMETER = 5
    ALREADY_IN_STATE = 6
    BAD_RESOLUTION = 7
    BAD_RATE = 8
    BAD_RANGE = 9
    BAD_MTU = 10
    BAD_CHANNELS = 11
    BAD_STATE = 12
    IN_CHARGER = 13
    DISK_FULL = 14

    @classmethod
    def _missing_(cls, value: object) -> Status:
        return cls.UNKNOWN


@dataclass(frozen=True, slots=True)
class Answer:
    """What a strap said to a command."""

    operation: Operation | None
    """`None` for one that is never asked here."""
    measurement: Measurement | None
    status: Status
    more: bool = False
    """Whether the parameters go on in the next answer."""
    parameters: bytes = b""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A strap has ended streams by itself."""

    measurements: tuple[Measurement, ...]


def ask_settings(measurement: Measurement) -> bytes:
    """Write the command that asks what a measurement can be set to."""
    return bytes([Operation.GET_SETTINGS, measurement.number])


def start(measurement: Measurement, chosen: Mapping[Setting, int]) -> bytes:
    """Write the command that starts a stream with these settings."""
    return bytes([Operation.START, measurement.number]) + pack(chosen)


def stop(measurement: Measurement) -> bytes:
    """Write the command that ends a stream."""
    return bytes([Operation.STOP, measurement.number])


def parse(data: bytes) -> Answer | Stopped:
    """Read one indication of the control point. Raises `BadPacket` for what is neither answer nor news."""
    if data[:1] == bytes([STOPPED]):
        named = (Measurement.of(byte) for byte in data[1:])
        return Stopped(tuple(one for one in named if one is not None))
    if len(data) < 4 or data[0] != ANSWER:
        raise BadPacket(
            f"Polar's control point said something unknown ({data.hex(' ') or 'no bytes at all'}).",
            "It is left out and counted.",
        )
    operation = Operation(data[1]) if data[1] in set(Operation) else None
    # A refusal may end with its status.
    more = len(data) > 4 and data[4] != 0
    return Answer(operation, Measurement.of(data[2]), Status(data[3]), more, bytes(data[5:]))


class Assembly:
    """Puts answers together that come in several indications."""

    def __init__(self) -> None:
        self._begun: dict[tuple[Operation | None, Measurement | None], bytes] = {}

    def add(self, answer: Answer) -> Answer | None:
        """Give the whole answer that this one completes; `None` while more of it follows."""
        key = (answer.operation, answer.measurement)
        parameters = self._begun.pop(key, b"") + answer.parameters
        if answer.more:
            self._begun[key] = parameters
            return None
        return replace(answer, parameters=parameters)


def refusal(measurement: Measurement, status: Status) -> DeviceError:
    """Give the error for a person whose strap does not start a stream."""
    match status:
        case Status.BAD_MEASUREMENT | Status.NOT_SUPPORTED:
            return DeviceError(
                f"This strap does not offer {measurement}.", "Everything else is measured as with any strap."
            )
        case Status.ALREADY_IN_STATE:
            return DeviceError(
                f"The strap sends {measurement} to another program already.",
                "Close the other program, or take the strap off for a minute.",
            )
        case Status.BAD_MTU:
            return DeviceError(
                f"The link to the strap is too narrow for {measurement}.",
                "Another Bluetooth adapter may allow longer packets; heartbeats are measured all the same.",
            )
        case Status.IN_CHARGER:
            return DeviceError(
                f"The strap sends no {measurement} while it is charged.", "Take it out of the charger."
            )
        case Status.DISK_FULL:
            return DeviceError(
                f"The strap's memory is full, and it sends no {measurement}.",
                "Empty it with Polar's own app.",
            )
    said = status.name.lower().replace("_", " ")
    return DeviceError(
        f"The strap does not start {measurement} ({said}).",
        "Take it off for a minute and put it on again; heartbeats are measured all the same.",
    )
