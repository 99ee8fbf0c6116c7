"""What the app remembers of how a person likes it: colours, motion, glyphs, sound."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping

from biofeed.errors import BiofeedError

THEME = "theme"
BLOCKS = "trace_blocks"
"""Whether the heart's line is drawn in half blocks, for fonts without even braille."""
CALM = "reduced_motion"
"""Whether the breath is shown as words and a countdown."""
SOUND = "sound"
"""Whether the cues are to be heard."""
LOUDNESS = "loudness"
_YES, _NO = "yes", "no"


class Preferences:
    """Settings by name. One that cannot be saved is told of, and holds until the app ends."""

    def __init__(
        self, settings: MutableMapping[str, str], complain: Callable[[BiofeedError], object]
    ) -> None:
        self._settings = settings
        self._complain = complain

    def text(self, name: str, default: str) -> str:
        """Give a setting as it was kept."""
        return self._settings.get(name, default)

    def is_on(self, name: str) -> bool:
        """Say whether something is wanted; what was never set is not."""
        return self._settings.get(name) == _YES

    def keep(self, name: str, value: str | bool) -> None:
        """Remember a setting."""
        text = value if isinstance(value, str) else _YES if value else _NO
        try:
            self._settings[name] = text
        except BiofeedError as error:
            self._complain(error)
