"""The small parts: the key, the packets, the messages, the place in front of the app."""

from __future__ import annotations

import asyncio
import json
import string

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeed.errors import UsageError
from biofeed.web import front
from biofeed.web.address import Address
from biofeed.web.backlog import Backlog
from biofeed.web.key import Key
from biofeed.web.message import Size, as_packet, size_of
from biofeed.web.packet import pack, packets
from biofeed.web.seat import Seat


class TestKey:
    def test_the_cookie_opens_nothing_before_the_token_was_used(self) -> None:
        key = Key("token", "cookie")

        assert not key.opens("cookie")
        assert key.exchange("token") == "cookie"
        assert key.opens("cookie")

    def test_the_token_is_dead_once_it_was_used(self) -> None:
        key = Key("token", "cookie")
        key.exchange("token")

        assert key.exchange("token") is None

    @given(st.text())
    def test_no_other_text_is_the_token_or_the_cookie(self, guess: str) -> None:
        key = Key.cut()

        assert key.exchange(guess) is None
        key.exchange(key.token)
        assert not key.opens(guess)

    def test_two_keys_have_nothing_in_common(self) -> None:
        one, other = Key.cut(), Key.cut()

        assert one.token != other.token
        assert len(one.token) == 43  # 32 bytes in base64


class TestAddress:
    def test_every_start_has_a_place_of_its_own(self) -> None:
        places = {Address.draw(8000).path for _ in range(50)}

        assert len(places) == 50

    def test_a_cookies_name_and_path_are_in_the_alphabet_that_both_allow(self) -> None:
        for _ in range(50):
            assert set(Address.draw(1).place) <= set(string.ascii_letters + string.digits + "-_")


async def taken(data: bytes, at_once: int = 1) -> list[tuple[bytes, bytes]]:
    reader = asyncio.StreamReader()
    for start in range(0, len(data), at_once):
        reader.feed_data(data[start : start + at_once])
    reader.feed_eof()
    return [packet async for packet in packets(reader)]


BEGIN = b"__GANGLION__\n"


class TestPackets:
    @given(
        st.lists(st.tuples(st.sampled_from([b"D", b"M", b"P"]), st.binary(max_size=300))), st.integers(1, 50)
    )
    def test_what_is_packed_comes_out_whatever_way_it_was_cut(
        self, sent: list[tuple[bytes, bytes]], at_once: int
    ) -> None:
        data = b"printed before\n" + BEGIN + b"".join(pack(*packet) for packet in sent)

        assert asyncio.run(taken(data, at_once)) == sent

    @given(st.binary(max_size=200))
    def test_no_bytes_do_more_than_end_the_stream(self, data: bytes) -> None:
        asyncio.run(taken(data))
        asyncio.run(taken(BEGIN + data))

    async def test_a_packet_that_is_cut_off_is_not_given(self) -> None:
        whole = pack(b"D", b"whole")

        assert await taken(BEGIN + whole + pack(b"D", b"cut off")[:-1]) == [(b"D", b"whole")]

    async def test_a_length_that_no_frame_has_ends_the_stream(self) -> None:
        assert await taken(BEGIN + b"D\xff\xff\xff\xff" + b"x" * 100) == []


class TestMessages:
    @given(st.text() | st.recursive(st.text() | st.integers() | st.none(), st.lists).map(repr))
    def test_whatever_comes_is_a_message_or_a_value_error(self, text: str) -> None:
        try:
            packet = as_packet(text)
        except ValueError:
            return
        assert packet[:1] in {b"", b"D", b"M"}

    @pytest.mark.parametrize(
        "size", [{"width": 0, "height": 24}, {"width": 1001, "height": 24}, {}, [80, 24]]
    )
    def test_a_size_that_no_page_has_is_refused(self, size: object) -> None:
        with pytest.raises(msgspec.ValidationError):
            as_packet(json.dumps(["resize", size]))

    def test_half_a_character_is_not_passed_on(self) -> None:
        with pytest.raises(msgspec.DecodeError):
            as_packet('["stdin", "\\ud800"]')

    @pytest.mark.parametrize(
        ("width", "height", "size"),
        [("111", "26", Size(111, 26)), ("x", "26", Size(80, 24)), (None, None, Size(80, 24))],
    )
    def test_a_page_that_opens_without_a_size_has_the_usual_one(
        self, width: str | None, height: str | None, size: Size
    ) -> None:
        assert size_of(width, height) == size


class TestBacklog:
    async def test_frames_come_in_order_and_then_the_end(self) -> None:
        backlog = Backlog()
        for frame in (b"one", b"two"):
            backlog.put(frame)
        backlog.end()

        assert [await backlog.take() for _ in range(3)] == [b"one", b"two", None]
        assert not backlog.caught_up()

    async def test_whoever_waits_for_a_frame_gets_it(self) -> None:
        backlog = Backlog()
        waiting = asyncio.create_task(backlog.take())
        await asyncio.sleep(0)
        backlog.put(b"late")

        assert await waiting == b"late"

    async def test_beyond_the_limit_frames_are_dropped_until_the_rest_is_sent(self) -> None:
        """A frame after a gap would draw onto something that never came."""
        backlog = Backlog(most_bytes=10)
        for frame in (b"12345", b"1234567", b"1"):
            backlog.put(frame)

        assert await backlog.take() == b"12345"
        assert backlog.caught_up()
        assert not backlog.caught_up()
        backlog.put(b"anew")
        assert await backlog.take() == b"anew"


class TestSeat:
    async def test_a_second_one_waits_a_little_and_goes(self) -> None:
        seat = Seat(patience_s=0.01)
        async with seat.take() as first, seat.take() as second:
            assert (first, second) == (True, False)

    async def test_it_is_free_again_afterwards(self) -> None:
        seat = Seat(patience_s=0.01)
        async with seat.take():
            pass
        async with seat.take() as is_ours:
            assert is_ours

    async def test_whoever_waits_gets_the_place_when_it_becomes_free(self) -> None:
        seat = Seat(patience_s=10)

        async def wait() -> bool:
            async with seat.take() as is_ours:
                return is_ours

        async with seat.take():
            waiting = asyncio.create_task(wait())
            await asyncio.sleep(0)
        assert await waiting


def test_without_textual_serve_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "find_spec", lambda _: None)

    with pytest.raises(UsageError) as told:
        front.assets()

    assert "textual-serve" in told.value.title
    assert "pip install 'biofeed[web]'" in told.value.hint


def test_nothing_that_the_page_asks_for_is_somewhere_else() -> None:
    """The browser is told so as well; here the page itself is read."""
    page = front.page(Address(8000, "place")) + front.door()
    files = [asset.path.read_text("utf-8") for asset in front.assets() if asset.name.startswith("page")]

    assert "ws://127.0.0.1:8000/place/line" in page
    for text in (page.replace("ws://127.0.0.1:8000/", ""), *files):
        assert "//" not in text.replace("\n//", "").replace(" //", "")
