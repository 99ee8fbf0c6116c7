"""What the tasks say describes, and neither judges nor compares."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from biofeed_exercises.stressors import words

BANNED = re.compile(
    r"\b(good|bad|poor|poorly|fail|fails|failed|failure|should|just|only|perfect|streak|abnormal|wrong"
    r"|mistake|mistakes|error|errors|slow|lazy|average|others|better|worse)\b|!",
    re.IGNORECASE,
)


def sentences() -> list[str]:
    """Every sentence there is, those with a number in them by example."""
    found = [value for name, value in vars(words).items() if isinstance(value, str) and name.isupper()]
    for value in vars(words).values():
        if isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values()):
            found += value.values()
    return [
        *found,
        words.subtraction(1022, 13),
        words.once_more(1022),
        words.all_the_way(1022),
        words.ink_was("blue"),
        words.ink_had_been("blue"),
        *(words.stars_counted(typed, shown) for typed, shown in ((9, 9), (8, 9), (1, 1), (0, 0))),
        words.marks_to_come(("s", "e", "o")),
        *(words.marked(key, again=again) for key in words.MOMENTS for again in (False, True)),
    ]


@pytest.mark.parametrize("text", sentences())
def test_no_sentence_judges(text: str) -> None:
    assert not BANNED.search(text)


def test_one_star_is_one_star() -> None:
    assert words.stars_counted(1, 1) == "yes, 1 star"
    assert words.stars_counted(3, 1) == "1 star, you counted 3"


def test_every_task_is_explained() -> None:
    assert set(words.ABOUT) == {"subtraction", "stroop", "event", "counting"}
