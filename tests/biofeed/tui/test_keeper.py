"""The keeper lets go of everything, whoever stopped listening meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from biofeed import practice as practices
from biofeed.errors import UsageError
from biofeed.plugins import load_exercise
from biofeed.practice import Plan
from biofeed.store import all_sessions, find
from biofeed.store.home import Home
from biofeed.tui.keeper import Keeper
from biofeed.types import Note


def plan(home: Path, device: str = "sim:") -> Plan:
    return Plan(Home(home), device, load_exercise("longer-exhale"), client="me")


async def test_what_was_opened_is_let_go_of_and_the_log_is_complete(tmp_path: Path) -> None:
    keeper = Keeper()
    practice = await keeper.open(plan(tmp_path))
    assert all_sessions(Home(tmp_path))[0].state == "running"

    await keeper.release()
    await keeper.release()
    assert practice.session.ended is not None
    assert all_sessions(Home(tmp_path))[0].state == "finished"


async def test_a_second_practice_waits_until_the_first_is_let_go_of(tmp_path: Path) -> None:
    keeper = Keeper()
    first = await keeper.open(plan(tmp_path))
    second = await keeper.open(plan(tmp_path))

    assert first.session.ended is not None
    assert second.session.ended is None
    await keeper.release()


async def test_what_is_in_the_way_is_raised_and_nothing_stays_open(tmp_path: Path) -> None:
    keeper = Keeper()
    with pytest.raises(UsageError):
        await keeper.open(plan(tmp_path, "sim:?person=nobody"))
    await keeper.release()

    assert all_sessions(Home(tmp_path)) == []


class SlowStrap:
    """A way to start a practice that takes its time at both ends."""

    def __init__(self) -> None:
        self.entered = asyncio.Event()
        self.left = False

    @asynccontextmanager
    async def start(self, _: Plan) -> AsyncGenerator[None]:
        try:
            self.entered.set()
            await asyncio.sleep(3600)
            yield
        finally:
            for _ in range(10):
                await asyncio.sleep(0)
            self.left = True


async def test_an_opening_that_is_given_up_is_undone_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a person presses esc, or the app crashes, while a strap is being connected."""
    strap = SlowStrap()
    monkeypatch.setattr(practices, "start", strap.start)
    keeper = Keeper()
    listener = asyncio.create_task(keeper.open(plan(tmp_path)))
    await strap.entered.wait()
    listener.cancel()

    await keeper.release()
    assert strap.left


async def test_a_release_that_is_cancelled_still_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strap = SlowStrap()
    monkeypatch.setattr(practices, "start", strap.start)
    keeper = Keeper()
    listener = asyncio.create_task(keeper.open(plan(tmp_path)))
    await strap.entered.wait()
    listener.cancel()
    hasty = asyncio.create_task(keeper.release())
    await asyncio.sleep(0)
    hasty.cancel()

    await keeper.release()
    assert strap.left


async def test_the_strap_is_free_while_the_log_takes_the_last_words(tmp_path: Path) -> None:
    keeper = Keeper()
    practice = await keeper.open(plan(tmp_path, "sim:?speed=max"))
    async for _ in practice.session.events():
        pass
    await keeper.let_go(practice)
    practice.session.note("warm hands")
    await keeper.release()

    (row,) = all_sessions(Home(tmp_path))
    store, _ = find(Home(tmp_path), row.id)
    with store:
        assert [event.text for event in store.events(row.id) if isinstance(event, Note)] == ["warm hands"]


async def test_what_is_done_aside_is_undone_when_all_is_let_go_of(tmp_path: Path) -> None:
    """As when the app ends while a strap is being listened to."""
    strap = SlowStrap()

    async def listen() -> None:
        async with strap.start(plan(tmp_path)):
            pass

    keeper = Keeper()
    listener = asyncio.create_task(keeper.aside(listen()))
    await strap.entered.wait()
    listener.cancel()

    await keeper.release()
    assert strap.left
