"""What the caution check found out about a person.

It is asked once, and each yes changes the program: `biofeed.care.limit` holds what that does to an exercise,
`biofeed.words.care` what is asked and what is said. The answers are kept as one line of text in the person's
profile. A line that this version does not understand counts as not answered: what a person may do is never
guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from biofeed.exercise import MAX_BPM, MIN_BPM
from biofeed.words import care as words


class Caution(StrEnum):
    """A reason to do things differently, as the person says it applies to them."""

    RHYTHM = "rhythm"
    """An irregular or paced heart rhythm: numbers of heart rate variability would mean nothing."""
    LUNG_OR_KIDNEY = "lung or kidney"
    """The body may need to breathe fast, so slow breathing waits for a clinician."""
    FAINTING = "fainting"
    """Fainting or epilepsy: slow breathing waits for a clinician, and no breath is held."""
    STRAIN = "strain"
    """Glaucoma, an aneurysm and the like: no breath is held."""
    PREGNANCY = "pregnancy"
    PANIC = "panic"
    """What the body does can be frightening: a faster start, and no digits."""
    CRISIS = "crisis"


AGAINST_HOLDS = frozenset({Caution.FAINTING, Caution.STRAIN, Caution.PREGNANCY})
ASK_CLINICIAN = frozenset({Caution.LUNG_OR_KIDNEY, Caution.FAINTING})

UNANSWERED_BPM = (6.0, 8.0)
"""What is paced before the check is answered: the pace most studied, and faster if that is too slow."""
SLOW_BPM = 10.0
"""Breathing below this is called slow (Zaccaro 2018, PMC6137615), and waits for a clinician."""
GENTLE_BPM, GENTLE_FROM_BPM = 7.5, 7.0
"""Where breathing begins for somebody with panic: between 7 and 8 a minute."""

_AGREES = "clinician agrees"


@dataclass(frozen=True, slots=True)
class Care:
    """The answers to the caution check."""

    answered: bool = False
    applies: frozenset[Caution] = frozenset()
    clinician_agrees: bool = False
    """Whether a clinician was asked about slow breathing, and agrees."""

    @property
    def allows_holds(self) -> bool:
        """Whether a breath may be held."""
        return self.answered and not self.applies & AGAINST_HOLDS

    @property
    def shows_numbers(self) -> bool:
        """Whether numbers of heart rate variability mean anything, and may be shown."""
        return Caution.RHYTHM not in self.applies

    @property
    def hides_digits(self) -> bool:
        """Whether digits are hidden until the person asks for them."""
        return Caution.PANIC in self.applies

    @property
    def card_first(self) -> bool:
        """Whether the card comes before anything else."""
        return Caution.CRISIS in self.applies

    @property
    def waits_for_clinician(self) -> bool:
        """Whether slow breathing waits until a clinician was asked."""
        return bool(self.applies & ASK_CLINICIAN) and not self.clinician_agrees

    @property
    def pace_bpm(self) -> tuple[float, float]:
        """The slowest and the fastest pace that may be asked for, also while a session runs.

        Where two limits leave nothing in common, the slowest is above the fastest and no pace is allowed.
        """
        slowest_bpm, fastest_bpm = (MIN_BPM, MAX_BPM) if self.answered else UNANSWERED_BPM
        return (
            (max(slowest_bpm, SLOW_BPM), fastest_bpm)
            if self.waits_for_clinician
            else (slowest_bpm, fastest_bpm)
        )

    def changes(self) -> tuple[str, ...]:
        """Say what each yes changes, in the order of the questions, and each thing once."""
        agrees = bool(self.applies & ASK_CLINICIAN) and self.clinician_agrees
        # Who has asked a clinician is not told to ask one.
        past = {words.ASK_FIRST} if agrees else set()
        said: list[str] = []
        for caution in (caution for caution in Caution if caution in self.applies):
            parts = [part for part in words.CHANGE_PARTS[caution] if part not in past]
            past.update(parts)
            said += [" ".join(parts)] if parts else []
        if agrees:
            said.append(words.CLINICIAN_AGREES)
        return tuple(said) if said or not self.answered else (words.NOTHING_CHANGES,)


NOT_ASKED = Care()
ASKED_ELSEWHERE = Care(answered=True)
"""What `--accept-cautions` stands for: it was asked elsewhere, and nothing applies."""


def to_text(care: Care) -> str:
    """Write the answers as one line for the profile; empty if the check is not answered."""
    if not care.answered:
        return ""
    applies = [caution.value for caution in Caution if caution in care.applies]
    agrees = [_AGREES] if care.clinician_agrees else []
    return ", ".join(applies + agrees) or "none"


def from_text(text: str) -> Care:
    """Read the profile's line. What is not understood makes the check count as not answered."""
    items = {item.strip() for item in text.split(",")} - {""}
    applies = frozenset(caution for caution in Caution if caution.value in items)
    is_understood = bool(items) and (items == {"none"} or items <= {*applies, _AGREES})
    return Care(is_understood, applies, is_understood and _AGREES in items)
