"""Entries survive being written down and read again."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.diary import (
    KINDS,
    Goal,
    GoalRating,
    Line,
    Moment,
    MomentKind,
    Tag,
    TagKind,
    Total,
    Value,
    from_payload,
    happened,
    kind_of,
    to_payload,
)
from biofeed.errors import UsageError
from biofeed.words import diary as words
from tests.biofeed.diary.making import DAY, NOON, win

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
times = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1), timezones=zones)
days = st.dates()
texts = st.text(st.characters(exclude_categories=["Cs"]))
names = texts.filter(lambda text: bool(text.strip()))
felt = st.none() | st.integers(0, 100)
numbers = st.floats(allow_nan=False, allow_infinity=False)

values: st.SearchStrategy[Value] = st.one_of(
    st.builds(
        Moment,
        st.sampled_from(MomentKind),
        times,
        names,
        st.lists(texts).map(tuple),
        st.lists(texts).map(tuple),
        felt,
        st.none() | st.floats(0, 10080),
        texts,
        felt,
    ),
    st.builds(Goal, names, times, texts, texts),
    st.builds(GoalRating, names, st.floats(0, 10), times),
    st.builds(Tag, st.sampled_from(TagKind), days, st.none() | st.floats(0, 24), texts),
    st.builds(Total, names, numbers, days, texts, st.lists(st.tuples(texts, numbers)).map(tuple)),
    st.builds(Line, names, times),
)


@given(values)
def test_every_value_comes_back_exactly_through_json(value: Value) -> None:
    payload = json.loads(json.dumps(to_payload(value)))

    assert from_payload(kind_of(value), payload) == value


@given(
    st.sampled_from(KINDS),
    st.dictionaries(texts, st.none() | st.booleans() | numbers | texts | st.lists(texts)),
)
def test_what_is_no_value_is_one_clear_error(kind: str, payload: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_payload(kind, payload)


def test_a_kind_that_is_not_known_is_named() -> None:
    with pytest.raises(ValueError, match="“dream” is not a known kind"):
        from_payload("dream", {})


def test_a_kept_number_off_its_scale_is_an_error_and_no_value() -> None:
    with pytest.raises(ValueError, match="peak"):
        from_payload("win", {**to_payload(win()), "peak": 300})


def test_wins_stand_before_setbacks_in_the_list_of_kinds() -> None:
    assert KINDS[:2] == ("win", "setback")
    assert tuple(words.KINDS) == KINDS


def test_what_has_a_day_and_no_time_counts_as_noon() -> None:
    assert happened(Tag(TagKind.SLEEP, DAY, 6), NOON.replace(hour=23)) == NOON
    assert happened(win(), NOON.replace(hour=23)) == NOON


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_line_is_refused_and_nothing_to_report_is_not(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        Line(text, NOON)
    assert "nothing to report" in caught.value.hint
    assert Line("nothing to report", NOON)
