"""What a protocol found, in words: the last line of an assessment, and what goes with it."""

from __future__ import annotations

from collections.abc import Sequence

from biofeed.types import Result

NO_CLEAR_PEAK = "no clear peak"
SIX_IS_AS_USEFUL = "The heart goes along alike at all of them: 6.0 breaths a minute is as useful."
TODAY = "It is today's pace. Two people in three have another one when it is measured again."
OWN_WEIGHTS = "The paces are compared by weights of our own; nobody has published any."
FLAT = "all paces are within 5 % of each other"
BEYOND = "the heart goes along most at a pace beyond those that were tried"
TOO_FEW_PACES = "fewer than {} paces with enough clean beats"
TOO_FEW_FOLLOWED = "whether the heart went along is clear at fewer than {} paces"

SMALL_REACTION = "small reaction: recovery not computed"

TOO_SHORT = "less than 120 s"
PAUSED = "paused"
MANY_ARTEFACTS = "more than 5 % artefacts"
LONG_GAP = "a gap of more than 5 s"
THINLY_COVERED = "less than 95 % covered by clean beats"
HEART_CAME_BACK = "half of the rise was gone after"
ONE_SESSION = "One session by itself says little; the median of several says more."


def best_pace_line(result: Result) -> str:
    """Say what a `resonance` result found: one pace, a range of them, or no clear peak.

    >>> best_pace_line(Result(0.0, "resonance", (), {"verdict": "no clear peak"}))
    'no clear peak'
    """
    detail = result.detail
    best = next((measure.value for measure in result.measures if measure.name == "best_pace"), None)
    if best is not None:
        return f"best pace today: {best:.1f} breaths a minute"
    if detail.get("verdict") == "range":
        low, high = float(detail["low_bpm"]), float(detail["high_bpm"])
        return f"best pace today: between {low:.1f} and {high:.1f} breaths a minute"
    return NO_CLEAR_PEAK


def resonance_lines(result: Result) -> list[str]:
    """Say what an assessment found, and what that is worth; the finding itself comes last."""
    reason = result.detail.get("reason")
    if reason is None:
        return [OWN_WEIGHTS, TODAY, best_pace_line(result)]
    stands_out = SIX_IS_AS_USEFUL if reason == FLAT else f"No pace stands out: {reason}."
    return [stands_out, best_pace_line(result)]


def recovery_lines(result: Result) -> list[str]:
    """Say what a `recovery` result found, or why there is nothing to say of it."""
    rise = next((measure.value for measure in result.measures if measure.name == "reactivity"), None)
    lines = [] if rise is None else [f"heart rate in the stressor: {rise:+.0f} a minute"]
    half = result.detail.get("half_recovery")
    if half is None:
        return [*lines, str(result.detail["verdict"])]
    return [*lines, f"{HEART_CAME_BACK} {half}", ONE_SESSION]


def breath_line(result: Result) -> str:
    """Say what a `breath` result found: how the chest moved in a paced part, beside what was asked.

    >>> breath_line(Result(0.0, "breath", (), {"part": "longer exhale", "answer": "not clear"}))
    'chest, longer exhale: the breath was not clear'
    """
    measured = {measure.name: measure.value for measure in result.measures}
    rate, lag_s = measured.get("chest_rate"), measured.get("chest_pacer_lag")
    where = f"chest, {result.detail['part']}"
    if rate is None:
        return f"{where}: the breath was {result.detail['answer']}"
    asked_low, asked_high = (float(result.detail[f"asked_{end}_per_min"]) for end in ("slowest", "fastest"))
    asked = f"{asked_low:.1f}" if asked_high - asked_low < 0.1 else f"{asked_low:.1f} to {asked_high:.1f}"
    behind = (
        "" if lag_s is None else f", {abs(lag_s):.1f} s {'behind' if lag_s >= 0 else 'ahead of'} the pacer"
    )
    return f"{where}: {rate:.1f} breaths a minute, {asked} asked{behind}"


def last_words(results: Sequence[Result]) -> list[str]:
    """Give the lines to end a session with, for whatever protocol it followed; none if it had none."""
    lines = [breath_line(result) for result in results if result.kind == "breath"]
    for result in results:
        if result.kind == "recovery":
            lines += recovery_lines(result)
        elif result.kind == "resonance":
            lines += resonance_lines(result)
    return lines
