"""A recording file is written as things happen, and read back as it was or not at all."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.errors import RecordingError
from biofeed.file import MAX_BYTES
from biofeed.recording import Header, Recording, Writer, heal, parse, read
from biofeed.rows import encode_header, encode_line
from biofeed.types import (
    Beat,
    Event,
    Feedback,
    Flag,
    Gap,
    Link,
    LinkState,
    Marker,
    Origin,
    Packet,
    Reflag,
    Stop,
)
from tests.privilege import read_only_folder, unprivileged
from tests.strategies import events, headers

HEADER = Header(Origin.STRAP, "Polar H10", "2026-03-01T18:30:00+01:00", client="river-7")
SESSION: tuple[Event, ...] = (
    Link(0.0, LinkState.CONNECTED),
    Packet(1.0, "2a37", b"\x10\x48\x00\x04"),
    Beat(0, 1.0, 1000.0),
    Packet(2.0, "2a37", b"\x10\x48\x00\x04"),
    Beat(1, 2.0, 1000.0),
    Stop(2.5, "done"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a file that does not exist yet."""
    return tmp_path / "session.jsonl"


@pytest.fixture
def recorded(path: Path) -> Path:
    """Give a whole recording of `SESSION`."""
    with Writer(path, HEADER) as writer:
        writer.write(SESSION)
    return path


def as_bytes(*session: Event) -> bytes:
    return encode_header(HEADER) + b"".join(encode_line(seq, event) for seq, event in enumerate(session))


# --- writing ----------------------------------------------------------------------------------------


def test_what_is_written_is_read(recorded: Path) -> None:
    assert read(recorded) == Recording(HEADER, SESSION)


@given(headers, st.lists(events, max_size=5))
def test_any_session_comes_back_from_its_bytes(header: Header, session: list[Event]) -> None:
    header = Header(header.origin, header.device, header.started, notes=header.notes)
    data = encode_header(header) + b"".join(encode_line(seq, event) for seq, event in enumerate(session))

    assert parse(data, Path("any")) == Recording(header, tuple(session))


def test_each_write_can_be_read_at_once(path: Path) -> None:
    """A file is readable while it grows: nothing waits in a buffer."""
    with Writer(path, HEADER) as writer:
        for count, event in enumerate(SESSION):
            assert read(path).events == SESSION[:count]
            writer.write([event])


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777])
def test_only_its_owner_may_read_the_file_whatever_the_umask(path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        Writer(path, HEADER).close()
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_recording_is_never_written_over(recorded: Path) -> None:
    before = recorded.read_bytes()

    with pytest.raises(RecordingError, match="already a file") as caught:
        Writer(recorded, HEADER)

    assert "another name" in caught.value.hint
    assert recorded.read_bytes() == before


def test_a_session_log_and_a_file_take_the_same_calls(path: Path) -> None:
    """A session writes to all its logs in the same way; how it ended is among the events."""
    with Writer(path, HEADER) as writer:
        writer.append(SESSION)
        writer.finish(2.5, "done", ())

    assert read(path).events == SESSION


def test_closing_twice_does_nothing(recorded: Path) -> None:
    writer = Writer(recorded.with_name("other"), HEADER)
    writer.close()
    writer.close()


def test_the_disk_is_forced_once_a_second_of_the_session(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forced: list[int] = []
    sync = os.fdatasync
    with Writer(path, HEADER) as writer:
        monkeypatch.setattr(os, "fdatasync", lambda fd: (forced.append(fd), sync(fd)))
        for tenth in range(101):
            writer.write([Marker(tenth / 10)])
    assert len(forced) == 10 + 1, "ten seconds, and the end"


@pytest.mark.parametrize("event", [0, 1, 2])
def test_a_full_disk_keeps_whole_lines_and_the_events_can_be_written_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, event: int
) -> None:
    """Of a write that the disk refuses half-way, nothing stays; when there is room again it is repeated."""
    room = len(as_bytes(*SESSION[:event])) - len(encode_header(HEADER)) + 10
    write = os.write

    def write_until_full(fd: int, data: bytes) -> int:
        nonlocal room
        if room == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = write(fd, data[:room])
        room -= taken
        return taken

    with Writer(path, HEADER) as writer:
        monkeypatch.setattr(os, "write", write_until_full)
        with pytest.raises(RecordingError, match="no room left"):
            writer.write(SESSION)
        assert read(path) == Recording(HEADER, ())
        monkeypatch.undo()
        writer.write(SESSION)

    assert read(path) == Recording(HEADER, SESSION)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="not a folder"):
        Writer(tmp_path / "nowhere" / "a.jsonl", HEADER)


