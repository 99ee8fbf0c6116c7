from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.diary import Line
from biofeed.errors import RecordingError
from biofeed.sharing import archive
from biofeed.sharing.bundle import ENTRIES, MANIFEST, Bundle, decode, encode
from biofeed.sharing.tick import Extra
from biofeed.store.intake import NewEntry, NewSession
from biofeed.store.note import Annotation, Author
from tests.biofeed.sharing.conftest import EVENTS, HEADER, NOW

WHERE = Path("week.age")
MARK = "session:" + 64 * "a"
NOTE = Annotation("for both of us", Author.THERAPIST, private=False, written=NOW)
BUNDLE = Bundle(
    NOW,
    "biofeed 0.1.0",
    "river-7",
    frozenset({Extra.NOTES}),
    (NewSession(MARK, HEADER, EVENTS, (NOTE,)),),
    (NewEntry("entry:" + 64 * "b", 3, Line("a line", NOW), NOW, shared=True),),
)


def files() -> dict[str, bytes]:
    return archive.unpack(encode(BUNDLE))


def changed(name: str, **keys: Any) -> bytes:
    """Give the bundle with other keys in one of its files."""
    all_files = files()
    document = json.loads(all_files[name]) | keys
    return archive.pack({**all_files, name: json.dumps(document).encode()})


def test_a_bundle_reads_back_as_it_was_written_and_is_the_same_bytes_each_time() -> None:
    assert decode(encode(BUNDLE), WHERE) == BUNDLE
    assert encode(BUNDLE) == encode(BUNDLE)


def test_a_bundle_of_nothing_is_one_too() -> None:
    empty = Bundle(NOW, "biofeed 0.1.0", "me", frozenset(), (), ())

    assert decode(encode(empty), WHERE) == empty


def test_a_bundle_of_a_newer_program_says_so() -> None:
    with pytest.raises(RecordingError, match="newer version"):
        decode(changed(MANIFEST, biofeed_bundle=2), WHERE)


SESSION: dict[str, Any] = {"mark": MARK, "file": "sessions/0001.jsonl"}
ENTRY: dict[str, Any] = {
    "mark": "entry:" + 64 * "b",
    "kind": "line",
    "written": "2026-03-01T18:30:00+01:00",
    "value": {"text": "x", "happened": "2026-03-01T18:30:00+01:00"},
}


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        (MANIFEST, {"biofeed_bundle": None}),
        (MANIFEST, {"biofeed_bundle": "1"}),
        (MANIFEST, {"made": "yesterday"}),
        (MANIFEST, {"made": "2026-03-01T18:30:00"}),
        (MANIFEST, {"ticked": ["everything"]}),
        (MANIFEST, {"sessions": []}),
        (MANIFEST, {"sessions": [{**SESSION, "file": "sessions/0002.jsonl"}]}),
        (MANIFEST, {"sessions": [{**SESSION, "file": "../../x"}]}),
        (MANIFEST, {"sessions": [{**SESSION, "mark": "file:" + 64 * "a"}]}),
        (MANIFEST, {"sessions": [{**SESSION, "file": ENTRIES}]}),
        (ENTRIES, {"entries": None}),
        (ENTRIES, {"entries": [{**ENTRY, "mark": MARK}]}),
        (ENTRIES, {"entries": [{**ENTRY, "kind": "secret"}]}),
        (ENTRIES, {"entries": [{**ENTRY, "value": {}}]}),
        (ENTRIES, {"entries": [{**ENTRY, "written": "2026-03-01T18:30:00"}]}),
        (ENTRIES, {"entries": [{**ENTRY, "written": "0001-01-01T00:00:00+14:00"}]}),
        (ENTRIES, {"entries": [{**ENTRY, "revision": 0}]}),
        (ENTRIES, {"entries": [{**ENTRY, "revision": 2**70}]}),
    ],
)
def test_what_is_not_as_it_has_to_be_is_refused(name: str, keys: dict[str, Any]) -> None:
    with pytest.raises(RecordingError) as refused:
        decode(changed(name, **keys), WHERE)

    assert "week.age" in refused.value.title
    assert refused.value.hint


def test_a_file_that_the_manifest_does_not_name_is_refused() -> None:
    with pytest.raises(RecordingError, match="other files"):
        decode(archive.pack({**files(), "more.json": b"{}"}), WHERE)


@pytest.mark.parametrize("missing", [MANIFEST, ENTRIES, "sessions/0001.jsonl"])
def test_a_bundle_with_a_file_missing_is_refused(missing: str) -> None:
    rest = files()
    del rest[missing]

    with pytest.raises(RecordingError):
        decode(archive.pack(rest), WHERE)


def test_a_session_that_breaks_off_is_refused() -> None:
    whole = files()
    whole["sessions/0001.jsonl"] = whole["sessions/0001.jsonl"][:-5]

    with pytest.raises(RecordingError, match="breaks off"):
        decode(archive.pack(whole), WHERE)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_bundle_or_one_clear_error(data: bytes) -> None:
    with pytest.raises(RecordingError):
        decode(data, WHERE)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from((MANIFEST, ENTRIES, "sessions/0001.jsonl")), st.binary(max_size=200) | JSON)
def test_any_content_of_any_file_is_a_bundle_or_one_clear_error(name: str, content: Any) -> None:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    with suppress(RecordingError):
        decode(archive.pack({**files(), name: data}), WHERE)


@given(
    st.sampled_from((SESSION, ENTRY)).flatmap(
        lambda known: st.fixed_dictionaries({key: st.just(value) | JSON for key, value in known.items()})
    )
)
def test_any_value_of_any_key_is_understood_or_one_clear_error(keys: dict[str, Any]) -> None:
    name, key = (ENTRIES, "entries") if "kind" in keys else (MANIFEST, "sessions")
    with suppress(RecordingError):
        decode(changed(name, **{key: [keys]}), WHERE)
