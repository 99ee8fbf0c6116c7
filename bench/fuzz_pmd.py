"""A million of Polar's packets that no strap would send, through the parsers and the decoder.

Run `python -m bench.fuzz_pmd` in the project's root. A third of the inputs are random bytes; the others are
real ones of every kind, data frames and what the control point says, with something done to most of them.
Each is held against a second, plainer reading of the format: bits as a text of ones and zeros. Then it goes
through the decoder, on a clock that runs on, with the link lost now and then. The seed works as in
`bench.fuzz`.
"""

from __future__ import annotations

import random
import struct
import sys
from collections.abc import Sequence
from typing import TypeAlias

from bench.fuzz import LIFE, Tally, any_bytes, bent, hold, run
from biofeed.errors import BadPacket
from biofeed.types import Link, LinkState, Packet
from biofeed_devices.pmd import CONTROL_SOURCE, DATA_SOURCE, control, frame, settings
from biofeed_devices.pmd.decoder import PmdDecoder

Channels: TypeAlias = list[list[int]]

ECG, ACCELERATION = 0, 2
PLAIN_BYTES = {
    (ECG, 0): (1, 3),
    (ACCELERATION, 0): (3, 1),
    (ACCELERATION, 1): (3, 2),
    (ACCELERATION, 2): (3, 3),
}
"""How many channels a plain frame has, and how wide a value is, by measurement and type."""
PACKED_UNIT = {0x80: 1000, 0x81: 1}
"""What a value of a compressed frame counts in mg, by type."""
SETTING_BYTES = {0: 2, 1: 2, 2: 2, 3: 4, 4: 1, 5: 4, 6: 16}


# --- inputs -----------------------------------------------------------------------------------------


def real_frame(rng: random.Random) -> bytes:
    """Give a data frame that a strap could send."""
    kind, form = rng.choice([*PLAIN_BYTES, (ACCELERATION, 0x80), (ACCELERATION, 0x81)])
    head = struct.pack("<BQB", kind, rng.randrange(2**63), form)
    if form in PACKED_UNIT:
        return head + rng.randbytes(6) + b"".join(_real_block(rng) for _ in range(rng.randint(0, 3)))
    channels, width = PLAIN_BYTES[kind, form]
    return head + rng.randbytes(channels * width * rng.randint(1, 24))