def test_a_killed_program_leaves_every_line_it_wrote(path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from biofeed.recording import Header, Writer; from biofeed.types import Marker, Origin\n"
        "writer = Writer(Path(sys.argv[1]), Header(Origin.STRAP, '', ''))\n"
        "for second in range(100): writer.write([Marker(float(second))])\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(path)], check=False)

    assert ended.returncode == -9
    assert [event.t_s for event in read(path).events] == [float(second) for second in range(100)]


# --- reading what is whole --------------------------------------------------------------------------


def test_the_last_verdict_on_a_beat_holds() -> None:
    beats = (Beat(0, 1.0, 1000.0), Beat(1, 2.0, 400.0, Flag.ECTOPIC), Beat(2, 3.0, 900.0))
    verdicts = (Reflag(3.0, 0, Flag.EXTRA), Reflag(4.0, 1, Flag.NORMAL), Reflag(5.0, 0, Flag.MISSED))
    recording = Recording(HEADER, (*beats, *verdicts))

    assert [beat.flag for beat in recording.beats()] == [Flag.MISSED, Flag.NORMAL, Flag.NORMAL]
    assert [beat.rr_ms for beat in recording.beats()] == [1000.0, 400.0, 900.0]


def test_inputs_are_what_happened_and_not_what_followed() -> None:
    recording = Recording(HEADER, (*SESSION, Feedback(5.0, ())))

    assert recording.inputs() == tuple(event for event in SESSION if not isinstance(event, Beat))


def test_without_packets_beats_and_gaps_are_inputs() -> None:
    session = (Beat(0, 1.0, 1000.0), Gap(1.0, 5.0, "lost"), Beat(1, 7.0, 1000.0), Reflag(7.0, 1, Flag.EXTRA))

    assert Recording(HEADER, session).inputs() == session[:3]
    assert Recording(HEADER, session).gaps() == session[1:2]


def test_lines_that_were_left_out_are_no_damage() -> None:
    """A recording can be thinned with grep: the numbers show that, and rise."""
    lines = as_bytes(*SESSION).splitlines(keepends=True)

    assert parse(b"".join([lines[0], *lines[2::2]]), Path("any")).events == SESSION[1::2]


def test_a_last_line_that_only_lacks_its_end_is_whole() -> None:
    assert parse(as_bytes(*SESSION)[:-1], Path("any")) == Recording(HEADER, SESSION)


# --- reading what is torn ---------------------------------------------------------------------------


def test_wherever_the_last_line_is_torn_the_lines_before_it_are_read(path: Path) -> None:
    whole = as_bytes(*SESSION[:2])
    torn_line = encode_line(2, SESSION[2])
    for size in range(1, len(torn_line) - 1):
        path.write_bytes(whole + torn_line[:size])

        assert read(path) == Recording(HEADER, SESSION[:2], healed=True)


def test_a_tail_of_zeros_from_a_power_cut_is_a_torn_line(path: Path) -> None:
    path.write_bytes(as_bytes(*SESSION) + bytes(4096))

    assert read(path) == Recording(HEADER, SESSION, healed=True)


def test_healing_cuts_the_torn_line_off_and_nothing_else(path: Path) -> None:
    path.write_bytes(as_bytes(*SESSION) + b'{"seq":6,"t_')

    assert heal(path) is True
    assert path.read_bytes() == as_bytes(*SESSION)
    assert heal(path) is False


def test_healing_leaves_other_files_alone(path: Path) -> None:
    path.write_bytes(b"my diary\nwithout a line end")

    with pytest.raises(RecordingError):
        heal(path)
    assert path.read_bytes() == b"my diary\nwithout a line end"


# --- what is no recording ---------------------------------------------------------------------------


def tear_in_the_middle(path: Path) -> None:
    lines = as_bytes(*SESSION).splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], b'{"seq":2,"t_s\n', *lines[4:]]))


def swap_lines(path: Path) -> None:
    lines = as_bytes(*SESSION).splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], lines[4], lines[3]]))


def make_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)


@pytest.mark.parametrize(
    ("make", "title"),
    [
        (lambda path: None, "There is no file"),
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.touch(), "is empty"),
        (lambda path: os.mkfifo(path), "not an ordinary file"),
        (make_large, "too large to be read (256 MB)"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "is a binary file"),
        (lambda path: path.write_text("812\n830\n"), "is not a biofeed recording"),
        (lambda path: path.write_text('{"name":"somebody else"}\n'), "is not a biofeed recording"),
        (lambda path: path.write_bytes(as_bytes()[:40]), "breaks off within its first line"),
        (lambda path: path.write_text('{"biofeed":1,"origin":"moon"}\n'), "damaged in line 1"),
        (lambda path: path.write_text('{"biofeed":2,"colour":"blue"}\n'), "newer version of biofeed"),
        (tear_in_the_middle, "damaged in line 4: it is not JSON"),
        (swap_lines, "damaged in line 5: it is numbered 2, after 3"),
    ],
)
def test_each_wrong_file_has_words_of_its_own(path: Path, make: Callable[[Path], object], title: str) -> None:
    make(path)

    with pytest.raises(RecordingError) as caught:
        read(path)
    assert title in caught.value.title
    assert str(path) in caught.value.title
    assert caught.value.hint or "line 1" in title


def test_an_unknown_kind_is_named_with_its_line(path: Path) -> None:
    path.write_bytes(as_bytes(*SESSION) + b'{"seq":6,"t_s":3.0,"kind":"sneeze","payload":{}}\n')

    with pytest.raises(RecordingError, match="damaged in line 8: “sneeze” is not a known kind of event"):
        read(path)


def test_a_path_that_cannot_be_one_is_an_error_too() -> None:
    with pytest.raises(RecordingError, match="cannot be read"):
        read(Path("a\0b"))


def test_a_file_that_may_not_be_read_or_written_is_told_apart() -> None:
    with read_only_folder() as folder:
        secret = folder / "secret.jsonl"
        secret.write_bytes(as_bytes(*SESSION))
        secret.chmod(0o000)
        with unprivileged():
            with pytest.raises(RecordingError, match="may not be read"):
                read(secret)
            with pytest.raises(RecordingError, match="may not be written"):
                Writer(folder / "new.jsonl", HEADER)


@given(data=st.binary())
def test_any_bytes_behind_a_header_are_a_recording_or_one_error(data: bytes) -> None:
    try:
        recording = parse(as_bytes(*SESSION) + data, Path("any"))
    except RecordingError:
        return
    assert recording.events[: len(SESSION)] == SESSION
