"""The few things the program remembers between two starts, such as the device that was used last.

A small JSON file that nobody depends on: if it is missing or damaged, the program starts as it would for
the first time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, MutableMapping
from pathlib import Path

from biofeed.errors import StoreError
from biofeed.store.folder import make_private


class Settings(MutableMapping[str, str]):
    """Remembered texts by name; each change is written at once, as a whole file or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __getitem__(self, name: str) -> str:
        return self._read()[name]

    def __setitem__(self, name: str, value: str) -> None:
        self._write({**self._read(), name: value})

    def __delitem__(self, name: str) -> None:
        settings = self._read()
        del settings[name]
        self._write(settings)

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def set(self, name: str, value: str) -> None:
        """Remember `value`. Raises `StoreError` if the folder cannot be written."""
        self[name] = value

    def _read(self) -> dict[str, str]:
        try:
            settings = json.loads(self.path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(settings, dict):
            return {}
        return {name: value for name, value in settings.items() if isinstance(value, str)}

    def _write(self, settings: dict[str, str]) -> None:
        text = json.dumps(settings, indent=2, sort_keys=True) + "\n"
        draft = self.path.with_suffix(f".{os.getpid()}.tmp")
        try:
            make_private(self.path.parent)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(text)
            draft.replace(self.path)
        except OSError as error:
            raise StoreError(
                f"The settings cannot be saved in “{self.path.parent}”.",
                "Make that folder writable, or set BIOFEED_HOME to another.",
            ) from error
