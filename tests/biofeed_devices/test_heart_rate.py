"""The parser reads what the flags announce, refuses what is too short, and never makes up a beat."""

from __future__ import annotations

import struct

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from biofeed.errors import BadPacket
from biofeed_devices.heart_rate import HeartRateFrame, build, parse

# As their owners posted them: Polar H10 in Stack Overflow's questions 50477232 and 67024800 (the packet
# without an interval is from an answer to the first), Polar H7 in one about "Heart Rate Value in BLE".
CAPTURED = {
    "Polar H10": ("10 48 2c 03", HeartRateFrame(72, None, None, (812,))),
    "Polar H10, two beats in a second": ("10 49 5e 03 96 03", HeartRateFrame(73, None, None, (862, 918))),
    "Polar H10, a slow pulse": ("10 3b 53 04", HeartRateFrame(59, None, None, (1107,))),
    "Polar H10, no beat in this second": ("10 28", HeartRateFrame(40, None, None, ())),
    "Polar H7, on the skin": ("16 4d 16 03", HeartRateFrame(77, True, None, (790,))),
    "Polar H7, two beats in a second": ("16 4e 1b 03 12 03", HeartRateFrame(78, True, None, (795, 786))),
    "Mio Fuse, nothing found yet": ("00 00", HeartRateFrame(0, None, None, ())),
    "Polar H10, cut to five bytes": ("10 49 5e 03 96", HeartRateFrame(73, None, None, (862,), 1)),
}


@pytest.mark.parametrize(("data", "frame"), CAPTURED.values(), ids=CAPTURED.keys())
def test_packets_of_real_straps_are_read(data: str, frame: HeartRateFrame) -> None:
    assert parse(bytes.fromhex(data)) == frame


@st.composite
def announced(draw: st.DrawFn) -> tuple[bytes, HeartRateFrame]:
    """Write a packet field by field, beside what it has to be read as."""
    flags = draw(st.sampled_from([0x00, 0x20, 0x40, 0x80, 0xE0]))  # reserved bits mean nothing
    wide = draw(st.booleans())
    hr_bpm = draw(st.integers(0, 0xFFFF if wide else 0xFF))
    flags |= 0x01 if wide else 0
    body = struct.pack("<H" if wide else "<B", hr_bpm)
    contact, bits = draw(st.sampled_from([(None, 0x00), (None, 0x02), (False, 0x04), (True, 0x06)]))
    flags |= bits
    energy_kj = draw(st.none() | st.integers(0, 0xFFFF))
    if energy_kj is not None:
        flags |= 0x08
        body += struct.pack("<H", energy_kj)
    rr_ticks: tuple[int, ...] = ()
    if draw(st.booleans()):
        flags |= 0x10
        rr_ticks = tuple(draw(st.lists(st.integers(0, 0xFFFF), max_size=12)))
        body += b"".join(struct.pack("<H", ticks) for ticks in rr_ticks)
        tail = draw(st.binary(max_size=1))
    else:
        tail = draw(st.binary(max_size=6))
    frame = HeartRateFrame(hr_bpm, contact, energy_kj, rr_ticks, len(tail))
    return bytes([flags]) + body + tail, frame


@given(announced())
def test_every_combination_of_flags_is_read_as_it_was_written(packet: tuple[bytes, HeartRateFrame]) -> None:
    data, frame = packet
    assert parse(data) == frame


@given(st.binary(max_size=40))
@example(b"")
@example(b"\x00")
@example(b"\x01\x48")
@example(b"\x08\x48\x01")
@example(b"\x09\x48\x00\x01")
def test_any_bytes_are_read_or_refused_as_a_bad_packet(data: bytes) -> None:
    promised = 0
    if data:
        promised = 1 + (2 if data[0] & 0x01 else 1) + (2 if data[0] & 0x08 else 0)
    if not data or len(data) < promised:
        with pytest.raises(BadPacket) as refused:
            parse(data)
        assert refused.value.title
        assert refused.value.hint
    else:
        frame = parse(data)
        assert promised + 2 * len(frame.rr_ticks) + frame.ignored_bytes == len(data)


@given(st.binary(min_size=2, max_size=40))
def test_no_interval_comes_out_that_the_flags_did_not_announce(data: bytes) -> None:
    unannounced = bytes([data[0] & ~0x19]) + data[1:]
    assert parse(unannounced).rr_ticks == ()


@given(
    hr_bpm=st.integers(0, 0xFFFF),
    contact=st.none() | st.booleans(),
    energy_kj=st.none() | st.integers(0, 0xFFFF),
    rr_ticks=st.lists(st.integers(0, 0xFFFF), max_size=9).map(tuple),
)
def test_what_is_built_is_read_back(
    hr_bpm: int, contact: bool | None, energy_kj: int | None, rr_ticks: tuple[int, ...]
) -> None:
    data = build(hr_bpm, contact=contact, energy_kj=energy_kj, rr_ticks=rr_ticks)
    assert parse(data) == HeartRateFrame(hr_bpm, contact, energy_kj, rr_ticks)


@pytest.mark.parametrize(
    ("frame", "data"),
    [
        (HeartRateFrame(72, None, None, (851,)), "10 48 53 03"),
        (HeartRateFrame(72, True, None, (851, 800)), "16 48 53 03 20 03"),
        (HeartRateFrame(0, False, None, ()), "04 00"),
        (HeartRateFrame(256, None, 258, ()), "09 00 01 02 01"),
    ],
)
def test_building_writes_the_bytes_of_the_specification(frame: HeartRateFrame, data: str) -> None:
    built = build(frame.hr_bpm, contact=frame.contact, energy_kj=frame.energy_kj, rr_ticks=frame.rr_ticks)
    assert built == bytes.fromhex(data)
