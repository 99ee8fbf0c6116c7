"""What the demo says about the days it makes up."""

from __future__ import annotations

MAKING_UP = "making up days of practice"
REPLACE = "There are simulated sessions in the demo's log already. Replace them with newly made-up days?"
IS_FILLED = (
    "There are simulated sessions in the demo's log already, and they are left as they are. "
    "--fresh replaces them."
)


def made(days: int, sessions: int, entries: int) -> str:
    """Say what was made."""
    length = "1 day" if days == 1 else f"{days} days"
    return (
        f"made up {length}: {sessions} simulated sessions and {entries} entries of a diary, in the log of "
        "the demo; nobody's heart was measured"
    )
