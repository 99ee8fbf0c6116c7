"""What of a session is heard: its cues, the beginning of each part, and its end."""

from __future__ import annotations

from biofeed.sound.player import Player
from biofeed.sound.types import Signal
from biofeed.types import Cue, Event, Pause, PhaseChange, Stop

DONE = "done"
"""The reason with which a session stops that came to its end."""


class Heard:
    """Lets a player sound along with a session's events."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._begun = False

    def tell(self, event: Event) -> None:
        """Let one event be heard, if it is one of those."""
        match event:
            case Cue():
                self._player.play(event)
            case PhaseChange():
                # The first part begins with the session, and a person who has just begun it knows.
                if self._begun:
                    self._player.signal(Signal.CHANGE)
                self._begun = True
            case Pause(paused=True):
                self._player.stop()
            case Stop(reason=reason):
                self._player.stop()
                if reason == DONE:
                    self._player.signal(Signal.END)
