"""The questions before and after a session, as lines: one at a time, each left out with enter.

The caution check alone has to be answered, because what is offered depends on it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from biofeed.care import Care, Caution, CheckIn, Debrief, Posture, Setting, StopReason, Window
from biofeed.words import care as care_words
from biofeed.words import checkin as words
from biofeed.words import plain as plain_words

Ask = Callable[[str], Awaitable[str]]
"""Puts a question and gives the line that was typed, without its end."""
Say = Callable[[str], None]

_Choice = TypeVar("_Choice", bound=StrEnum)


class Questions:
    """Asks, and asks once more where the answer is none."""

    def __init__(self, ask: Ask, say: Say) -> None:
        self._ask = ask
        self._say = say

    async def cautions(self) -> Care:
        """Go through the caution check."""
        self._say(care_words.WHY_ASKED)
        applies = []
        for caution in Caution:
            if await self._yes(care_words.QUESTIONS[caution]):
                applies.append(caution)
                self._say(care_words.CHANGES[caution])
        care = Care(answered=True, applies=frozenset(applies))
        if care.waits_for_clinician and await self._yes(care_words.ASK_CLINICIAN):
            care = replace(care, clinician_agrees=True)
        if not applies:
            self._say(care_words.NOTHING_CHANGES)
        return care

    async def consent(self, cautions: tuple[str, ...]) -> bool:
        """Ask whether a stressor is agreed to, after saying what it is."""
        for caution in cautions:
            self._say(caution)
        return await self._yes(plain_words.ASK_CONSENT)

    async def check_in(self) -> CheckIn:
        """Ask how the person is now."""
        return CheckIn(
            stress=await self._stress(words.STRESS),
            window=await self._choice(words.WINDOW, words.WINDOWS, Window),
            posture=await self._choice(words.POSTURE, words.POSTURES, Posture),
            setting=await self._choice(words.SETTING, words.SETTINGS, Setting),
        )

    async def stop_reason(self) -> StopReason | None:
        """Ask what made the person stop."""
        reasons = {key: (name, StopReason(name)) for key, name in words.STOP_KEYS.items()}
        return await self._pick(words.WHY_STOPPED, reasons)

    async def debrief(self, *, after_stress: bool) -> Debrief:
        """Ask how it is now, before any number is shown."""
        return Debrief(
            stress=await self._stress(words.STRESS_AFTER),
            window=await self._choice(words.WINDOW_AFTER, words.WINDOWS, Window),
            okay_minutes=await self._number(words.OKAY_MINUTES) if after_stress else None,
            helped=await self._line(words.HELPED),
            bring=await self._line(words.BRING),
        )

    async def line(self) -> str | None:
        """Ask for one line to keep."""
        return await self._line(words.LINE)

    # --- one question -------------------------------------------------------------------------------

    async def _line(self, question: str) -> str | None:
        return (await self._ask(f"{question} ({plain_words.ENTER_SKIPS})")).strip() or None

    async def _stress(self, question: str) -> int | None:
        found = await self._number(question, most=100.0)
        return None if found is None else round(found)

    async def _number(self, question: str, most: float = 10_000.0) -> float | None:
        while typed := await self._line(question):
            try:
                number = float(typed.replace(",", "."))
            except ValueError:
                number = -1.0
            if 0 <= number <= most:
                return number
            self._say(plain_words.NOT_UNDERSTOOD.format(answers=f"0 to {most:g}"))
        return None

    async def _yes(self, question: str) -> bool:
        while True:
            typed = (await self._ask(f"{question} ({plain_words.YES_NO})")).strip().lower()
            if typed in {"y", "yes"}:
                return True
            if typed in {"n", "no"}:
                return False
            self._say(plain_words.NOT_UNDERSTOOD.format(answers=plain_words.YES_NO))

    async def _choice(self, question: str, texts: Mapping[str, str], kind: type[_Choice]) -> _Choice | None:
        """Let one of several be named by its number."""
        numbered = {str(number): name for number, name in enumerate(texts, 1)}
        return await self._pick(question, {key: (texts[name], kind(name)) for key, name in numbered.items()})

    async def _pick(self, question: str, offered: Mapping[str, tuple[str, _Choice]]) -> _Choice | None:
        self._say(question)
        asked = plain_words.choices({key: text for key, (text, _) in offered.items()})
        while typed := await self._line(asked):
            if typed.lower() in offered:
                return offered[typed.lower()][1]
            self._say(plain_words.NOT_UNDERSTOOD.format(answers=" ".join(offered)))
        return None
