"""How two phases of one person's ratings differ, such as two weeks before something new and two weeks of it.

Both measures count pairs, one value of each phase, and need no assumption about how the values are spread.
Values of one person depend on those before them, which makes every p-value too small; so there is none here.
What goes on anyway (a trend in the baseline) is not taken out: look at the values as well.

Sources: Parker & Vannest 2009 (doi:10.1016/j.beth.2008.10.006) for NAP; Kendall's tau between phases is
2 NAP - 1 where there are no ties.
"""

from __future__ import annotations

from collections.abc import Sequence

from biofeed.errors import UsageError
from biofeed.words import diary as words

BASELINE_POINTS = 5
"""With fewer values in either phase nothing is told."""


def nap(before: Sequence[float], after: Sequence[float], *, lower_is_better: bool) -> float:
    """Give the share of pairs in which the later phase is easier, ties as one half; 0.5 is no difference.

    Raises `UsageError` where a phase has fewer than five values.
    """
    if min(len(before), len(after)) < BASELINE_POINTS:
        raise UsageError(words.FEW_VALUES.format(least=BASELINE_POINTS), words.FEW_VALUES_HINT)
    sign = -1 if lower_is_better else 1
    gains = [sign * (later - earlier) for earlier in before for later in after]
    return sum(1.0 if gain > 0 else 0.5 if gain == 0 else 0.0 for gain in gains) / len(gains)


def tau(before: Sequence[float], after: Sequence[float], *, lower_is_better: bool) -> float:
    """Give the same from -1 to 1: 0 is no difference, 1 that every later value is easier."""
    return 2 * nap(before, after, lower_is_better=lower_is_better) - 1
