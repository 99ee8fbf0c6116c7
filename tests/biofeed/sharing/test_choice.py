from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from biofeed.diary import Line, told
from biofeed.errors import UsageError
from biofeed.sharing.archive import unpack
from biofeed.sharing.bundle import encode
from biofeed.sharing.choice import Choice, Chosen, choose
from biofeed.sharing.preview import as_json, as_lines
from biofeed.sharing.tick import Extra
from biofeed.store.home import Home
from biofeed.store.store import Store
from biofeed.words import sharing as words
from tests.biofeed.sharing.conftest import CLIENT, HEADER, NEVER, NOW, SECRETS, log_session

ALL = frozenset(Extra)


def chosen(home: Home, choice: Choice) -> Chosen:
    return choose(home, choice, "biofeed 0.1.0", NOW)


def contents(found: Chosen) -> bytes:
    return b"".join(unpack(encode(found.bundle)).values())


@pytest.mark.usefixtures("filled")
def test_nothing_that_was_not_ticked_is_anywhere_in_the_bundle(home: Home) -> None:
    text = contents(chosen(home, Choice(CLIENT)))

    assert [secret for secret in SECRETS if secret.encode() in text] == []
    assert b"said on purpose" in text
    assert b"for both of us" in text


@pytest.mark.usefixtures("filled")
def test_with_everything_ticked_the_strap_and_the_contacts_are_still_not_in_it(home: Home) -> None:
    text = contents(chosen(home, Choice(CLIENT, ticked=ALL)))

    assert [secret for secret in (*NEVER, "0664 1234") if secret.encode() in text] == []
    for ticked in ("so much shame", "private thought", "kept to myself", "10480004"):
        assert ticked.encode() in text


@pytest.mark.usefixtures("filled")
def test_the_preview_shows_every_text_that_is_in_it_and_counts_what_is_not(home: Home) -> None:
    everything = "\n".join(as_lines(chosen(home, Choice(CLIENT, ticked=ALL)), ["age1xyz"]))
    for said in ("my mother called", "so much shame", "the dog", "private thought", "kept to myself"):
        assert said in everything
    assert "age1xyz" in everything

    found = chosen(home, Choice(CLIENT))
    little = "\n".join(as_lines(found, ["age1xyz"]))
    assert [secret for secret in SECRETS if secret in little] == []
    assert f"{words.PRIVATE_ENTRIES}: 1" in little
    assert f"{words.PRIVATE_NOTES}: 1" in little
    assert f"{words.NOTES}: 2" in little
    assert as_json(found, ["age1xyz"])["left_out"] == dict(found.left_out)


def test_sessions_are_chosen_by_name_or_by_day(home: Home, filled: Store) -> None:
    later = log_session(filled, replace(HEADER, started="2026-03-05T18:30:00+01:00"))

    def starts(choice: Choice) -> list[str]:
        return [session.header.started[:10] for session in chosen(home, choice).bundle.sessions]

    assert starts(Choice(CLIENT)) == ["2026-03-01", "2026-03-05"]
    assert starts(Choice(CLIENT, (later,))) == ["2026-03-05"]
    assert starts(Choice(CLIENT, since=dt.date(2026, 3, 2))) == ["2026-03-05"]


def test_entries_from_before_the_day_stay_behind(home: Home, filled: Store) -> None:
    filled.write_entry(CLIENT, Line("later", NOW + dt.timedelta(days=9)), NOW, shared=True)

    found = chosen(home, Choice(CLIENT, since=dt.date(2026, 3, 10))).bundle
    assert [told(entry.value) for entry in found.entries] == ["later"]


def test_a_session_of_somebody_else_is_not_shared(home: Home, filled: Store) -> None:
    other = log_session(filled, client="hill-2")

    with pytest.raises(UsageError, match="not river-7's"):
        chosen(home, Choice(CLIENT, (other,)))
    assert len(chosen(home, Choice(CLIENT)).bundle.sessions) == 1


def test_a_running_session_waits(home: Home, filled: Store) -> None:
    with filled.begin(HEADER, CLIENT):
        found = chosen(home, Choice(CLIENT))

    assert len(found.bundle.sessions) == 1
    assert found.left_out[words.RUNNING] == 1


def test_a_mark_stays_the_same_whatever_is_ticked_and_whoever_it_is_filed_under(
    home: Home, filled: Store
) -> None:
    before = chosen(home, Choice(CLIENT)).bundle.sessions[0].mark
    assert chosen(home, Choice(CLIENT, ticked=ALL)).bundle.sessions[0].mark == before
    filled.move("1", "hill-2", NOW)

    assert chosen(home, Choice("hill-2")).bundle.sessions[0].mark == before


def test_another_code_can_go_along(home: Home, filled: Store) -> None:
    text = contents(chosen(home, Choice(CLIENT, alias="case-12")))

    assert b"case-12" in text
    assert CLIENT.encode() not in text


def test_where_there_is_nothing_it_says_so(home: Home) -> None:
    with pytest.raises(UsageError, match="nothing of me"):
        chosen(home, Choice("me"))
