"""Every exercise a person can choose: the installed packs' and the files of their own.

One's own folder adds to the packs. Where a file in it has the name of a packaged exercise, it is the file
that is meant: whoever wrote it wanted it so. A file that cannot be read is told of by name and hides no
other. Which folder it is comes from above, so that this knows nothing of where data is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from biofeed.errors import ExerciseError
from biofeed.exercise import Exercise, parse
from biofeed.plugins import exercise_packs

SUFFIX = ".toml"


class Library:
    """The exercises of the packs, and those in the folder `own` if there is such a folder.

    It knows what there was when it was made; a file's text is read when it is asked for.
    """

    def __init__(self, own: Path) -> None:
        self._files = {path.stem: path for path in _toml_files(own)}
        self._packs = {name: pack for pack in reversed(exercise_packs()) for name in pack.names()}

    def names(self) -> list[str]:
        """List the names of all exercises, whether they can be read or not."""
        return sorted({*self._packs, *self._files})

    def is_own(self, name: str) -> bool:
        """Tell whether the exercise of that name is one of the person's own files."""
        return name in self._files

    def load(self, name: str) -> Exercise:
        """Find an exercise by name. Raises `ExerciseError` naming the exercises there are."""
        if name in self._files:
            return read_exercise(self._files[name])
        if name in self._packs:
            return parse(self._packs[name].read(name), name)
        raise ExerciseError(
            f"There is no exercise called “{name}”.", f"There are: {', '.join(self.names()) or 'none'}."
        )

    def read_all(self) -> tuple[list[Exercise], list[ExerciseError]]:
        """Read every exercise, in alphabetical order; give what cannot be read as errors beside them."""
        exercises: list[Exercise] = []
        troubles: list[ExerciseError] = []
        for name in self.names():
            try:
                exercises.append(self.load(name))
            except ExerciseError as error:
                troubles.append(error)
        return exercises, troubles


def find_exercise(name_or_path: str, own_folder: Path) -> Exercise:
    """Give the exercise of that name, or the one in that file.

    What ends in `.toml` or holds a slash is a file. Raises `ExerciseError` if there is no such exercise, or
    its file cannot be read, is broken or out of bounds.
    """
    path = Path(name_or_path)
    if path.suffix == SUFFIX or len(path.parts) > 1:
        return read_exercise(path.expanduser())
    return Library(own_folder).load(name_or_path)


def read_exercise(path: Path) -> Exercise:
    """Read one exercise file; its name without the ending is the exercise's.

    Raises `ExerciseError` that names the file, the key and the allowed range.
    """
    if path.exists() and not path.is_file():
        raise ExerciseError(f"“{path}” is not a file.", "An exercise is one text file, such as evening.toml.")
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ExerciseError(
            f"The exercise file “{path}” cannot be read: {reason}.", "Check its name and who may read it."
        ) from None
    except UnicodeDecodeError:
        raise ExerciseError(
            f"The exercise file “{path}” is not text in UTF-8.", "Save it as UTF-8 text, as TOML asks for."
        ) from None
    return replace(parse(text, str(path)), name=path.stem)


def _toml_files(folder: Path) -> Iterable[Path]:
    """Give the TOML files in a folder; none where there is no such folder."""
    return sorted(path for path in folder.glob(f"*{SUFFIX}") if not path.name.startswith("."))
