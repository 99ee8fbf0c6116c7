"""The data folder: where it is, what lies in it, and that only its owner may look.

::

    <data folder>/
        sessions.db      the person's own sessions
        simulated.db     simulated and replayed ones, apart, so that they enter nobody's trends
        sessions-before-….db    what was there before a backup was restored
        vault.json       where the log is behind a passphrase, the key to it; the databases end in .vault then
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
from biofeed.store.vault.holder import PLAIN_SUFFIX, SUFFIX, Vault
from biofeed.types import DeviceInfo, Origin

LAST_DEVICE = "last_device"
_SIMULATED = frozenset({Origin.SIMULATED, Origin.REPLAYED})


class Home:
    """A data folder; nothing is made in it before `ensure`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.settings = Settings(path / "settings.json")
        self.vault = Vault(path)

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
        """Name the database file for sessions of that origin, whether it exists or not.

        Where there are two, the encrypted one counts; the other is a copy that a killed program left.
        """
        name = "simulated" if origin in _SIMULATED else "sessions"
        plain, sealed = self.path / f"{name}{PLAIN_SUFFIX}", self.path / f"{name}{SUFFIX}"
        return sealed if sealed.exists() or (self.vault.is_encrypted and not plain.exists()) else plain

    def kept(self, origin: Origin) -> list[Path]:
        """Name the databases that were put aside when a backup took their place, the oldest first."""
        aside = self.path.glob(f"{self.database(origin).stem}-before-*")
        return sorted(path for path in aside if path.suffix in (PLAIN_SUFFIX, SUFFIX))

    def remember_device(self, info: DeviceInfo) -> None:
        """Keep with what the next practice begins. Raises `StoreError` if that cannot be written.

        Beside an encrypted log, which strap it is is not kept, since whoever has the settings could read its
        address: only the kind, so that the strongest one of that kind is taken next time.
        """
        kind, which, query = _parts(info.url)
        if not (which and self.vault.is_encrypted):
            self.settings[LAST_DEVICE] = info.url
        elif info.origin is Origin.STRAP:
            self.settings[LAST_DEVICE] = f"{kind}:{query}"
        else:
            self.forget_address()

    def forget_address(self) -> None:
        """Forget the last device if its address says more than what kind it is. Raises `StoreError`."""
        if _parts(self.settings.get(LAST_DEVICE, ""))[1]:
            del self.settings[LAST_DEVICE]

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


def _parts(url: str) -> tuple[str, str, str]:
    """Take a device's address apart: its kind, which one of that kind, and `?` with the options."""
    kind, _, rest = url.partition(":")
    which, mark, options = rest.rpartition("?") if "?" in rest else (rest, "", "")
    return kind, which, f"{mark}{options}"
