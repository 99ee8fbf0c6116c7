"""What is asked before a session and after it, and what is suggested."""

from __future__ import annotations

from collections.abc import Mapping

SKIP = "Each question can be skipped."

STRESS = "How much stress do you feel right now? 0 is none, 100 the most you can imagine."
WINDOW = "Where are you in your window of tolerance?"
POSTURE = "How are you sitting or lying?"
SETTING = "Is this a calm moment, or are you under pressure?"

WINDOWS: Mapping[str, str] = {
    "above": "above: too much, racing, on edge",
    "inside": "inside: it can be felt and thought about",
    "below": "below: too little, numb, far away",
}
POSTURES: Mapping[str, str] = {"sitting": "sitting", "lying": "lying", "standing": "standing"}
SETTINGS: Mapping[str, str] = {"calm": "a calm moment", "under pressure": "under pressure"}

STRESS_AFTER = "And now? How much stress do you feel?"
WINDOW_AFTER = "And where in your window are you now?"
HELPED = "What helped, if anything did?"
LINE = "One line to keep, if you like."
BRING = "Anything to bring to your next session with your therapist?"
OKAY_MINUTES = "After how many minutes did it feel okay again?"
SAME_OR_MORE = "The same or more stress is common in the beginning. It is worth knowing either way."

WHY_STOPPED = "What made you stop? One key is enough, and any answer is fine."
STOP_KEYS: Mapping[str, str] = {
    "d": "dizzy",
    "t": "tingling",
    "b": "short of breath",
    "u": "upset",
    "i": "interrupted",
    "e": "enough",
}
"""The key for each reason to stop."""
AFTER_BREATHING = (
    "That can come from more air than the body needs. Breathe as you like for a while; next time a smaller "
    "breath, or 7 to 8 a minute, is easier. If it stays, ask your doctor."
)
AFTER_UPSET = "Feet on the floor, eyes open. Grounding is there if you want it, and so is the card."

ABOVE = "You are above your window. Grounding brings in what is around you, and asks nothing of the breath."
BELOW = (
    "You are below your window. Moving and looking around wakes the body up; more rest is not what it needs."
)
FIRST_WEEK = "In the first week five minutes, once a day, are plenty."
LATER = "Ten minutes, once a day. Less is fine, and so is none."
NOT_ASKED_YET = "Until the caution check is answered, this is within what suits nearly everybody."
INSTEAD = "Slow breathing waits until you have asked a clinician. This needs no particular breath."
DONE_TODAY = "You have practised today, and that is plenty. More is yours to choose, and so is nothing."
CARD_FIRST = "The card comes first. Whatever else there is can wait."
MORE_STRESS = (
    "There is more stress than before. Grounding is there if you want it; stopping here is fine too."
)
ENDED_WORSE = (
    "The last three sessions ended with more stress than they began with. Something shorter or of another "
    "kind may suit you better for now, or a pause; and it is worth mentioning to your therapist."
)
ENOUGH_NUMBERS = (
    "That was more than four times with the strap today. It is fine to take a break from numbers."
)
YOURS_TO_CHOOSE = "This is a suggestion. You know better; anything else is one key away."
