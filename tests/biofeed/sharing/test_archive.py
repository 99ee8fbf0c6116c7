from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.sharing import archive
from biofeed.sharing.archive import ArchiveError, pack, unpack

NAMES = st.from_regex(r"[a-z0-9-]{1,10}/[a-z0-9-]{1,10}\.[a-z]{1,5}", fullmatch=True)


def zipped(*files: tuple[str, bytes]) -> bytes:
    """Give a zip as anybody may write it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=5))
def test_what_is_packed_is_unpacked_and_always_the_same_bytes(files: dict[str, bytes]) -> None:
    packed = pack(files)

    assert unpack(packed) == files
    assert packed == pack(dict(reversed(files.items())))


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=100).map(lambda end: b"PK\x03\x04" + end)))
def test_any_bytes_are_an_archive_or_one_clear_error(data: bytes) -> None:
    with suppress(ArchiveError):
        unpack(data)


@given(st.data())
def test_a_changed_byte_gives_the_files_or_one_clear_error(data: st.DataObject) -> None:
    packed = bytearray(pack({"manifest.json": b"{}", "sessions/0001.jsonl": b"x" * 50}))
    at = data.draw(st.integers(0, len(packed) - 1))
    packed[at] ^= data.draw(st.integers(1, 255))
    with suppress(ArchiveError):
        unpack(bytes(packed))


@pytest.mark.parametrize(
    "name",
    [
        "../manifest.json",
        "/etc/passwd",
        "sessions/../../x.json",
        "C:\\x.json",
        "a/b/c.json",
        "Manifest.json",
        "dir/",
        "",
        "x.json\n",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(ArchiveError, match="name"):
        unpack(zipped((name, b"x")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(ArchiveError, match="two of one name"):
        unpack(zipped(("a.json", b"1"), ("a.json", b"2")))


def test_an_archive_that_grows_beyond_the_bound_is_not_unpacked_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 10_000)
    bomb = zipped(*((f"{place}.json", bytes(4000)) for place in range(3)))
    assert len(bomb) < 1000

    with pytest.raises(ArchiveError, match="unpacks to more"):
        unpack(bomb)


def test_an_archive_that_lies_about_its_sizes_is_bounded_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 1000)
    bomb = zipped(("a.json", bytes(100_000)))
    small = (10).to_bytes(4, "little")
    lying = bomb.replace((100_000).to_bytes(4, "little"), small)
    assert lying != bomb

    with pytest.raises(ArchiveError):
        unpack(lying)


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILES", 2)

    with pytest.raises(ArchiveError, match="too many"):
        unpack(zipped(*((f"{place}.json", b"") for place in range(3))))
    with pytest.raises(ArchiveError, match="larger"):
        pack({f"{place}.json": b"" for place in range(3)})
