"""Any event, and any header, for property tests. Numbers are finite, as they are in the program."""

from __future__ import annotations

from typing import Any, get_type_hints

from hypothesis import strategies as st

from biofeed.rows import KINDS, Header
from biofeed.types import Event, Measure

numbers = st.floats(allow_nan=False, allow_infinity=False)

_BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    float: numbers,
    float | None: st.none() | numbers,
    tuple[float, ...]: st.lists(numbers).map(tuple),
    dict[str, float | str]: st.dictionaries(st.text(), numbers | st.text()),
}


def _any(kind: type) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind).items()
    return st.builds(kind, **{name: _BY_TYPE.get(hint, st.from_type(hint)) for name, hint in hints})


_BY_TYPE[tuple[Measure, ...]] = st.lists(_any(Measure), max_size=3).map(tuple)

events: st.SearchStrategy[Event] = st.one_of([_any(kind) for kind in KINDS.values()])
headers: st.SearchStrategy[Header] = _any(Header)
