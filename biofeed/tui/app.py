"""The app: which screen comes when, the one worker that reads the session, and how it all ends.

However it ends (a key, Ctrl-C, a signal, a crash in a widget), three things hold afterwards: the terminal is
as it was, the log is complete, and the strap has been let go of. Textual looks after the first; for the
others, log and strap are held by a `Keeper` outside of the app.

What a practice needs (numpy, the store) is imported when one begins: the first frame does without.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.screen import Screen

from biofeed.errors import BiofeedError
from biofeed.exercise import AS_WRITTEN, Variant
from biofeed.signals import stopping
from biofeed.tui import preference
from biofeed.tui.calm import CalmApp
from biofeed.tui.conductor import Conductor
from biofeed.tui.keeper import Keeper
from biofeed.tui.palette import commands
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.screens.help import HelpScreen
from biofeed.tui.step import Step
from biofeed.types import DeviceInfo
from biofeed.words import palette as palette_words

if TYPE_CHECKING:
    from biofeed.exercise import Exercise
    from biofeed.practice import Plan
    from biofeed.store.home import Home
    from biofeed.tui.ready import Ready


class BiofeedApp(CalmApp):
    """Home, strap, live and summary; with an `exercise`, only that one practice.

    `stack` is entered around the app and closed after it: what must be let go of is put there.
    """

    device: var[str | None] = var(None)
    """The address of the device that the next practice uses."""

    CSS_PATH = Path(__file__).with_name("app.tcss")
    TITLE = "biofeed"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "keys", "keys", key_display="?"),
        Binding("c,f1", "card", "card: someone to talk to, now", key_display="c", show=False),
        Binding("ctrl+c,ctrl+q", "leave", "leave", show=False, priority=True),
    ]

    def __init__(
        self,
        stack: AsyncExitStack,
        home: Home,
        client: str,
        *,
        device: str | None,
        exercise: str | None,
        variant: Variant = AS_WRITTEN,
        demo: bool = False,
        cautions_accepted: bool = False,
        consent: bool = False,
        welcomes: bool = True,
    ) -> None:
        super().__init__(home.settings)
        self.data_home = home
        self.client = client
        self.set_reactive(BiofeedApp.device, device or home.settings.get("last_device"))
        self.exercise = exercise
        self.variant = variant
        """How the next practice is to be done, as far as it allows that."""
        self.demo = demo
        self.cautions_accepted = cautions_accepted
        """Whether the caution check counts as asked elsewhere, with nothing that applies."""
        self.consent = consent
        """Whether the person has said yes to a stressor, for this once."""
        self._welcomes = welcomes
        self.is_leaving = False
        """Whether the app ends with the practice that is going on."""
        self.keeper = Keeper()
        stack.push_async_callback(self.keeper.release)
        self.conductor = Conductor(self.keeper, self.preferences)
        self._error: BiofeedError | None = None
        """What kept the latest practice from being done."""

    # --- from screen to screen ----------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterator[SystemCommand]:
        """Offer in the palette what is of use in a practice."""
        return commands(self)

    def on_mount(self) -> None:
        """Begin."""
        self.open_first()

    def open_first(self) -> None:
        """Open home, or the one practice that was asked for."""
        if self.exercise is None:
            from biofeed.tui.screens.home import HomeScreen

            self.push_screen(HomeScreen())
            if self._welcomes:
                self.call_after_refresh(self._welcome_if_due)
            return
        from biofeed.library import find_exercise

        try:
            self.begin(find_exercise(self.exercise, self.data_home.exercises))
        except BiofeedError as error:
            self.refuse(error)

    def begin(self, exercise: Exercise, variant: Variant | None = None, *, asks: bool = True) -> None:
        """Take the person through a practice: how they are, the breath, how it was.

        `asks=False` leaves the check-in out, for what has to begin at once; a reset does that always.
        """
        asks = asks and exercise.kind != "reset"
        self._visit(exercise, self.variant if variant is None else variant, asks=asks)

    @work(exclusive=True, group="visit")
    async def _visit(self, exercise: Exercise, variant: Variant, *, asks: bool) -> None:
        from biofeed.tui.visit import Visit

        self._error = None
        visit = Visit(self)
        try:
            await visit.run(exercise, variant, asks=asks)
        except BiofeedError as error:
            self._error = error
            await self.push_screen_wait(ErrorScreen(error))
        # Where there is no home to come back to, that is the end.
        if self.exercise is not None:
            self.exit(return_code=self._error.exit_code if self._error else 0)
        elif visit.wants_another:
            await self.run_action("screen.browse")

    @work
    async def choose_device(self) -> None:
        """Ask where beats come from."""
        from biofeed.tui.screens.strap import StrapScreen

        chosen: DeviceInfo | None = await self.push_screen_wait(StrapScreen(self.device))
        if chosen is not None:
            self.device = chosen.url

    @work
    async def refuse(self, error: BiofeedError) -> None:
        """Show what is in the way. Where there is no screen to go back to, that is the end."""
        await self.push_screen_wait(ErrorScreen(error))
        if self.exercise is not None:
            self.exit(return_code=error.exit_code)

    def action_keys(self) -> None:
        """Explain the screen that is on top."""
        if not self.screen.is_modal:
            self.push_screen(HelpScreen(self.screen))

    @work
    async def action_card(self) -> None:
        """Show whom to call, over whatever there is."""
        from biofeed.tui.asking import show_card

        await show_card(self)

    @work
    async def action_cautions(self) -> None:
        """Answer the caution check, or change the answers."""
        from biofeed.tui.asking import ask_cautions

        await ask_cautions(self)

    @work
    async def action_consent(self) -> None:
        """Change what is kept."""
        from biofeed.tui.asking import ask_consent

        await ask_consent(self)

    @property
    def is_practising(self) -> bool:
        """Whether the person is on the way through a practice, or through the first steps."""
        return any(isinstance(screen, Step) for screen in self.screen_stack)

    @work(exclusive=True, group="visit")
    async def action_welcome(self) -> None:
        """Go through the first steps once more; not in the middle of something else."""
        from biofeed.tui.welcome import Welcome

        if not self.is_practising:
            await Welcome(self).run()

    @work
    async def _welcome_if_due(self) -> None:
        from biofeed.tui.welcome import is_due

        if await is_due(self):
            self.action_welcome()

    # --- how the person likes it --------------------------------------------------------------------

    def action_toggle_motion(self) -> None:
        """Show the breath in words, or as a disc again; remembered."""
        calm = self.animation_level != "none"
        self.animation_level = "none" if calm else "full"
        self.preferences.keep(preference.CALM, calm)
        self.notify(palette_words.IN_WORDS if calm else palette_words.AS_DISC)

    def action_toggle_sound(self) -> None:
        """Let the cues be heard from the next start on, or no longer.

        A sound card is opened before anything is drawn, because what the system's libraries have to say
        meanwhile goes where the screen goes.
        """
        wanted = not self.preferences.is_on(preference.SOUND)
        self.preferences.keep(preference.SOUND, wanted)
        self.notify(palette_words.SOUND_NEXT_TIME if wanted else palette_words.SOUND_OFF_NEXT_TIME)

    # --- the practice -------------------------------------------------------------------------------

    @work(exclusive=True, group="practice")
    async def practise(self, ready: Ready, screen: Screen[None]) -> None:
        """Run one practice from its opening to its end, telling `screen` what happens."""
        plan = await asyncio.to_thread(self._plan, ready)
        await self.conductor.run(plan, screen)

    def _plan(self, ready: Ready) -> Plan:
        from biofeed.practice import Plan

        said = ready.opening if ready.keeps_words else ()
        return Plan(self.data_home, ready.device, ready.exercise, ready.variant, self.client, said)

    @work
    async def give_up(self) -> None:
        """Stop waiting for a practice that has not begun."""
        self.workers.cancel_group(self, "practice")
        await self.keeper.release()

    # --- the end ------------------------------------------------------------------------------------

    def action_leave(self) -> None:
        """End everything, calmly; at once when asked a second time."""
        self.leave("stopped")

    def leave(self, reason: str) -> None:
        """Stop the practice if there is one, and then the app."""
        if self.conductor.session is None or self.is_leaving:
            for screen in self.screen_stack:
                if isinstance(screen, Step):
                    screen.part()
            self.exit(0)
            return
        self.is_leaving = True
        self.conductor.session.stop(reason)


async def run(
    home: Home,
    client: str,
    *,
    device: str | None,
    exercise: str | None,
    variant: Variant,
    sound: bool = False,
    demo: bool = False,
    cautions_accepted: bool = False,
    consent: bool = False,
) -> int:
    """Run the app until it ends, and give the exit code.

    Raises `BiofeedError` if that is what brought it down; its title and hint are for whoever started the
    app to print, now that the terminal is a terminal again.
    """
    async with AsyncExitStack() as stack:
        app = BiofeedApp(
            stack,
            home,
            client,
            device=device,
            exercise=exercise,
            variant=variant,
            demo=demo,
            cautions_accepted=cautions_accepted,
            consent=consent,
        )
        if sound or app.preferences.is_on(preference.SOUND):
            await app.conductor.open_player(stack, lambda _: app.bell())
        with stopping(app.leave) as stopped:
            await app.run_async()
    if isinstance(app.crash, BiofeedError):
        raise app.crash
    if app.crash is not None:
        sys.stderr.write(app.crash_report())
        return 1
    return stopped.exit_code or app.return_code or 0
