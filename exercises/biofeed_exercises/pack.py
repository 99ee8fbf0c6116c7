"""A pack of exercises that are files in a folder of an installed package.

A third party's pack can use it too: `PACK = FolderPack("their_package", "folder")`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class FolderPack:
    """The `*.toml` files of `folder` inside `package`; a file's name without its ending is the exercise's."""

    package: str
    folder: str

    def names(self) -> Sequence[str]:
        """Give the names of the exercises, in alphabetical order."""
        entries = (entry.name for entry in self._folder().iterdir())
        return sorted(name.removesuffix(".toml") for name in entries if name.endswith(".toml"))

    def read(self, name: str) -> str:
        """Give the TOML text of one exercise. Raises `KeyError` if there is none of that name."""
        if name not in self.names():
            raise KeyError(name)
        return self._folder().joinpath(f"{name}.toml").read_text("utf-8")

    def _folder(self) -> Traversable:
        return files(self.package).joinpath(self.folder)
