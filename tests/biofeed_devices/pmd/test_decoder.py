"""From packets to samples: each axis on its own, with what the control point said before."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.types import Link, LinkState, Packet, Samples
from biofeed_devices.pmd.decoder import PmdDecoder
from tests.biofeed_devices.pmd.plain_encoder import (
    H10_ACCELERATION,
    acceleration,
    answer,
    compressed,
    ecg,
    setting,
)

S = 1_000_000_000


def data(t_s: float, frame: bytes) -> Packet:
    return Packet(t_s, "pmd", frame)


def said(t_s: float, indication: bytes) -> Packet:
    return Packet(t_s, "pmd-control", indication)


def feed(decoder: PmdDecoder, *packets: Packet) -> list[Samples]:
    return [samples for packet in packets for samples in decoder.feed(packet)]


def test_ecg_becomes_samples_in_microvolts() -> None:
    (samples,) = feed(PmdDecoder(), data(10.0, ecg(S, [1, -2, 3] * 20)))

    assert samples == Samples(round(10 - 59 / 130, 6), "ecg_uv", 130.0, (1.0, -2.0, 3.0) * 20)


def test_acceleration_becomes_samples_of_each_axis() -> None:
    found = feed(PmdDecoder(), data(10.0, acceleration(S, [(1, 2, 3), (4, 5, 6)])))

    assert found == [
        Samples(9.98, "acc_x_mg", 50.0, (1.0, 4.0)),
        Samples(9.98, "acc_y_mg", 50.0, (2.0, 5.0)),
        Samples(9.98, "acc_z_mg", 50.0, (3.0, 6.0)),
    ]


def test_the_rate_is_the_one_that_the_driver_chooses_of_those_on_offer() -> None:
    decoder, frame = PmdDecoder(), acceleration(S, [(0, 0, 0)] * 10)
    offered = setting(0, 2, [26, 52, 104])
    feed(decoder, said(0.1, answer(1, 2, more=True, parameters=offered[:3])))
    feed(decoder, said(0.2, answer(1, 2, parameters=offered[3:])), said(0.3, answer(2, 2)))

    assert {samples.fs_hz for samples in feed(decoder, data(10.0, frame))} == {52.0}


def test_the_factor_is_the_one_that_was_told_at_the_start() -> None:
    decoder = PmdDecoder()
    factor = b"\x05\x01" + struct.pack("<f", 0.25)
    feed(decoder, said(0.1, answer(2, 2, parameters=factor)))

    assert [samples.values for samples in feed(decoder, data(1.0, compressed(S, (4, 8, -4), [])))] == [
        (1.0,),
        (2.0,),
        (-1.0,),
    ]


@pytest.mark.parametrize(
    "nonsense", [b"\x00\x00\x80\x7f", b"\x00\x00\xc0\x7f"], ids=["infinite", "no number"]
)
def test_a_factor_that_is_no_number_is_left_out(nonsense: bytes) -> None:
    decoder = PmdDecoder()
    feed(decoder, said(0.1, answer(2, 2, parameters=b"\x05\x01" + nonsense)))

    assert feed(decoder, data(1.0, compressed(S, (4, 8, -4), [])))[0].values == (4.0,)


def test_a_refused_start_changes_nothing() -> None:
    decoder = PmdDecoder()
    feed(decoder, said(0.1, answer(2, 2, 5, parameters=b"\x05\x01" + struct.pack("<f", 0.25))))

    assert feed(decoder, data(1.0, compressed(S, (4, 8, -4), [])))[0].values == (4.0,)


@pytest.mark.parametrize(
    "ending", [answer(3, 2), b"\x01\x02", answer(2, 2)], ids=["stop", "stopped", "start"]
)
def test_a_stream_that_ends_or_begins_is_dated_by_arrival_again(ending: bytes) -> None:
    decoder = PmdDecoder()
    feed(decoder, data(1.0, acceleration(S, [(0, 0, 0)] * 36)), said(2.0, ending))
    later = feed(decoder, data(100.0, acceleration(2 * S, [(0, 0, 0)] * 36)))

    assert later[0].t_s == pytest.approx(100 - 35 / 50)


def test_behind_a_lost_link_frames_are_dated_by_arrival_again() -> None:
    decoder = PmdDecoder()
    feed(decoder, data(1.0, ecg(S, [0] * 73)))
    decoder.link(Link(2.0, LinkState.CONNECTED, "a remark"))
    (near,) = feed(decoder, data(50.0, ecg(2 * S, [0] * 73)))
    decoder.link(Link(60.0, LinkState.LOST))
    (far,) = feed(decoder, data(100.0, ecg(3 * S, [0] * 73)))

    assert near.t_s == pytest.approx(2 - 72 / 130, abs=0.001)
    assert far.t_s == pytest.approx(100 - 72 / 130)


def test_what_was_measured_before_the_session_began_is_no_part_of_it() -> None:
    (samples,) = feed(PmdDecoder(), data(0.1, ecg(S, list(range(73)))))

    assert 0 <= samples.t_s < 1 / 130
    assert samples.values[-1] == 72
    assert samples.t_s + (len(samples.values) - 1) / 130 == pytest.approx(0.1, abs=1e-6)


def test_a_bad_packet_is_counted_and_passed_over() -> None:
    decoder = PmdDecoder()

    assert (
        feed(decoder, data(1.0, b"\x00"), said(1.0, b""), said(1.0, answer(1, 2, parameters=b"\x09"))) == []
    )
    assert decoder.bad_packets == 3


def test_a_heart_rate_is_none_of_its_business() -> None:
    decoder = PmdDecoder()

    assert feed(decoder, Packet(1.0, "2a37", b"\x10<\x00\x04")) == []
    assert decoder.bad_packets == 0


SOURCES = st.sampled_from(["pmd", "pmd-control"])
INDICATIONS = st.binary(max_size=20) | st.builds(
    answer,
    st.integers(0, 5),
    st.sampled_from([0, 2, 3]),
    st.sampled_from([0, 0, 0, 6]),
    more=st.booleans(),
    parameters=st.binary(max_size=12) | st.sampled_from([H10_ACCELERATION, b"\x00\x01\x00\x00"]),
)
FRAMES = st.binary(max_size=40) | st.builds(
    acceleration, st.integers(0, 2**64 - 1), st.lists(st.tuples(*[st.integers(-9, 9)] * 3), min_size=1)
)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3600_000_000), st.sampled_from(["pmd", "pmd-control"]), INDICATIONS | FRAMES
        ),
        max_size=12,
    )
)
def test_whatever_comes_gives_samples_that_can_be_written_down(
    packets: list[tuple[int, str, bytes]],
) -> None:
    decoder = PmdDecoder()
    for t_us, source, content in sorted(packets):
        t_s = t_us / 1e6
        for samples in decoder.feed(Packet(t_s, source, content)):
            assert 0 <= samples.t_s <= t_s
            assert 0 < samples.fs_hz < 1e5
            assert samples.values
