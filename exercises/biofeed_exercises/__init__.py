"""The library of exercises that comes with biofeed: one TOML file each, in the folder `library`."""

from __future__ import annotations

from biofeed_exercises.pack import FolderPack

LIBRARY = FolderPack("biofeed_exercises", "library")
"""What the entry point `biofeed.exercises` of this package names."""
