"""A replay gives the inputs of a recording at their times, and works out anew what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from biofeed.errors import RecordingError, UsageError
from biofeed.plugins import DeviceURL
from biofeed.recording import Header, Writer
from biofeed.types import (
    Beat,
    Cue,
    Event,
    Feedback,
    Gap,
    Link,
    LinkState,
    Marker,
    Origin,
    PaceChange,
    Packet,
    Pause,
    Phase,
    Rating,
    Samples,
    Stop,
)
from biofeed_devices.replay import Replay
from biofeed_devices.simulated import SimulatedStrap
from tests.biofeed_devices.guides import FREE, listen

FOREVER = float("inf")


def replay(path: Path, options: str = "speed=max") -> Replay:
    return Replay.from_url(DeviceURL.parse(f"replay:{path}?{options}"))


def record(path: Path, events: Sequence[Event]) -> Path:
    with Writer(path, Header(Origin.STRAP, "a strap", "2026-01-02T03:04:05+01:00")) as writer:
        writer.write(events)
    return path


async def simulate(options: str, until_s: float) -> list[Event]:
    return await listen(SimulatedStrap.from_url(DeviceURL.parse(f"sim:?speed=max&{options}")), until_s)


@pytest.mark.parametrize("options", ["seed=1", "seed=2&artefacts=loose&dropouts=some"])
async def test_what_a_strap_gave_is_given_again(tmp_path: Path, options: str) -> None:
    """Event by event; the loose strap's losses of the skin are on file, and told once all the same."""
    events = [*await simulate(options, 900), Stop(900.0, "done")]
    assert await listen(replay(record(tmp_path / "a.jsonl", events)), FOREVER) == events


async def test_the_loose_strap_above_has_something_to_tell() -> None:
    links = [
        event.state
        for event in await simulate("seed=2&artefacts=loose&dropouts=some", 900)
        if isinstance(event, Link)
    ]
    assert {LinkState.NO_CONTACT, LinkState.LOST} < set(links)


async def test_beats_come_from_the_packets_and_not_from_the_file(tmp_path: Path) -> None:
    packet = Packet(2.0, "2a37", bytes.fromhex("10 3c 00 04"))
    path = record(tmp_path / "a.jsonl", [packet, Beat(0, 2.0, 333.0), Feedback(2.0, ()), Stop(3.0, "done")])
    assert await listen(replay(path), FOREVER) == [packet, Beat(0, 2.0, 1000.0), Stop(3.0, "done")]


async def test_what_the_person_said_and_did_is_played_as_well(tmp_path: Path) -> None:
    inputs: list[Event] = [
        Link(0.0, LinkState.CONNECTED),
        Samples(0.5, "respiration", 10.0, (0.1, 0.2)),
        Marker(1.0, "here"),
        Rating(2.0, "calm", 4.0),
        Pause(3.0, paused=True),
        Pause(4.0, paused=False),
        PaceChange(5.0, 5.5),
        Stop(6.0, "stopped"),
    ]
    asked = Cue(1.5, Phase.INHALE, 1.0, "breathe in", 4.0)
    path = record(tmp_path / "a.jsonl", [*inputs[:3], asked, *inputs[3:]])
    assert await listen(replay(path), FOREVER) == inputs


async def test_an_import_has_no_packets_so_its_beats_are_played(tmp_path: Path) -> None:
    path = tmp_path / "rr.txt"
    intervals_ms = [800 + 37 * number % 100 for number in range(200)]
    path.write_text("".join(f"{rr_ms}\n" for rr_ms in intervals_ms))
    events = await listen(replay(path), FOREVER)
    assert [event.rr_ms for event in events if isinstance(event, Beat)] == intervals_ms


async def test_a_recording_that_was_cut_short_ends_with_the_time_that_is_open(tmp_path: Path) -> None:
    events = [event for event in await simulate("seed=1", 30) if isinstance(event, Packet)]
    silent = Packet(40.0, "2a37", bytes.fromhex("06 44"))
    *_, last = await listen(replay(record(tmp_path / "a.jsonl", [*events, silent])), FOREVER)
    assert isinstance(last, Gap)
    assert last.t_s + last.duration_s == pytest.approx(40.0)


