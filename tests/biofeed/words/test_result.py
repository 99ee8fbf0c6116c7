"""What a protocol found is said in words that claim no more than was found."""

from __future__ import annotations

from biofeed.types import Measure, Result
from biofeed.words import result as words
from biofeed.words.result import best_pace_line, last_words, recovery_lines


def resonance(best: float | None, **detail: float | str) -> Result:
    return Result(0.0, "resonance", (Measure("best_pace", best, "", 475.0, 1.0, "best_pace.v1"),), detail)


def test_one_pace_a_range_or_no_clear_peak() -> None:
    assert best_pace_line(resonance(5.5, verdict="clear")) == "best pace today: 5.5 breaths a minute"
    assert (
        best_pace_line(resonance(None, verdict="range", low_bpm=5.0, high_bpm=6.0))
        == "best pace today: between 5.0 and 6.0 breaths a minute"
    )
    assert best_pace_line(resonance(None, verdict="no clear peak")) == "no clear peak"


def test_a_recovery_is_told_with_its_interval_and_that_one_says_little() -> None:
    rise = Measure("reactivity", 11.6, "bpm", 300.0, 1.0, "reactivity.recovery.v1")
    detail: dict[str, float | str] = {"verdict": "computed", "half_recovery": "46 s (21 to 93 s)"}
    lines = recovery_lines(Result(0.0, "recovery", (rise,), detail))

    assert lines[:2] == [
        "heart rate in the stressor: +12 a minute",
        "half of the rise was gone after 46 s (21 to 93 s)",
    ]
    assert "median" in lines[2]


def test_where_nothing_was_computed_the_reason_is_told() -> None:
    small = Result(0.0, "recovery", (), {"verdict": "small reaction: recovery not computed"})

    assert recovery_lines(small) == ["small reaction: recovery not computed"]


def test_the_last_words_are_those_of_the_protocol_and_windows_have_none() -> None:
    results = [Result(0.0, "window", ()), resonance(5.5, verdict="clear")]

    assert last_words(results) == [words.OWN_WEIGHTS, words.TODAY, "best pace today: 5.5 breaths a minute"]
    assert last_words([]) == []


def test_six_is_as_useful_only_where_the_curve_is_flat() -> None:
    flat = resonance(None, verdict="no clear peak", reason=words.FLAT)
    beyond = resonance(None, verdict="no clear peak", reason=words.BEYOND)

    assert last_words([flat]) == [words.SIX_IS_AS_USEFUL, "no clear peak"]
    assert last_words([beyond])[0].startswith(
        "No pace stands out: the heart goes along most at a pace beyond"
    )
    assert last_words([beyond])[-1] == "no clear peak"


def breath(rate: float | None, lag_s: float | None, answer: str = "at the pace") -> Result:
    measures = (
        Measure("chest_rate", rate, "breaths/min", 60.0, 1.0, "chest_rate.v1"),
        Measure("chest_pacer_lag", lag_s, "s", 60.0, 1.0, "chest_pacer_lag.v1"),
    )
    asked: dict[str, float | str] = {"asked_slowest_per_min": 6.0, "asked_fastest_per_min": 9.0}
    return Result(300.0, "breath", measures, {"part": "longer exhale", "answer": answer, **asked})


def test_the_chests_breath_stands_beside_what_was_asked_with_its_lag() -> None:
    assert last_words([breath(6.08, 0.84)]) == [
        "chest, longer exhale: 6.1 breaths a minute, 6.0 to 9.0 asked, 0.8 s behind the pacer"
    ]
    assert last_words([breath(6.08, None)]) == [
        "chest, longer exhale: 6.1 breaths a minute, 6.0 to 9.0 asked"
    ]


def test_a_chest_that_is_not_clear_says_so() -> None:
    assert last_words([breath(None, None, "not clear")]) == ["chest, longer exhale: the breath was not clear"]
