"""What a strap's packets say about it is said once, and only where it is certain."""

from __future__ import annotations

from itertools import pairwise

import pytest

from biofeed.types import Packet
from biofeed_devices.ble.remark import COPIES, NO_INTERVALS, NO_VARIABILITY, PATIENCE_S, Remarks
from biofeed_devices.heart_rate import SOURCE, build
from tests.biofeed.test_words import BANNED


def remarks_on(*packets: bytes) -> list[str]:
    """Give what is remarked on packets that come a second apart."""
    remarks = Remarks()
    said = [remarks.feed(Packet(float(t_s), SOURCE, data)) for t_s, data in enumerate(packets)]
    return [remark for remark in said if remark]


def test_a_rate_without_intervals_is_remarked_on_once() -> None:
    assert remarks_on(*[build(70)] * 200) == [NO_INTERVALS]


def test_not_before_half_a_minute() -> None:
    assert not remarks_on(*[build(70)] * int(PATIENCE_S))
    assert remarks_on(*[build(70)] * int(PATIENCE_S + 1))


def test_a_single_interval_is_proof_enough() -> None:
    assert not remarks_on(build(70, rr_ticks=[900]), *[build(70)] * 200)


@pytest.mark.parametrize("nothing", [build(0), build(70, contact=False), b"", b"\x10"])
def test_where_nothing_is_measured_nothing_is_missing(nothing: bytes) -> None:
    assert not remarks_on(*[nothing] * 200)


def test_waiting_begins_anew_when_the_heart_is_found_again() -> None:
    half = [build(70)] * 20
    assert not remarks_on(*half, build(0), *half)


@pytest.mark.parametrize("hr_bpm", [40, 61, 97, 180])
def test_intervals_made_from_the_rate_are_remarked_on_once(hr_bpm: int) -> None:
    copied = build(hr_bpm, rr_ticks=[round(round(60_000 / hr_bpm) * 1.024)])

    assert remarks_on(*[copied] * 200) == [NO_VARIABILITY]


def test_a_rate_that_moves_makes_them_no_truer() -> None:
    copied = [build(bpm, rr_ticks=[round(61_440 / bpm)] * 2) for bpm in range(60, 60 + COPIES)]

    assert remarks_on(*copied) == [NO_VARIABILITY]


def test_a_steady_heart_that_sways_by_ten_milliseconds_is_left_alone() -> None:
    swaying = [build(60, rr_ticks=[1024 + sway]) for sway in [0, 5, 10, 5, 0, -5, -10, -5] * 50]

    assert not remarks_on(*swaying)


def test_real_intervals_in_between_break_the_row() -> None:
    copied, own = build(60, rr_ticks=[1024]), build(60, rr_ticks=[980])
    rows = [copied] * (COPIES - 1)

    assert not remarks_on(*rows, own, *rows)


def test_no_remark_judges() -> None:
    for one, other in pairwise((NO_INTERVALS, NO_VARIABILITY, NO_INTERVALS)):
        assert one != other
        assert not BANNED.search(one)
