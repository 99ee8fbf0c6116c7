"""The axis moves seldom, and in steps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from biofeed.tui.widgets.axis import SMALLEST_BPM, STEP_BPM, Axis, around, moved

HEART_RATES = st.tuples(st.floats(30, 220), st.floats(30, 220)).map(sorted)


@given(HEART_RATES)
def test_it_holds_what_it_shows_on_whole_steps(rates: list[float]) -> None:
    axis = around(rates[0], rates[1])

    assert axis.low_bpm < rates[0]
    assert axis.high_bpm > rates[1]
    assert axis.low_bpm % STEP_BPM == axis.high_bpm % STEP_BPM == 0
    assert axis.span_bpm >= SMALLEST_BPM


def test_a_quiet_heart_is_in_the_middle_of_the_smallest_axis() -> None:
    assert around(64, 66) == Axis(55, 75)


def test_it_stays_while_everything_fits() -> None:
    assert moved(Axis(55, 85), 60, 75) == Axis(55, 85)


def test_it_grows_at_once() -> None:
    assert moved(Axis(55, 75), 60, 78) == Axis(55, 80)


def test_it_shrinks_only_when_half_of_it_would_do() -> None:
    assert moved(Axis(50, 85), 62, 68) == Axis(50, 85)
    assert moved(Axis(50, 90), 62, 68) == Axis(60, 80)
