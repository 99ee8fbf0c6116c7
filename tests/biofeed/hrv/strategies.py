"""Hypothesis strategies: hearts in whole milliseconds and in the strap's 1/1024 s."""

from __future__ import annotations

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

FEWER = settings(max_examples=40)
"""For rules that are tried on several metrics each."""

MS = st.integers(300, 2000).map(float)
TICKS = st.integers(300, 2000).map(lambda ticks: ticks * 1000 / 1024)


@st.composite
def hearts(draw: st.DrawFn, *, least: int = 2, most: int = 120) -> tuple[np.ndarray, np.ndarray]:
    """Give intervals, all in one unit, and the end of each."""
    unit = draw(st.sampled_from([MS, TICKS]))
    rr_ms = np.array(draw(st.lists(unit, min_size=least, max_size=most)))
    return rr_ms, np.cumsum(rr_ms) / 1000


@st.composite
def flagged_hearts(draw: st.DrawFn, **size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give intervals, the end of each, and which of them count."""
    rr_ms, t_s = draw(hearts(**size))
    wrong = draw(st.lists(st.integers(0, rr_ms.size - 1), max_size=rr_ms.size // 4))
    valid = np.ones(rr_ms.size, dtype=bool)
    valid[wrong] = False
    return rr_ms, t_s, valid
