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
        ("badly slept", Tag(TagKind.SLEEP, DAY, text="badly slept")),
        ("nan", Tag(TagKind.SLEEP, DAY, text="nan")),
        ("", Tag(TagKind.SLEEP, DAY)),
    ],
)
def test_what_is_said_is_a_number_where_it_is_one(said: str, tag: Tag) -> None:
    assert read_tag(TagKind.SLEEP, DAY, said) == tag


def test_a_day_has_24_hours_of_sleep_at_most() -> None:
    with pytest.raises(UsageError) as caught:
        Tag(TagKind.SLEEP, DAY, 25)
    assert "0 to 24" in caught.value.hint
