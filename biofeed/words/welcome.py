"""What the first five minutes say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

TITLE = "Welcome"
WHAT_THIS_IS = (
    "biofeed paces an easy breath, shows what your heart does meanwhile if you wear a chest strap, and keeps "
    "a log, so that what you learn can be talked over."
)
NOT_THIS = (
    "It does not diagnose or treat, detects no rhythm problems of the heart, and is no emergency service. "
    "Nobody watches it: nothing you enter here reaches anybody. With c there is somebody to talk to."
)
STAYS_HERE = "There is no account. What you do here stays on this computer."
TAKES = "The first steps take about five minutes. Each but the caution check can be skipped."

CAUTION_TITLE = "The caution check"
CAUTION_DONE = "Thank you. This is what your answers change:"
YES_CHANGES = "Your yes just now changes this:"

CONSENT_TITLE = "What is kept"
CONSENT_ARROWS = "Up and down: a question. Left and right: an answer. Enter goes on."
CONSENT: Mapping[str, str] = {
    "heartbeats": "Measure your heartbeats in a session, and keep them on this computer?",
    "words": (
        "Keep what you say before and after a session, on this computer? If not, it is asked and forgotten."
    ),
    "sharing": "Do you want to share with a therapist later on? Nothing is ever sent by itself.",
}
ENCRYPTED = "The log is encrypted with your passphrase."
NOT_ENCRYPTED = (
    "The log is not encrypted. Its files can be opened by your user account alone, which does not help "
    "against somebody who has this computer in their hands. biofeed store encrypt sets a passphrase, at any "
    "time."
)

WAYS_TITLE = "With a strap, or without"
WAYS = (
    "With a chest strap you see what your heart does. Without one the breath is paced all the same, and your "
    "own ratings are what is kept. Both are whole ways to practise, and you can change at any time."
)
WEAR_IT = (
    "Moisten the electrodes, and wear the strap snug below the chest. It is listened to for ten seconds."
)
LISTENING = "listening"
CLEAR = "clear"
FEW_BEATS = "some beats, and not clear yet: more water under the electrodes, and the strap a little tighter"
NO_BEATS = "no beats yet: wear it snug on the skin, with damp electrodes, and turn it once"

UNKEPT_TITLE = "Nothing can be saved in this folder"
UNKEPT = (
    "What you answer and practise now is gone when the program ends. You can practise all the same, or leave "
    "and ask whoever set this up."
)
DONE_TITLE = "That is all there is to it"
DONE = (
    "Home suggests one thing at a time, and nothing is ever due. ? explains each screen, c is somebody to "
    "talk to. ctrl+p has these first steps again, the caution check, what is kept, and colours."
)
IN_THE_PALETTE = "ctrl+p has the first steps, the caution check, what is kept, colours, motion and sound."


def question_of(number: int, count: int) -> str:
    """Say which question it is, of how many."""
    return f"question {number} of {count}"


def kept_in(folder: Path) -> str:
    """Say where the log is."""
    return f"The log is in {folder}."


def heard(bpm: float) -> str:
    """Say that the strap is heard, with the heart rate: `clear: 68 beats a minute`."""
    return f"{CLEAR}: about {bpm:.0f} beats a minute"
