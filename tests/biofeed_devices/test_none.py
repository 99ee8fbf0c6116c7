"""Without a strap there is time and nothing else."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from biofeed.errors import UsageError
from biofeed.plugins import DeviceURL
from biofeed.types import Origin
from biofeed_devices.none import NoStrap
from tests.biofeed_devices.guides import FREE, listen


def device(text: str) -> NoStrap:
    return NoStrap.from_url(DeviceURL.parse(text))


def test_it_says_that_no_beats_will_come_and_counts_as_the_persons_own_practice() -> None:
    info = device("none:").info
    assert (info.has_beats, info.origin) == (False, Origin.STRAP)


async def test_on_a_virtual_clock_it_is_over_at_once() -> None:
    assert await listen(device("none:?speed=max"), 60) == []


async def test_in_real_time_it_waits_until_nobody_listens_any_more() -> None:
    async with device("none:") as strap, aclosing(strap.events(FREE)) as events:
        waiting = asyncio.ensure_future(anext(events))
        done, _ = await asyncio.wait({waiting}, timeout=0)
        assert not done
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting


@pytest.mark.parametrize("text", ["none:here", "none:?seed=1", "none:?speed=fast", "none:?speed=0"])
def test_what_it_does_not_understand_is_said(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        device(text)
    assert refused.value.hint
