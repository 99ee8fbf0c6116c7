"""Data frames: Polar's own vector, frames built by a plainer encoder, and bytes that are none."""

from __future__ import annotations

import random
from contextlib import suppress
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.errors import BadPacket
from biofeed_devices.pmd import delta
from biofeed_devices.pmd.control import Measurement
from biofeed_devices.pmd.frame import Frame, parse
from tests.biofeed_devices.pmd.plain_encoder import acceleration, block, compressed, ecg, header

STAMPS = st.integers(0, 2**64 - 1)


def values(bits: int) -> st.SearchStrategy[int]:
    return st.integers(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def test_polars_own_vector_of_compressed_acceleration() -> None:
    """The changes of the first sample are +190, -105 and -85, which takes bits from the low end on."""
    data = bytes.fromhex("7107 f06a 9e8d") + bytes([10, 1]) + bytes.fromhex("be 5c be 3a")

    first, second = delta.unpack(data, channels=3, reference_bytes=2)

    assert first == (1905, 27376, -29282)
    assert second == (1905 + 190, 27376 - 105, -29282 - 85)


def test_the_last_bits_of_a_block_belong_to_nobody() -> None:
    data = bytes.fromhex("7107 f06a 9e8d") + bytes([10, 1]) + bytes.fromhex("be 5c be ba")

    assert delta.unpack(data, channels=3, reference_bytes=2)[1] == (2095, 27271, -29367)


@given(stamp_ns=STAMPS, values_uv=st.lists(values(24), min_size=1, max_size=73))
def test_ecg_is_microvolts_of_24_bits(stamp_ns: int, values_uv: list[int]) -> None:
    assert parse(ecg(stamp_ns, values_uv)) == Frame(Measurement.ECG, stamp_ns, (tuple(values_uv),))


@given(form=st.sampled_from([0, 1, 2]), stamp_ns=STAMPS, data=st.data())
def test_acceleration_is_milli_g_of_8_16_or_24_bits(form: int, stamp_ns: int, data: st.DataObject) -> None:
    sample = st.tuples(*[values(8 * (form + 1))] * 3)
    samples = data.draw(st.lists(sample, min_size=1, max_size=40))

    read = parse(acceleration(stamp_ns, samples, form))

    assert read == Frame(Measurement.ACCELERATION, stamp_ns, tuple(zip(*samples, strict=True)))


@st.composite
def blocks(draw: st.DrawFn) -> tuple[int, list[tuple[int, ...]]]:
    """Draw the changes of some samples, and a width that holds them."""
    width = draw(st.integers(0, 24))
    change = values(width) if width else st.just(0)
    return width, draw(st.lists(st.tuples(change, change, change), max_size=20))


@given(
    stamp_ns=STAMPS,
    reference=st.tuples(values(16), values(16), values(16)),
    drawn=st.lists(blocks(), max_size=4),
    form=st.sampled_from([(0x80, 1000.0), (0x81, 1.0)]),
    factor=st.sampled_from([1.0, 0.25, 2.44e-4]),
)
def test_compressed_acceleration_adds_up(
    stamp_ns: int,
    reference: tuple[int, ...],
    drawn: list[tuple[int, list[tuple[int, ...]]]],
    form: tuple[int, float],
    factor: float,
) -> None:
    data = compressed(stamp_ns, reference, [block(*one) for one in drawn], form[0])
    changes = [change for _, some in drawn for change in some]

    read = parse(data, factor)

    for axis, channel in enumerate(read.channels):
        sums = accumulate([reference[axis], *(change[axis] for change in changes)])
        assert channel == pytest.approx([value * factor * form[1] for value in sums], rel=1e-12)
    assert read.stamp_ns == stamp_ns


@pytest.mark.parametrize(
    ("kind", "form"), [(0, 1), (0, 0x80), (1, 0), (2, 3), (2, 0x82), (3, 0), (9, 0), (0x3F, 0)]
)
def test_a_kind_that_is_not_read_is_refused_by_its_number(kind: int, form: int) -> None:
    with pytest.raises(BadPacket, match=f"kind {kind} and type {form:#04x}"):
        parse(header(kind, 0, form) + bytes(12))


@pytest.mark.parametrize(
    "whole", [ecg(1, [1, 2]), acceleration(1, [(1, 2, 3)]), compressed(1, (1, 2, 3), [])]
)
def test_a_frame_that_is_cut_is_refused(whole: bytes) -> None:
    for length in range(len(whole)):
        if whole[0] == 0 and length == 10 + 3:
            continue  # one whole sample less is a frame as well
        with pytest.raises(BadPacket) as refused:
            parse(whole[:length])
        assert refused.value.hint


def test_a_compressed_frame_that_is_cut_is_refused() -> None:
    whole = compressed(1, (1, 2, 3), [block(7, [(1, 2, 3)] * 5)])
    for length in range(10 + 6 + 1, len(whole)):
        with pytest.raises(BadPacket):
            parse(whole[:length])


def test_a_width_that_cannot_be_is_refused() -> None:
    with pytest.raises(BadPacket):
        parse(compressed(1, (1, 2, 3), [bytes([33, 0])]))


@given(st.binary(max_size=60))
def test_any_bytes_are_a_frame_or_a_bad_packet(data: bytes) -> None:
    with suppress(BadPacket):
        assert all(parse(data).channels)


def test_twenty_thousand_broken_frames_raise_nothing_else() -> None:
    """Random bytes seldom look like a frame, so real ones are bent."""
    chance = random.Random(7)
    whole = [
        ecg(1, [5, -5] * 20),
        acceleration(1, [(1, 2, 3)] * 10),
        compressed(1, (1, 2, 3), [block(9, [(1, -2, 3)] * 9)] * 2),
    ]
    outcomes = {True: 0, False: 0}
    for _ in range(20_000):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            parse(bytes(data[: chance.randint(0, 2 * len(data))]))
            outcomes[True] += 1
        except BadPacket:
            outcomes[False] += 1

    assert min(outcomes.values()) > 1000
