"""Taking care of the person: what is asked, what waits, what is offered, and whom to call.

The caution check (`caution`) and what it does to an exercise (`limit`); how the person is before and after
in their own judgement (`checkin` and `debrief`, by way of `answer`); what might suit now (`suggestion`); the
card with numbers to call (`card`). All of it is logic without a screen, and every sentence stands in
`biofeed.words`. docs/care.md tells it to people.
"""

from biofeed.care.answer import Window
from biofeed.care.card import Card, Contact, card, country_of
from biofeed.care.caution import ASKED_ELSEWHERE, NOT_ASKED, Care, Caution, from_text, to_text
from biofeed.care.checkin import SKIPPED, CheckIn, Posture, Setting, read_checkin
from biofeed.care.debrief import Debrief, StopReason, read_debrief
from biofeed.care.limit import (
    Moment,
    Refusal,
    adjusted,
    allows,
    has_stressor,
    needs_strap,
    without_strap,
)
from biofeed.care.suggestion import Practised, Suggestion, after_session, break_from_numbers, suggest

__all__ = [
    "ASKED_ELSEWHERE",
    "NOT_ASKED",
    "SKIPPED",
    "Card",
    "Care",
    "Caution",
    "CheckIn",
    "Contact",
    "Debrief",
    "Moment",
    "Posture",
    "Practised",
    "Refusal",
    "Setting",
    "StopReason",
    "Suggestion",
    "Window",
    "adjusted",
    "after_session",
    "allows",
    "break_from_numbers",
    "card",
    "country_of",
    "from_text",
    "has_stressor",
    "needs_strap",
    "read_checkin",
    "read_debrief",
    "suggest",
    "to_text",
    "without_strap",
]
