"""The questions before and after, as lines."""

from __future__ import annotations

from biofeed.care import Caution, CheckIn, Debrief, Posture, Setting, StopReason, Window
from biofeed.plain.questions import Questions
from biofeed.words import care as care_words


class Typist:
    """Answers with the lines it was given; nothing more is an empty line."""

    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)
        self.said: list[str] = []

    async def ask(self, question: str) -> str:
        self.said.append(question)
        return self._lines.pop(0) if self._lines else "\n"

    @property
    def questions(self) -> Questions:
        return Questions(self.ask, self.said.append)


async def test_the_check_in_can_be_left_out_with_enter() -> None:
    assert await Typist().questions.check_in() == CheckIn()


async def test_the_check_in_takes_what_is_typed() -> None:
    typist = Typist("40\n", "3\n", "1\n", "2\n")

    assert await typist.questions.check_in() == CheckIn(
        40, Window.BELOW, Posture.SITTING, Setting.UNDER_PRESSURE
    )


async def test_what_is_no_answer_is_asked_again() -> None:
    typist = Typist("very\n", "101\n", "40,4\n", "7\n", "1\n")

    assert await typist.questions.check_in() == CheckIn(40, Window.ABOVE)
    assert sum("That was not among the answers" in line for line in typist.said) == 3


async def test_each_yes_of_the_caution_check_says_what_it_changes() -> None:
    typist = Typist("n\n", "n\n", "n\n", "n\n", "maybe\n", "YES\n", "n\n", "n\n")
    care = await typist.questions.cautions()

    assert (care.answered, care.applies) == (True, {Caution.PREGNANCY})
    assert care_words.CHANGES["pregnancy"] in typist.said
    assert care_words.NOTHING_CHANGES not in typist.said


async def test_where_a_clinician_is_needed_it_is_asked_whether_they_agree() -> None:
    typist = Typist("n\n", "y\n", "n\n", "n\n", "n\n", "n\n", "n\n", "y\n")
    care = await typist.questions.cautions()

    assert care.applies == {Caution.LUNG_OR_KIDNEY}
    assert care.clinician_agrees


async def test_the_debrief_asks_for_minutes_only_after_stress() -> None:
    assert await Typist("20\n", "2\n", "\n", "my list\n").questions.debrief(after_stress=False) == Debrief(
        20, Window.INSIDE, bring="my list"
    )
    assert (await Typist("20\n", "2\n", "12\n").questions.debrief(after_stress=True)).okay_minutes == 12.0


async def test_why_one_stopped_is_one_key() -> None:
    assert await Typist("d\n").questions.stop_reason() is StopReason.DIZZY
    assert await Typist("\n").questions.stop_reason() is None


async def test_consent_is_asked_after_saying_what_to_take_care_of() -> None:
    typist = Typist("y\n")

    assert await typist.questions.consent(("It puts you under a little pressure.",))
    assert typist.said[0] == "It puts you under a little pressure."
    assert not await Typist("n\n").questions.consent(())
