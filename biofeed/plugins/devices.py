"""The installed devices: one by its address, or all of them at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from importlib.metadata import EntryPoint
from typing import Protocol, runtime_checkable

from biofeed.errors import BiofeedError, PluginError, UsageError
from biofeed.plugins.device import FREE, Check, Device, DeviceURL, Guide, Specialist
from biofeed.plugins.registry import DEVICES, entries, load
from biofeed.types import DeviceInfo, Event


def device_class(scheme: str) -> type[Device]:
    """Load the device plug-in for a scheme. Raises `UsageError` if no installed package offers it."""
    loaded = load(_find(scheme))
    if not isinstance(loaded, type) or not isinstance(loaded, _DeviceFactory):
        raise PluginError(f"The plug-in “{scheme}” is not a device.", "Its author can help.")
    return loaded  # type: ignore[return-value]  # a Protocol has no runtime check of its constructors


def open_device(text: str) -> Device:
    """Make the device that an address names; `async with` then connects it."""
    url = DeviceURL.parse(text)
    return device_class(url.scheme).from_url(url)


async def scan(scheme: str, seconds: float) -> Sequence[DeviceInfo]:
    """Let one kind of device look for what there is of it.

    Raises `BiofeedError`; whatever else a plug-in raises becomes one.
    """
    try:
        return await device_class(scheme).scan(seconds)
    except BiofeedError:
        raise
    except Exception as error:
        raise PluginError(
            f"Looking for “{scheme}:” devices ended early: {error}.", "Its author can help."
        ) from error


async def scan_all(seconds: float) -> tuple[list[DeviceInfo], list[BiofeedError]]:
    """Let every kind of device look at the same time; give what was found and what was in the way."""
    outcomes = await asyncio.gather(*(scan(name, seconds) for name in _schemes()), return_exceptions=True)
    found: list[DeviceInfo] = []
    troubles: list[BiofeedError] = []
    for outcome in outcomes:
        if isinstance(outcome, BiofeedError):
            troubles.append(outcome)
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            found += outcome
    return found, troubles


def knowing_more_of(info: DeviceInfo) -> list[str]:
    """Name the other kinds of device that measure more of this one, by their schemes."""
    others = [scheme for scheme in _schemes() if not info.url.startswith(f"{scheme}:")]
    return [scheme for scheme in others if _knows_more_of(scheme, info)]


def _knows_more_of(scheme: str, info: DeviceInfo) -> bool:
    try:
        cls: object = device_class(scheme)
    except BiofeedError:
        # It is told where it is in the way, which it is not here.
        return False
    return isinstance(cls, Specialist) and cls.knows_more_of(info)


async def diagnose_all() -> dict[str, Sequence[Check]]:
    """Let every kind of device check what it needs, by scheme."""
    checks: dict[str, Sequence[Check]] = {}
    for scheme in _schemes():
        try:
            checks[scheme] = await device_class(scheme).diagnose()
        except BiofeedError as error:
            checks[scheme] = [Check(error.title, ok=False, hint=error.hint)]
    return checks


def _schemes() -> list[str]:
    return list(entries(DEVICES))


@runtime_checkable
class _DeviceFactory(Protocol):
    def from_url(self, url: DeviceURL) -> Device: ...
    def events(self, guide: Guide = FREE) -> AsyncIterator[Event]: ...


def _find(scheme: str) -> EntryPoint:
    known = entries(DEVICES)
    if not known:
        raise PluginError(
            "No devices are installed, not even biofeed's own.",
            "Install the package, do not run it from a copied folder: pip install biofeed",
        )
    if scheme not in known:
        kinds = "  ".join(f"{name}:" for name in known)
        raise UsageError(f"There is no kind of device called “{scheme}:”.", f"There are: {kinds}")
    return known[scheme]
