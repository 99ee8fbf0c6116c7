"""The conductor: runs the practice that is going on, and lets screen and ears follow it.

It is the one reader of a session's events. The practice itself is held by the keeper, where no crash of a
screen can reach it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack, aclosing
from typing import TYPE_CHECKING

from textual.screen import Screen

from biofeed.errors import BiofeedError
from biofeed.tui import preference
from biofeed.tui.keeper import Keeper
from biofeed.tui.messages import Ended, Happened, Measured, NotSaved, Opened, Refused
from biofeed.types import Event, Feedback
from biofeed.words import visit as words

if TYPE_CHECKING:
    from biofeed.practice import Plan, Practice
    from biofeed.session import Session
    from biofeed.sound.heard import Heard
    from biofeed.sound.player import Player


class Conductor:
    """Runs one practice at a time."""

    def __init__(self, keeper: Keeper, preferences: preference.Preferences) -> None:
        self._keeper = keeper
        self._preferences = preferences
        self.player: Player | None = None
        """What the breath is heard through, if it is to be heard."""
        self.session: Session | None = None
        """The session that is going on."""

    async def open_player(self, stack: AsyncExitStack, ring: Callable[[str], object]) -> None:
        """Open what the cues are heard through, for as long as `stack` is open; before anything is drawn.

        `ring` takes the bell where there is no sound card.
        """
        from biofeed.sound.player import open_player
        from biofeed.sound.types import Loudness

        kept = self._preferences.text(preference.LOUDNESS, Loudness.NORMAL)
        loudness = Loudness(kept) if kept in set(Loudness) else Loudness.NORMAL
        self.player = await stack.enter_async_context(open_player(bell=True, write=ring, loudness=loudness))

    def change_loudness(self, *, louder: bool) -> str:
        """Go a step up or down, remember it, and say where that is; empty where nothing is heard."""
        if self.player is None:
            return ""
        step = self.player.louder() if louder else self.player.softer()
        self._preferences.keep(preference.LOUDNESS, step.value)
        return words.loudness(step.value)

    async def run(self, plan: Plan, screen: Screen[None]) -> None:
        """Run a practice from its opening to its end, telling `screen` what happens.

        Afterwards the strap is free, and the log open until the keeper lets go of it.
        """
        try:
            practice = await self._keeper.open(plan)
        except BiofeedError as error:
            screen.post_message(Refused(error))
            return
        self.session = practice.session
        screen.post_message(Opened(practice))
        try:
            await self._follow(practice, screen)
        finally:
            self.session = None
        screen.post_message(Ended(practice))
        await self._keeper.let_go(practice)

    async def _follow(self, practice: Practice, screen: Screen[None]) -> None:
        heard = self._heard(practice)
        told_trouble = False
        async with aclosing(practice.session.events()) as events:
            async for event in events:
                screen.post_message(_news(event))
                if heard is not None:
                    heard.tell(event)
                if practice.session.journal.trouble and not told_trouble:
                    told_trouble = True
                    screen.post_message(NotSaved())

    def _heard(self, practice: Practice) -> Heard | None:
        # On a virtual clock an hour passes in a second: nothing of that can be heard.
        if self.player is None or not practice.session.clock.realtime:
            return None
        from biofeed.sound.heard import Heard

        return Heard(self.player)


def _news(event: Event) -> Measured | Happened:
    return Measured(event) if isinstance(event, Feedback) else Happened(event)
