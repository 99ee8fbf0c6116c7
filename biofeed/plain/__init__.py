"""Front end 1: lines of text, for pipes, logs and screen readers.

No escape codes, nothing redrawn. The same session, words and view as in the app. On a terminal it listens as
well: what the app does at a key, this does at a letter and enter.
"""

from biofeed.plain.ears import Ears
from biofeed.plain.keyboard import Keyboard
from biofeed.plain.lines import check_kept, closing, follow, opening

__all__ = ["Ears", "Keyboard", "check_kept", "closing", "follow", "opening"]
