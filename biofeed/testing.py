"""The pytest plug-in for other people's projects: straps that need no person, and a bad day on order.

It is there as soon as biofeed is installed. Each fixture gives a function, because a test may want several
straps, and each strap is a device to be entered with `async with`. docs/testing.md shows how.

Pytest loads this module in every project that has biofeed installed, whether a test uses it or not. So
nothing else of biofeed is imported before a fixture is asked for.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode

import pytest

if TYPE_CHECKING:
    from biofeed.plugins import Device, TestBed


class SimulatedStraps(Protocol):
    """What the fixture `simulated_strap` is."""

    def __call__(self, **options: object) -> Device:
        """Give a strap around a simulated person; the keywords are the options of `sim:`."""


class ReplayedStraps(Protocol):
    """What the fixture `replayed_strap` is."""

    def __call__(self, recording: str | Path, **options: object) -> Device:
        """Give a strap that plays a recording; the keywords are the options of `replay:`."""


class FaultFiles(Protocol):
    """What the fixture `faults` is."""

    def __call__(self, *faults: Mapping[str, object], seed: int = 1) -> Path:
        """Write a list of faults, each with the keys of docs/faults.md, and give the file's path."""


@pytest.fixture
def simulated_strap() -> SimulatedStraps:
    """Give straps around a simulated person: `simulated_strap(person="older", seed=7)`.

    Time passes as fast as it can be computed, unless `speed=` says otherwise.
    """
    return lambda **options: _open("sim:", options)


@pytest.fixture
def replayed_strap(request: pytest.FixtureRequest) -> ReplayedStraps:
    """Give straps that play a recording: `replayed_strap("rest.jsonl")`.

    A path that is not absolute is looked up beside the test. Time passes as with `simulated_strap`.
    """
    folder = request.path.parent

    def open_recording(recording: str | Path, **options: object) -> Device:
        return _open(f"replay:{folder / recording}", options)

    return open_recording


@pytest.fixture
def faults(tmp_path_factory: pytest.TempPathFactory) -> FaultFiles:
    """Write what goes wrong: `faults({"at": 30, "kind": "drop", "for": 12})` gives a path for `faults=`."""

    def write(*faults: Mapping[str, object], seed: int = 1) -> Path:
        # Numbers and texts are written in JSON as they are in TOML.
        lines = [f"seed = {seed}"]
        for fault in faults:
            lines += ["", "[[fault]]", *(f"{key} = {json.dumps(value)}" for key, value in fault.items())]
        path = tmp_path_factory.mktemp("faults") / "faults.toml"
        path.write_text("\n".join([*lines, ""]), "utf-8")
        return path

    return write


@pytest.fixture
def fake_bluez() -> Any:
    """Give the test bed for Bluetooth: straps without a radio, and a service that bleak takes for BlueZ.

    Where it is not installed or cannot run, the test is skipped; on a build server (`CI=true`) it does not
    pass, because nobody reads there what was skipped.
    """
    bed, missing = _find_test_bed("fake_bluez")
    if not missing:
        return bed
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"fake_bluez: {missing}", pytrace=False)
    pytest.skip(f"fake_bluez: {missing}")


def _open(address: str, options: Mapping[str, object]) -> Device:
    from biofeed.plugins import open_device

    return open_device(f"{address}?{urlencode({'speed': 'max', **options})}")


def _find_test_bed(name: str) -> tuple[TestBed | None, str]:
    """Load a test bed, and say what is missing, if anything is."""
    from biofeed.errors import PluginError
    from biofeed.plugins import load_test_bed

    try:
        bed = load_test_bed(name)
    except PluginError as error:
        return None, error.title
    return (bed, bed.missing_program()) if bed else (None, "no installed package offers this test bed")
