"""The limits of care: what is asked once, what each yes changes, and what is said where something waits.

A refusal is two sentences, what waits and what can be done instead. Nothing here names a condition that the
person did not name first.
"""

from __future__ import annotations

from collections.abc import Mapping

WHY_ASKED = (
    "A few questions, once. Each yes changes what this program does, and it says so. The answers stay on "
    "this computer and can be changed at any time."
)
QUESTIONS: Mapping[str, str] = {
    "rhythm": "An irregular heart rhythm, many extra beats, a pacemaker, or a transplanted heart?",
    "lung or kidney": (
        "A disease of the lungs or the kidneys, asthma that is not settled, or a metabolic acidosis?"
    ),
    "fainting": "Fainting, or epilepsy?",
    "strain": (
        "Glaucoma, a damaged retina, an aneurysm, high blood pressure that is not settled, or a recent "
        "operation on the eyes or the belly?"
    ),
    "pregnancy": "Are you pregnant?",
    "panic": "Panic attacks, or worry about what the body does?",
    "crisis": "Are you in crisis now, or thinking of ending your life?",
}
"""What is asked, by caution."""

ASK_FIRST = (
    "Ask a clinician before slow breathing. Until you have, nothing slower than 10 breaths a minute is paced."
)
NO_HOLDS = "No breath is held: exercises with holds are breathed without them."
PACING_ALONE = (
    "No numbers of heart rate variability are shown, because an irregular or paced rhythm makes them mean "
    "nothing. Pacing and your own ratings stay. Breathe with the pacer if your clinician agrees, and not "
    "during an episode."
)
EASY_START = (
    "Breathing begins at 7.5 a minute, and digits are hidden. Keep it short, with open eyes; both can be "
    "changed when you like."
)
CHANGE_PARTS: Mapping[str, tuple[str, ...]] = {
    "rhythm": (PACING_ALONE,),
    "lung or kidney": (ASK_FIRST,),
    "fainting": (ASK_FIRST, NO_HOLDS),
    "strain": (NO_HOLDS,),
    "pregnancy": (NO_HOLDS, "Sit, rather than lie."),
    "panic": (EASY_START,),
    "crisis": ("The card with numbers to call comes first, and nothing here puts you under pressure.",),
}
"""What each yes changes, in parts that several of them share."""
CHANGES: Mapping[str, str] = {caution: " ".join(parts) for caution, parts in CHANGE_PARTS.items()}
"""What each yes changes, as it is said after that answer."""
OFF_A_TERMINAL = {
    "cautions": "--accept-cautions says that it was asked elsewhere and nothing applies.",
    "consent": "--consent says yes for this once.",
}
"""What stands for an answer where nobody can be asked."""
NOTHING_CHANGES = "None of this applies, so nothing changes."
ASK_CLINICIAN = "Have you asked a clinician about slow breathing, and do they agree?"
CLINICIAN_AGREES = "You have asked a clinician, and they agree: slow breathing is offered."
ALWAYS = (
    "Never while driving, at a machine or in water. For adults; children breathe at other paces. With "
    "medicine for blood pressure or blood sugar, watch how you feel; your prescriber knows more."
)
PAUSE_RULE = (
    "Dizzy, tingling, short of air, or clearly more distressed: let the pacer go, breathe as you like, and "
    "take grounding if you want it."
)
STOP_NOW_RULE = (
    "Pain or pressure in the chest, fainting, a heartbeat that is newly irregular, severe breathlessness, "
    "confusion, weakness on one side: stop, breathe as usual, and call the emergency number."
)
IRREGULAR_SIGNAL = (
    "The signal looks irregular. Mostly that is the contact of the strap; if you feel unwell, stop and seek "
    "help."
)

WITHOUT_HOLDS = "Breathed without holds, as you asked for in the caution check."
SLOWER_START = "Paced at 7.5 a minute to begin with. You can change it."
GOES_SLOWER = "It goes slower than the 7 to 8 a minute that suit a beginning. Leave it at any moment."
DIGITS_HIDDEN = "Digits are hidden; one key shows them."
NO_NUMBERS = "Pacing and your ratings alone: no numbers of heart rate variability are shown."
CARD_FIRST = "The card comes first."
GOES_BY_HEART = (
    "It goes by your heart, and without a strap there is nothing to go by. You can do it all the same."
)
CHECK_IS_ASKED = "The app asks it once; open it with the command biofeed."

Said = tuple[str, str]
UNANSWERED: Said = (
    "“{title}” waits until the caution check is answered.",
    "Until then there is grounding, a resting reading, and breathing without holds at 6 to 8 a minute.",
)
HOLDS: Said = (
    "“{title}” holds the breath, and in the caution check you said something that speaks against it.",
    "Do it without holds, or choose an exercise that has none.",
)
CLINICIAN: Said = (
    "“{title}” is slow breathing, and by the caution check that waits until you have asked a clinician.",
    "Until then there is what leaves the breath alone, such as grounding. Once you have asked, say so there.",
)
RHYTHM: Said = (
    "“{title}” goes by your heart's rhythm, and yours is irregular or paced.",
    "What it would find would mean nothing. Breathing with the pacer is there, and so are your own ratings.",
)
STRAP: Said = (
    "“{title}” needs a strap, and there is none.",
    "Without one it would find nothing. Put a strap on and choose it, or breathe with the pacer.",
)
CRISIS: Said = (
    "“{title}” is for another day.",
    "The card has numbers to call. Grounding is there too.",
)
CONSENT: Said = (
    "“{title}” puts you under a little pressure on purpose, so it asks each time.",
    "Say yes to it for this once, or leave it for today. One key ends it at any moment.",
)
STRESSED: Said = (
    "“{title}” is not offered while you feel this much stress.",
    "It is there on a day that begins below 70. Grounding or an easy breath may suit today.",
)
OUTSIDE: Said = (
    "“{title}” is not offered while you are outside of your window.",
    "Grounding suits above it, activation below it. This is there another day.",
)
ONCE_A_DAY: Said = (
    "“{title}” was done today already.",
    "Once a day is the most. Tomorrow is early enough.",
)
