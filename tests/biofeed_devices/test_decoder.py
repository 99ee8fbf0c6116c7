"""The decoder turns packets into beats, tells changes of contact once, and survives bad packets."""

from __future__ import annotations

from biofeed.types import Beat, Gap, Link, LinkState, Packet, Samples
from biofeed_devices.decoder import Decoder, HeartRateDecoder


def packet(t_s: float, data: str) -> Packet:
    return Packet(t_s, "2a37", bytes.fromhex(data))


def test_each_interval_becomes_a_beat() -> None:
    decoder = HeartRateDecoder()
    beats = [*decoder.feed(packet(2.0, "10 3c 00 04")), *decoder.feed(packet(3.0, "10 3c 00 02 00 02"))]
    assert [(beat.seq, beat.rr_ms) for beat in beats if isinstance(beat, Beat)] == [
        (0, 1000.0),
        (1, 500.0),
        (2, 500.0),
    ]


def test_a_heart_rate_without_intervals_is_no_beat() -> None:
    assert HeartRateDecoder().feed(packet(1.0, "00 48")) == []


def test_bad_packets_are_counted_and_say_nothing() -> None:
    decoder = HeartRateDecoder()
    assert [decoder.feed(packet(t_s, data)) for t_s, data in ((1.0, ""), (2.0, "01 48"))] == [[], []]
    assert decoder.bad_packets == 2


def test_bytes_behind_the_last_field_are_counted() -> None:
    decoder = HeartRateDecoder()
    decoder.feed(packet(1.0, "10 48 53 03 5a"))
    decoder.feed(packet(2.0, "00 48 53 03"))
    assert decoder.ignored_bytes == 3


def test_packets_of_another_kind_are_left_alone() -> None:
    decoder = HeartRateDecoder()
    assert decoder.feed(Packet(1.0, "pmd", bytes.fromhex("10 48 53 03"))) == []
    assert decoder.bad_packets == 0


def test_losing_the_skin_and_finding_it_again_is_told_once_each() -> None:
    decoder = HeartRateDecoder()
    on, off = "06 48", "04 00"
    told = [decoder.feed(packet(float(t_s), data)) for t_s, data in enumerate([on, on, off, off, on, on])]
    assert told == [[], [], [Link(2.0, LinkState.NO_CONTACT)], [], [Link(4.0, LinkState.CONNECTED)], []]


def test_a_strap_that_starts_off_the_skin_says_so() -> None:
    assert HeartRateDecoder().feed(packet(1.0, "04 00")) == [Link(1.0, LinkState.NO_CONTACT)]


def test_a_strap_that_cannot_tell_contact_never_speaks_of_it() -> None:
    decoder = HeartRateDecoder()
    assert [decoder.feed(packet(float(t_s), data)) for t_s, data in enumerate(["00 48", "02 48"])] == [[], []]


def test_after_a_new_connection_missing_contact_is_told_again() -> None:
    decoder = HeartRateDecoder()
    decoder.feed(packet(1.0, "04 00"))
    decoder.link(Link(2.0, LinkState.LOST))
    decoder.link(Link(8.0, LinkState.CONNECTED))
    assert decoder.feed(packet(9.0, "04 00")) == [Link(9.0, LinkState.NO_CONTACT)]


def test_behind_a_lost_link_there_is_a_gap() -> None:
    decoder = HeartRateDecoder()
    for second in range(10):
        decoder.feed(packet(float(second), "10 3c 00 04"))
    decoder.link(Link(9.5, LinkState.LOST))
    gap, beat = decoder.feed(packet(19.0, "10 3c 00 04"))
    assert isinstance(gap, Gap)
    assert isinstance(beat, Beat)
    assert (gap.t_s, gap.duration_s) == (9.0, 9.0)


def test_finishing_accounts_for_the_time_behind_the_last_beat() -> None:
    decoder = HeartRateDecoder()
    for second in range(10):
        decoder.feed(packet(float(second), "10 3c 00 04"))
    (gap,) = decoder.finish(15.0)
    assert isinstance(gap, Gap)
    assert gap.t_s + gap.duration_s == 15.0


def test_each_source_of_packets_has_its_decoder() -> None:
    decoder = Decoder()
    frame = Packet(2.0, "pmd", bytes.fromhex("00 00ca9a3b00000000 00 640000"))

    assert decoder.feed(packet(2.0, "10 3c 00 04")) == [Beat(0, 2.0, 1000.0)]
    assert decoder.feed(frame) == [Samples(2.0, "ecg_uv", 130.0, (100.0,))]
    assert decoder.feed(frame) == [], "it came twice"
    assert decoder.feed(Packet(3.0, "of another program", b"\x10\x3c")) == []
