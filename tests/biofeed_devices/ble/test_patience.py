"""Work on a radio ends, whatever the radio does."""

from __future__ import annotations

import asyncio

import pytest

from biofeed_devices.ble import patience
from biofeed_devices.ble.patience import unless, within


async def never() -> None:
    await asyncio.get_running_loop().create_future()


async def test_what_is_done_in_time_is_given() -> None:
    async def work() -> int:
        return 7

    assert await within(10, work()) == 7


async def test_what_goes_wrong_is_raised_as_it_is() -> None:
    async def work() -> None:
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        await within(10, work())


async def test_what_takes_too_long_is_told_to_end() -> None:
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await never()
        finally:
            ended.set()

    with pytest.raises(TimeoutError):
        await within(0.01, work())
    assert ended.is_set()


async def test_work_that_has_become_vain_is_told_to_end_at_once() -> None:
    began, ended, gone = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        began.set()
        try:
            await never()
        finally:
            ended.set()

    task = asyncio.create_task(unless(gone, work()))
    await began.wait()
    gone.set()

    with pytest.raises(ConnectionError):
        await task
    assert ended.is_set()


async def test_work_that_is_done_before_gives_what_it_gives() -> None:
    async def work() -> int:
        return 7

    assert await unless(asyncio.Event(), work()) == 7


@pytest.mark.parametrize("cancelled", [True, False])
async def test_tidying_up_that_hangs_is_cut_short(monkeypatch: pytest.MonkeyPatch, cancelled: bool) -> None:
    monkeypatch.setattr(patience, "GRACE_S", 0.05)
    began = asyncio.Event()
    cut_short = asyncio.Event()

    async def work() -> None:
        began.set()
        try:
            await never()
        finally:
            try:
                await never()
            finally:
                cut_short.set()

    waiting = asyncio.create_task(within(60 if cancelled else 0.01, work()))
    await began.wait()
    if cancelled:
        waiting.cancel()
    with pytest.raises(asyncio.CancelledError if cancelled else TimeoutError):
        await waiting
    assert cut_short.is_set()
