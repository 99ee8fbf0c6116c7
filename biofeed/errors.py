"""Everything that can go wrong in a way a person can do something about.

::

    BiofeedError                 1   anything below
    ├── UsageError               2   the command line asks for something that does not exist
    ├── DeviceError             10   the strap, or the computer's Bluetooth
    │   ├── BluetoothOff        11   the adapter is switched off or absent
    │   ├── PermissionDenied    12   this user may not use Bluetooth
    │   ├── NotFound            13   no such strap within reach
    │   ├── StrapInUse          14   another program holds the strap
    │   ├── DeviceLost          15   the strap went away and did not come back
    │   └── BadPacket           16   bytes that are not the packet they claim to be
    ├── RecordingError          20   a file that cannot be read as a recording, or written
    ├── StoreError              30   the session log cannot be opened or written
    ├── ExerciseError           40   an exercise file that is missing, broken or unsafe
    └── PluginError             50   a plug-in that cannot be found or loaded

The number is the exit code of the command line; all are below 124, where shells begin to give
codes a meaning of their own. Each error carries two sentences for the person in front of it:
`title` says what happened, `hint` says what to do. The command line prints them, the app shows
the same two.
"""

from __future__ import annotations


class BiofeedError(Exception):
    """Base of every error that is meant for a person."""

    exit_code = 1

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(title)
        self.title = title
        self.hint = hint


class UsageError(BiofeedError):
    """The request itself does not make sense: an unknown name, a value out of range."""

    exit_code = 2


class DeviceError(BiofeedError):
    """The strap or the computer's Bluetooth is in the way."""

    exit_code = 10


class BluetoothOff(DeviceError):
    """The Bluetooth adapter is switched off, or there is none."""

    exit_code = 11


class PermissionDenied(DeviceError):
    """The operating system does not let this user use Bluetooth."""

    exit_code = 12


class NotFound(DeviceError):
    """No strap with that name or address answers."""

    exit_code = 13


class StrapInUse(DeviceError):
    """Another program holds the strap's only connection."""

    exit_code = 14


class DeviceLost(DeviceError):
    """The strap went away and did not come back within the device's own retries."""

    exit_code = 15


class BadPacket(DeviceError):
    """Bytes that cannot be the packet they claim to be; counted and logged, never fatal."""

    exit_code = 16


class RecordingError(BiofeedError):
    """A file cannot be read as a recording, or a recording cannot be written."""

    exit_code = 20


class StoreError(BiofeedError):
    """The session log cannot be opened, read or written."""

    exit_code = 30


class ExerciseError(BiofeedError):
    """An exercise is missing, its file is broken, or it asks for something unsafe."""

    exit_code = 40


class PluginError(BiofeedError):
    """A plug-in cannot be found or loaded."""

    exit_code = 50
