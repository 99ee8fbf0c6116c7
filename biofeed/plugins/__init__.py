"""What a device and an exercise pack must offer, and the only code that knows entry points.

A plug-in is a class or object registered by a package under the group `biofeed.devices`,
`biofeed.exercises` or `biofeed.tasks`. The ones that come with biofeed are registered in the same way.

::

    device.py    the Protocol of a device, and its address
    devices.py   the installed devices
    packs.py     the installed exercises and tasks
    test_bed.py  what there is for other people's tests
    registry.py  entry points
"""

from biofeed.plugins.device import FREE, Check, Device, DeviceURL, Found, FreeGuide, Guide, Specialist
from biofeed.plugins.devices import (
    device_class,
    diagnose_all,
    knowing_more_of,
    open_device,
    scan,
    scan_all,
)
from biofeed.plugins.packs import (
    ExercisePack,
    exercise_names,
    exercise_packs,
    load_exercise,
    load_task,
)
from biofeed.plugins.registry import DEVICES, EXERCISES, TASKS, TEST_BEDS, Plugin, installed
from biofeed.plugins.test_bed import TestBed, load_test_bed

__all__ = [
    "DEVICES",
    "EXERCISES",
    "FREE",
    "TASKS",
    "TEST_BEDS",
    "Check",
    "Device",
    "DeviceURL",
    "ExercisePack",
    "Found",
    "FreeGuide",
    "Guide",
    "Plugin",
    "Specialist",
    "TestBed",
    "device_class",
    "diagnose_all",
    "exercise_names",
    "exercise_packs",
    "installed",
    "knowing_more_of",
    "load_exercise",
    "load_task",
    "load_test_bed",
    "open_device",
    "scan",
    "scan_all",
]
