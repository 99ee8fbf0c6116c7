"""What each answer to the caution check does to each exercise, and what nothing gets around."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.care import (
    ASKED_ELSEWHERE,
    NOT_ASKED,
    Care,
    Caution,
    Moment,
    Window,
    adjusted,
    allows,
    without_strap,
)
from biofeed.errors import UsageError
from biofeed.exercise import AS_WRITTEN, Exercise, Variant, parse
from biofeed.plugins import exercise_names, load_exercise
from biofeed.types import Cue, Phase
from biofeed.words import care as words

TODAY = dt.date(2026, 11, 22)
WILLING = Moment(today=TODAY, consent=True)

SAID = {
    "H": words.WITHOUT_HOLDS,
    "S": words.SLOWER_START,
    "G": words.GOES_SLOWER,
    "D": words.DIGITS_HIDDEN,
    "N": words.NO_NUMBERS,
    "K": words.CARD_FIRST,
}
"""What was changed, by its letter in the table."""
WAITS = {"u": words.UNANSWERED, "c": words.CLINICIAN, "r": words.RHYTHM, "x": words.CRISIS}
"""Why it waits, by its letter in the table."""

TABLE = """
exercise              none unanswered rhythm lung fainting agreed strain pregnancy panic crisis
longer-exhale         .    .          N      c    c        .      .      .         SD    K
even-breath           .    .          N      c    c        .      .      .         SD    K
coherent              .    u          N      c    c        .      .      .         SD    K
resonance             .    .          N      c    c        .      .      .         SD    K
extended-exhale       .    u          N      c    c        .      .      .         SD    K
cyclic-sighing        .    .          N      c    c        .      .      .         SD    K
four-four-six         .    u          N      c    Hc       H      H      H         SD    K
box                   .    u          N      c    Hc       H      H      H         SD    K
four-seven-eight      .    u          N      c    Hc       H      H      H         SD    K
follow-your-heart     .    .          Nr     c    c        .      .      .         SD    K
session               .    .          N      c    c        .      .      .         SD    K
reset                 .    .          N      c    c        .      .      .         SD    K
grounding             .    .          .      .    .        .      .      .         .     K
activation            .    .          .      .    .        .      .      .         .     K
body-scan             .    .          .      .    .        .      .      .         .     K
breathing-space       .    .          .      .    .        .      .      .         .     K
resting-reading       .    .          r      .    .        .      .      .         .     K
resonance-assessment  .    u          Nr     c    c        .      .      .         GD    Kx
stress-recovery       .    u          Nr     c    c        .      .      .         GD    Kx
"""
CARES = {
    "none": ASKED_ELSEWHERE,
    "unanswered": NOT_ASKED,
    "rhythm": Care(True, frozenset({Caution.RHYTHM})),
    "lung": Care(True, frozenset({Caution.LUNG_OR_KIDNEY})),
    "fainting": Care(True, frozenset({Caution.FAINTING})),
    "agreed": Care(True, frozenset({Caution.FAINTING}), clinician_agrees=True),
    "strain": Care(True, frozenset({Caution.STRAIN})),
    "pregnancy": Care(True, frozenset({Caution.PREGNANCY})),
    "panic": Care(True, frozenset({Caution.PANIC})),
    "crisis": Care(True, frozenset({Caution.CRISIS})),
}


def cells() -> Iterator[tuple[str, str, str]]:
    head, *rows = (line.split() for line in TABLE.strip().splitlines())
    for name, *letters in rows:
        yield from ((name, care, cell) for care, cell in zip(head[1:], letters, strict=True))


@pytest.mark.parametrize(("name", "answers", "expected"), [*cells()])
def test_each_answer_does_to_each_exercise_what_the_table_says(
    name: str, answers: str, expected: str
) -> None:
    exercise = load_exercise(name)

    variant, said = adjusted(AS_WRITTEN, exercise, CARES[answers])
    refusal = allows(exercise, variant, CARES[answers], WILLING)

    assert said == tuple(SAID[letter] for letter in expected if letter in SAID)
    waits = [WAITS[letter] for letter in expected if letter in WAITS]
    if refusal is None:
        assert not waits
    else:
        assert [(refusal.title, refusal.hint)] == [(t.format(title=exercise.title), h) for t, h in waits]


def test_what_was_changed_is_what_is_going_to_be_done() -> None:
    box = load_exercise("box")

    assert adjusted(AS_WRITTEN, box, CARES["pregnancy"])[0] == Variant(holds=False)
    assert adjusted(AS_WRITTEN, box, CARES["panic"])[0] == Variant(pace_bpm=7.5)
    assert adjusted(Variant(framed=True), box, CARES["rhythm"])[0] == Variant(framed=False)


def test_a_pace_that_was_asked_for_stays_also_with_panic() -> None:
    asked = Variant(pace_bpm=6.0)

    assert adjusted(asked, load_exercise("coherent"), CARES["panic"]) == (asked, (words.DIGITS_HIDDEN,))


def test_with_panic_the_slower_start_is_within_what_the_breath_can_have() -> None:
    """At 7.5 a minute this breath's out-breath is 1.4 s, so it begins where that is 1.5 s."""
    exercise = one_breath("breaths_per_minute = 5", "ratio = [82, 18]")

    variant, said = adjusted(AS_WRITTEN, exercise, CARES["panic"])

    assert variant.pace_bpm == pytest.approx(60 * 0.18 / 1.5)
    assert said == (words.SLOWER_START, words.DIGITS_HIDDEN)
    assert exercise.schedule(variant).cues


