"""Tags of a day: a number, a text or neither."""

from __future__ import annotations

import pytest

from biofeed.diary import Tag, TagKind, read_tag, read_tag_kind
from biofeed.errors import UsageError
from tests.biofeed.diary.making import DAY


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("sleep", TagKind.SLEEP),
        ("med", TagKind.MEDICATION_CHANGE),
        ("medication-change", TagKind.MEDICATION_CHANGE),
        ("Life_Event", TagKind.LIFE_EVENT),
        (" ill", TagKind.ILLNESS),
    ],
)
def test_the_first_letters_of_a_kind_are_enough(typed: str, kind: TagKind) -> None:
    assert read_tag_kind(typed) is kind


@pytest.mark.parametrize("typed", ["", "x", "sleeping"])
def test_what_is_no_kind_is_refused_with_the_kinds_there_are(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_tag_kind(typed)
    assert all(kind in caught.value.hint for kind in TagKind)


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("6.5", Tag(TagKind.SLEEP, DAY, 6.5)),
        ("6,5", Tag(TagKind.SLEEP, DAY, 6.5)),
        ("6.5h", Tag(TagKind.SLEEP, DAY, 6.5)),
        (" 6,5 Hours ", Tag(TagKind.SLEEP, DAY, 6.5)),
        ("390 min", Tag(TagKind.SLEEP, DAY, 6.5)),
        ("", Tag(TagKind.SLEEP, DAY)),
    ],
)
def test_an_amount_is_a_number_with_or_without_its_unit(said: str, tag: Tag) -> None:
    assert read_tag(TagKind.SLEEP, DAY, said) == tag


def test_a_day_has_24_hours_of_sleep_at_most() -> None:
    with pytest.raises(UsageError) as caught:
        Tag(TagKind.SLEEP, DAY, 25)
    assert "0 to 24" in caught.value.hint


@pytest.mark.parametrize("said", ["abc", "nan", "inf", "6 cups", "six", "6.5.1", "30 h", "-1"])
def test_what_is_no_amount_of_sleep_is_refused_with_the_range(said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_tag(TagKind.SLEEP, DAY, said)
    assert "0 to 24" in caught.value.hint


@pytest.mark.parametrize(
    ("kind", "said", "tag"),
    [
        (TagKind.EXERCISE, "1.5 h", Tag(TagKind.EXERCISE, DAY, 90)),
        (TagKind.CAFFEINE, "2 cups", Tag(TagKind.CAFFEINE, DAY, 2)),
        (TagKind.ILLNESS, "a cold", Tag(TagKind.ILLNESS, DAY, text="a cold")),
        (TagKind.MEDICATION_CHANGE, "10 mg", Tag(TagKind.MEDICATION_CHANGE, DAY, text="10 mg")),
    ],
)
def test_units_belong_to_amounts_and_other_tags_stay_text(kind: TagKind, said: str, tag: Tag) -> None:
    assert read_tag(kind, DAY, said) == tag
