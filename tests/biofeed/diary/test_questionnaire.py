"""The table of questionnaires: what is in it, what it refuses, and how a person's own takes its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.diary import (
    Basis,
    Questionnaires,
    Total,
    Worse,
    packaged_questionnaires,
    packaged_toml,
    parse_questionnaires,
)
from biofeed.errors import UsageError
from tests.biofeed.diary.making import DAY
from tests.biofeed.test_words import BANNED

TABLE = packaged_questionnaires()

OWN = """
[[questionnaire]]
name = "PHQ-9"
about = "as our clinic counts"
basis = "page"
source = "our manual"

[[questionnaire.scale]]
lowest = 0
highest = 27
worse = "higher"
reliable_change = { value = 5, basis = "page", source = "our manual" }
"""


def total(name: str, number: float | None, variant: str = "", **parts: float) -> Total:
    return Total(name, number, DAY, variant, tuple(parts.items()))


@pytest.mark.parametrize(
    ("name", "part", "variant", "lowest", "highest", "worse", "cut_off", "index"),
    [
        ("OQ-45.2", "", "", 0, 180, "higher", 64, 14),
        ("ORS", "", "", 0, 40, "lower", 25, 5),
        ("SRS", "", "", 0, 40, "lower", 36, None),
        ("CD-RISC-25", "", "", 0, 100, "lower", None, 12),
        ("CD-RISC-10", "", "", 0, 40, "lower", None, 6),
        ("ERQ", "reappraisal", "mean", 1, 7, None, None, 1.2),
        ("ERQ", "suppression", "mean", 1, 7, None, None, 1.6),
        ("PHQ-9", "", "", 0, 27, "higher", 10, 6),
        ("GAD-7", "", "", 0, 21, "higher", 8, 4),
        ("DASS-21", "depression", "x2", 0, 42, "higher", 10, 7.4),
        ("DASS-21", "anxiety", "x2", 0, 42, "higher", 8, 6.9),
        ("DASS-21", "stress", "x2", 0, 42, "higher", 15, 7.4),
        ("PSS-10", "", "", 0, 40, "higher", None, 8),
        ("PSS-4", "", "", 0, 16, "higher", None, 5),
        ("WHO-5", "", "x4", 0, 100, "lower", 50, 10),
        ("K10", "", "1-5", 10, 50, "higher", 20, 7),
        ("K6", "", "", 0, 24, "higher", 13, 5),
        ("SUDS", "", "0-100", 0, 100, "higher", None, None),
    ],
)
def test_the_table_has_the_numbers_of_its_sources(
    name: str,
    part: str,
    variant: str,
    lowest: float,
    highest: float,
    worse: str | None,
    cut_off: float | None,
    index: float | None,
) -> None:
    scale = TABLE.scale(name, part, variant)

    assert scale is not None
    assert (scale.lowest, scale.highest, scale.worse) == (lowest, highest, worse)
    assert (scale.cut_off and scale.cut_off.value) == cut_off
    if index is None:
        assert scale.reliable_change is None
    else:
        assert scale.reliable_change is not None
        digits = 1 if index != round(index) or index in (1.2, 1.6) else 0
        assert round(scale.reliable_change.index, digits) == index


def test_every_number_says_how_it_is_known() -> None:
    for one in TABLE:
        assert one.source
        for scale in one.scale:
            for fact in filter(None, (scale.cut_off, scale.reliable_change)):
                assert fact.source
                assert fact.basis in Basis


def test_what_is_computed_says_from_what() -> None:
    for one in TABLE:
        for scale in one.scale:
            change = scale.reliable_change
            if change is not None and change.value is None:
                assert change.basis is Basis.COMPUTED
                assert "alpha" in change.source


def test_the_table_holds_no_item_and_no_word_that_judges() -> None:
    """Comments are for whoever edits the table; what stands between quotes may be shown."""
    for text in re.findall(r'"([^"\n]*)"', packaged_toml()):
        assert not BANNED.search(text)
        assert "?" not in text


@pytest.mark.parametrize("typed", ["phq-9", "PHQ9", "phq 9", " Phq_9 "])
def test_a_name_is_found_however_it_is_typed(typed: str) -> None:
    assert TABLE.checked(total(typed, 11)).questionnaire == "PHQ-9"


@pytest.mark.parametrize("number", [-1, 27.5, 28, 1e9])
def test_a_total_out_of_range_is_refused_with_the_range(number: float) -> None:
    with pytest.raises(UsageError, match="PHQ-9") as caught:
        TABLE.checked(total("PHQ-9", number))
    assert "0 to 27" in caught.value.hint


def test_an_unknown_variant_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="x9") as caught:
        TABLE.checked(total("WHO-5", 4, "x9"))
    assert "x4 (0 to 100)" in caught.value.hint
    assert "raw (0 to 25)" in caught.value.hint
    with pytest.raises(UsageError) as caught:
        TABLE.checked(total("PHQ-9", 4, "x9"))
    assert "one way alone" in caught.value.hint


def test_where_numbers_of_two_variants_do_not_compare_one_has_to_be_named() -> None:
    with pytest.raises(UsageError, match="more than one way"):
        TABLE.checked(total("WHO-5", 40))
    assert TABLE.checked(total("WHO-5", 40), usual_variant="x4").variant == "x4"
    assert TABLE.checked(total("WHO-5", 20, "RAW"), usual_variant="x4").variant == "raw"


def test_parts_are_checked_each_against_its_own_range() -> None:
    checked = TABLE.checked(total("oq 45.2", 70, **{"Social Role": 12}))

    assert checked.numbers == (("", 70), ("social role", 12))
    with pytest.raises(UsageError) as caught:
        TABLE.checked(total("OQ-45.2", 70, **{"social role": 37}))
    assert "0 to 36" in caught.value.hint
    with pytest.raises(UsageError, match="no part “sleep”") as caught:
        TABLE.checked(total("OQ-45.2", 70, sleep=3))
    assert "social role" in caught.value.hint


def test_what_has_parts_alone_takes_no_total() -> None:
    with pytest.raises(UsageError, match="has no total") as caught:
        TABLE.checked(total("DASS-21", 12, "x2"))
    assert "stress" in caught.value.hint


def test_a_questionnaire_that_is_not_in_the_table_is_taken_as_it_is() -> None:
    told = total("Our own", 123.5, "any", a=3)

    assert TABLE.checked(told) == told


def test_nothing_but_a_name_is_no_total() -> None:
    with pytest.raises(UsageError, match="no number"):
        total("PHQ-9", None)
    with pytest.raises(UsageError, match="no number"):
        total("PHQ-9", float("nan"))
    with pytest.raises(UsageError, match="no name"):
        total(" ", 3)


@pytest.mark.parametrize(
    ("name", "variant", "value", "beyond"),
    [
        ("PHQ-9", "", 10, True),
        ("PHQ-9", "", 9, False),
        ("ORS", "", 25, False),
        ("ORS", "", 24.9, True),
        ("WHO-5", "x4", 50, True),
        ("WHO-5", "raw", 13, False),
        ("PSS-10", "", 40, None),
    ],
)
def test_a_cut_off_says_to_which_side_it_belongs_itself(
    name: str, variant: str, value: float, beyond: bool | None
) -> None:
    scale = TABLE.scale(name, "", variant)

    assert scale is not None
    assert scale.is_beyond_cut_off(value) is beyond


def test_a_persons_own_takes_the_place_of_what_has_its_name() -> None:
    table = TABLE.extended(parse_questionnaires(OWN, "mine.toml"))
    scale = table.scale("PHQ-9", "", "")

    assert scale is not None
    assert scale.reliable_change is not None
    assert scale.reliable_change.index == 5
    assert table.find("GAD-7") is not None
    assert len(list(table)) == len(list(TABLE))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("highest = 27", "highest = 0", "lowest has to be below"),
        ("highest = 27", "highest = nan", "lowest has to be below"),
        ("highest = 27", "highest = 'x'", "Expected `float`"),
        ("value = 5, ", "", "needs a value"),
        ("value = 5", "value = 0", "needs a value"),
        ("value = 5", "sd = 3, reliability = 1.5", "reliability"),
        ("highest = 27", "highest = 27\ncutoff = 10", "cutoff"),
        ('"higher"', '"up"', "up"),
        ('worse = "higher"', 'cut_off = {value = 40, basis = "page", source = "x"}', "cut-off"),
        (
            "[[questionnaire.scale]]",
            "[[questionnaire.scale]]\nlowest = 0\nhighest = 1\n[[questionnaire.scale]]",
            "twice",
        ),
        ("[[questionnaire]]", "[[questionnaire", "mine.toml"),
    ],
)
def test_a_table_that_is_not_in_order_names_the_file_and_the_trouble(
    before: str, after: str, said: str
) -> None:
    assert before in OWN
    with pytest.raises(UsageError, match=r"^mine\.toml: ") as caught:
        parse_questionnaires(OWN.replace(before, after, 1), "mine.toml")
    assert said in caught.value.title
    assert "docs/diary.md" in caught.value.hint


@given(st.text(max_size=200))
def test_any_text_is_a_table_or_one_clear_error(toml: str) -> None:
    try:
        known = parse_questionnaires(toml, "mine.toml")
    except UsageError:
        return
    assert isinstance(known, list)


def test_harder_is_told_by_the_direction_of_the_scale() -> None:
    lower, higher = TABLE.scale("ORS", "", ""), TABLE.scale("PHQ-9", "", "")

    assert lower is not None
    assert higher is not None
    assert (lower.worse, higher.worse) == (Worse.LOWER, Worse.HIGHER)
    assert lower.worsening(30, 20) == higher.worsening(20, 30) == 10


def test_an_empty_table_knows_nothing() -> None:
    assert Questionnaires([]).find("PHQ-9") is None
    assert Questionnaires([]).scale("PHQ-9", "", "") is None
