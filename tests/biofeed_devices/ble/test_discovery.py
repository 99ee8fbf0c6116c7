"""Which strap is meant."""

from __future__ import annotations

from bleak.backends.device import BLEDevice

from biofeed_devices.ble.discovery import Sighting, Wanted


def seen(name: str, address: str, signal_dbm: int | None = -60, *, held: bool = False) -> Sighting:
    return Sighting(BLEDevice(address, name, None), name, address, signal_dbm, held=held)


FAR, NEAR = seen("Polar H10 1", "AA:01", -90), seen("TICKR", "AA:02", -40)
HELD = seen("Held", "AA:03", None, held=True)


def test_anything_will_do_and_the_strongest_is_best() -> None:
    assert Wanted().choose([FAR, NEAR]) is NEAR


def test_what_this_computer_holds_is_nearest() -> None:
    assert Wanted().choose([FAR, NEAR, HELD]) is HELD


def test_the_last_one_goes_before_all_others() -> None:
    wanted = Wanted(last_address="aa:01")

    assert wanted.choose([HELD, NEAR, FAR]) is FAR
    assert wanted.is_sure(FAR)
    assert not wanted.is_sure(NEAR)


def test_a_named_one_is_the_only_one() -> None:
    assert Wanted("polar").choose([NEAR, HELD]) is None
    assert Wanted("polar").choose([NEAR, FAR]) is FAR
    assert Wanted("AA:02").choose([NEAR, FAR]) is NEAR


def test_among_equal_names_the_strongest_is_taken() -> None:
    other = seen("Polar H9", "AA:04", -50)

    assert Wanted("Polar").choose([FAR, other]) is other


def test_where_nothing_is_there_nothing_is_chosen() -> None:
    assert Wanted().choose([]) is None