def _real_block(rng: random.Random) -> bytes:
    width, count = rng.randint(0, 20), rng.randint(0, 12)
    return bytes([width, count]) + rng.randbytes(-(-width * count * 3 // 8))


def real_indication(rng: random.Random) -> bytes:
    """Give what a control point could say."""
    if rng.random() < 0.1:
        return bytes([1, *(rng.choice((0, 1, 2, 3)) for _ in range(rng.randint(0, 3)))])
    operation, kind, status = (
        rng.randint(1, 3),
        rng.choice((ECG, ACCELERATION, 9)),
        rng.choice((0, 0, 0, 6, 13)),
    )
    return bytes([0xF0, operation, kind, status, rng.choice((0, 0, 1))]) + _real_settings(rng)


def _real_settings(rng: random.Random) -> bytes:
    parts = []
    for number in rng.sample(sorted(SETTING_BYTES), rng.randint(0, 3)):
        count = rng.randint(1, 4)
        parts.append(bytes([number, count]) + rng.randbytes(count * SETTING_BYTES[number]))
    return b"".join(parts)


def any_input(rng: random.Random) -> tuple[str, bytes]:
    """Give a source, and bytes for it."""
    source = rng.choice((DATA_SOURCE, DATA_SOURCE, CONTROL_SOURCE))
    if rng.random() < 1 / 3:
        return source, any_bytes(rng)
    real = real_frame if source == DATA_SOURCE else real_indication
    return source, bent(rng, real(rng))


# --- the plain reading ------------------------------------------------------------------------------


def plain_frame(data: bytes) -> Channels | None:
    """Read a data frame bit by bit, in the units of its bytes; `None` for one that is to be refused."""
    if len(data) < 11:
        return None
    kind, form, body = data[0] % 64, data[9], data[10:]
    if kind == ACCELERATION and form in PACKED_UNIT:
        return _plain_packed(body)
    if (kind, form) not in PLAIN_BYTES:
        return None
    channels, width = PLAIN_BYTES[kind, form]
    if len(body) % (channels * width):
        return None
    values = [_number(_bits(body[at : at + width])) for at in range(0, len(body), width)]
    return [values[channel::channels] for channel in range(channels)]


def _plain_packed(body: bytes) -> Channels | None:
    if len(body) < 6:
        return None
    channels = [[_number(_bits(body[at : at + 2]))] for at in (0, 2, 4)]
    rest = body[6:]
    while rest:
        if len(rest) < 2 or rest[0] > 32:
            return None
        width, count = rest[0], rest[1]
        size = (width * count * 3 + 7) // 8
        bits, rest = _bits(rest[2 : 2 + size]), rest[2 + size :]
        if len(bits) < size * 8:
            return None
        for number in range(3 * count):
            channel = channels[number % 3]
            channel.append(channel[-1] + _number(bits[number * width : (number + 1) * width]))
    return channels


def _bits(data: bytes) -> str:
    """Write bytes as ones and zeros, the least significant first."""
    return "".join(format(byte, "08b")[::-1] for byte in data)


def _number(bits: str) -> int:
    """Read ones and zeros as a signed number, the least significant first."""
    if not bits:
        return 0
    return int(bits[::-1], 2) - (2 ** len(bits) if bits[-1] == "1" else 0)


def plain_settings(data: bytes) -> dict[int, int] | None:
    """Count the values of each setting in a list; `None` for one that is to be refused."""
    counts, rest = {}, list(data)
    while rest:
        if len(rest) < 2 or rest[0] not in SETTING_BYTES:
            return None
        number, count = rest[0], rest[1]
        if len(rest) < 2 + count * SETTING_BYTES[number]:
            return None
        counts[number] = count
        del rest[: 2 + count * SETTING_BYTES[number]]
    return counts


# --- the rules --------------------------------------------------------------------------------------


def check_frame(data: bytes) -> str:
    """Say what the parser made of a frame. Raises `AssertionError` where the plain reading differs."""
    expected = plain_frame(data)
    try:
        read = frame.parse(data)
    except BadPacket:
        hold(expected is None, "a whole frame was refused")
        return "frames refused"
    hold(expected is not None, "a broken frame was read")
    unit = PACKED_UNIT.get(data[9], 1)
    in_mg = [[value * unit for value in channel] for channel in expected or ()]
    hold([list(channel) for channel in read.channels] == in_mg, "two readings of a frame differ")
    hold(read.stamp_ns == sum(byte << 8 * place for place, byte in enumerate(data[1:9])), "another time")
    return "frames read, compressed" if data[9] in PACKED_UNIT else "frames read, plain"


def check_indication(data: bytes) -> str:
    """Say what the parsers made of an indication. Raises `AssertionError` where the plain reading differs."""
    try:
        said = control.parse(data)
    except BadPacket:
        hold(data[:1] != b"\x01" and (len(data) < 4 or data[0] != 0xF0), "a whole indication was refused")
        return "indications refused"
    if isinstance(said, control.Stopped):
        named = [one.number for one in said.measurements]
        hold(
            named == [byte % 64 for byte in data[1:] if byte % 64 in (ECG, ACCELERATION)],
            "other streams ended",
        )
        return "ends of streams"
    operation, kind, status, more = data[1], data[2] % 64, data[3], any(data[4:5])
    hold(said.operation == (operation if operation in (1, 2, 3) else None), "another operation")
    hold(
        (said.measurement.number if said.measurement else 9) == (kind if kind in (0, 2) else 9),
        "another kind",
    )
    hold(said.status == (status if status < 15 else -1), "another status")
    hold((said.more, said.parameters) == (more, data[5:]), "other parameters")
    return _check_settings(said.parameters)


def _check_settings(data: bytes) -> str:
    expected = plain_settings(data)
    try:
        read = settings.parse(data)
    except BadPacket:
        hold(expected is None, "a whole list of settings was refused")
        return "answers read, settings refused"
    counts = {int(setting): len(values) for setting, values in read.items()}
    known = {number: count for number, count in (expected or {}).items() if number != 6}
    hold(expected is not None and counts == known, "two readings of settings differ")
    settings.pack(settings.choose(read))
    return "answers read"


def check_decoder(decoder: PmdDecoder, packet: Packet) -> str:
    """Decode one packet and say what came. Raises `AssertionError` where a rule does not hold."""
    before = decoder.bad_packets
    found = decoder.feed(packet)
    expected = plain_frame(packet.data) if packet.source == DATA_SOURCE else None
    if packet.source == DATA_SOURCE:
        hold(
            (decoder.bad_packets > before) == (expected is None), "a bad frame was not counted, or a good one"
        )
    hold(len(found) in (0, len(expected or ())), "a channel is missing")
    for samples in found:
        said = f"{samples.t_s!r} s, arrived {packet.t_s!r} s"
        hold(0 <= samples.t_s <= packet.t_s, f"samples lie before the session or after their arrival: {said}")
        hold(samples.fs_hz > 0, "samples without a rate")
        hold(0 < len(samples.values) <= len((expected or [[]])[0]), "samples were invented")
    return "Samples" if found else ""


def fuzz(inputs: int, seed: int) -> Tally:
    """Send so many inputs through, up to the first for which a rule does not hold."""
    rng, tally, decoder, t_s = random.Random(seed), Tally(), PmdDecoder(), 0.0
    for number in range(inputs):
        if number % LIFE == 0:
            decoder, t_s = PmdDecoder(), 0.0
        source, data = any_input(rng)
        # Clocks tell whole microseconds.
        t_s = round(t_s + rng.choice((0.0, 0.7, rng.uniform(0.0, 2.0))), 6)
        if rng.random() < 0.01:
            decoder.link(Link(t_s, LinkState.LOST))
        try:
            check = check_frame if source == DATA_SOURCE else check_indication
            outcomes = (check(data), check_decoder(decoder, Packet(t_s, source, data)))
        except Exception as error:
            tally.broken = f"input {number} ({source}: {data.hex(' ')}): {type(error).__name__}: {error}"
            break
        tally.outcomes.update(_told(outcomes))
    return tally


def _told(outcomes: Sequence[str]) -> list[str]:
    return [outcome for outcome in outcomes if outcome]


if __name__ == "__main__":
    sys.exit(run("packets of Polar's service", fuzz))
