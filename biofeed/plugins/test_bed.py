"""What a package offers to other people's tests."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from biofeed.errors import PluginError
from biofeed.plugins.registry import TEST_BEDS, entries, load


@runtime_checkable
class TestBed(Protocol):
    """What a package offers to other people's tests, such as a module of fakes. More is its own affair."""

    def missing_program(self) -> str:
        """Say what has to be installed on this computer; empty if nothing has to."""


def load_test_bed(name: str) -> TestBed | None:
    """Load the test bed of that name; `None` if no installed package offers it.

    Raises `PluginError` if it cannot be loaded on this system.
    """
    known = entries(TEST_BEDS)
    if name not in known:
        return None
    bed = load(known[name])
    if not isinstance(bed, TestBed):
        raise PluginError(f"The plug-in “{name}” is not a test bed.", "Its author can help.")
    return bed
