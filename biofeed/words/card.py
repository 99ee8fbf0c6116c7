"""What stands on the card around the numbers."""

from __future__ import annotations

TITLE = "Someone to talk to, now"
NOBODY_WATCHES = (
    "Nobody watches this program, and nothing you enter here reaches anybody. For help now, please call."
)
IN_DANGER = "In danger"
SOMEONE_TO_TALK_TO = "To talk"
YOUR_PEOPLE = "Your own"
NO_PEOPLE_YET = "There is room here for people of your own, such as a friend or your therapist."
ELSEWHERE = "Elsewhere"
COUNTRY_UNKNOWN = "Which country you are in is not known here."
OTHER_COUNTRY = "--country names another, as in --country IE."
NUMBERS_CHANGE = "Numbers change. Look up the ones that matter to you on a quiet day, and write them down."
UNKNOWN_COUNTRY = "“{code}” is no country code."
COUNTRY_HINT = "Write it in two letters, as IE for Ireland or US for the United States."


def for_country(name: str) -> str:
    """Say which country's numbers these are."""
    return f"These are numbers for {name}."


def nothing_for(code: str) -> str:
    """Say that there are no crisis lines for this country in here."""
    return f"No crisis line of {code} is in this program yet; the directory knows more."


def to_text(number: str) -> str:
    """Say that one may write as well."""
    return f"or text {number}"


def read_on(day: str) -> str:
    """Say when a number was last read on its source's page."""
    return f"checked {day}"
