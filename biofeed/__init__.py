"""biofeed: a chest strap, a paced breath, live heart-rate variability, a logged session.

For other programs, and their tests, this is the way in::

    async with biofeed.open_device("sim:?seed=7&speed=max") as device:
        async for event in device.events():
            ...

docs/testing.md shows what comes of it. To import this package loads nothing; what it offers is loaded when it
is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from biofeed.plugins import open_device

__all__ = ["__version__", "open_device"]

__version__ = "0.1.0"

_HOME = {"open_device": "biofeed.plugins"}
"""Where the things live that are offered here."""

if not TYPE_CHECKING:  # a type checker would take every other name for known as well

    def __getattr__(name: str) -> object:
        """Load what is offered here when it is first asked for."""
        if name in _HOME:
            return getattr(import_module(_HOME[name]), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
