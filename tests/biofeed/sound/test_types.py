from __future__ import annotations

import json
import subprocess
import sys

import pytest

from biofeed.sound.types import Loudness


def test_loudness_goes_up_and_down_in_steps_and_stays_at_the_ends() -> None:
    steps = [Loudness.OFF, Loudness.SOFT, Loudness.NORMAL, Loudness.LOUD]

    assert [step.louder() for step in steps] == [*steps[1:], Loudness.LOUD]
    assert [step.softer() for step in steps] == [Loudness.OFF, *steps[:-1]]


def test_each_step_is_about_three_times_the_one_below_and_two_sounds_fit_at_the_loudest() -> None:
    assert Loudness.OFF.peak == 0
    assert Loudness.NORMAL.peak / Loudness.SOFT.peak == pytest.approx(3, rel=0.05)
    assert Loudness.LOUD.peak / Loudness.NORMAL.peak == pytest.approx(3, rel=0.05)
    assert 2 * Loudness.LOUD.peak <= 1


@pytest.mark.parametrize("module", ["biofeed.sound", "biofeed.sound.types", "biofeed.sound.player"])
def test_a_silent_session_loads_neither_numpy_nor_miniaudio(module: str) -> None:
    code = f"import {module}, json, sys; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not {"numpy", "miniaudio"} & set(json.loads(done.stdout))
