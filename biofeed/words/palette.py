"""What the app's palette offers, and what is said when a setting was changed."""

from __future__ import annotations

CARD, CARD_HELP = "Card", "Someone to talk to, now"
CAUTIONS, CAUTIONS_HELP = "Caution check", "Answer it, or change the answers"
CONSENT, CONSENT_HELP = "What is kept", "Heartbeats, words, sharing"
WELCOME, WELCOME_HELP = "First steps", "The first five minutes once more"
THEME, THEME_HELP = "Theme", "Choose other colours"
MOTION, MOTION_HELP = "Motion", "The breath as a disc, or as words and a countdown"
SOUND, SOUND_HELP = "Sound", "Hear the cues, or not"
LEAVE, LEAVE_HELP = "Leave", "Stop, keep the session, and leave"

IN_WORDS = "The breath is shown in words."
AS_DISC = "The breath is shown as a disc."
SOUND_OFF_NEXT_TIME = "Sound is off from the next start of the app."
SOUND_NEXT_TIME = "Sound is on from the next start of the app."
