"""`biofeed serve`: prints an address, listens on this computer only, and ends when it is told to."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import aiohttp
import pytest

from tests.biofeed.cli.conftest import Run, Start
from tests.biofeed.web.conftest import Visitor

ENOUGH_S = 30.0

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole group")


def address(process: subprocess.Popen[str]) -> str:
    """Read what is printed up to the address."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    pytest.fail(process.communicate()[1])


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_and_nothing_else_was_said(start: Start, number: int, code: int) -> None:
    process = start("serve")
    door = address(process)
    # Somebody who looked at the page and left it.
    with urllib.request.urlopen(door) as answer:  # noqa: S310 (our own server)
        assert answer.status == 200
    process.send_signal(number)
    out, err = process.communicate(timeout=20)

    assert (process.returncode, err) == (code, "")
    assert "token" not in out


def test_only_this_computer_is_listened_on(start: Start) -> None:
    port = int(address(start("serve")).split(":")[2].split("/")[0])
    others = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)}

    for host in others - {"127.0.0.1"}:
        with pytest.raises(OSError, match=r"refused|timed out"):
            socket.create_connection((host, port), timeout=2).close()


def test_there_is_no_way_to_ask_for_another_address(run: Run) -> None:
    ran = run("serve", "--host", "0.0.0.0")  # noqa: S104 (it is refused)

    assert ran.code == 2
    assert "--host" in ran.err


def test_a_port_that_is_taken_is_named(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ran = run("serve", "--port", str(port))

    assert ran.code == 2
    assert ran.err.splitlines()[0] == f"Port {port} is taken by another program."
    assert ran.out == ""


def test_without_the_extra_it_is_said_what_to_install() -> None:
    code = """
import sys
from biofeed.cli import main
sys.modules["aiohttp"] = None
sys.argv = ["biofeed", "serve"]
main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "pip install 'biofeed[web]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("arguments", "log"), [((), "log of me"), (("--demo",), "log of demo")])
async def test_the_app_of_this_installation_is_shown(
    start: Start, arguments: tuple[str, ...], log: str
) -> None:
    door = address(start("serve", *arguments))
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as web:
        visitor = Visitor(web, door)
        await visitor.come_in()
        async with visitor.line() as line, asyncio.timeout(ENOUGH_S):
            drawn = b""
            while log.encode() not in drawn:
                drawn += await line.receive_bytes()


def test_a_stranger_gets_a_sentence(start: Start) -> None:
    door = address(start("serve"))
    with pytest.raises(urllib.error.HTTPError) as told:
        urllib.request.urlopen(door.partition("?")[0])  # noqa: S310 (our own server)

    with told.value as answer:
        assert answer.code == 401
        assert b"biofeed serve printed" in answer.read()
