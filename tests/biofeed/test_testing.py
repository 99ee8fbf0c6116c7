"""The pytest plug-in gives straps, faults and a test bed, and says why where it cannot."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest

import biofeed
from biofeed import plugins
from biofeed.errors import PluginError, UsageError
from biofeed.plugins import Device
from biofeed.recording import Header, Writer
from biofeed.testing import FaultFiles, ReplayedStraps, SimulatedStraps
from biofeed.types import Beat, Event, Link, LinkState, Marker, Origin, Packet


async def first(device: Device, count: int) -> list[Event]:
    heard: list[Event] = []
    async with device as strap:
        async for event in strap.events():
            heard.append(event)
            if len(heard) == count:
                break
    return heard


async def test_a_device_can_be_opened_and_listened_to_without_anything_else() -> None:
    events: list[Event] = []
    async with biofeed.open_device("sim:?seed=7&speed=max") as device:
        async for event in device.events():
            events.append(event)
            if len(events) == 20:
                break

    assert events[0] == Link(0.0, LinkState.CONNECTED)
    assert {type(event) for event in events} == {Link, Packet, Beat}


def test_what_the_package_does_not_offer_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="close_device"):
        _ = biofeed.close_device  # type: ignore[attr-defined]  # that is the point


class TestSimulatedStrap:
    async def test_its_keywords_are_the_options_of_sim(self, simulated_strap: SimulatedStraps) -> None:
        strap = simulated_strap(person="older", seed=3)

        assert strap.info.url == "sim:?speed=max&person=older&seed=3"
        assert await first(strap, 50) == await first(simulated_strap(person="older", seed=3), 50)
        assert await first(strap, 50) != await first(simulated_strap(person="older", seed=4), 50)

    def test_it_is_as_fast_as_can_be_unless_told_otherwise(self, simulated_strap: SimulatedStraps) -> None:
        assert not simulated_strap().clock.realtime
        assert simulated_strap(speed=50).clock.realtime

    def test_an_option_it_does_not_have_is_refused(self, simulated_strap: SimulatedStraps) -> None:
        with pytest.raises(UsageError, match="colour"):
            simulated_strap(colour="blue")


class TestReplayedStrap:
    async def test_it_plays_a_recording_by_its_path(
        self, replayed_strap: ReplayedStraps, tmp_path: Path
    ) -> None:
        path = tmp_path / "two words & more.jsonl"
        with Writer(path, Header(Origin.STRAP, "a strap", "2026-01-02T03:04:05+01:00")) as writer:
            writer.write([Marker(1.0), Marker(2.0)])

        assert await first(replayed_strap(path), 9) == [Marker(1.0), Marker(2.0)]
        assert await first(replayed_strap(str(path)), 9) == [Marker(1.0), Marker(2.0)]

    def test_a_path_that_is_not_absolute_is_looked_up_beside_the_test(
        self, replayed_strap: ReplayedStraps
    ) -> None:
        assert replayed_strap("rest.jsonl").info.url == f"replay:{Path(__file__).parent / 'rest.jsonl'}"


class TestFaults:
    async def test_what_is_written_happens(
        self, simulated_strap: SimulatedStraps, faults: FaultFiles
    ) -> None:
        bad_day = faults({"at": 5.5, "kind": "drop", "for": 3}, {"at": 1, "kind": "lose", "count": 1}, seed=9)
        events = await first(simulated_strap(faults=bad_day), 40)

        lost = [event.t_s for event in events if isinstance(event, Link) and event.state is LinkState.LOST]
        assert lost == [5.5]
        assert not [event for event in events if isinstance(event, Packet) and 1 < event.t_s < 1.9]

    def test_each_list_is_a_file_of_its_own(self, faults: FaultFiles) -> None:
        one, two = faults(), faults({"at": 1, "kind": "lose", "count": 1})
        assert one.read_text() == "seed = 1\n"
        assert "lose" in two.read_text()

    def test_a_fault_that_makes_no_sense_is_refused_by_the_strap(
        self, simulated_strap: SimulatedStraps, faults: FaultFiles
    ) -> None:
        with pytest.raises(UsageError, match="hail"):
            simulated_strap(faults=faults({"at": 1, "kind": "hail", "for": 1}))


class TestFakeBluez:
    """Where the test bed is there it is given; where not, the reason is."""

    @staticmethod
    def given(request: pytest.FixtureRequest) -> object:
        return request.getfixturevalue("fake_bluez")

    @staticmethod
    def offer(monkeypatch: pytest.MonkeyPatch, bed: object) -> None:
        """Let the installed packages offer this test bed; an exception is raised on loading it."""

        def load(name: str) -> object:
            assert name == "fake_bluez"
            if isinstance(bed, Exception):
                raise bed
            return bed

        monkeypatch.setattr(plugins, "load_test_bed", load)

    def test_a_test_bed_that_lacks_nothing_is_given(
        self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bed = SimpleNamespace(missing_program=lambda: "")
        self.offer(monkeypatch, bed)
        assert self.given(request) is bed

    @pytest.mark.parametrize(
        ("bed", "reason"),
        [
            (None, "no installed package"),
            (SimpleNamespace(missing_program=lambda: "dbus-daemon is not installed"), "dbus-daemon"),
            (PluginError("The plug-in “fake_bluez” could not be loaded: no dbus_fast"), "no dbus_fast"),
        ],
    )
    @pytest.mark.parametrize("ci", ["true", "", None])
    def test_what_is_missing_skips_at_home_and_does_not_pass_on_a_build_server(
        self,
        request: pytest.FixtureRequest,
        monkeypatch: pytest.MonkeyPatch,
        bed: object,
        reason: str,
        ci: str | None,
    ) -> None:
        self.offer(monkeypatch, bed)
        monkeypatch.delenv("CI", raising=False)
        if ci is not None:
            monkeypatch.setenv("CI", ci)
        ended = pytest.fail.Exception if ci == "true" else pytest.skip.Exception
        with pytest.raises(ended, match=reason):
            self.given(request)

    def test_an_unknown_test_bed_is_nothing(self) -> None:
        assert plugins.load_test_bed("no such bed") is None


def test_the_fixtures_need_no_plug_in_for_async_tests(simulated_strap: SimulatedStraps) -> None:
    assert len(asyncio.run(first(simulated_strap(), 5))) == 5