@pytest.mark.parametrize("answers", ["agreed", "strain", "pregnancy"])
def test_a_hold_that_was_not_taken_out_before_is_refused_with_its_reason(answers: str) -> None:
    box = load_exercise("box")

    refusal = allows(box, AS_WRITTEN, CARES[answers])

    assert refusal is not None
    assert (refusal.title, refusal.hint) == (words.HOLDS[0].format(title=box.title), words.HOLDS[1])


def test_until_the_check_is_answered_a_breath_may_be_chosen_without_its_holds() -> None:
    box = load_exercise("box")

    assert allows(box, Variant(holds=False), NOT_ASKED) is None
    assert allows(box, Variant(holds=False, pace_bpm=5.9), NOT_ASKED)
    assert allows(box, Variant(holds=False, pace_bpm=8.1), NOT_ASKED)


def test_until_a_clinician_agrees_ten_a_minute_is_the_slowest() -> None:
    exercise = load_exercise("even-breath")

    assert allows(exercise, Variant(pace_bpm=10), CARES["lung"]) is not None, "its ramp begins at nine"
    assert allows(load_exercise("reset"), Variant(pace_bpm=10), CARES["lung"]) is None
    assert allows(load_exercise("reset"), Variant(pace_bpm=9.9), CARES["lung"])


def test_a_ramp_that_begins_slower_than_allowed_waits() -> None:
    exercise = one_breath("breaths_per_minute = 6", "ramp = { from = 4, seconds = 30 }")

    assert allows(exercise, AS_WRITTEN, NOT_ASKED)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (WILLING, None),
        (Moment(today=TODAY), words.CONSENT),
        (Moment(TODAY, None, consent=True, stress=69, window=Window.INSIDE), None),
        (Moment(TODAY, None, consent=True, stress=70), words.STRESSED),
        (Moment(TODAY, None, consent=True, window=Window.ABOVE), words.OUTSIDE),
        (Moment(TODAY, None, consent=True, window=Window.BELOW), words.OUTSIDE),
        (Moment(TODAY, TODAY, consent=True), words.ONCE_A_DAY),
        (Moment(TODAY, TODAY - dt.timedelta(days=1), consent=True), None),
    ],
)
@pytest.mark.parametrize("name", ["stress-recovery", "stress-recovery-stroop", "stress-recovery-event"])
def test_a_stressor_needs_a_yes_each_time_and_a_day_that_can_bear_it(
    name: str, moment: Moment, expected: words.Said | None
) -> None:
    exercise = load_exercise(name)

    refusal = allows(exercise, AS_WRITTEN, ASKED_ELSEWHERE, moment)

    if expected is None:
        assert refusal is None
    else:
        assert refusal is not None
        assert (refusal.title, refusal.hint) == (expected[0].format(title=exercise.title), expected[1])


UNMEASURED = Moment(today=TODAY, consent=True, has_strap=False)
DEMANDING = ["stress-recovery", "stress-recovery-stroop", "stress-recovery-event", "resonance-assessment"]


@pytest.mark.parametrize("name", exercise_names())
def test_without_a_strap_what_asks_much_in_order_to_measure_is_refused_and_nothing_else(name: str) -> None:
    exercise = load_exercise(name)

    refusal = allows(exercise, AS_WRITTEN, ASKED_ELSEWHERE, UNMEASURED)

    if name in DEMANDING:
        assert refusal is not None
        assert (refusal.title, refusal.hint) == (words.STRAP[0].format(title=exercise.title), words.STRAP[1])
    else:
        assert refusal is None


@pytest.mark.parametrize("name", exercise_names())
def test_what_goes_by_the_heart_says_so_beforehand_where_there_is_no_strap(name: str) -> None:
    goes_by_heart = name in {*DEMANDING, "resting-reading", "follow-your-heart"}

    said = without_strap(load_exercise(name), UNMEASURED)

    assert said == ((words.GOES_BY_HEART,) if goes_by_heart else ())
    assert without_strap(load_exercise(name), WILLING) == ()


