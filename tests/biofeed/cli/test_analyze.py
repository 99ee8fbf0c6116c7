"""`biofeed analyze` reads what people have, measures it, and says clearly what it cannot read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.biofeed.cli.conftest import Run


def measures(run: Run, path: Path, *options: str) -> dict[str, float | None]:
    ran = run("analyze", "--json", *options, path)
    assert (ran.code, ran.err) == (0, "")
    (recording,) = json.loads(ran.out)["recordings"]
    return {name: measure["value"] for name, measure in recording["measures"].items()}


def test_the_shape_of_the_json_is_the_documented_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rr.txt"
    path.write_text("\n".join(["800", "900"] * 60))
    (recording,) = json.loads(run("analyze", "--json", path).out)["recordings"]

    about = {"path", "format", "beats", "duration_s", "coverage", "artefact_rate", "artefacts"}
    assert set(recording) == {*about, "measures"}
    assert recording["path"] == str(path)
    assert recording["beats"] == 120
    assert recording["duration_s"] == pytest.approx(102)
    assert set(recording["measures"]) == {
        *("mean_hr", "mean_rr", "rmssd", "sdnn", "pnn50", "sd1", "sd2"),
        *("lf_power", "hf_power", "coherence", "coherence_peak_hz"),
    }
    for name, measure in recording["measures"].items():
        assert set(measure) == {"value", "unit", "window_s", "coverage", "definition"}
        assert measure["definition"] == f"{name}.v1"


def test_the_published_numbers_of_a_real_rest_are_met(run: Run, real_data: Path) -> None:
    """RMSSD, SDNN and pNN50 as its authors give them, on the raw list."""
    found = measures(run, real_data / "polar_hrm" / "rest_rri.txt", "--artefacts", "none")

    assert found["rmssd"] == pytest.approx(55.137442, abs=5e-7)
    assert found["sdnn"] == pytest.approx(57.818178, abs=5e-7)
    assert found["pnn50"] == pytest.approx(35.313531, abs=5e-7)


@pytest.mark.parametrize(
    ("name", "beats"),
    [
        ("polar_hrm/rest_rri.txt", 910),
        ("polar_hrm/exercise_rri.hrm", 4117),
        ("polar_hrm/noisy_rri.hrm", 3581),
        ("polar_hrm/14121501.hrm", 19_001),
        ("slow_breathing_h10/sample_data_ibi.csv", 620),
    ],
)
def test_real_files_have_the_beats_they_are_known_to_have(
    run: Run, real_data: Path, name: str, beats: int
) -> None:
    (recording,) = json.loads(run("analyze", "--json", real_data / name).out)["recordings"]

    assert recording["beats"] == beats


def test_seconds_and_milliseconds_give_the_same_numbers(run: Run, tmp_path: Path) -> None:
    in_ms, in_s = tmp_path / "ms.txt", tmp_path / "s.txt"
    values = [800 + 7 * (n % 11) for n in range(200)]
    in_ms.write_text("\n".join(map(str, values)))
    in_s.write_text("\n".join(f"{value / 1000:.3f}" for value in values))

    assert measures(run, in_ms) == pytest.approx(measures(run, in_s), rel=1e-9, nan_ok=True)


def test_one_file_that_cannot_be_read_does_not_hide_the_others(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rr.txt"
    path.write_text("800\n810\n790\n")
    ran = run("analyze", tmp_path / "missing.txt", path)

    assert ran.code == 20
    assert "missing.txt" in ran.err
    assert "3 beats" in ran.out


def torn(folder: Path) -> Path:
    path = folder / "torn.jsonl"
    path.write_text('{"biofeed":1,"origin":"str')
    return path


def unknown(folder: Path) -> Path:
    path = folder / "letter.txt"
    path.write_text("Dear diary,\n")
    return path


def empty(folder: Path) -> Path:
    path = folder / "empty.txt"
    path.touch()
    return path


def binary(folder: Path) -> Path:
    path = folder / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    return path


@pytest.mark.parametrize(
    ("make", "title"),
    [
        (torn, "breaks off"),
        (unknown, "is not a recording"),
        (empty, "is empty"),
        (binary, "is a binary file"),
        (lambda folder: folder, "is a folder"),
        (lambda folder: folder / "missing", "There is no file"),
    ],
)
@pytest.mark.parametrize("command", [["analyze"], ["replay"], ["replay", "--check"]])
def test_what_is_no_recording_is_said_with_what_to_do(
    run: Run, tmp_path: Path, command: list[str], make: object, title: str
) -> None:
    assert callable(make)
    ran = run(*command, make(tmp_path))

    first, _, hint = ran.err.partition("\n")
    assert ran.code == 20
    assert title in first
    assert hint.strip()
    assert ran.out == ""


def test_the_full_analysis_adds_neurokits_measures_and_says_whose_they_are(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rr.txt"
    path.write_text("\n".join(str(800 + 37 * (n * n % 7) + n % 13) for n in range(200)))
    (recording,) = json.loads(run("analyze", "--full", "--json", "--artefacts", "none", path).out)[
        "recordings"
    ]

    assert recording["nonlinear"]["source"].startswith("neurokit2 ")
    assert "HRV_SampEn" in recording["nonlinear"]["values"]
    assert "by neurokit2" in run("analyze", "--full", path).out


def test_sample_numbers_of_beats_are_read_when_their_rate_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "peaks.txt"
    path.write_text("".join(f"{100 + 200 * beat}\n" for beat in range(60)), "ascii")

    refused = run("analyze", path)
    assert refused.code == 20
    assert "--beat-times-hz" in refused.err
    found = json.loads(run("analyze", "--json", "--beat-times-hz", "250", path).out)["recordings"][0]
    assert (found["beats"], found["measures"]["mean_rr"]["value"]) == (59, 800.0)
    assert run("analyze", "--beat-times-hz", "0", path).code == 2
