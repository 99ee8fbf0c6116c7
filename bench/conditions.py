"""What was measured on, and the same conditions for everything: BLAS as NumPy chooses it, on one thread.

One thread, because a second one on a shared machine waits for the first as often as it helps it, and then
both sides of a ratio say more about the neighbours than about the code.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import scipy

_OURS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
_PREFIXES = ("OPENBLAS_", "OMP_", "MKL_", "GOTO_")


def environment() -> dict[str, str]:
    """Give the environment to measure in: what steers BLAS is taken out, but for the one thread."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_PREFIXES)}
    return {**kept, **_OURS}


def settle(module: str) -> None:
    """Start the program `python -m module` anew if its environment is not the one to measure in."""
    wanted = environment()
    if wanted != dict(os.environ):
        os.execve(sys.executable, [sys.executable, "-m", module, *sys.argv[1:]], wanted)  # noqa: S606 ourselves


def described() -> str:
    """Say in a few lines what was measured on, and when."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}"
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    lines = [
        f"- {_processor()}, {cores} cores, {platform.system()} {platform.machine()}",
        f"- {versions}, BLAS: {_blas()}",
        f"- {now}, load average {_load()}",
    ]
    return "\n".join(lines)


def _processor() -> str:
    """Give the processor's name, as far as the system tells."""
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "an unnamed processor"


def _blas() -> str:
    """Give the linear algebra that NumPy calls, with the kernel it chose for this processor."""
    built = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    kernel = "kernel not known"
    if importlib.util.find_spec("threadpoolctl"):
        from threadpoolctl import threadpool_info

        found = [info for info in threadpool_info() if "numpy" in info["filepath"] and "architecture" in info]
        kernel = ", ".join(f"kernel {info['architecture']}" for info in found) or kernel
    return f"{built['name']} {built['version']}, {kernel}, one thread"


def _load() -> str:
    """Give how busy the machine has been in the last 1, 5 and 15 minutes."""
    if not hasattr(os, "getloadavg"):
        return "not known"
    return " / ".join(f"{load:.2f}" for load in os.getloadavg())
