"""Who is turned away: other people's pages, other names for this computer, guessers, whoever comes late."""

from __future__ import annotations

import aiohttp
import pytest

from biofeed.web.message import MOST_BYTES
from biofeed.words import web as words
from tests.biofeed.web.conftest import Visitor, refused

EVIL = "http://evil.example"


async def test_without_the_cookie_nothing_is_told_apart(visitor: Visitor) -> None:
    """Neither what exists nor where it is."""
    for url in (visitor.page, f"{visitor.page}terminal.js", f"{visitor.page}nothing", f"{visitor.origin}/"):
        assert await visitor.status(url) == 401
    with refused(401):
        await visitor.line()


async def test_a_name_that_was_made_to_point_here_is_refused(visitor: Visitor) -> None:
    """DNS rebinding: the request arrives, and names somebody else's host."""
    await visitor.come_in()
    for host in ("evil.example", f"evil.example:{visitor.host.split(':')[1]}", "127.0.0.1", "localhost"):
        assert await visitor.status(visitor.page, Host=host) == 403
        with refused(403):
            await visitor.line(Host=host, Origin=f"http://{host}")


async def test_the_token_is_not_spent_on_a_foreign_name(visitor: Visitor) -> None:
    assert await visitor.status(visitor.door, Host="evil.example") == 403
    assert await visitor.status(visitor.door, Origin=EVIL) == 403

    await visitor.come_in()


@pytest.mark.parametrize("origin", [EVIL, "null", "http://127.0.0.1", "http://127.0.0.1:1", ""])
async def test_another_page_cannot_open_a_line_even_with_the_cookie(visitor: Visitor, origin: str) -> None:
    """A hijacked WebSocket: browsers let any page open one, and say which page it was."""
    await visitor.come_in()

    with refused(403):
        await visitor.line(Origin=origin)
    assert not visitor.left.exists()


async def test_two_hosts_in_one_request_are_refused(visitor: Visitor) -> None:
    await visitor.come_in()
    path = visitor.page.removeprefix(visitor.origin)
    request = (
        f"GET {path} HTTP/1.1\r\nHost: {visitor.host}\r\nHost: evil.example\r\nCookie: {visitor.cookie}\r\n"
    )

    answer = await visitor.raw(f"{request}Connection: close\r\n\r\n".encode())

    assert answer.split()[1] in {b"400", b"403"}


async def test_the_token_works_once(visitor: Visitor) -> None:
    await visitor.come_in()
    stranger = aiohttp.ClientSession()
    async with stranger, stranger.get(visitor.door) as answer:
        assert answer.status == 401
        assert words.NOT_OPENED in await answer.text()
        assert "Set-Cookie" not in answer.headers


async def test_whoever_came_in_may_use_the_printed_address_again(visitor: Visitor) -> None:
    await visitor.come_in()
    await visitor.come_in()


async def test_a_guessed_token_opens_nothing(visitor: Visitor) -> None:
    for guess in ("", "x", visitor.door[-5:], "é"):
        assert await visitor.status(f"{visitor.page}open?token={guess}") == 401


async def test_asking_for_the_head_alone_does_not_spend_the_token(visitor: Visitor) -> None:
    """Programs that show a preview of a link do that."""
    async with visitor.web.head(visitor.door) as answer:
        assert answer.status == 405
    await visitor.come_in()


async def test_the_cookie_goes_to_nobody_else_on_this_computer(visitor: Visitor) -> None:
    """Cookies do not know ports: what keeps this one from other servers is its path, which nobody knows."""
    async with visitor.web.get(visitor.door) as answer:
        cookie = answer.headers["Set-Cookie"]
    place = visitor.page.split("/")[3]

    assert f"Path=/{place}/" in cookie
    assert cookie.startswith(f"biofeed-{place}=")
    assert {"HttpOnly", "SameSite=Strict"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    assert visitor.door.rpartition("=")[2] not in cookie


async def test_a_cookie_of_another_start_does_not_fit(visitor: Visitor) -> None:
    await visitor.come_in()
    name = visitor.cookie.partition("=")[0]
    stranger = aiohttp.ClientSession(cookies={name: "x" * 43})
    async with stranger, stranger.get(visitor.page) as answer:
        assert answer.status == 401


@pytest.mark.parametrize(
    "path",
    [
        "../../../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..\\..\\windows\\win.ini",
        "/etc/passwd",
        "page.html",
        "../static/js/textual.js",
        "terminal.js/../../server.py",
        "terminal.js%00.css",
    ],
)
async def test_no_path_leads_out_of_the_list_of_files(visitor: Visitor, path: str) -> None:
    await visitor.come_in()
    place = visitor.page.removeprefix(visitor.origin)
    head = f"Host: {visitor.host}\r\nCookie: {visitor.cookie}\r\nConnection: close"

    answer = await visitor.raw(f"GET {place}{path} HTTP/1.1\r\n{head}\r\n\r\n".encode())

    assert answer.split()[1] in {b"400", b"401", b"404"}
    assert b"root:" not in answer


async def test_folders_are_not_listed(visitor: Visitor) -> None:
    await visitor.come_in()
    for folder in ("static/", "static", "fonts/", "images/"):
        assert await visitor.status(visitor.page + folder) == 404


async def test_a_message_that_is_too_long_closes_the_line(visitor: Visitor) -> None:
    await visitor.come_in()
    async with visitor.line() as line:
        await line.send_json(["stdin", "a" * MOST_BYTES])
        async for _ in line:
            pass
        assert line.close_code == aiohttp.WSCloseCode.MESSAGE_TOO_BIG


@pytest.mark.parametrize(
    "message",
    ["", "x", "{}", "[]", '["stdin"]', '["stdin", 1]', '["resize", {"width": 0, "height": 9}]', '["exit"]'],
)
async def test_what_the_page_would_not_say_closes_the_line(visitor: Visitor, message: str) -> None:
    await visitor.come_in()
    async with visitor.line() as line:
        await line.send_str(message)
        async for _ in line:
            pass
        assert line.close_code == aiohttp.WSCloseCode.POLICY_VIOLATION


async def test_bytes_are_no_message(visitor: Visitor) -> None:
    await visitor.come_in()
    async with visitor.line() as line:
        await line.send_bytes(b'["stdin", "q"]')
        async for _ in line:
            pass
        assert line.close_code == aiohttp.WSCloseCode.POLICY_VIOLATION


async def test_every_answer_forbids_what_a_page_could_be_talked_into(visitor: Visitor) -> None:
    await visitor.come_in()
    for url in (visitor.page, f"{visitor.page}terminal.js", f"{visitor.page}nothing", f"{visitor.origin}/"):
        async with visitor.web.get(url) as answer:
            sent = answer.headers
        policy = dict(part.strip().partition(" ")[::2] for part in sent["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == "'self'"
        assert policy["connect-src"] == f"ws://{visitor.host}"
        assert policy["frame-ancestors"] == "'none'"
        assert sent["Cache-Control"] == "no-store"
        assert sent["Referrer-Policy"] == "no-referrer"
        assert sent["X-Content-Type-Options"] == "nosniff"
        assert sent["Server"] == "biofeed"


async def test_nothing_of_a_broken_request_is_written_anywhere(
    visitor: Visitor, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    token = visitor.door.rpartition("=")[2]
    await visitor.raw(f"GET /?token={token} \x01 HTTP/9.9\r\n\r\n".encode())
    await visitor.come_in()
    await visitor.status(f"{visitor.page}nothing")

    out, err = capfd.readouterr()
    assert token not in out + err + caplog.text
    assert (out, err) == ("", "")
