"""The data folder: where it is, what lies in it, and that only its owner may look.

::

    <data folder>/
        sessions.db      the person's own sessions
        simulated.db     simulated and replayed ones, apart, so that they enter nobody's trends
        sessions-before-….db    what was there before a backup was restored
        running/         one lock for each session that is going on
        settings.json    what is remembered between two starts
        questionnaires.toml    the person's own, beside the table that comes along
        demo/            the same again for the demo, which leaves the person's own log alone

The folder is `BIOFEED_HOME` if that is set, else the usual place for a user's data on this system.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from biofeed.errors import StoreError
from biofeed.store.folder import make_private
from biofeed.store.settings import Settings
from biofeed.types import Origin

_SIMULATED = frozenset({Origin.SIMULATED, Origin.REPLAYED})


class Home:
    """A data folder; nothing is made in it before `ensure`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.settings = Settings(path / "settings.json")

    @classmethod
    def default(cls) -> Self:
        """Give the data folder of the person who runs the program."""
        if chosen := os.environ.get("BIOFEED_HOME"):
            return cls(Path(chosen))
        from platformdirs import user_data_dir

        return cls(Path(user_data_dir("biofeed", appauthor=False)))

    def demo(self) -> Home:
        """Give the demo's own data folder."""
        return Home(self.path / "demo")

    def database(self, origin: Origin) -> Path:
        """Name the database file for sessions of that origin, whether it exists or not."""
        return self.path / ("simulated.db" if origin in _SIMULATED else "sessions.db")

    def kept(self, origin: Origin) -> list[Path]:
        """Name the databases that were put aside when a backup took their place, the oldest first."""
        return sorted(self.path.glob(f"{self.database(origin).stem}-before-*.db"))

    def ensure(self) -> None:
        """Make the folder, for its owner alone. Raises `StoreError` if it cannot be made or written."""
        try:
            make_private(self.path)
            make_private(self.running)
        except OSError as error:
            raise StoreError(
                f"The data folder “{self.path}” cannot be made: {(error.strerror or str(error)).lower()}.",
                "Set BIOFEED_HOME to a folder of your own.",
            ) from error
        if not os.access(self.path, os.W_OK | os.X_OK):
            raise StoreError(
                f"The data folder “{self.path}” may not be written.",
                "Make it writable (chmod u+rwx), or set BIOFEED_HOME to another folder.",
            )

    @property
    def exercises(self) -> Path:
        """The folder of the person's own exercise files."""
        return self.path / "exercises"

    @property
    def questionnaires(self) -> Path:
        """The file of what the person knows about questionnaires, beside the table that comes along."""
        return self.path / "questionnaires.toml"

    @property
    def running(self) -> Path:
        """The folder of the locks that tell a running session from an interrupted one."""
        return self.path / "running"
