"""What a person is asked around a practice in lines: the limits of care, the check-in, the debrief.

Where nobody can be asked, options stand for the answers, and every other question stays open.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from biofeed.errors import BiofeedError, ExerciseError

if TYPE_CHECKING:
    from biofeed.care import Care
    from biofeed.plain.keyboard import Keyboard
    from biofeed.plain.questions import Questions
    from biofeed.practice import Plan, Practice


@dataclass(frozen=True, slots=True)
class Asked:
    """What has been answered by options, and where more can be asked."""

    cautions_elsewhere: bool = False
    consents: bool = False
    keyboard: Keyboard | None = None
    """Where answers are typed; `None` where nobody can be asked."""

    async def permitted(self, plan: Plan) -> tuple[Plan, tuple[str, ...]]:
        """Give the plan within the limits of care, and what was changed in it.

        Asks what has not been answered, where it can. Raises `ExerciseError` if the exercise is not to be
        done now; its hint names the option that stands for a missing answer.
        """
        from biofeed.care import ASKED_ELSEWHERE, SKIPPED, Moment, has_stressor
        from biofeed.plugins import DeviceURL
        from biofeed.practice import permitted, what_is_known

        care, last_stressor = what_is_known(plan.home, plan.client)
        if self.cautions_elsewhere:
            care = ASKED_ELSEWHERE
        checked_in = SKIPPED
        consents = self.consents
        if questions := self._questions():
            care = await self._care(plan, care, questions)
            checked_in = await questions.check_in()
            if has_stressor(plan.exercise) and not consents:
                consents = await questions.consent(plan.exercise.cautions)
        today = dt.datetime.now().astimezone().date()
        has_strap = DeviceURL.parse(plan.device).scheme != "none"
        moment = Moment(
            today, last_stressor, consents, checked_in.stress, checked_in.window, has_strap=has_strap
        )
        try:
            allowed, said = permitted(plan, care, moment)
        except ExerciseError as error:
            raise self._with_option(error) from None
        return replace(allowed, opening=checked_in.events()), said

    async def debrief(self, running: Practice) -> None:
        """Ask how it is now, before any number is shown."""
        questions, session = self._questions(), running.session
        if questions is None:
            return
        from biofeed.care import has_stressor

        stopped = session.ended is not None and session.ended.reason != "done"
        reason = await questions.stop_reason() if stopped else None
        said = await questions.debrief(after_stress=has_stressor(running.plan.exercise))
        said = replace(said, stop_reason=reason)
        for rating in said.ratings():
            session.rate(*rating)
        for note in said.notes():
            session.note(*note)

    async def line(self, running: Practice) -> None:
        """Ask for one line to keep, when the numbers have been seen."""
        questions = self._questions()
        if questions is not None and (line := await questions.line()):
            running.session.note(line)

    def _questions(self) -> Questions | None:
        if self.keyboard is None:
            return None
        from biofeed.plain.questions import Questions

        return Questions(self._ask, click.echo)

    async def _ask(self, question: str) -> str:
        click.echo(question)
        click.echo("> ", nl=False)
        assert self.keyboard is not None  # noqa: S101  # only then is anything asked
        try:
            return await self.keyboard.line()
        except EOFError:
            raise click.Abort from None

    async def _care(self, plan: Plan, care: Care, questions: Questions) -> Care:
        """Go through the caution check if what is wanted needs it, and keep the answers."""
        from biofeed.care import allows, to_text
        from biofeed.practice import CAUTIONS
        from biofeed.store import open_store
        from biofeed.types import Origin

        if care.answered or allows(plan.exercise, plan.variant, care) is None:
            return care
        care = await questions.cautions()
        with open_store(plan.home, Origin.STRAP) as store:
            store.remember(plan.client, CAUTIONS, to_text(care))
        return care

    def _with_option(self, error: BiofeedError) -> ExerciseError:
        """Add to a refusal where the missing answer is asked for, and which option stands for it."""
        from biofeed.words.care import CHECK_IS_ASKED, CONSENT, OFF_A_TERMINAL, UNANSWERED

        hints = [error.hint]
        if error.hint == UNANSWERED[1]:
            hints.append(CHECK_IS_ASKED)
        option = {UNANSWERED[1]: "cautions", CONSENT[1]: "consent"}.get(error.hint)
        if self.keyboard is None and option:
            hints.append(OFF_A_TERMINAL[option])
        return ExerciseError(error.title, " ".join(hints))
