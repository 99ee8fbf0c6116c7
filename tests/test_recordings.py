"""The sample sessions are what their README says, replay to the same events, and can be made anew."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from biofeed.analysis import analyse
from biofeed.formats import read_recording
from biofeed.replaying import replaying
from biofeed.types import DERIVED, INPUTS, Beat, Event, Gap, Origin, Result

FOLDER = Path(__file__).parents[1] / "recordings"
SESSIONS = sorted(FOLDER.glob("*.jsonl"))
SMALL_KB = 600


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", FOLDER / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module  # where its dataclasses look for what their annotations name
    spec.loader.exec_module(module)
    return module


def found(path: Path, kind: str) -> list[Result]:
    events = read_recording(path).events
    return [event for event in events if isinstance(event, Result) and event.kind == kind]


def test_every_file_is_described_and_every_description_has_its_file() -> None:
    described = set(re.findall(r"^\| `([^`]+)` \|", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE))

    assert described == {path.name for path in FOLDER.iterdir() if path.suffix in {".jsonl", ".txt"}}


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_each_is_simulated_small_and_free_of_anything_personal(path: Path) -> None:
    header = read_recording(path).header

    assert header.origin is Origin.SIMULATED
    assert header.client == "sample"
    assert path.stat().st_size < SMALL_KB * 1000


def same(was: Event, now: Event | None) -> bool:
    """Beats and gaps are equal on every machine; numbers may differ in what floating point leaves open."""
    if isinstance(was, Beat | Gap) or type(was) is not type(now):
        return was == now
    return _close(msgspec.to_builtins(was), msgspec.to_builtins(now))


def _close(was: object, now: object) -> bool:
    if isinstance(was, float) and isinstance(now, float | int):
        return was == pytest.approx(now, rel=1e-6, abs=1e-9)
    if isinstance(was, dict) and isinstance(now, dict):
        return was.keys() == now.keys() and all(_close(was[key], now[key]) for key in was)
    if isinstance(was, list | tuple) and isinstance(now, list | tuple):
        return len(was) == len(now) and all(_close(a, b) for a, b in zip(was, now, strict=True))
    return was == now


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
async def test_each_replays_to_the_events_on_file(path: Path) -> None:
    recorded = read_recording(path).events
    async with replaying(path, "max") as session:
        replayed = [event async for event in session.events()]
    for kind in DERIVED:
        were = [event for event in recorded if isinstance(event, kind)]
        are = [event for event in replayed if isinstance(event, kind)]
        assert len(are) == len(were)
        different = [(was, now) for was, now in zip(were, are, strict=True) if not same(was, now)]
        assert not different, f"{kind.__name__}: {different[0]}"


async def test_the_generator_makes_what_is_on_file(generate: ModuleType, tmp_path: Path) -> None:
    """The inputs, that is: what is derived from them is compared above."""
    sample = next(sample for sample in generate.SAMPLES if sample.name == "rest")
    path = generate.path_of(sample, tmp_path)
    await generate.simulate(sample, path)

    made, on_file = read_recording(path), read_recording(generate.path_of(sample))
    assert [event for event in made.events if isinstance(event, INPUTS)] == [
        event for event in on_file.events if isinstance(event, INPUTS)
    ]


class TestWhatIsInThem:
    def test_the_dropouts_are_gaps(self) -> None:
        events = read_recording(FOLDER / "box-with-dropouts.jsonl").events

        assert sum(isinstance(event, Gap) for event in events) >= 2

    def test_the_assessment_finds_the_pace_that_was_put_in(self) -> None:
        (result,) = found(FOLDER / "resonance-assessment.jsonl", "resonance")

        best = next(measure.value for measure in result.measures if measure.name == "best_pace")
        assert best == pytest.approx(5.5, abs=0.3)

    def test_the_recovery_holds_the_half_life_that_was_put_in(self) -> None:
        (result,) = found(FOLDER / "stress-recovery.jsonl", "recovery")

        assert "half_recovery" in result.detail

    def test_a_strap_without_intervals_gives_no_beats(self) -> None:
        events = read_recording(FOLDER / "strap-without-rr.jsonl").events

        assert not any(isinstance(event, Beat) for event in events)

    def test_a_loose_strap_has_beats_that_do_not_count(self) -> None:
        events = read_recording(FOLDER / "artefacts.jsonl").events
        report = analyse([event for event in events if isinstance(event, Beat)])

        assert report.artefact_rate > 0.02

    def test_the_day_is_a_day_with_a_run_in_the_evening(self) -> None:
        recording = read_recording(FOLDER / "day-with-exercise.txt")
        beats = [event for event in recording.events if isinstance(event, Beat)]

        assert beats[-1].t_s == pytest.approx(24 * 3600, abs=2)
        run = [beat.rr_ms for beat in beats if 19.3 * 3600 < beat.t_s < 19.7 * 3600]
        assert 60_000 / (sum(run) / len(run)) > 140
