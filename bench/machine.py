"""Where and with what something was measured, in one line."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from biofeed import __version__


def described() -> str:
    """Name the processor, the system, and the versions that matter."""
    software = f"biofeed {__version__}, Python {platform.python_version()}, {platform.system()}"
    return f"{software}, {os.cpu_count()} cores of {_processor()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "an unknown processor"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
