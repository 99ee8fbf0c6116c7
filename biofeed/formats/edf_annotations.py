"""The annotations of EDF+, read in one pass.

They lie in signals of their own, named `EDF Annotations`: in each record of the file a list of times,
lengths and texts, with bytes 0, 20 and 21 between them. edfio could read them too, but takes a time that
grows with the square of a long run of digits, which a crafted file may hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from biofeed.formats.numbers import MAX_T_S, number

LABEL = "EDF Annotations"
FIXED_BYTES = 256
LABEL_BYTES = 16
BEFORE_COUNTS_BYTES = 216
"""What a signal's header holds in front of its number of samples a record."""
MAX_SIGNALS = 10_000


class Annotation(NamedTuple):
    """A remark at a time; one without a length has 0."""

    t_s: float
    duration_s: float
    text: str


def annotations_in(data: bytes) -> Iterator[Annotation]:
    """Give all annotations of a file. Raises `ValueError` if it does not hold together."""
    signals = _count(data[252:256], MAX_SIGNALS)
    labels_end = FIXED_BYTES + signals * LABEL_BYTES
    counts_start = FIXED_BYTES + signals * BEFORE_COUNTS_BYTES
    labels = [data[at : at + LABEL_BYTES].strip() for at in range(FIXED_BYTES, labels_end, LABEL_BYTES)]
    sizes = [
        2 * _count(data[at : at + 8], len(data)) for at in range(counts_start, counts_start + signals * 8, 8)
    ]
    record_bytes = sum(sizes)
    if not record_bytes:
        raise ValueError("it has no samples")
    first = FIXED_BYTES * (1 + signals)
    for record in range(first, len(data) - record_bytes + 1, record_bytes):
        at = record
        for label, size in zip(labels, sizes, strict=True):
            if label == LABEL.encode():
                yield from _lists(data[at : at + size])
            at += size


def _lists(block: bytes) -> Iterator[Annotation]:
    for item in block.split(b"\0"):
        timing, *texts = item.decode("utf-8", "replace").split("\x14")
        onset, _, length = timing.partition("\x15")
        t_s = number(onset)
        if t_s is None:
            continue
        if abs(t_s) > MAX_T_S:
            raise ValueError("it has a time beyond all recordings")
        for text in texts:
            # A text that is empty stands for the record's own time.
            if text:
                yield Annotation(t_s, number(length) or 0.0, text)


def _count(field: bytes, limit: int) -> int:
    value = int(field)
    if not 0 <= value <= limit:
        raise ValueError(f"it claims {value}")
    return value
