"""What the tasks say to the person.

Answers are described and not judged. A front end shows these sentences as they are; the note about colour
belongs to the explanation before the Stroop task is offered.
"""

from __future__ import annotations

from collections.abc import Mapping

ABOUT: Mapping[str, str] = {
    "subtraction": (
        "You take the same number away again and again, and type each result. There is a little less time "
        "after each correct answer and more after any other, so about two of three come out. That is how it "
        "is made, for everybody. After another number it starts again from the first one."
    ),
    "stroop": (
        "You see the name of a colour, written in another colour, and press the first letter of the colour "
        "it is written in: r, g, b or y. There is a little less time after each correct answer and more "
        "after any other, so about two of three come out. That is how it is made, for everybody."
    ),
    "event": (
        "You mark something that happens today with four keys: b before it, s when it starts, e when it "
        "ends, o when you feel okay again. A mark may be left out, and its key pressed again moves it."
    ),
    "counting": (
        "You see a shape every few seconds and count the stars, without hurry. At the end you are asked how "
        "many there were. It keeps the mind lightly busy, which gives a steadier baseline than waiting does."
    ),
}
"""What each task is, in plain words, to be read before one says yes to it."""

NEEDS_COLOUR = (
    "This task asks for colours, so it is for a screen that shows red, green, blue and yellow, and for eyes "
    "that tell them apart. Taking numbers away is the other task of this kind, and needs no colour."
)

YES = "yes"
TIME_PASSED = "the time has passed, the same once more"

COUNT_THE_STARS = "count the stars from now on, without hurry; Enter ends the counting"
HOW_MANY_STARS = "how many stars were there?"
THAT_WAS_THE_COUNTING = "that was the counting; sit quietly"

MOMENTS: Mapping[str, str] = {"b": "before", "s": "start", "e": "end", "o": "okay again"}
ALL_MARKED = "okay again is marked; o moves that mark to now"


def subtraction(number: int, subtrahend: int) -> str:
    """Ask for a difference, as `1022 − 13 =`."""
    return f"{number} − {subtrahend} ="


def once_more(start: int) -> str:
    """Say that the answer was another one, and where it starts again."""
    return f"not this time: {start}, once more"


def all_the_way(start: int) -> str:
    """Say that there is nothing left to take away from, and where it starts again."""
    return f"yes, all the way down: {start} again"


def ink_was(colour: str) -> str:
    """Say which colour the word before was written in, after another answer."""
    return f"not this time: it was {colour}"


def ink_had_been(colour: str) -> str:
    """Say which colour the word before was written in, after its time has passed."""
    return f"the time has passed: it was {colour}"


def stars_counted(typed: int, shown: int) -> str:
    """Say how many stars there were, and that this is what was counted if it is."""
    stars = "1 star" if shown == 1 else f"{shown} stars"
    return f"yes, {stars}" if typed == shown else f"{stars}, you counted {typed}"


def marks_to_come(keys: tuple[str, ...]) -> str:
    """Say which key marks which moment, as `s start · e end · o okay again`."""
    return " · ".join(f"{key} {MOMENTS[key]}" for key in keys)


def marked(key: str, *, again: bool) -> str:
    """Say that a moment is marked, or that its mark was moved."""
    return f"{MOMENTS[key]} moved to now" if again else f"{MOMENTS[key]} marked"
