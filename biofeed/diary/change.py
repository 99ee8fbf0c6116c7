"""Whether a total has changed by more than measuring twice would change it, after Jacobson & Truax.

Two fillings-in of a questionnaire differ a little even where nothing has changed. How much, follows from the
spread of the scores and the reliability of the questionnaire; a change 1.96 times as large comes up by chance
once in twenty. Which reliability is taken matters (internal consistency mostly gives the smaller index,
test-retest the larger one), so the table says which.

Source: Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

RELIABLE = 1.96
"""How many standard errors of the difference are more than wobble, 19 times out of 20."""


@dataclass(frozen=True, slots=True)
class CutOffs:
    """The three cut-offs between a clinical and a general population."""

    a: float
    """Two standard deviations from the clinical mean, towards the general one."""
    b: float
    """Two standard deviations from the general mean, towards the clinical one."""
    c: float
    """Where both are equally likely; to be preferred where both norms are known."""


def standard_error(sd: float, reliability: float) -> float:
    """Give the standard error of one measurement, in points."""
    return sd * math.sqrt(1 - reliability)


def difference_error(sd: float, reliability: float) -> float:
    """Give the standard error of the difference between two measurements, in points."""
    return math.sqrt(2) * standard_error(sd, reliability)


def reliable_change_index(sd: float, reliability: float) -> float:
    """Give the change, in points, that is more than wobble."""
    return RELIABLE * difference_error(sd, reliability)


def reliable_change_score(before: float, after: float, sd: float, reliability: float) -> float:
    """Give a change in standard errors of the difference; beyond ±1.96 it is reliable."""
    return (after - before) / difference_error(sd, reliability)


def cut_offs(clinical_mean: float, clinical_sd: float, norm_mean: float, norm_sd: float) -> CutOffs:
    """Give the cut-offs from the means and standard deviations of two populations."""
    towards_norm = math.copysign(1.0, norm_mean - clinical_mean)
    return CutOffs(
        a=clinical_mean + towards_norm * 2 * clinical_sd,
        b=norm_mean - towards_norm * 2 * norm_sd,
        c=(clinical_sd * norm_mean + norm_sd * clinical_mean) / (clinical_sd + norm_sd),
    )
