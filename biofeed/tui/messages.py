"""What the worker that reads a session tells the live screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from biofeed.errors import BiofeedError
    from biofeed.practice import Practice
    from biofeed.types import Event, Feedback


class Opened(Message):
    """Log and strap are open; the practice begins."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice


class Refused(Message):
    """The practice could not begin."""

    def __init__(self, error: BiofeedError) -> None:
        super().__init__()
        self.error = error


class Happened(Message):
    """Something happened in the session. None of these is ever left out."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


class Measured(Message):
    """New live numbers. A screen that is behind needs only the newest."""

    def __init__(self, feedback: Feedback) -> None:
        super().__init__()
        self.feedback = feedback

    def can_replace(self, message: Message) -> bool:
        """Take the place of older numbers that nobody has looked at yet."""
        return isinstance(message, Measured)


class NotSaved(Message):
    """The disk does not take the session just now."""


class Ended(Message):
    """The session is over and summed up."""

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self.practice = practice
