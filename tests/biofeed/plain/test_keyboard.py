"""Lines go to whoever wants them at that moment, and none is lost."""

from __future__ import annotations

import asyncio
import os

import pytest

from biofeed.plain.keyboard import Keyboard


async def test_a_line_is_waited_for_and_the_end_is_told() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as stream, os.fdopen(writing, "w") as terminal:
        keyboard = Keyboard(stream)
        terminal.write("one\ntwo\n")
        terminal.flush()
        assert [await keyboard.line(), await keyboard.line()] == ["one\n", "two\n"]
        terminal.close()
        with pytest.raises(EOFError):
            await keyboard.line()


async def test_who_hears_gets_the_lines_and_the_next_question_those_after() -> None:
    reading, writing = os.pipe()
    heard: list[str] = []
    came = asyncio.Event()

    def hear(line: str) -> None:
        heard.append(line)
        came.set()

    with os.fdopen(reading) as stream, os.fdopen(writing, "w") as terminal:
        keyboard = Keyboard(stream)
        with keyboard.hearing(hear):
            terminal.write("p\n")
            terminal.flush()
            await came.wait()
        terminal.write("40\n")
        terminal.flush()

        assert await keyboard.line() == "40\n"
        assert heard == ["p\n"]
        terminal.close()
        with pytest.raises(EOFError):
            await keyboard.line()
