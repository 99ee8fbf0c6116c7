"""Libraries that only some formats need, and that are installed only by those who want them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from biofeed.errors import RecordingError


@contextmanager
def needed(extra: str, what: str) -> Iterator[None]:
    """Import inside; what is missing becomes a `RecordingError` that names what to install."""
    try:
        yield
    except ImportError as error:
        raise RecordingError(
            f"To handle {what}, biofeed needs a library that is not installed ({error.name}).",
            f"Install it with: pip install 'biofeed[{extra}]'",
        ) from error