async def test_faults_befall_a_recording_and_its_own_troubles_are_still_told_once(tmp_path: Path) -> None:
    """A loss of the skin that falls into a lost link is not told: its packets did not arrive."""
    events = [*await simulate("seed=2&artefacts=loose&dropouts=some", 900), Stop(900.0, "done")]
    off_s = next(e.t_s for e in events if isinstance(e, Link) and e.state is LinkState.NO_CONTACT)
    path = record(tmp_path / "a.jsonl", events)
    faults = tmp_path / "faults.toml"
    faults.write_text(f'[[fault]]\nat = {off_s - 5}\nkind = "drop"\nfor = 30')
    played = await listen(replay(path, f"speed=max&faults={faults}"), FOREVER)

    links = [(event.t_s, event.state) for event in played if isinstance(event, Link)]
    assert (off_s - 5, LinkState.LOST) in links
    assert (off_s + 25, LinkState.CONNECTED) in links
    assert not [t_s for t_s, _ in links if off_s - 4 < t_s < off_s + 25]
    stamps_s = [event.t_s for event in played if not isinstance(event, Beat | Gap)]
    assert stamps_s == sorted(stamps_s)
    assert played[-1] == Stop(900.0, "done")


async def test_what_has_no_packets_has_nothing_that_faults_could_befall(tmp_path: Path) -> None:
    path, faults = tmp_path / "rr.txt", tmp_path / "faults.toml"
    path.write_text("".join(f"{800 + 37 * number % 100}\n" for number in range(200)))
    faults.write_text('[[fault]]\nat = 5\nkind = "lose"\ncount = 1')
    with pytest.raises(UsageError, match="no packets") as refused:
        await listen(replay(path, f"speed=max&faults={faults}"), FOREVER)
    assert refused.value.hint


async def test_events_come_at_their_times(tmp_path: Path) -> None:
    path = record(tmp_path / "a.jsonl", [Marker(1.5), Marker(7.25)])
    device = replay(path)
    async with device:
        times = [(event.t_s, device.clock.now()) async for event in device.events(FREE)]
    assert times == [(1.5, 1.5), (7.25, 7.25)]


async def test_in_real_time_the_stamps_are_those_on_file(tmp_path: Path) -> None:
    path = record(tmp_path / "a.jsonl", [Marker(1.5), Marker(7.25)])
    assert await listen(replay(path, "speed=1000"), FOREVER) == [Marker(1.5), Marker(7.25)]


async def test_it_can_be_opened_again(tmp_path: Path) -> None:
    device = replay(record(tmp_path / "a.jsonl", await simulate("seed=1", 30)))
    assert await listen(device, FOREVER) == await listen(device, FOREVER)


async def test_once_read_it_has_the_name_of_the_device_that_was_recorded(tmp_path: Path) -> None:
    device = replay(record(tmp_path / "a.jsonl", [Marker(1.0)]))
    assert (device.info.name, device.info.origin) == ("a.jsonl", Origin.REPLAYED)
    async with device:
        assert (device.info.name, device.info.origin) == ("a strap", Origin.REPLAYED)


@pytest.mark.parametrize("name", ["missing.jsonl", "folder", "empty.jsonl", "binary.jsonl"])
async def test_a_file_that_is_no_recording_is_told_on_connecting(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "binary.jsonl").write_bytes(bytes(range(256)))
    device = replay(tmp_path / name)
    with pytest.raises(RecordingError) as refused:
        await device.__aenter__()
    assert refused.value.hint


@pytest.mark.parametrize("text", ["replay:", "replay:a.jsonl?speed=quick", "replay:a.jsonl?seed=1"])
def test_an_address_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        Replay.from_url(DeviceURL.parse(text))
    assert refused.value.hint


async def test_samples_on_file_beside_their_packets_are_worked_out_anew_and_told_once(tmp_path: Path) -> None:
    """By kind, whatever times a former version gave them; what no packet explains is played."""
    frame = bytes.fromhex("02 00ca9a3b00000000 01 0100 0200 0300")
    packet, breath = Packet(2.0, "pmd", frame), Samples(2.5, "respiration", 10.0, (0.1,))
    former = [Samples(1.9, f"acc_{axis}_mg", 52.0, (7.0,)) for axis in "xyz"]
    path = record(tmp_path / "a.jsonl", [packet, *former, breath, Stop(3.0, "done")])

    now = [
        Samples(2.0, f"acc_{axis}_mg", 50.0, (value,)) for axis, value in zip("xyz", (1, 2, 3), strict=True)
    ]
    assert await listen(replay(path), FOREVER) == [packet, *now, breath, Stop(3.0, "done")]


async def test_samples_without_their_packets_are_played(tmp_path: Path) -> None:
    inputs = [Packet(1.0, "2a37", bytes.fromhex("06 44")), Samples(2.0, "ecg_uv", 130.0, (1.0, 2.0))]

    assert (await listen(replay(record(tmp_path / "a.jsonl", inputs)), FOREVER))[:2] == inputs