def test_until_the_check_is_answered_a_reading_is_open_only_if_it_paces_nothing() -> None:
    head = 'format = 1\ntitle = "T"\nsummary = "S"\nevidence = "E"\nkind = "reading"\n'
    phase = '[[phases]]\nkind = "breathe"\nseconds = 60\nbreaths_per_minute = 6\n'

    assert allows(load_exercise("resting-reading"), AS_WRITTEN, NOT_ASKED) is None
    assert allows(parse(head + phase, "written"), AS_WRITTEN, NOT_ASKED)


# --- what no combination gets around ----------------------------------------------------------------


def one_breath(*lines: str) -> Exercise:
    head = 'format = 1\ntitle = "T"\nsummary = "S"\nevidence = "E"\n'
    phase = '[[phases]]\nkind = "breathe"\nseconds = 60\n'
    return parse(head + phase + "\n".join(lines), "written")


@st.composite
def written(draw: st.DrawFn, *, held: bool) -> Exercise:
    """Draw an exercise as somebody could write one: slow or fast, with or without a ramp."""
    bpm = draw(st.sampled_from([3.5, 4.0, 5.0, 6.0] if held else [4.0, 6.0, 7.0, 8.0, 9.0, 10.0]))
    lines = [f"breaths_per_minute = {bpm}"]
    if draw(st.booleans()):
        lines.append(f"ramp = {{ from = {draw(st.sampled_from([4.0, 6.0, 8.0, 12.0]))}, seconds = 30 }}")
    if held:
        lines.append("ratio = [4, 1, 4, 1]")
        lines.append("without_holds = { breaths_per_minute = 6.0, ratio = [4, 6] }")
    return one_breath(*lines)


LIBRARY = [load_exercise(name) for name in exercise_names()]
with_holds = st.sampled_from([one for one in LIBRARY if one.has_holds]) | written(held=True)
any_exercise = st.sampled_from(LIBRARY) | written(held=False) | written(held=True)
variants = st.builds(
    Variant, pace_bpm=st.none() | st.sampled_from([4.0, 5.9, 6.0, 7.5, 8.0, 8.1, 10.0]), holds=st.booleans()
)
cautions = st.frozensets(st.sampled_from(Caution), max_size=2)


def breathed(exercise: Exercise, variant: Variant) -> tuple[Cue, ...]:
    """Give what is really asked; nothing where an exercise cannot be done in this way."""
    try:
        return exercise.schedule(variant).cues
    except UsageError:
        return ()


@given(with_holds, variants, cautions, st.booleans(), st.booleans())
def test_no_combination_lets_a_hold_through_in_pregnancy(
    exercise: Exercise, variant: Variant, others: frozenset[Caution], answered: bool, agrees: bool
) -> None:
    care = Care(answered, others | {Caution.PREGNANCY}, agrees)

    for asked in (variant, adjusted(variant, exercise, care)[0]):
        if allows(exercise, asked, care, WILLING) is None:
            assert not {cue.phase for cue in breathed(exercise, asked)} & {Phase.HOLD, Phase.REST}


@given(any_exercise, variants, cautions)
def test_no_combination_leaves_six_to_eight_a_minute_before_the_check_is_answered(
    exercise: Exercise, variant: Variant, applies: frozenset[Caution]
) -> None:
    care = Care(answered=False, applies=applies)

    for asked in (variant, adjusted(variant, exercise, care)[0]):
        if allows(exercise, asked, care, WILLING) is None:
            cues = breathed(exercise, asked)
            lengths_s = list(breath_lengths_s(cues))
            assert all(length_s <= 10.002 for length_s in lengths_s)
            # A ramp comes down from one's own breath; where it has arrived, eight a minute is the fastest.
            assert not lengths_s or lengths_s[-1] >= 60 / 8 - 0.002
            assert not {cue.phase for cue in cues} & {Phase.HOLD, Phase.REST}


def breath_lengths_s(cues: tuple[Cue, ...]) -> Iterator[float]:
    """Give how long each paced breath is, from breathing in to breathing in."""
    length_s, before = 0.0, Phase.FREE
    for cue in (*cues, Cue(0.0, Phase.FREE, 0.0, "", 0.0)):
        begins_anew = cue.phase is Phase.INHALE and before is not Phase.INHALE
        if length_s and (begins_anew or cue.phase is Phase.FREE):
            yield length_s
            length_s = 0.0
        if cue.phase is not Phase.FREE:
            length_s += cue.duration_s
        before = cue.phase
