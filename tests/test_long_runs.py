"""The long runs of `make soak` and `make fuzz`, in short."""

from __future__ import annotations

import random
import struct
from collections import Counter
from pathlib import Path

import pytest

from bench import fuzz, fuzz_pmd, soak
from biofeed.types import Beat, Flag, Gap, Packet


async def test_ten_minutes_with_a_fault_each_leave_a_complete_log(tmp_path: Path) -> None:
    outcome = await soak.soak(tmp_path, minutes=10, speed="max")

    assert outcome.is_complete, soak.report(outcome, "max")
    assert outcome.published["Gap"] >= 5
    assert outcome.published["Link"] >= 6
    assert set(outcome.memory_mb) == {"start", "middle", "end"}


def test_a_fault_comes_each_full_minute_and_leaves_the_last_one_free(tmp_path: Path) -> None:
    text = soak.fault_file(tmp_path, 5).read_text()
    assert [line for line in text.splitlines() if line.startswith("at")] == [
        f"at = {at_s}" for at_s in (60, 120, 180, 240)
    ]


def test_a_soak_sees_what_is_missing_or_more_than_it_can_hold() -> None:
    outcome = soak.Outcome(3, Counter(Beat=2), Counter(Beat=2), same_bytes=True, ended="done")
    outcome.memory_mb = {"middle": 50.0, "end": 51.0}
    assert outcome.is_complete
    assert outcome.is_flat

    outcome.logged["Beat"] -= 1
    outcome.memory_mb["end"] += 100
    assert not outcome.is_complete
    assert not outcome.is_flat
    assert "NOT" in soak.report(outcome, "max")


def test_seams_are_where_a_beat_does_not_follow_on_the_one_before() -> None:
    row = [Beat(0, 1.0, 1000.0), Beat(1, 2.0, 1000.0), Gap(2.0, 5.0, ""), Beat(2, 8.0, 1000.0)]
    wild = Beat(3, 8.0, 0.0, Flag.OUT_OF_RANGE)
    assert not list(soak.seams([*row, wild, Beat(4, 9.0, 1000.0)]))
    assert list(soak.seams([*row, Beat(3, 9.5, 1000.0)])) == [Beat(3, 9.5, 1000.0)]
    assert list(soak.seams([*row, Gap(8.5, 1.0, "")])) == [Gap(8.5, 1.0, "")]


@pytest.mark.parametrize("seed", [1, 2])
def test_twenty_thousand_packets_that_no_strap_would_send_break_no_rule(seed: int) -> None:
    tally = fuzz.fuzz(20_000, seed)

    assert not tally.broken
    assert {"refused", "read, with intervals", "read, without intervals", "Beat", "Gap"} <= set(
        tally.outcomes
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_ten_thousand_of_polars_packets_that_no_strap_would_send_break_no_rule(seed: int) -> None:
    tally = fuzz_pmd.fuzz(10_000, seed)

    assert not tally.broken
    assert {
        "frames refused",
        "frames read, plain",
        "frames read, compressed",
        "indications refused",
        "ends of streams",
        "answers read",
        "answers read, settings refused",
        "Samples",
    } == set(tally.outcomes)


def test_polars_own_vector_of_a_compressed_frame_is_read_by_the_plain_reading_too() -> None:
    """From the tests of Polar's SDK: reference values, and changes of ten bits."""
    reference = struct.pack("<3h", 1905, 27376, -29282)
    changes = bytes.fromhex("be5cbeba")
    assert fuzz_pmd.plain_frame(bytes([2]) + bytes(8) + b"\x81" + reference + b"\x0a\x01" + changes) == [
        [1905, 1905 + 190],
        [27376, 27376 - 105],
        [-29282, -29282 - 85],
    ]


def test_a_rule_about_polars_packets_that_does_not_hold_is_told_with_its_input(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fuzz_pmd, "plain_frame", lambda data: None)
    tally = fuzz_pmd.fuzz(1000, 1)

    assert "a broken frame was read" in tally.broken
    assert "pmd: " in tally.broken


def test_the_same_seed_makes_the_same_inputs() -> None:
    assert fuzz.fuzz(500, 3).outcomes == fuzz.fuzz(500, 3).outcomes != fuzz.fuzz(500, 4).outcomes


def test_a_rule_that_does_not_hold_is_told_with_its_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "parse", lambda data: 1 / 0)
    tally = fuzz.fuzz(10, 1)

    assert tally.broken.startswith("input 0 (")
    assert "ZeroDivisionError" in tally.broken


def test_the_time_line_notices_a_beat_that_nobody_sent() -> None:
    line = fuzz.TimeLine()
    line.decoder.feed = lambda packet: [Beat(0, 1.0, 1000.0)]  # type: ignore[method-assign,assignment]  # a liar
    with pytest.raises(AssertionError, match="invented"):
        line.feed(Packet(1.0, "2a37", b"\x00\x48"))


def test_half_of_the_inputs_could_be_real() -> None:
    rng = random.Random(5)
    assert all(fuzz.plain_reading(fuzz.real_packet(rng)) for _ in range(500))
    assert any(fuzz.plain_reading(fuzz.mutated(rng)) is None for _ in range(500))
