from __future__ import annotations

import pytest

from biofeed.rows import encode_header, encode_line
from biofeed.sharing.excerpt import excerpt
from biofeed.sharing.tick import Extra
from biofeed.types import INPUTS, Answer, Beat, Event, Gap, Link, LinkState, Marker, Note, Packet, Samples
from biofeed.words import sharing as words
from tests.biofeed.sharing.conftest import EVENTS, HEADER, NEVER, SECRETS


def kept(*ticked: Extra) -> tuple[Event, ...]:
    return excerpt(HEADER, EVENTS, "river-7", ticked).events


def as_bytes(*ticked: Extra) -> bytes:
    part = excerpt(HEADER, EVENTS, "river-7", ticked)
    return encode_header(part.header) + b"".join(encode_line(0, event) for event in part.events)


def test_without_a_tick_nothing_typed_and_no_raw_bytes_go_along() -> None:
    text = as_bytes()

    assert not [secret for secret in SECRETS if secret.encode() in text]
    assert not [event for event in kept() if isinstance(event, Packet | Samples)]


@pytest.mark.parametrize("ticked", [(), tuple(Extra)])
def test_whatever_is_ticked_the_strap_cannot_be_told(ticked: tuple[Extra, ...]) -> None:
    text = as_bytes(*ticked)

    assert not [secret for secret in NEVER if secret.encode() in text]
    assert b"Polar H10" in text


def test_beats_gaps_ratings_and_choices_always_go_along() -> None:
    beats = [event for event in EVENTS if isinstance(event, Beat)]

    assert [event for event in kept() if isinstance(event, Beat)] == beats
    assert Gap(4.0, 2.0, "lost") in kept()
    assert Note(0.0, "sitting", "posture") in kept()
    assert Link(2.5, LinkState.BATTERY, "15 %") in kept()
    assert Marker(3.0) in kept()
    assert Answer(4.0, 0, "") in kept()


def test_own_words_go_along_if_they_are_ticked() -> None:
    said = [event for event in EVENTS if isinstance(event, Note | Marker | Answer)]

    assert [event for event in kept(Extra.NOTES) if isinstance(event, Note | Marker | Answer)] == said


def test_raw_bytes_go_along_if_they_are_ticked_but_not_from_an_unknown_source() -> None:
    packets = [event.source for event in kept(Extra.PACKETS) if isinstance(event, Packet)]

    assert packets == ["2a37"]
    assert any(isinstance(event, Samples) for event in kept(Extra.PACKETS))


def test_what_was_left_out_is_counted() -> None:
    left_out = excerpt(HEADER, EVENTS, "river-7", ()).left_out

    assert left_out == {
        words.NOTES: 2,
        words.MARKED: 1,
        words.ANSWERS: 1,
        words.PACKETS: 2,
        words.SAMPLES: 1,
    }


def test_every_kind_of_input_was_thought_of() -> None:
    """A kind that carries text or bytes and is added later has to be thought of in the excerpt."""
    seen = {"Packet", "Link", "Samples", "Marker", "Rating", "Answer", "Note", "Pause", "PaceChange"}

    assert {kind.__name__ for kind in INPUTS} == seen | {"Skip", "Repeat", "Stop"}


def test_the_code_that_goes_along_can_be_another() -> None:
    assert excerpt(HEADER, EVENTS, "hill-1", ()).header.client == "hill-1"
