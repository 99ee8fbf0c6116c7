from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import peers_env
from bench.heart import heart
from bench.hrv import Row, with_peers
from bench.peers import KNOWN, load
from tests.biofeed.hrv import plain

ROOT = Path(__file__).parents[2]
CALLS = """
import json, sys, warnings
warnings.simplefilter("ignore")
from bench.heart import heart
from bench.peers import load
peer = load(sys.argv[1])
peer.spectrum(heart(375))
print(json.dumps(peer.rmssd(heart(375))))
"""


def python_of(name: str) -> Path:
    python = peers_env.FOLDER / name / "bin" / "python"
    if not (peers_env.FOLDER / name / "installed").is_file():
        pytest.skip(f"{name} is not installed under .bench; `python -m bench.hrv --peers` does that")
    return python


def test_every_known_peer_can_be_installed() -> None:
    assert set(peers_env.STEPS) == set(KNOWN)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_a_peers_calls_do_the_work_they_are_timed_for(name: str) -> None:
    """Each gives the RMSSD that the plain way gives, in its own environment, and takes a spectrum."""
    command = [str(python_of(name)), "-c", CALLS, name]
    result = subprocess.run(command, cwd=ROOT, env=peers_env.environment(), capture_output=True, text=True)

    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout.splitlines()[-1]) == pytest.approx(plain.rmssd(heart(375)), rel=1e-6)


def test_neurokit2_is_a_dependency_and_so_a_peer_everywhere() -> None:
    assert load("neurokit2").rmssd(heart(375)) == pytest.approx(plain.rmssd(heart(375)), rel=1e-12)


def test_a_peers_line_is_the_product_of_two_ratios() -> None:
    """Three times slower than the plain way, which is ten times slower than ours: thirty."""
    own = [Row("work", 1.0, "floor", 2.0), Row("work", 1.0, "plain, slower", 10.0, plain_way="live")]

    floor, line, peer = with_peers(own, {"other": {"live": 3.0, "rolling": 9.0}})

    assert [floor, line] == own
    assert (peer.yardstick, peer.ratio, peer.target) == ("other, slower", 30.0, "≥ 8")


def test_a_peer_that_cannot_be_installed_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers_env, "FOLDER", tmp_path)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "installed").touch()
    (tmp_path / "broken" / "bin").mkdir()
    (tmp_path / "broken" / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.setitem(peers_env.STEPS, "broken", ())

    found, absent = peers_env.measured(("broken",))

    assert found == {}
    assert len(absent) == 1
    assert absent[0].startswith("broken: does not run (")
