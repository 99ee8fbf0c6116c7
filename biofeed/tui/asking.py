"""What can be asked or shown over any screen: the caution check, what is kept, and the card."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from biofeed.care import Care
from biofeed.care.consent import Consent
from biofeed.errors import BiofeedError
from biofeed.tui.person import read_consent, read_contacts, remember_care, remember_consent
from biofeed.tui.screens.card import CardScreen
from biofeed.tui.screens.caution import CautionScreen
from biofeed.tui.screens.consent import ConsentScreen
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.step import Stage

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp


async def show_card(app: BiofeedApp) -> None:
    """Show the card at once, with the person's own people as soon as they have been read.

    Returns when it is put away; to be awaited in a worker.
    """
    if isinstance(app.screen, CardScreen):
        return
    shown = CardScreen()
    app.run_worker(_look_up_contacts(app, shown))
    await app.push_screen_wait(shown)


async def ask_cautions(app: BiofeedApp) -> Care | None:
    """Ask the caution check and keep the answers; `None` if it was left for now.

    To be awaited in a worker.
    """
    stage = Stage(app)
    care = await stage.show(CautionScreen())
    # The page stays until the answers are kept: what is pressed meanwhile reaches nothing that needs them.
    if care is not None:
        await keep_care(app, care)
    await stage.clear()
    return care


async def keep_care(app: BiofeedApp, care: Care) -> None:
    """Keep the answers to the caution check, and show the card first to somebody in crisis."""
    try:
        await asyncio.to_thread(remember_care, app.data_home, app.client, care)
    except BiofeedError as error:
        await app.push_screen_wait(ErrorScreen(error))
    if care.card_first:
        await show_card(app)


async def ask_consent(app: BiofeedApp) -> None:
    """Ask what is to be kept, and keep the answer; to be awaited in a worker."""
    try:
        before = await asyncio.to_thread(read_consent, app.data_home, app.client)
    except BiofeedError as error:
        await app.push_screen_wait(ErrorScreen(error))
        return
    stage = Stage(app)
    consent = await stage.show(ConsentScreen(before))
    if consent is not None:
        await keep_consent(app, consent)
    await stage.clear()


async def keep_consent(app: BiofeedApp, consent: Consent) -> None:
    """Keep what the person agreed to."""
    try:
        await asyncio.to_thread(remember_consent, app.data_home, app.client, consent)
    except BiofeedError as error:
        await app.push_screen_wait(ErrorScreen(error))


async def _look_up_contacts(app: BiofeedApp, shown: CardScreen) -> None:
    # A card without one's own people is still a card; why they cannot be read is for another moment.
    with suppress(BiofeedError):
        shown.show_contacts(await asyncio.to_thread(read_contacts, app.data_home, app.client))
