"""Reliable change and cut-offs after Jacobson & Truax."""

from __future__ import annotations

import pytest

from biofeed.diary import CutOffs, cut_offs, reliable_change_index, reliable_change_score
from biofeed.diary.change import difference_error, standard_error


def test_reliable_change_of_a_worked_example() -> None:
    assert standard_error(6, 0.84) == pytest.approx(2.4)
    assert difference_error(6, 0.84) == pytest.approx(3.3941, abs=5e-5)
    assert reliable_change_score(22, 12, 6, 0.84) == pytest.approx(-2.9463, abs=5e-5)
    assert reliable_change_index(6, 0.84) == pytest.approx(6.6525, abs=5e-5)


@pytest.mark.parametrize(
    ("sd", "reliability", "index"),
    [(7.5, 0.85, 8.0515), (4.8, 0.91, 3.99), (5.8, 0.84, 6.43), (19.5, 0.93, 14.30)],
    ids=["PSS-10", "GAD-7", "PHQ-9", "OQ-45"],
)
def test_the_index_agrees_with_published_ones(sd: float, reliability: float, index: float) -> None:
    assert reliable_change_index(sd, reliability) == pytest.approx(index, abs=5e-3)


def test_the_cut_offs_of_a_worked_example() -> None:
    found = cut_offs(clinical_mean=20, clinical_sd=6, norm_mean=10, norm_sd=5)

    assert (found.a, found.b) == (8, 20)
    assert found.c == pytest.approx(14.5455, abs=5e-5)


def test_the_cut_offs_are_mirrored_where_lower_is_harder() -> None:
    harder_is_higher = cut_offs(20, 6, 10, 5)

    assert cut_offs(-20, 6, -10, 5) == CutOffs(-harder_is_higher.a, -harder_is_higher.b, -harder_is_higher.c)
