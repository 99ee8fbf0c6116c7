"""Events become rows and come back as they were."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.rows import (
    KINDS,
    Header,
    NewerFormatError,
    RowError,
    decode_header,
    decode_line,
    dump,
    encode_header,
    encode_line,
    from_payload,
    load,
    to_payload,
    to_text,
)
from biofeed.types import DERIVED, INPUTS, Beat, Event, Flag, Marker, Note, Origin, PaceChange, Packet, Rating
from tests.strategies import events, headers

ROOT = Path(__file__).resolve().parents[2]


def test_every_event_has_a_kind() -> None:
    assert set(KINDS.values()) == {*INPUTS, *DERIVED}


@given(events, st.integers(0, 2**62))
def test_any_event_comes_back_from_its_line_as_it_was(event: Event, seq: int) -> None:
    assert decode_line(encode_line(seq, event)) == (seq, event)


@given(events)
def test_any_event_comes_back_from_its_payload_as_it_was(event: Event) -> None:
    kind, payload = to_payload(event)

    assert from_payload(kind, event.t_s, load(dump(payload))) == event


@given(st.text())
def test_any_text_comes_back_and_stays_on_its_line(text: str) -> None:
    line = encode_line(0, Note(0.0, text))

    assert decode_line(line) == (0, Note(0.0, text))
    assert line.count(b"\n") == 1


@given(st.characters(categories=["Cs"]))
def test_half_a_surrogate_pair_is_written_as_an_escape(half: str) -> None:
    line = encode_line(0, Note(0.0, half))

    assert decode_line(line) == (0, Note(0.0, half))
    assert line.isascii()


def test_a_line_reads_as_the_documentation_says() -> None:
    line = encode_line(7, Packet(1.25, "2a37", b"\x10\x48\x00\x04"))

    assert line == b'{"seq":7,"t_s":1.25,"kind":"packet","payload":{"source":"2a37","data":"10480004"}}\n'


def test_enums_are_written_as_their_values() -> None:
    assert to_payload(Beat(3, 1.0, 812.0, Flag.OUT_OF_RANGE)) == (
        "beat",
        {"seq": 3, "rr_ms": 812.0, "flag": "out of range"},
    )


def test_whole_numbers_are_numbers_too() -> None:
    line = b'{"seq":0,"t_s":1,"kind":"pace_change","payload":{"bpm":6}}'

    assert decode_line(line) == (0, PaceChange(1.0, 6.0))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_not_finite_is_never_written(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        encode_line(0, Rating(0.0, "calm", value))


def test_unknown_keys_are_passed_over() -> None:
    line = b'{"seq":0,"t_s":1.0,"kind":"marker","payload":{"text":"x","mood":1},"later":true}'

    assert decode_line(line) == (0, Marker(1.0, "x"))


def test_a_payload_cannot_change_its_row_s_time() -> None:
    assert from_payload("marker", 1.0, {"text": "x", "t_s": 9.0}) == Marker(1.0, "x")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (b"", "not JSON"),
        (b"[]", "not a JSON object"),
        (b"\xff", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"seq":0,"t_s":1.0,"kind":"sneeze","payload":{}}', "“sneeze” is not a known kind"),
        (b'{"seq":0,"t_s":1.0,"kind":"beat"}', "missing required field `payload`"),
        (b'{"seq":0,"t_s":1.0,"kind":"beat","payload":{"seq":1}}', "missing required field `rr_ms`"),
        (b'{"seq":0,"t_s":"1","kind":"marker","payload":{}}', "Expected `float`, got `str`"),
        (b'{"seq":0,"t_s":true,"kind":"marker","payload":{}}', "Expected `float`, got `bool`"),
        (b'{"seq":0,"t_s":NaN,"kind":"marker","payload":{}}', "not a finite number"),
        (b'{"seq":0,"t_s":1e999,"kind":"marker","payload":{}}', "not a finite number"),
        (b'{"seq":0,"t_s":1' + b"0" * 400 + b',"kind":"marker","payload":{}}', "out of range"),
        (b'{"seq":0,"t_s":1.0,"kind":"marker","payload":[]}', "Expected `object`"),
        (b'{"seq":0,"t_s":1.0,"kind":"packet","payload":{"source":"2a37","data":"0"}}', "in hex"),
        (b'{"seq":0,"t_s":1.0,"kind":"packet","payload":{"source":"2a37"}}', "in hex"),
        (b'{"seq":0,"t_s":1.0,"kind":"beat","payload":{"seq":1,"rr_ms":1.0,"flag":"odd"}}', "Invalid enum"),
    ],
)
def test_a_wrong_row_says_what_is_wrong(line: bytes, wrong: str) -> None:
    with pytest.raises(RowError, match=wrong):
        decode_line(line)


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_row_or_one_error(data: bytes) -> None:
    with suppress(RowError):
        decode_line(data)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists), st.data())
def test_any_wrong_value_anywhere_is_one_error_or_an_event(value: object, data: st.DataObject) -> None:
    kind, payload = to_payload(data.draw(events))
    key = data.draw(st.sampled_from(sorted(payload) or ["t_s"]))
    row = {"seq": 0, "t_s": 1.0, "kind": kind, "payload": {**payload, key: value}}
    with suppress(RowError):
        decode_line(json.dumps(row).encode())


# --- the header -------------------------------------------------------------------------------------

HEADER = Header(Origin.STRAP, "Polar H10", "2026-03-01T18:30:00+01:00")


@given(headers.map(lambda header: replace(header, format=1)))
def test_any_header_comes_back_as_it_was(header: Header) -> None:
    assert decode_header(encode_header(header)) == header


def test_a_header_begins_with_the_number_of_the_format() -> None:
    assert encode_header(HEADER).startswith(b'{"biofeed":1,"origin":"strap","device":"Polar H10",')


def test_the_header_names_the_software() -> None:
    assert json.loads(encode_header(HEADER))["software"] == "biofeed 0.1.0"


def test_only_what_a_reader_needs_has_to_be_in_a_header() -> None:
    line = b'{"biofeed":1,"origin":"strap","device":"Polar H10","started":"","colour":"blue"}'

    assert decode_header(line) == replace(HEADER, started="")


def test_a_newer_format_is_told_apart() -> None:
    with pytest.raises(NewerFormatError, match="format 2"):
        decode_header(b'{"biofeed":2}')


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b'{"biofeed":0}',
        b'{"biofeed":true}',
        b'{"biofeed":"1"}',
        b'{"biofeed":1}',
        b'{"biofeed":1,"origin":"moon"}',
    ],
)
def test_what_is_no_header_is_refused(line: bytes) -> None:
    with pytest.raises(RowError):
        decode_header(line)


def test_every_kind_and_field_is_documented() -> None:
    """docs/recording-format.md names each kind, and beside it each field of its payload."""
    documentation = (ROOT / "docs" / "recording-format.md").read_text("utf-8")
    rows = {line.split("|")[1].strip(): line for line in documentation.splitlines() if line.startswith("| `")}
    for kind, event in KINDS.items():
        for field in fields(event):
            if field.name != "t_s":
                assert f"`{field.name}`" in rows[f"`{kind}`"], f"{kind}: {field.name}"
    for key in json.loads(encode_header(HEADER)):
        assert f"`{key}`" in rows
    for key in msgspec.json.decode(encode_line(0, Marker(0.0))):
        assert f"`{key}`" in rows


def test_half_a_surrogate_pair_in_the_place_of_a_number_is_one_clear_error() -> None:
    with pytest.raises(RowError):
        decode_line(b'{"seq":0,"t_s":0.0,"kind":"rating","payload":{"scale":"x","value":"\\ud800"}}')


@given(
    st.builds(
        Beat,
        st.integers(0, 2**31),
        st.floats(0, 1e6),
        st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 5000),
        st.sampled_from(Flag),
    )
)
def test_a_beat_is_written_by_hand_as_the_codec_would_write_it(beat: Beat) -> None:
    kind, payload = to_payload(beat)

    assert to_text(beat) == (kind, dump(payload))


@pytest.mark.parametrize("rr_ms", [math.nan, math.inf])
def test_a_beat_that_is_no_number_is_not_written(rr_ms: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_text(Beat(0, 1.0, rr_ms))
