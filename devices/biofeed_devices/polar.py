"""`polar:` is a strap by Polar on the radio, with its acceleration and its ECG beside the heartbeats.

Everything about the link is as with `ble:`. What is added comes from Polar's measurement service: the
chest's acceleration, in which the breath can be seen, and the ECG, in which a doubtful beat can be looked at
afterwards. A strap without that service is an ordinary strap.

Only acceleration is asked for unless more is wanted: it shows what the heartbeats cannot, and some H10s lose
the link within half a minute when both are streamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Self

from biofeed.clock import Clock
from biofeed.plugins import Check, DeviceURL, Found
from biofeed.types import DeviceInfo
from biofeed_devices.ble.discovery import Sighting, Wanted
from biofeed_devices.ble.timing import Timing
from biofeed_devices.option import read_choice
from biofeed_devices.pmd.control import Measurement
from biofeed_devices.polar_ble.connection import PolarConnection
from biofeed_devices.polar_ble.streams import SERVICE
from biofeed_devices.strap import Strap, address_used_last

DEFAULT = (Measurement.ACCELERATION,)
_OPTIONS = {Measurement.ECG: "ecg", Measurement.ACCELERATION: "acc"}
_NAME = "Polar"
"""How the names of all straps by Polar begin."""
_MAKER = 0x006B
"""Polar Electro Oy, among the company numbers that the Bluetooth SIG assigns."""
_GENERIC_ATTRIBUTE = "00001801-0000-1000-8000-00805f9b34fb"
"""A service that every strap has and none advertises. Where it is named, the whole list has been read."""


class Polar(Strap):
    """A strap by Polar. Enter to connect and to start its streams, then listen to `events`."""

    scheme: ClassVar[str] = "polar"

    def __init__(
        self,
        wanted: Wanted,
        measurements: Iterable[Measurement] = DEFAULT,
        clock: Clock | None = None,
        timing: Timing | None = None,
    ) -> None:
        self.measurements = tuple(measurements)
        self._said: set[str] = set()
        super().__init__(wanted, clock, timing)

    @classmethod
    def from_url(cls, url: DeviceURL) -> Self:
        """Read `polar:`, `polar:ADDRESS` or `polar:NAME`, and the options `ecg` and `acc`."""
        url.take(*_OPTIONS.values())
        measurements = [
            one
            for one, option in _OPTIONS.items()
            if read_choice(url, option, ("yes", "no"), _yes(one in DEFAULT)) == "yes"
        ]
        last_address = address_used_last("polar")
        which = url.path.strip() or ("" if last_address else _NAME)
        return cls(Wanted(which, last_address), measurements)

    @classmethod
    async def scan(cls, seconds: float) -> Sequence[DeviceInfo]:
        """Find nothing of its own: `ble:` lists every strap, and one radio is searched once."""
        return []

    @classmethod
    def knows_more_of(cls, info: DeviceInfo) -> bool:
        """Tell whether a strap has Polar's streams, as far as one can tell without connecting.

        Once this computer has been connected to it, its services say so. Before, they do not, and a strap by
        Polar is taken for one of them: whether it is, connecting will show.
        """
        services, makers = (info.services, info.makers) if isinstance(info, Found) else ((), ())
        if SERVICE in services or _GENERIC_ATTRIBUTE in services:
            return SERVICE in services
        return _MAKER in makers or info.name.startswith(_NAME)

    @classmethod
    async def diagnose(cls) -> Sequence[Check]:
        """Confirm that nothing more is needed than for `ble:`."""
        return [Check("What polar: needs of this computer is what ble: needs", ok=True)]

    def _link_to(self, sighting: Sighting) -> PolarConnection:
        return PolarConnection(sighting, self.clock, self._timing, self.measurements, self._said)

    def _url(self, which: str) -> str:
        chosen = {one: one in self.measurements for one in _OPTIONS}
        options = [
            f"{_OPTIONS[one]}={_yes(wanted)}"
            for one, wanted in chosen.items()
            if wanted is not (one in DEFAULT)
        ]
        return f"{super()._url(which)}?{'&'.join(options)}".removesuffix("?")


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
