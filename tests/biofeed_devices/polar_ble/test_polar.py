"""A strap by Polar: bleak, unmodified, against the fake service, and what goes wrong with streams."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from biofeed.clock import RealClock
from biofeed.errors import UsageError
from biofeed.formats import read_recording
from biofeed.plugins import DeviceURL, open_device
from biofeed.recording import Header, Writer
from biofeed.replaying import first_difference
from biofeed.session import Session, free_schedule
from biofeed.store.home import Home
from biofeed.types import Beat, DeviceInfo, Event, Link, LinkState, Origin, Packet, Samples
from biofeed_devices.ble.discovery import Wanted
from biofeed_devices.ble.timing import Timing
from biofeed_devices.fake_bluez import FakeBlueZ, FakePolar, FakeStrap, Refusal, bluetooth
from biofeed_devices.fake_bluez.polar import (
    ACCELERATION,
    CONTROL,
    DATA,
    ECG,
    GET_SETTINGS,
    SERVICE,
    START,
    STOP,
)
from biofeed_devices.heart_rate import build
from biofeed_devices.pmd.control import Measurement
from biofeed_devices.polar import Polar
from biofeed_devices.polar_ble.streams import NO_SERVICE, NOT_STARTED
from biofeed_devices.replay import Replay
from biofeed_devices.strap import Strap
from tests.biofeed_devices.ble.conftest import SOON
from tests.biofeed_devices.guides import listen
from tests.biofeed_devices.pmd.plain_encoder import acceleration, answer, compressed, ecg
from tests.radio import ENOUGH_S, Listening, need_bus

BOTH = (Measurement.ECG, Measurement.ACCELERATION)
S = 1_000_000_000

Open = Callable[..., AbstractAsyncContextManager[Listening]]


def moved(number: int) -> bytes:
    """Give the acceleration of half a second, the one with this number."""
    return acceleration(number * S // 2, [(number, n, 1000) for n in range(25)])


@pytest.fixture
async def strap() -> AsyncIterator[FakePolar]:
    """Give a strap by Polar within reach."""
    need_bus()
    polar = FakePolar()
    async with bluetooth(polar):
        yield polar


@pytest.fixture
def opened() -> Open:
    """Give the way to connect to the one strap there is, and listen to it."""

    @asynccontextmanager
    async def connect(
        *measurements: Measurement, timing: Timing = SOON, clock: RealClock | None = None
    ) -> AsyncIterator[Listening]:
        wanted = measurements or (Measurement.ACCELERATION,)
        async with Polar(Wanted(), wanted, clock, timing) as device:
            listening = Listening(device)
            try:
                yield listening
            finally:
                await listening.close()

    return connect


def samples(listening: Listening) -> list[Samples]:
    return [event for event in listening.all(Samples) if isinstance(event, Samples)]


def packets(listening: Listening, source: str) -> list[bytes]:
    found = [event for event in listening.all(Packet) if isinstance(event, Packet)]
    return [packet.data for packet in found if packet.source == source]


def details(listening: Listening) -> list[str]:
    return [event.detail for event in listening.all(Link) if isinstance(event, Link)]


class TestAddress:
    @pytest.mark.parametrize(
        ("text", "measurements"),
        [
            ("polar:X", (Measurement.ACCELERATION,)),
            ("polar:X?ecg=yes", BOTH),
            ("polar:X?ecg=yes&acc=no", (Measurement.ECG,)),
            ("polar:X?acc=no", ()),
        ],
    )
    def test_it_says_which_streams_are_wanted_and_is_the_address_to_open_it_again(
        self, text: str, measurements: tuple[Measurement, ...]
    ) -> None:
        device = open_device(text)

        assert isinstance(device, Polar)
        assert (device.measurements, device.info.url) == (measurements, text)

    @pytest.mark.parametrize("text", ["polar:?ecg=perhaps", "polar:?gyro=yes"])
    def test_an_option_that_makes_no_sense_is_refused(self, text: str) -> None:
        with pytest.raises(UsageError) as refused:
            open_device(text)
        assert refused.value.hint

    @pytest.mark.parametrize(
        ("last", "wanted"),
        [("", Wanted("Polar")), ("ble:AA", Wanted("Polar")), ("polar:AA?ecg=yes", Wanted("", "AA"))],
    )
    def test_without_an_address_it_is_the_polar_strap_used_last_or_any(
        self, last: str, wanted: Wanted
    ) -> None:
        Home.default().settings["last_device"] = last

        assert Polar.from_url(DeviceURL.parse("polar:"))._wanted == wanted

    def test_a_strap_used_last_by_this_driver_is_the_last_one_of_the_other_too(self) -> None:
        Home.default().settings["last_device"] = "polar:AA?ecg=yes"

        assert Strap.from_url(DeviceURL.parse("ble:"))._wanted == Wanted("", "AA")


class TestKnowing:
    """What `biofeed scan` says about a strap that this driver could read more of."""

    async def test_one_that_was_never_connected_is_known_by_its_maker(self) -> None:
        need_bus()
        renamed = FakePolar(name="Anna's strap")
        async with bluetooth(renamed, FakeStrap()):
            found = {info.name: info for info in await Strap.scan(0.2)}

        assert Polar.knows_more_of(found["Anna's strap"])
        assert not Polar.knows_more_of(found["Fake Strap 1"])

    async def test_or_by_its_name(self) -> None:
        need_bus()
        quiet = FakePolar()
        quiet.advertised_maker = {}
        async with bluetooth(quiet):
            (info,) = await Strap.scan(0.2)

        assert Polar.knows_more_of(info)

    @pytest.mark.parametrize("has_streams", [True, False], ids=["H10", "H9"])
    async def test_once_it_was_connected_its_services_decide(self, has_streams: bool) -> None:
        need_bus()
        polar = FakePolar()
        polar.is_held = True
        if not has_streams:
            del polar.profile[SERVICE]
        async with bluetooth(polar):
            (held,) = await Strap.scan(0.1)
            polar.drop()
            (advertising,) = await Strap.scan(0.1)

        assert [Polar.knows_more_of(info) for info in (held, advertising)] == [has_streams] * 2

    def test_of_a_device_that_nobody_has_seen_there_is_only_the_name(self) -> None:
        assert Polar.knows_more_of(DeviceInfo("ble:AA", "Polar H10 1", Origin.STRAP))
        assert not Polar.knows_more_of(DeviceInfo("ble:AB", "TICKR", Origin.STRAP))


class TestStreams:
    async def test_acceleration_comes_beside_the_heartbeats(self, strap: FakePolar, opened: Open) -> None:
        async with opened() as listening:
            await listening.link(LinkState.CONNECTED)
            strap.stream(moved(2))
            strap.send(build(60, rr_ticks=[1024]))
            await listening.take(Beat)
            await listening.take(Samples, 0 if samples(listening) else 3)

        assert [event.kind for event in samples(listening)] == ["acc_x_mg", "acc_y_mg", "acc_z_mg"]
        # What was measured before the session began, a moment ago, is cut off.
        assert [event.values[-1] for event in samples(listening)] == [2, 24, 1000]
        assert samples(listening)[0].fs_hz == 50
        assert packets(listening, "pmd") == [moved(2)]

    async def test_it_asks_for_the_settings_starts_and_stops_before_it_lets_go(
        self, strap: FakePolar, opened: Open
    ) -> None:
        async with opened(*BOTH) as listening:
            await listening.link(LinkState.CONNECTED)
            assert strap.streaming == {ECG, ACCELERATION}

        assert [command.hex() for command in strap.commands] == [
            "0100",
            "02000001820001010e00",
            "0102",
            "0202000132000101100002010800",
            "0302",
            "0300",
        ]
        assert not strap.streaming
        assert not strap.left_listening
        assert not strap.is_connected

    async def test_ecg_comes_if_it_is_wanted(self, strap: FakePolar, opened: Open) -> None:
        async with opened(Measurement.ECG) as listening:
            await listening.link(LinkState.CONNECTED)
            assert strap.stream(moved(1)) == 0, "nobody asked for acceleration"
            strap.stream(ecg(S, [100] * 73))
            await listening.take(Samples)

        (found,) = samples(listening)
        assert (found.kind, found.fs_hz) == ("ecg_uv", 130)

    async def test_settings_in_several_pieces_are_put_together(self, strap: FakePolar, opened: Open) -> None:
        strap.pieces = 4
        async with opened() as listening:
            await listening.link(LinkState.CONNECTED)

            assert strap.streaming == {ACCELERATION}

    async def test_the_answers_are_on_file_so_that_frames_can_be_read_there(
        self, strap: FakePolar, opened: Open
    ) -> None:
        async with opened() as listening:
            await listening.link(LinkState.CONNECTED)
            strap.stream(moved(1))
            await listening.take(Samples)

        offered = strap.offers[ACCELERATION]
        expected = [answer(GET_SETTINGS, ACCELERATION, parameters=offered), answer(START, ACCELERATION)]
        assert packets(listening, "pmd-control") == expected

    async def test_compressed_frames_are_read_with_the_factor_of_the_start(
        self, strap: FakePolar, opened: Open
    ) -> None:
        strap.start_parameters = bytes.fromhex("05 01 0000803e")
        async with opened() as listening:
            await listening.link(LinkState.CONNECTED)
            strap.stream(compressed(S, (4, 8, -4), []))
            await listening.take(Samples, 3)

        assert [event.values for event in samples(listening)] == [(1.0,), (2.0,), (-1.0,)]

    async def test_frames_that_come_twice_count_once(self, strap: FakePolar, opened: Open) -> None:
        strap.characteristic(DATA).can_be_exclusive = False
        async with opened() as listening:
            await listening.link(LinkState.CONNECTED)
            for number in range(1, 4):
                assert strap.stream(moved(number), times=2) == 2
            await listening.take(Samples, 9)

        assert packets(listening, "pmd") == [moved(1), moved(2), moved(3)]

    async def test_frames_of_any_bytes_are_kept_and_passed_over(self, strap: FakePolar, opened: Open) -> None:
        broken = [b"\x02", moved(1)[:-1], b"\x02" + bytes(8) + b"\x83\x00"]
        async with opened() as listening:
            await listening.link(LinkState.CONNECTED)
            for frame in [*broken, moved(2)]:
                strap.stream(frame)
            await listening.take(Samples, 3)

        assert packets(listening, "pmd") == [*broken, moved(2)]
        assert {event.values[-1] for event in samples(listening)} == {2.0, 24.0, 1000.0}


class TestOrdinaryStraps:
    async def test_a_strap_without_the_service_is_an_ordinary_one_and_that_is_said_once(
        self, opened: Open
    ) -> None:
        need_bus()
        strap = FakeStrap()
        async with bluetooth(strap), opened() as listening:
            await listening.link(LinkState.CONNECTED, NO_SERVICE)
            strap.drop()
            await listening.link(LinkState.LOST)
            await listening.link(LinkState.CONNECTED, "attempt")
            strap.send(build(60, rr_ticks=[1024]))
            await listening.take(Beat)

        assert details(listening).count(NO_SERVICE) == 1

    async def test_nothing_is_asked_where_nothing_is_wanted(self, strap: FakePolar) -> None:
        async with Polar(Wanted(), (), timing=SOON) as device:
            listening = Listening(device)
            await listening.link(LinkState.CONNECTED)
            await listening.close()

        assert strap.commands == []


class TestRefusals:
    @pytest.mark.parametrize(
        ("operation", "status", "title"),
        [
            (GET_SETTINGS, 3, "does not offer acceleration"),
            (START, 5, "does not start acceleration"),
            (START, 6, "to another program"),
            (START, 13, "while it is charged"),
            (START, 99, "does not start acceleration"),
        ],
    )
    async def test_a_refusal_is_said_and_the_heartbeats_go_on(
        self, strap: FakePolar, opened: Open, operation: int, status: int, title: str
    ) -> None:
        strap.statuses[operation, ACCELERATION] = status
        async with opened() as listening:
            await listening.link(LinkState.CONNECTED, title)
            strap.send(build(60, rr_ticks=[1024]))
            await listening.take(Beat)

    async def test_what_one_stream_is_refused_is_nothing_to_the_other(
        self, strap: FakePolar, opened: Open
    ) -> None:
        del strap.offers[ECG]
        async with opened(*BOTH) as listening:
            await listening.link(LinkState.CONNECTED, "does not offer ECG")

            assert strap.streaming == {ACCELERATION}

    async def test_a_link_that_is_too_narrow_is_named(self, strap: FakePolar, opened: Open) -> None:
        strap.mtu = 185
        async with opened() as listening:
            await listening.link(LinkState.CONNECTED, "too narrow")

    async def test_a_strap_that_still_streams_is_stopped_and_started_anew(
        self, strap: FakePolar, opened: Open
    ) -> None:
        """As behind a program that was killed."""
        strap.streaming.add(ACCELERATION)
        async with opened() as listening:
            await listening.link(LinkState.CONNECTED)
            strap.stream(moved(1))
            await listening.take(Samples)

        assert [command[0] for command in strap.commands] == [GET_SETTINGS, START, STOP, START, STOP]

    async def test_a_strap_that_does_not_answer_is_not_waited_for(
        self, strap: FakePolar, opened: Open
    ) -> None:
        strap.unheard.add(GET_SETTINGS)
        async with opened(timing=replace(SOON, subscribe_s=0.1)) as listening:
            await listening.link(LinkState.CONNECTED, NOT_STARTED)
            strap.send(build(60, rr_ticks=[1024]))
            await listening.take(Beat)

    async def test_a_stream_whose_start_was_never_answered_is_ended_all_the_same(
        self, strap: FakePolar, opened: Open
    ) -> None:
        strap.unheard.add(START)
        async with opened(timing=replace(SOON, subscribe_s=0.1)) as listening:
            await listening.link(LinkState.CONNECTED, NOT_STARTED)
            assert strap.streaming == {ACCELERATION}

        assert not strap.streaming

    @pytest.mark.parametrize("uuid", [CONTROL, DATA], ids=["control", "data"])
    async def test_a_service_that_refuses_to_be_used_is_left_alone(
        self, strap: FakePolar, opened: Open, uuid: str
    ) -> None:
        strap.refusals[uuid] = Refusal("org.bluez.Error.NotPermitted", "Notify acquired")
        async with opened() as listening:
            await listening.link(LinkState.CONNECTED, NOT_STARTED)
            strap.send(build(60, rr_ticks=[1024]))
            await listening.take(Beat)

    async def test_a_stream_that_the_strap_ends_is_told(self, strap: FakePolar, opened: Open) -> None:
        async with opened() as listening:
            await listening.link(LinkState.CONNECTED)
            strap.end(ACCELERATION)
            await listening.link(LinkState.CONNECTED, "ended its stream of acceleration")

        assert strap.commands[-1][0] == START, "there is nothing left to stop"


class TestDropout:
    async def test_streams_are_started_again_and_times_go_on(self, strap: FakePolar, opened: Open) -> None:
        clock = RealClock(speed=20)
        async with opened(clock=clock, timing=replace(SOON, silence_s=10_000)) as listening:
            await listening.link(LinkState.CONNECTED)
            for number in range(1, 4):
                strap.drop()
                await listening.link(LinkState.LOST, "broke off")
                await listening.link(LinkState.CONNECTED, "attempt 1")
                await clock.sleep_until(clock.now() + 1)
                assert strap.stream(moved(number)) == 1
                await listening.take(Samples, 3)

        starts = [command for command in strap.commands if command[0] == START]
        assert len(starts) == 1 + 3 * 2, "each time it still streams, and is started anew"
        times = [event.t_s for event in samples(listening)[::3]]
        arrivals = [event.t_s for event in listening.all(Packet) if getattr(event, "source", "") == "pmd"]
        assert times == pytest.approx([t_s - 24 / 50 for t_s in arrivals])

    async def test_a_link_that_breaks_while_streams_start_is_a_dropout(
        self, strap: FakePolar, opened: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It is one at once: nobody waits for an answer that cannot come any more."""
        monkeypatch.setattr(strap, "take", lambda uuid, data: strap.drop())
        patient = replace(SOON, subscribe_s=100 * ENOUGH_S)
        async with asyncio.timeout(ENOUGH_S), opened(timing=patient) as listening:
            monkeypatch.undo()
            await listening.link(LinkState.LOST, "broke off")
            await listening.link(LinkState.CONNECTED, "attempt")

            assert strap.streaming == {ACCELERATION}
        assert NOT_STARTED not in details(listening)

    async def test_letting_go_of_a_service_that_hangs_comes_to_an_end(self) -> None:
        need_bus()
        async with bluetooth(FakePolar()) as service:
            assert isinstance(service, FakeBlueZ)
            async with Polar(Wanted(), timing=replace(SOON, disconnect_s=0.1)):
                service.is_frozen = True


