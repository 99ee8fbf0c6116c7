"""`card`: whom to call, without a log, a strap or a network."""

from __future__ import annotations

import json

import pytest

from biofeed.words import card as words
from tests.biofeed.cli.conftest import Run


@pytest.fixture(autouse=True)
def no_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take this machine's own country away."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def test_a_country_has_its_emergency_number_first_and_then_somebody_to_talk_to(run: Run) -> None:
    ran = run("card", "--country", "ie")

    assert ran.code == 0
    assert ran.out.index("112 ") < ran.out.index("Samaritans") < ran.out.index("findahelpline.com")
    assert "These are numbers for Ireland." in ran.out
    assert words.NOBODY_WATCHES in ran.out
    assert words.NUMBERS_CHANGE in ran.out


def test_without_a_country_the_card_is_not_empty_and_says_what_is_missing(run: Run) -> None:
    out = run("card").out

    assert "112 " in out
    assert "911 " in out
    assert words.COUNTRY_UNKNOWN in out


def test_a_country_without_a_crisis_line_in_here_says_so(run: Run) -> None:
    assert words.nothing_for("GR") in run("card", "--country", "GR").out


def test_the_locale_names_the_country_as_posix_ranks_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LC_ALL", "nb_NO.UTF-8")

    assert json.loads(run("card", "--json").out)["card"]["country"] == "NO"


def test_as_json_every_number_has_its_source_and_the_day(run: Run) -> None:
    found = json.loads(run("card", "--country", "AU", "--json").out)["card"]

    assert [one["number"] for one in found["emergency"]] == ["000"]
    assert [(one["number"], one["text"]) for one in found["crisis"]] == [("13 11 14", "0477 13 11 14")]
    for one in (*found["emergency"], *found["crisis"], found["directory"]):
        assert set(one) == {"name", "number", "about", "text", "source", "page_year", "checked"}
        assert one["source"]
        assert one["checked"]


def test_a_number_for_text_messages_is_named(run: Run) -> None:
    assert "or text 1737" in run("card", "--country", "NZ").out


def test_what_is_no_country_code_is_said_with_what_to_write(run: Run) -> None:
    ran = run("card", "--country", "Ireland")

    assert ran.code == 2
    assert words.COUNTRY_HINT in ran.err
