"""Stress and recovery in a session: which stretches are meant, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from biofeed.findings import RECOVERY, SMALL_REACTION, Course, findings
from biofeed.findings.recovery import half_words
from biofeed.hrv.recovery import Recovery, recover
from biofeed.types import PhaseKind, Result
from tests.biofeed.findings.hearts import beats, course, free, paced
from tests.biofeed.findings.lived import practised

PARTS = [
    free(PhaseKind.SETTLE, 60),
    free(PhaseKind.REST, 240),
    free(PhaseKind.STRESSOR, 180, "subtraction"),
    free(PhaseKind.RECOVER, 300),
]


def stirred(rise_bpm: float, half_s: float, end_s: float = 480.0) -> Callable[[np.ndarray], np.ndarray]:
    """Give a heart that rises at 300 s and comes back by halves from `end_s` on, breathing a little."""

    def rate(t: np.ndarray) -> np.ndarray:
        share = np.where(t < 300, 0.0, np.where(t < end_s, 1.0, 0.5 ** (np.maximum(t - end_s, 0) / half_s)))
        return 65 + rise_bpm * share + np.sin(2 * np.pi * 14 / 60 * t)

    return rate


def found(session: Course) -> Result:
    (result,) = [result for result in findings(session, "stress-recovery") if result.kind == RECOVERY]
    return result


def number(result: Result, name: str) -> float:
    value = next(measure.value for measure in result.measures if measure.name == name)
    assert value is not None
    return value


def test_the_known_recovery_comes_out_with_its_interval() -> None:
    result = found(course(PARTS, stirred(15, 40)))

    assert number(result, "reactivity") == pytest.approx(15, abs=0.5)
    assert number(result, "half_recovery") == pytest.approx(40, abs=4)
    assert number(result, "half_crossing") == pytest.approx(40, abs=3)
    # The mean of the first minute, and of the last.
    assert number(result, "recovered_at_60_s") == pytest.approx(100 * (1 - 0.622), abs=3)
    assert number(result, "recovered_at_end") == pytest.approx(100, abs=3)
    assert float(result.detail["half_low_s"]) < 40 < float(result.detail["half_high_s"])
    assert result.detail["verdict"] == "computed"
    assert result.detail["task"] == "subtraction"
    assert result.detail["exponential_half_s"] == pytest.approx(40, abs=3)


def test_the_baseline_is_the_last_three_minutes_of_the_rest() -> None:
    result = found(course(PARTS, stirred(15, 40)))

    assert result.detail["baseline_start_s"] == 120.0
    assert (result.detail["recovery_start_s"], result.detail["recovery_end_s"]) == (480.0, 780.0)


def test_a_small_reaction_is_said_to_be_one() -> None:
    result = found(course(PARTS, stirred(5, 40)))

    assert result.detail["verdict"] == SMALL_REACTION == "small reaction: recovery not computed"
    assert number(result, "reactivity") == pytest.approx(5, abs=0.5)
    assert "half_recovery" not in {measure.name for measure in result.measures}


def test_a_recovery_that_takes_longer_than_was_watched_has_no_value() -> None:
    result = found(course(PARTS, stirred(15, 2000)))

    names = {measure.name: measure.value for measure in result.measures}
    assert names["half_recovery"] is None
    assert names["half_crossing"] is None
    assert str(result.detail["half_recovery"]).startswith("> 5 min")


def test_where_a_part_is_full_of_holes_the_reason_is_given() -> None:
    result = found(course(PARTS, stirred(15, 40), dropped=(500.0, 560.0)))

    assert "too few clean beats" in str(result.detail["verdict"])


def test_ln_rmssd_of_the_stressor_is_given_only_where_both_stretches_are_clean() -> None:
    def names(session: Course) -> set[str]:
        return {measure.name for measure in found(session).measures}

    assert "reactivity_ln_rmssd" in names(course(PARTS, stirred(15, 40)))
    assert "reactivity_ln_rmssd" not in names(course(PARTS, stirred(15, 40), wrong=(300.0, 312.0)))


@pytest.mark.parametrize(
    "parts",
    [
        [free(PhaseKind.REST, 200), free(PhaseKind.RECOVER, 200)],
        [free(PhaseKind.STRESSOR, 200), free(PhaseKind.RECOVER, 200)],
        [free(PhaseKind.REST, 200), free(PhaseKind.STRESSOR, 200), paced(6, 200)],
        [free(PhaseKind.REST, 200), free(PhaseKind.STRESSOR, 200), free(PhaseKind.REST, 200)],
    ],
)
def test_without_all_three_there_is_no_recovery_to_report(parts: list) -> None:
    assert not [result for result in findings(course(parts), "") if result.kind == RECOVERY]


def test_a_session_that_ends_in_the_stressor_has_none() -> None:
    session = course(PARTS, stirred(15, 40), ended_s=400.0)

    assert not [result for result in findings(session, "stress-recovery") if result.kind == RECOVERY]


def test_a_recovery_cut_short_is_said_to_be_too_short() -> None:
    result = found(course(PARTS, stirred(15, 40), ended_s=520.0))

    assert result.detail["verdict"] == "less than a minute of recovery"


def test_the_half_time_is_told_with_its_interval() -> None:
    lived = beats(stirred(15, 40), 790)
    answer = recover(
        [beat.t_s for beat in lived],
        [beat.rr_ms for beat in lived],
        baseline=(120.0, 300.0),
        stressor=(300.0, 480.0),
        recovery=(480.0, 780.0),
    )
    assert isinstance(answer, Recovery)
    assert answer.half is not None
    assert half_words(answer) == (
        f"{answer.half.value_s:.0f} s ({answer.half.low_s:.0f} to {answer.half.high_s:.0f} s)"
    )


def test_a_simulated_person_lives_through_a_stressor() -> None:
    """However the reaction came out, there is an answer, and none of the parts is missing."""
    result = found(practised("sim:?seed=2&half_life=40&speed=max", "stress-recovery"))

    assert result.detail["verdict"] in {"computed", SMALL_REACTION}
    assert 3 < number(result, "reactivity") < 15
