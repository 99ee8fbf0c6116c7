"""An environment for each peer under `.bench/`, as what one needs another cannot bear.

What is pinned beside a peer repairs what breaks of it on Python 3.11: pyhrv asks for biosppy, which needs
peakutils and does not say so; nolds 0.6.2 and later cannot be imported there, though hrv-analysis asks for
it, so it is put back afterwards.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

from bench.conditions import environment

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".bench"

STEPS: dict[str, tuple[tuple[str, ...], ...]] = {
    "neurokit2": (("neurokit2==0.2.13",),),
    "pyhrv": (("pyhrv==0.5.0", "peakutils==1.3.5", "nolds<0.6.2"),),
    "hrvanalysis": (("hrv-analysis==1.0.6",), ("nolds<0.6.2",)),
    "systole": (("systole==0.3.1",),),
    "heartpy": (("heartpy==1.2.7",),),
}
"""For each peer what pip installs, one call after the other."""


class Absent(Exception):
    """A peer cannot be measured here; the message says why."""


def measured(names: tuple[str, ...] = tuple(STEPS)) -> tuple[dict[str, dict[str, float]], list[str]]:
    """Tell how many times slower than the plain way each peer is, by work, and who is left out and why."""
    found, absent = {}, []
    for name in names:
        try:
            found[name] = _ratios(name, _python(name))
        except Absent as reason:
            absent.append(f"{name}: {reason}")
    return found, absent


def _python(name: str) -> Path:
    """Give the interpreter of a peer's environment, which is made if it is not there yet."""
    folder = FOLDER / name
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = folder / "installed"
    if not done.is_file():
        print(f"installing {name} into {folder.relative_to(ROOT)}, once …", file=sys.stderr)
        venv.create(folder, with_pip=True)
        for step in STEPS[name]:
            _run([str(python), "-m", "pip", "install", "--quiet", *step], "cannot be installed")
        done.touch()
    return python


def _ratios(name: str, python: Path) -> dict[str, float]:
    """Time a peer against the plain way in a process of its own."""
    printed = _run([str(python), "-m", "bench.peer_run", name], "does not run")
    ratios: dict[str, float] = json.loads(printed.splitlines()[-1])
    return ratios


def _run(command: list[str], otherwise: str) -> str:
    """Run a command in the project's root and give what it printed, or raise `Absent`."""
    result = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True)
    if result.returncode:
        last = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Absent(f"{otherwise} ({last[:120]})")
    return result.stdout
