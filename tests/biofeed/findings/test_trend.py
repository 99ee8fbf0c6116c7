"""The trend is the median of the last five valid sessions of a task, from three on, without the first run."""

from __future__ import annotations

from biofeed.findings import RECOVERY, SMALL_REACTION, recovery_trend
from biofeed.types import Measure, Result


def run(half_s: float | None, task: str = "subtraction", verdict: str = "computed") -> Result:
    measure = Measure("half_recovery", half_s, "s", 300.0, 1.0, "half_recovery.recovery.v1")
    return Result(0.0, RECOVERY, (measure,), {"task": task, "verdict": verdict})


def test_three_valid_runs_after_the_first_make_a_trend() -> None:
    runs = [run(300.0), run(40.0), run(60.0)]
    assert recovery_trend(runs, "subtraction") is None

    trend = recovery_trend([*runs, run(50.0)], "subtraction")
    assert trend is not None
    assert (trend.median_s, trend.sessions) == (50.0, 3)
    assert (trend.low_s, trend.high_s) == (45.0, 55.0)


def test_the_first_run_is_left_out_also_when_it_was_not_valid() -> None:
    small = run(None, verdict=SMALL_REACTION)

    assert recovery_trend([small, run(40.0), run(50.0), run(60.0)], "subtraction") is not None
    assert recovery_trend([run(10.0), run(40.0), run(50.0)], "subtraction") is None


def test_only_the_last_five_count_and_only_those_of_the_same_task() -> None:
    runs = [run(1.0), *[run(200.0)] * 4, *[run(half, "stroop") for half in (1.0, 2.0)]]
    runs += [run(half) for half in (40.0, 45.0, 50.0, 55.0, 60.0)]

    trend = recovery_trend(runs, "subtraction")
    assert trend is not None
    assert (trend.median_s, trend.sessions) == (50.0, 5)


def test_small_reactions_do_not_count() -> None:
    runs = [run(1.0), run(40.0), run(None, verdict=SMALL_REACTION), run(50.0)]

    assert recovery_trend(runs, "subtraction") is None


def test_longer_than_was_watched_counts_as_longest() -> None:
    trend = recovery_trend([run(1.0), run(40.0), run(None), run(50.0)], "subtraction")
    assert trend is not None
    assert trend.median_s == 50.0
    assert trend.high_s is None

    most = recovery_trend([run(1.0), run(None), run(None), run(50.0)], "subtraction")
    assert most is not None
    assert most.median_s is None


def test_other_results_are_passed_over() -> None:
    assert recovery_trend([Result(0.0, "window", ())] * 9, "subtraction") is None
