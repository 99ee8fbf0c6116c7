"""What the made-up person writes down. Invented, every line of it."""

from __future__ import annotations

SETBACKS = (
    ("the meeting ran over and I snapped", "irritated", "jaw"),
    ("a message I did not know how to answer", "worried", "chest"),
    ("the train was late again", "impatient", "shoulders"),
    ("an argument about small things", "hurt", "throat"),
    ("woke up at four and could not stop thinking", "uneasy", "stomach"),
    ("was asked in front of everybody", "insecure", "head"),
)
"""What happened, the feeling, and where it was."""
WINS = (
    "noticed it early and stepped outside",
    "handled that more calmly than last time",
    "said no, kindly",
    "sixty seconds before the call, and it helped",
    "asked for help",
    "let it be for an evening",
    "came back to myself within the hour",
)
HELPED = ("a walk", "six slow breaths", "talking to a friend", "cold water on the hands", "music", "waiting")
LINES = (
    "hands were warmer afterwards",
    "restless at first, easier later",
    "tired, did it all the same",
    "the out-breath is the part that works",
    "thoughts everywhere, and that was fine",
    "quiet",
)
BRING = ("the argument on Sunday", "why evenings are harder", "how far I can go back to sport")
GOALS = (
    ("evenings", "going over the day again", "time with the children"),
    ("meetings", "holding my breath", "saying what I think"),
)
"""Name, less of, more of."""
COLD = "a cold"
AWAY = "a week away"
