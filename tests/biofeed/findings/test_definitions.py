"""Every number that a session finds says what stands behind it."""

from __future__ import annotations

from pathlib import Path

from biofeed.findings import findings
from tests.biofeed.findings.hearts import course
from tests.biofeed.findings.test_recovery import PARTS, stirred
from tests.biofeed.findings.test_resonance import answering, assessment

FORMULAS = Path(__file__).resolve().parents[3] / "docs" / "formulas.md"


def test_every_definition_is_in_the_formulas() -> None:
    parts = assessment()
    results = [
        *findings(course(PARTS, stirred(15, 40)), "stress-recovery"),
        *findings(course(parts, answering(parts, lambda bpm: 12 - abs(bpm - 5.5))), "resonance"),
    ]
    keys = {measure.definition for result in results for measure in result.measures}

    assert len(keys) >= 20
    assert [key for key in sorted(keys) if f"`{key}`" not in FORMULAS.read_text()] == []


def test_details_are_flat_and_plain() -> None:
    """They go into the log and the recording as they are."""
    results = findings(course(PARTS, stirred(15, 40)), "stress-recovery")

    values = [value for result in results for value in result.detail.values()]
    assert values
    assert all(type(value) in {float, str} for value in values)
