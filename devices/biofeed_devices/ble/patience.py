"""Waiting for a radio that may never answer.

A Bluetooth service that is stopped in its tracks answers nothing at all, not even the request to cancel,
and the library's own clean-up then waits for ever. Work done through `within` and `unless` ends all the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

GRACE_S = 1.0
"""How long work may tidy up behind itself after it was told to end."""


async def within(seconds: float, work: Coroutine[Any, Any, T]) -> T:
    """Give what `work` gives. Raises `TimeoutError` if that takes longer than `seconds`.

    Whoever is cancelled here waits for the tidying up too, and no longer than for twice the grace.
    """
    task = asyncio.create_task(work)
    try:
        await asyncio.wait({task}, timeout=seconds)
        if task.done():
            return task.result()
    finally:
        await _end(task)
    raise TimeoutError


async def unless(event: asyncio.Event, work: Coroutine[Any, Any, T]) -> T:
    """Give what `work` gives. Raises `ConnectionError` if `event` comes before it is done."""
    task, alarm = asyncio.create_task(work), asyncio.create_task(event.wait())
    try:
        await asyncio.wait({task, alarm}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
    finally:
        alarm.cancel()
        await _end(task)
    raise ConnectionError


async def _end(task: asyncio.Task[Any]) -> None:
    # The first request lets the work tidy up. The second ends the tidying up, if that hangs as well.
    for _ in range(2):
        if not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=GRACE_S)
    if task.done() and not task.cancelled():
        # Looking at the outcome keeps asyncio from reporting an error that nobody waits for any more.
        task.exception()
