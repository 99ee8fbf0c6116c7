"""The strap on the radio: bleak, unmodified, against the fake service, and everything that goes wrong."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import replace

import pytest

from biofeed.clock import RealClock
from biofeed.errors import BluetoothOff, DeviceLost, NotFound, PermissionDenied, StrapInUse
from biofeed.plugins import DeviceURL
from biofeed.session import Session, free_schedule
from biofeed.store.home import Home
from biofeed.types import Beat, Gap, Link, LinkState, Packet
from biofeed_devices.ble.discovery import Wanted
from biofeed_devices.ble.remark import NO_INTERVALS
from biofeed_devices.fake_bluez import HANG, FakeBlueZ, FakeStrap, PrivateBus, Refusal, bluetooth
from biofeed_devices.fake_bluez.profile import BATTERY_LEVEL, MEASUREMENT, heart_rate_profile, uuid16
from biofeed_devices.heart_rate import build
from biofeed_devices.strap import Strap
from tests.biofeed_devices.ble.conftest import SOON, Open
from tests.radio import ENOUGH_S, Listening, need_bus
from tests.scripted import MemoryLog

GONE = Refusal("org.bluez.Error.Failed", "Software caused connection abort")
NO_OBJECT = Refusal("org.freedesktop.DBus.Error.UnknownObject", "no such object")


def packet(number: int) -> bytes:
    """Give a packet like no other: its interval is its number."""
    return build(60, rr_ticks=[1000 + number])


def shared(strap: FakeStrap) -> None:
    """Let the service offer no exclusive subscription, as other systems than Linux never do."""
    strap.characteristic(MEASUREMENT).can_be_exclusive = False


class TestChoosing:
    async def test_any_strap_becomes_the_one_with_an_address(self, strap: FakeStrap, opened: Open) -> None:
        async with opened(Wanted()) as (device, _):
            assert (device.info.url, device.info.name) == (f"ble:{strap.address}", strap.name)

    @pytest.mark.parametrize("which", ["C0:FF:EE:00:00:02", "c0:ff:ee:00:00:02", "Fake Strap 2", "fake"])
    async def test_by_address_or_the_beginning_of_its_name(self, opened: Open, which: str) -> None:
        need_bus()
        other = FakeStrap("AA:00:00:00:00:01", "Other", signal_dbm=-30)
        meant = FakeStrap("C0:FF:EE:00:00:02", "Fake Strap 2")
        async with bluetooth(other, meant), opened(Wanted(which)) as (device, _):
            assert device.info.name == "Fake Strap 2"

    async def test_without_a_word_the_strongest_is_taken(self, opened: Open) -> None:
        need_bus()
        far, near = FakeStrap(signal_dbm=-90), FakeStrap("C0:FF:EE:00:00:02", "Near", signal_dbm=-40)
        async with bluetooth(far, near), opened(Wanted()) as (device, _):
            assert device.info.name == "Near"

    async def test_the_one_used_last_goes_before_the_strongest(self, opened: Open) -> None:
        need_bus()
        far, near = FakeStrap(signal_dbm=-90), FakeStrap("C0:FF:EE:00:00:02", "Near", signal_dbm=-40)
        async with bluetooth(far, near), opened(Wanted(last_address=far.address)) as (device, _):
            assert device.info.name == far.name

    async def test_the_strongest_will_do_if_the_last_one_is_away(
        self, service: FakeBlueZ, opened: Open
    ) -> None:
        async with opened(Wanted(last_address="AA:AA:AA:AA:AA:AA")) as (device, _):
            assert device.info.name == service.straps[0].name

    def test_the_address_used_last_comes_from_the_settings(self) -> None:
        Home.default().settings["last_device"] = "ble:AA:BB:CC:DD:EE:FF"

        assert Strap.from_url(DeviceURL.parse("ble:"))._wanted == Wanted("", "AA:BB:CC:DD:EE:FF")

    async def test_nothing_within_reach_is_not_found(self, service: FakeBlueZ, opened: Open) -> None:
        service.straps[0].in_reach = False

        with pytest.raises(NotFound, match="No heart-rate strap"):
            async with opened(Wanted()):
                pass

    async def test_one_that_is_away_is_named(self, service: FakeBlueZ, opened: Open) -> None:
        with pytest.raises(NotFound, match="Somebody's"):
            async with opened(Wanted("Somebody's")):
                pass


class TestScan:
    async def test_it_lists_what_answers_with_the_strongest_first(self) -> None:
        need_bus()
        far, near = FakeStrap(signal_dbm=-90), FakeStrap("C0:FF:EE:00:00:02", "Near", signal_dbm=-40)
        near.advertised_battery = 55
        async with bluetooth(far, near):
            found = await Strap.scan(0.2)

        assert [(info.name, info.signal_dbm, info.battery_percent) for info in found] == [
            ("Near", -40, 55),
            ("Fake Strap 1", -90, None),
        ]
        assert found[0].url == "ble:C0:FF:EE:00:00:02"

    async def test_a_strap_that_a_killed_program_left_connected_is_listed(self) -> None:
        need_bus()
        held = FakeStrap()
        held.is_held = True
        async with bluetooth(held):
            found = await Strap.scan(0.1)

        assert [(info.name, info.signal_dbm) for info in found] == [("Fake Strap 1", None)]


class TestConnecting:
    async def test_it_says_what_it_is_and_lets_go_in_the_end(self, strap: FakeStrap, opened: Open) -> None:
        async with opened() as (device, listening):
            connected = await listening.link(LinkState.CONNECTED)
            assert connected.detail == "Fake Straps Ltd F1, worn on the chest, battery 87 %"
            assert device.info.battery_percent == 87

        assert not strap.is_connected

    async def test_its_exclusive_subscription_ends_before_the_link(
        self, strap: FakeStrap, opened: Open
    ) -> None:
        """Otherwise bluetoothd may crash, for every program on the computer."""
        async with opened():
            pass

        assert strap.left_listening == 0

    async def test_packets_come_as_they_were_sent(self, strap: FakeStrap, opened: Open) -> None:
        sent = [packet(0), b"", b"\xff", bytes(range(200)), packet(1)]
        async with opened() as (_, listening):
            for data in sent:
                strap.send(data)
            packets = await listening.take(Packet, len(sent))

        assert [event.data for event in packets if isinstance(event, Packet)] == sent

    async def test_what_came_before_the_session_began_is_no_part_of_it(
        self, strap: FakeStrap, opened: Open
    ) -> None:
        async with opened() as (_, listening):
            strap.send(packet(0))
            await listening.link(LinkState.CONNECTED)
            # The first packet is in the socket now, and may come up before or after the clock began.
            strap.send(packet(1))
            (event,) = await listening.take(Packet)

            assert event.t_s >= 0

    @pytest.mark.parametrize("misfortune", [GONE, NO_OBJECT, "drop", HANG], ids=str)
    async def test_two_attempts_may_come_to_nothing(
        self, strap: FakeStrap, opened: Open, misfortune: Refusal
    ) -> None:
        strap.when_connected += [misfortune, misfortune]

        async with opened():
            assert strap.is_connected

    async def test_after_three_attempts_the_person_is_told(self, strap: FakeStrap, opened: Open) -> None:
        strap.when_connected += [GONE] * 3

        with pytest.raises(DeviceLost) as told:
            async with opened():
                pass
        assert told.value.hint
        assert not strap.is_connected

    async def test_a_held_strap_is_adopted_without_connecting_again(self, opened: Open) -> None:
        need_bus()
        held = FakeStrap()
        held.is_held = True
        async with bluetooth(held) as service, opened() as (_, listening):
            held.send(packet(0))
            await listening.take(Packet)

            assert "Connect" not in service.calls

    async def test_a_device_without_heart_rate_is_named_as_such(self, strap: FakeStrap, opened: Open) -> None:
        strap.profile[uuid16(0x180D)].remove(strap.characteristic(MEASUREMENT))

        with pytest.raises(NotFound, match="does not send a heart rate"):
            async with opened():
                pass

    async def test_giving_up_while_it_connects_leaves_nothing_behind(
        self, strap: FakeStrap, opened: Open
    ) -> None:
        strap.when_connected += [HANG]

        async def connect() -> None:
            async with opened(timing=replace(SOON, connect_s=60)):
                pass

        attempt = asyncio.create_task(connect())
        async with asyncio.timeout(ENOUGH_S):
            while strap.when_connected:
                await asyncio.sleep(0)
        attempt.cancel()
        with pytest.raises(asyncio.CancelledError):
            await attempt

        assert not strap.is_connected


class TestAbout:
    async def test_battery_and_location_are_not_needed(self, strap: FakeStrap, opened: Open) -> None:
        strap.profile = heart_rate_profile(battery_percent=None, location=None)

        async with opened() as (device, _):
            assert (device.about.battery_percent, device.about.location) == (None, "")

    @pytest.mark.parametrize("trouble", ["refused", "unanswered", "nonsense"])
    async def test_trouble_in_reading_the_battery_is_no_trouble(
        self, strap: FakeStrap, opened: Open, trouble: str
    ) -> None:
        if trouble == "refused":
            strap.refusals[BATTERY_LEVEL] = Refusal("org.bluez.Error.NotPermitted", "Read not permitted")
        elif trouble == "unanswered":
            strap.unanswered.add(BATTERY_LEVEL)
        else:
            strap.characteristic(BATTERY_LEVEL).value = b"\xff\xff"

        async with opened() as (device, _):
            assert device.about.battery_percent is None
            assert device.about.maker == "Fake Straps Ltd"

    async def test_a_low_battery_is_said_once(self, strap: FakeStrap, opened: Open) -> None:
        strap.characteristic(BATTERY_LEVEL).value = bytes([20])

        async with opened() as (_, listening):
            await listening.link(LinkState.BATTERY, "20 %")
            strap.drop()
            await listening.link(LinkState.LOST)
            await listening.link(LinkState.CONNECTED)
            strap.send(packet(0))
            await listening.take(Packet)

        links = [event for event in listening.all(Link) if isinstance(event, Link)]
        assert [link.state for link in links].count(LinkState.BATTERY) == 1

    async def test_a_battery_that_gets_low_is_noticed_with_the_next_link(
        self, strap: FakeStrap, opened: Open
    ) -> None:
        async with opened() as (_, listening):
            await listening.link(LinkState.CONNECTED)
            for percent in (21, 20, 5):
                strap.characteristic(BATTERY_LEVEL).value = bytes([percent])
                strap.drop()
                await listening.link(LinkState.LOST)
                await listening.link(LinkState.CONNECTED)
                if percent == 20:
                    await listening.link(LinkState.BATTERY, "20 %")
            strap.send(packet(0))
            await listening.take(Packet)

        said = [event for event in listening.all(Link) if isinstance(event, Link)]
        assert [link.detail for link in said if link.state is LinkState.BATTERY] == ["20 %"]

    async def test_packets_do_not_wait_for_the_battery(self, strap: FakeStrap, opened: Open) -> None:
        strap.unanswered.add(BATTERY_LEVEL)
        async with opened(timing=replace(SOON, read_s=0.01)) as (device, listening):
            device._timing = replace(SOON, read_s=100 * ENOUGH_S)
            await listening.link(LinkState.CONNECTED)
            strap.drop()
            await listening.link(LinkState.LOST)
            await listening.link(LinkState.CONNECTED)
            strap.send(packet(0))
            await listening.take(Packet)


class TestWhatStrapsDo:
    async def test_a_heart_rate_of_zero_is_not_a_lost_link(self, strap: FakeStrap, opened: Open) -> None:
        async with opened() as (_, listening):
            for _ in range(3):
                strap.send(build(0))
            await listening.take(Packet, 3)

        assert [event.state for event in listening.all(Link) if isinstance(event, Link)] == [
            LinkState.CONNECTED
        ]

    async def test_lost_skin_is_told_and_found_skin_too(self, strap: FakeStrap, opened: Open) -> None:
        async with opened() as (_, listening):
            await listening.link(LinkState.CONNECTED)
            strap.send(build(60, contact=False))
            await listening.link(LinkState.NO_CONTACT)
            strap.send(build(60, contact=True))
            await listening.link(LinkState.CONNECTED)

    async def test_half_a_minute_without_intervals_is_remarked_on_once(
        self, strap: FakeStrap, opened: Open
    ) -> None:
        clock = RealClock(speed=200)
        async with opened(clock=clock, timing=replace(SOON, silence_s=10_000)) as (_, listening):
            await listening.link(LinkState.CONNECTED)
            for _ in range(3):
                strap.send(build(70))
                (event,) = await listening.take(Packet)
                await clock.sleep_until(event.t_s + 31)
            strap.send(build(71))
            await listening.until(lambda event: isinstance(event, Packet) and event.data == build(71))

        remarks = [event for event in listening.all(Link) if getattr(event, "detail", "") == NO_INTERVALS]
        assert len(remarks) == 1


class TestDropout:
    @pytest.mark.parametrize("exclusive", [True, False])
    async def test_after_each_dropout_every_packet_still_comes_once(
        self, strap: FakeStrap, opened: Open, exclusive: bool
    ) -> None:
        strap.characteristic(MEASUREMENT).can_be_exclusive = exclusive
        async with opened() as (_, listening):
            await listening.link(LinkState.CONNECTED)
            for number in range(3):
                strap.drop()
                await listening.link(LinkState.LOST, "broke off")
                await listening.link(LinkState.CONNECTED, "attempt 1")
                assert strap.send(packet(number)) == 1, "one subscription, not one more for each dropout"
                await listening.take(Packet)

    async def test_no_interval_is_invented_or_lost_and_the_dropout_is_a_gap(
        self, strap: FakeStrap, opened: Open
    ) -> None:
        clock = RealClock(speed=10)
        async with opened(clock=clock) as (_, listening):
            await listening.link(LinkState.CONNECTED)
            sent = [await self.send(strap, clock, listening, number) for number in range(5)]
            strap.drop()
            strap.in_reach = False
            await listening.link(LinkState.RECONNECTING, "attempt 1")
            await clock.sleep_until(clock.now() + 3)
            strap.in_reach = True
            await listening.link(LinkState.CONNECTED)
            sent += [await self.send(strap, clock, listening, number) for number in range(5, 10)]

        beats = [event for event in listening.all(Beat) if isinstance(event, Beat)]
        (gap,) = [event for event in listening.all(Gap) if isinstance(event, Gap)]
        assert [round(beat.rr_ms * 1.024) for beat in beats] == sent
        assert gap.reason == "link lost"
        assert gap.t_s == beats[4].t_s
        resumed_s = beats[5].t_s - beats[5].rr_ms / 1000
        assert gap.t_s + gap.duration_s == pytest.approx(resumed_s, abs=0.05)

    @staticmethod
    async def send(strap: FakeStrap, clock: RealClock, listening: Listening, number: int) -> int:
        """Send a packet a second after the one before, and wait for its beat."""
        await clock.sleep_until(clock.now() + 1)
        strap.send(packet(number))
        await listening.take(Beat)
        return 1000 + number

    async def test_a_strap_that_comes_back_late_is_waited_for(self, strap: FakeStrap, opened: Open) -> None:
        async with opened() as (_, listening):
            strap.drop()
            strap.in_reach = False
            lost = await listening.link(LinkState.LOST)
            again = await listening.link(LinkState.RECONNECTING, "attempt 3")
            strap.in_reach = True
            back = await listening.link(LinkState.CONNECTED, "attempt ")

        assert lost.t_s <= again.t_s <= back.t_s
        assert "is within reach" in again.detail
        assert all(strap.address not in getattr(event, "detail", "") for event in listening.events)

    @pytest.mark.parametrize("misfortune", [GONE, NO_OBJECT, "drop"], ids=str)
    async def test_trouble_in_reconnecting_is_not_the_end(
        self, strap: FakeStrap, opened: Open, misfortune: Refusal
    ) -> None:
        async with opened() as (_, listening):
            await listening.link(LinkState.CONNECTED)
            strap.when_connected += [misfortune] * 4
            strap.drop()
            await listening.link(LinkState.RECONNECTING, "attempt 4")
            await listening.link(LinkState.CONNECTED, "attempt 5")

    async def test_a_link_that_broke_before_the_session_began_is_lost_in_it(
        self, strap: FakeStrap, opened: Open
    ) -> None:
        async with opened() as (_, listening):
            strap.drop()
            # What the service said before it answered this has arrived by then.
            await Strap.scan(0.01)
            assert (await listening.link(LinkState.LOST)).t_s < 1
            await listening.link(LinkState.CONNECTED)


class TestSession:
    async def test_one_session_goes_on_across_a_dropout(self, strap: FakeStrap) -> None:
        log = MemoryLog()
        async with Strap(Wanted("Fake"), timing=SOON) as device:
            session = Session(device, free_schedule(None), logs=[log])
            async with asyncio.timeout(ENOUGH_S), aclosing(session.events()) as events:
                async for event in events:
                    match event:
                        case Link(state=LinkState.CONNECTED, detail=detail):
                            strap.send(packet(2 if detail.startswith("attempt") else 1))
                        case Packet(data=data) if data == packet(1):
                            strap.drop()
                        case Packet():
                            session.stop()

        states = [event.state for event in log.events if isinstance(event, Link)]
        packets = [event.data for event in log.events if isinstance(event, Packet)]
        connected, lost, looking = LinkState.CONNECTED, LinkState.LOST, LinkState.RECONNECTING
        assert states == [connected, lost, looking, connected]
        assert packets == [packet(1), packet(2)]


class TestALyingLink:
    async def test_silence_is_a_lost_link_whatever_the_service_says(
        self, strap: FakeStrap, opened: Open
    ) -> None:
        async with opened(timing=replace(SOON, silence_s=0.2)) as (_, listening):
            await listening.link(LinkState.CONNECTED)
            strap.vanish()
            await listening.link(LinkState.LOST, "no packet for 0.2 s")
            strap.in_reach = True
            await listening.link(LinkState.CONNECTED)

    async def test_a_killed_service_is_noticed_and_the_next_one_used(
        self, service: FakeBlueZ, strap: FakeStrap, opened: Open
    ) -> None:
        async with opened(timing=replace(SOON, silence_s=0.3)) as (_, listening):
            strap.send(packet(0))
            await listening.take(Packet)
            await service.die()
            await listening.link(LinkState.LOST, "no packet")
            await listening.link(LinkState.RECONNECTING, "service of this computer is not running")
            async with FakeBlueZ(strap):
                await listening.link(LinkState.CONNECTED)
                assert strap.send(packet(1)) == 1
                await listening.take(Packet)

    async def test_a_bus_that_ends_is_noticed_and_the_next_one_used(self, opened: Open) -> None:
        need_bus()
        strap = FakeStrap()
        with PrivateBus() as bus:
            async with FakeBlueZ(strap) as service, opened() as (_, listening):
                await listening.link(LinkState.CONNECTED)
                bus.kill()
                await listening.link(LinkState.LOST)
                await listening.link(LinkState.RECONNECTING, "message bus")
                await service.die()
                bus.start()
                async with FakeBlueZ(strap):
                    await listening.link(LinkState.CONNECTED, "attempt")

    async def test_letting_go_of_a_service_that_hangs_comes_to_an_end(
        self, service: FakeBlueZ, opened: Open
    ) -> None:
        async with asyncio.timeout(ENOUGH_S):
            async with opened(timing=replace(SOON, disconnect_s=0.1)):
                service.is_frozen = True

    async def test_giving_up_on_a_service_that_hangs_comes_to_an_end(
        self, service: FakeBlueZ, strap: FakeStrap, opened: Open
    ) -> None:
        async with asyncio.timeout(ENOUGH_S):
            async with opened(timing=replace(SOON, disconnect_s=0.1)) as (_, listening):
                await listening.link(LinkState.CONNECTED)
                strap.when_connected += [HANG]
                strap.drop()
                await listening.link(LinkState.LOST)
                waiting = asyncio.create_task(listening.link(LinkState.CONNECTED))
                while strap.when_connected:
                    await asyncio.sleep(0)
                service.is_frozen = True
                waiting.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await waiting


class TestOtherPrograms:
    async def test_a_strap_that_somebody_listens_to_is_left_alone(self, opened: Open) -> None:
        need_bus()
        theirs = FakeStrap()
        theirs.is_held = theirs.listened_to_by_another = True
        async with bluetooth(theirs) as service:
            with pytest.raises(StrapInUse, match="Another program"):
                async with opened():
                    pass

            assert "Disconnect" not in service.calls, "that would end the other program's link too"
            assert theirs.is_connected

    async def test_whoever_subscribed_a_moment_earlier_is_named(self, strap: FakeStrap, opened: Open) -> None:
        strap.listened_to_by_another = True

        with pytest.raises(StrapInUse) as told:
            async with opened():
                pass
        assert "Close it" in told.value.hint

    async def test_nobody_can_double_an_exclusive_subscription(self, strap: FakeStrap, opened: Open) -> None:
        from bleak import BleakAdapter, BleakClient
        from bleak.exc import BleakDBusError

        async with opened() as (_, listening):
            await listening.link(LinkState.CONNECTED)
            (theirs,) = await (await BleakAdapter.get()).get_connected_devices(["180d"])
            second = BleakClient(theirs)
            await second.connect()
            with pytest.raises(BleakDBusError):
                await second.start_notify(MEASUREMENT, lambda *_: None)
            assert strap.send(packet(0)) == 1
            await listening.take(Packet)
            await second.disconnect()
            await listening.link(LinkState.LOST)
            await listening.link(LinkState.CONNECTED, "attempt")

    async def test_doubled_packets_count_once_where_listening_is_shared(
        self, strap: FakeStrap, opened: Open
    ) -> None:
        shared(strap)
        strap.listened_to_by_another = True
        async with opened() as (_, listening):
            for number in range(3):
                assert strap.send(packet(number)) == 2
            packets = await listening.take(Packet, 3)

        assert [event.data for event in packets if isinstance(event, Packet)] == [packet(n) for n in range(3)]

    async def test_equal_neighbours_are_kept_where_listening_is_exclusive(
        self, strap: FakeStrap, opened: Open
    ) -> None:
        async with opened() as (_, listening):
            strap.send(packet(0), times=2)
            await listening.take(Packet, 2)

    async def test_sharing_will_do_where_the_strap_refuses_to_be_exclusive(
        self, service: FakeBlueZ, strap: FakeStrap, opened: Open
    ) -> None:
        service.refusals["AcquireNotify"] = Refusal("org.bluez.Error.NotSupported", "not supported")
        async with opened() as (_, listening):
            strap.send(packet(0), times=2)
            strap.send(packet(1))
            packets = await listening.take(Packet, 2)

        assert [event.data for event in packets if isinstance(event, Packet)] == [packet(0), packet(1)]

    async def test_a_strap_taken_during_a_dropout_is_taken_back_when_it_is_free(
        self, strap: FakeStrap, opened: Open
    ) -> None:
        async with opened() as (_, listening):
            await listening.link(LinkState.CONNECTED)
            strap.listened_to_by_another = True
            strap.drop()
            await listening.link(LinkState.RECONNECTING, "Another program")
            strap.listened_to_by_another = False
            await listening.link(LinkState.CONNECTED)


class TestTheAdapter:
    async def test_switched_off_it_is_waited_for(
        self, service: FakeBlueZ, strap: FakeStrap, opened: Open
    ) -> None:
        async with opened() as (_, listening):
            await listening.link(LinkState.CONNECTED)
            service.power(False)
            await listening.link(LinkState.LOST)
            await listening.link(LinkState.RECONNECTING, "switched off")
            service.power(True)
            await listening.link(LinkState.CONNECTED)

    async def test_unplugged_it_is_waited_for(
        self, service: FakeBlueZ, strap: FakeStrap, opened: Open
    ) -> None:
        async with opened() as (_, listening):
            await listening.link(LinkState.CONNECTED)
            service.unplug()
            await listening.link(LinkState.LOST)
            await listening.link(LinkState.RECONNECTING, "no Bluetooth adapter")
            service.plug_in()
            await listening.link(LinkState.CONNECTED)

    async def test_being_shut_out_is_the_end(
        self, service: FakeBlueZ, strap: FakeStrap, opened: Open
    ) -> None:
        async with opened() as (_, listening):
            await listening.link(LinkState.CONNECTED)
            service.refusals["StartDiscovery"] = Refusal("org.freedesktop.DBus.Error.AccessDenied", "no")
            strap.drop()
            with pytest.raises(PermissionDenied):
                await listening.link(LinkState.CONNECTED)

    @pytest.mark.parametrize(
        ("powered", "has_adapter", "title"), [(False, True, "switched off"), (True, False, "no Bluetooth")]
    )
    async def test_without_one_that_works_the_person_is_told(
        self, opened: Open, powered: bool, has_adapter: bool, title: str
    ) -> None:
        need_bus()
        with PrivateBus():
            async with FakeBlueZ(powered=powered, has_adapter=has_adapter):
                with pytest.raises(BluetoothOff, match=title) as told:
                    async with opened():
                        pass

        assert told.value.hint

    async def test_without_the_service_the_person_is_told(self, opened: Open) -> None:
        need_bus()
        with PrivateBus(), pytest.raises(BluetoothOff, match="service of this computer is not running"):
            async with opened():
                pass

    async def test_without_a_bus_the_person_is_told(
        self, opened: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        with pytest.raises(BluetoothOff, match="no message bus"):
            async with opened():
                pass
