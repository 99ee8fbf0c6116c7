"""What the person types while a session goes on as lines: a letter and enter, or an answer and enter.

While a task has a question open, what is typed is its answer; a colon before the letter makes it a command
even then.
"""

from __future__ import annotations

from collections.abc import Callable

from biofeed import words
from biofeed.session import Session
from biofeed.types import Event, PhaseChange, Prompt

PACE_STEP_BPM = 0.5


class Ears:
    """Turns typed lines into what the person does in a session."""

    def __init__(self, session: Session, say: Callable[[str], None]) -> None:
        self._session = session
        self._say = say
        self._prompt: Prompt | None = None

    def see(self, event: Event) -> None:
        """Keep up with which question is open."""
        match event:
            case Prompt():
                self._prompt = event
            case PhaseChange():
                self._prompt = None

    def hear(self, line: str) -> None:
        """Act on one line."""
        typed = line.strip()
        if self._prompt is not None and not typed.startswith(":"):
            self._session.answer(self._prompt, typed)
            return
        command = self._commands().get(typed.removeprefix(":").lower())
        if command is not None:
            command()
        elif typed:
            self._say(words.TYPED_KEYS)

    def _commands(self) -> dict[str, Callable[[], None]]:
        session = self._session
        return {
            "p": session.resume if session.schedule.paused_at_s is not None else session.pause,
            "m": session.mark,
            "s": session.skip,
            "r": session.repeat,
            "+": lambda: self._repace(PACE_STEP_BPM),
            "-": lambda: self._repace(-PACE_STEP_BPM),
            "q": session.stop,
            "?": lambda: self._say(words.TYPED_KEYS),
        }

    def _repace(self, by_bpm: float) -> None:
        now_bpm = self._session.schedule.next_bpm(self._session.clock.now())
        if now_bpm is not None:
            self._session.repace(now_bpm + by_bpm)
