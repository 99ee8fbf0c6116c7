"""Words for feelings: layered, each once, and none that judges."""

from __future__ import annotations

from collections import Counter

from biofeed.diary import basic_word, feelings, places
from tests.biofeed.test_words import BANNED


def test_every_basic_word_has_closer_ones_and_no_word_stands_twice() -> None:
    words = [word for basic, closer in feelings().items() for word in (basic, *closer)]

    assert min(len(closer) for closer in feelings().values()) >= 5
    assert [word for word, times in Counter(words).items() if times > 1] == []


def test_a_word_leads_to_its_basic_one_and_ones_own_to_none() -> None:
    assert basic_word("Irritated") == "angry"
    assert basic_word("angry") == "angry"
    assert basic_word("like a wet dog") is None


def test_the_places_are_those_that_a_body_scan_visits() -> None:
    assert {"shoulders", "chest", "jaw", "stomach", "ungrounded"} <= set(places())
    assert len(set(places())) == len(places())


def test_no_word_judges() -> None:
    for word in (*feelings(), *(one for closer in feelings().values() for one in closer), *places()):
        assert not BANNED.search(word)