class TestReplay:
    async def test_a_replay_gives_the_same_samples_once(
        self, strap: FakePolar, opened: Open, tmp_path: Path
    ) -> None:
        strap.offers[ACCELERATION] = bytes.fromhex("00 02 1a00 3400")
        strap.start_parameters = bytes.fromhex("05 01 0000803e")
        clock = RealClock(speed=20)
        async with opened(*BOTH, clock=clock, timing=replace(SOON, silence_s=10_000)) as listening:
            await listening.link(LinkState.CONNECTED)
            for number in range(1, 5):
                await clock.sleep_until(clock.now() + 0.5)
                strap.stream(moved(number))
                strap.stream(ecg(number * S // 2, [number] * 65))
                strap.send(build(60, rr_ticks=[512]))
                if number == 3:
                    strap.stream(compressed(number * S, (number, 8, -4), []))
                    strap.drop()
                    await listening.link(LinkState.CONNECTED, "attempt")
            await listening.until(lambda event: isinstance(event, Packet) and event.source == "2a37")
            await listening.take(Beat)
        recorded = listening.events
        path = tmp_path / "polar.jsonl"
        with Writer(path, Header(Origin.STRAP, "Polar H10", "2026-01-02T03:04:05+01:00")) as writer:
            writer.write(recorded)

        replayed = await listen(Replay.from_url(DeviceURL.parse(f"replay:{path}?speed=max")), float("inf"))

        kinds: set[type[Event]] = {type(event) for event in recorded}
        assert {Packet, Link, Samples, Beat} <= kinds
        assert {event.fs_hz for event in recorded if isinstance(event, Samples)} > {52.0}
        assert replayed[: len(recorded)] == recorded

    async def test_a_session_with_streams_replays_without_a_difference(
        self, strap: FakePolar, tmp_path: Path
    ) -> None:
        path = tmp_path / "session.jsonl"
        header = Header(Origin.STRAP, "Polar H10", "2026-01-02T03:04:05+01:00")
        async with Polar(Wanted(), BOTH, timing=SOON) as device:
            with Writer(path, header) as writer:
                session = Session(device, free_schedule(None), logs=[writer])
                async with asyncio.timeout(ENOUGH_S), aclosing(session.events()) as events:
                    async for event in events:
                        match event:
                            case Link():
                                strap.stream(moved(1))
                                strap.stream(ecg(S, [1] * 73))
                            case Samples(kind="ecg_uv"):
                                strap.send(build(60, rr_ticks=[1024]))
                            case Beat():
                                session.stop()

        assert {"acc_x_mg", "acc_y_mg", "acc_z_mg", "ecg_uv"} == {
            event.kind for event in read_recording(path).events if isinstance(event, Samples)
        }
        assert await first_difference(path) is None
