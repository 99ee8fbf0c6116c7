"""A dbus-daemon that belongs to one test: its own configuration, its own socket, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

PROGRAM = "dbus-daemon"
VARIABLE = "DBUS_SYSTEM_BUS_ADDRESS"
"""Where programs look for the system bus; bleak's library reads it at each connection."""

_CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
  </policy>
</busconfig>
"""


def missing_program() -> str:
    """Say what has to be installed; empty if nothing has to."""
    if shutil.which(PROGRAM):
        return ""
    return f"{PROGRAM} is not installed (apt-get install --no-install-recommends {PROGRAM})"


class PrivateBus:
    """A message bus for as long as its `with` block lasts; this process takes it for the system's own."""

    def __init__(self) -> None:
        self.address = ""
        self._folder = ""
        self._daemon: subprocess.Popen[bytes] | None = None
        self._before: str | None = None

    def __enter__(self) -> Self:
        self._folder = tempfile.mkdtemp(prefix="biofeed-bus-")
        socket = Path(self._folder, "bus")
        self.address = f"unix:path={socket}"
        Path(self._folder, "bus.conf").write_text(_CONFIGURATION.format(socket=socket), "utf-8")
        self.start()
        self._before = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = self.address
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._before is None:
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = self._before

    def start(self) -> None:
        """Start the daemon, again after `kill`, and return when it can be reached."""
        command = [PROGRAM, f"--config-file={self._folder}/bus.conf", "--nofork", "--nopidfile"]
        log = Path(self._folder, "log")
        with log.open("wb") as stderr:
            self._daemon = subprocess.Popen(  # noqa: S603 - every argument is our own
                [*command, "--print-address=1"], stdout=subprocess.PIPE, stderr=stderr
            )
        ready = self._daemon.stdout.readline() if self._daemon.stdout else b""
        if not ready:
            raise RuntimeError(f"{PROGRAM} did not start: {log.read_text('utf-8', 'replace').strip()}")

    def kill(self) -> None:
        """End the daemon under everybody who uses it."""
        daemon, self._daemon = self._daemon, None
        if daemon is None:
            return
        daemon.kill()
        daemon.wait()
        if daemon.stdout:
            daemon.stdout.close()
