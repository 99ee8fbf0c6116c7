"""The total of a questionnaire that was filled in elsewhere: numbers alone.

biofeed holds no items and no answers to them. A questionnaire's parts are kept beside its total and never
added up here: one part may get easier while another lags behind, and their sum would hide it.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from biofeed.errors import UsageError
from biofeed.words import diary as words


@dataclass(frozen=True, slots=True)
class Total:
    """One time a questionnaire was filled in.

    Raises `UsageError` if there is neither a total nor a part, or no name. Whether the numbers fit the
    questionnaire is known by `Questionnaires.checked`.
    """

    questionnaire: str
    total: float | None
    """`None` for a questionnaire that has parts and no total."""
    day: dt.date
    variant: str = ""
    """How it was scored, such as `x4`; empty where there is but one way."""
    parts: tuple[tuple[str, float], ...] = ()
    """Totals of its parts, each with its name."""

    def __post_init__(self) -> None:
        if not self.questionnaire.strip():
            raise UsageError(words.TOTAL_WITHOUT_NAME, words.TOTAL_WITHOUT_NAME_HINT)
        if not self.numbers:
            raise UsageError(words.NO_TOTAL.format(name=self.questionnaire), words.NO_TOTAL_HINT)
        if not all(math.isfinite(number) for _, number in self.numbers):
            raise UsageError(words.NO_TOTAL.format(name=self.questionnaire), words.NO_TOTAL_HINT)

    @property
    def numbers(self) -> tuple[tuple[str, float], ...]:
        """Give everything that was scored: the total, if there is one, under an empty name, and the parts."""
        whole = () if self.total is None else (("", self.total),)
        return (*whole, *self.parts)
