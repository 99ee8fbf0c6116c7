"""Check-in: how the person is before a practice, in their own judgement, before any number is seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from biofeed import words
from biofeed.care import CheckIn, Posture, Refusal, Setting, Suggestion, Window
from biofeed.errors import ExerciseError
from biofeed.exercise import AS_WRITTEN, Exercise
from biofeed.tui import ready
from biofeed.tui.asking import ask_cautions
from biofeed.tui.person import Person
from biofeed.tui.ready import Ready, Wish
from biofeed.tui.screens.confirm import ConfirmScreen
from biofeed.tui.screens.error import ErrorScreen
from biofeed.tui.screens.waits import Offer, WaitsScreen
from biofeed.tui.step import Step
from biofeed.tui.widgets.form import Form
from biofeed.tui.widgets.keys import Keys
from biofeed.tui.widgets.overflow import Overflow
from biofeed.tui.widgets.question import OneOf, Question, Scale
from biofeed.words import care as care_words
from biofeed.words import checkin as asked
from biofeed.words import visit

if TYPE_CHECKING:
    from biofeed.tui.app import BiofeedApp

Today = Callable[[], dt.date]


class CheckInScreen(Step[Ready | None]):
    """Asks how it is, says what is different today, and begins; `None` if the person goes back."""

    HELP = (
        "These are your own answers, and nothing here is read from the heart. They are kept with the "
        "session, so that before and after can be told apart. “Inside your window” means that what you "
        "feel can be felt and thought about at the same time."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin", key_display="enter"),
        Binding("g", "take_suggestion", "take the suggestion"),
        Binding("g", "go_back_to_choice", "back to my choice"),
        *Overflow.READ_ON,
        Binding("escape", "leave", "back", key_display="esc"),
        Binding("a", "answer_cautions", "caution check"),
    ]
    app: BiofeedApp

    def __init__(
        self,
        wish: Wish,
        person: Person,
        exercises: Sequence[Exercise],
        today: Today = dt.date.today,
        *,
        consent: bool = False,
    ) -> None:
        super().__init__()
        self.wish = wish
        self.person = person
        self._first_wish = wish
        self._exercises = exercises
        self._today = today
        self._consent = consent

    def compose(self) -> ComposeResult:
        """Lay it out."""
        with Horizontal(id="top"):
            yield Static(classes="heading", id="what", markup=False)
            yield Static(words.log_of(self.app.client), classes="whisper", markup=False)
        yield Static(visit.ARROWS, classes="text whisper")
        yield Static(classes="line")
        yield Form(*self._questions())
        with Overflow(id="said"):
            yield Static(id="changed", classes="text", markup=False)
            yield Static(id="offer", classes="text", markup=False)
            yield Static(id="care", classes="text whisper", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Say what there is to say before anything is answered."""
        self._show()

    def checkin(self) -> CheckIn:
        """Give what was answered so far."""
        window, posture, setting = (self._chosen(name) for name in ("window", "posture", "setting"))
        return CheckIn(
            self.query_one("#stress", Scale).value,
            Window(window) if window else None,
            Posture(posture) if posture else None,
            Setting(setting) if setting else None,
        )

    # --- what the person does -----------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what would change something."""
        offered = {
            "take_suggestion": self._suggestion() is not None,
            "go_back_to_choice": self.wish is not self._first_wish,
            "answer_cautions": not self.person.care.answered,
            "read_on": any(text.is_cut for text in self.query(Overflow)),
        }
        return offered.get(action, True)

    @work
    async def action_begin(self) -> None:
        """Begin, unless something speaks against it; what puts one under pressure asks first."""
        wish, _ = ready.changes(self.wish, self.person.care)
        today, checkin, consent = self._today(), self.checkin(), self._consent
        refusal = ready.refusal(wish, self.person, checkin, today, consent=True)
        if refusal is not None:
            await self._wait(refusal)
            return
        if ready.needs_consent(wish) and not consent:
            title, hint = care_words.CONSENT
            question = ConfirmScreen(title.format(title=wish.exercise.title), hint, visit.CONSENT_KEYS)
            if not await self.app.push_screen_wait(question):
                return
        self.finish(ready.ready(wish, self.person, checkin))

    async def _wait(self, refusal: Refusal) -> None:
        """Say why it waits; where something else is suggested, let that be taken at once."""
        if self._suggestion() is None:
            self.app.push_screen(ErrorScreen(ExerciseError(refusal.title, refusal.hint)))
        elif await self.app.push_screen_wait(WaitsScreen(refusal, Offer.SUGGESTION)):
            self.action_take_suggestion()

    def action_take_suggestion(self) -> None:
        """Do what was suggested instead."""
        suggestion = self._suggestion()
        if suggestion is not None:
            exercise = next(one for one in self._exercises if one.name == suggestion.exercise)
            variant = replace(AS_WRITTEN, minutes=suggestion.minutes)
            self.wish = replace(self.wish, exercise=exercise, variant=variant)
            self._show()

    def action_go_back_to_choice(self) -> None:
        """Do what was chosen first, after all."""
        self.wish = self._first_wish
        self._show()

    @work
    async def action_answer_cautions(self) -> None:
        """Answer the caution check now, and see what it changes."""
        care = await ask_cautions(self.app)
        if care is not None:
            self.person = replace(self.person, care=care)
            self._show()

    def action_read_on(self, pages: int) -> None:
        """Read on in what is said, or back."""
        self.query_one(Overflow).turn(pages)

    def action_leave(self) -> None:
        """Go back without beginning."""
        self.finish(None)

    # --- what is shown ------------------------------------------------------------------------------

    def _questions(self) -> list[Question]:
        return [
            Scale("stress", asked.STRESS),
            OneOf("window", _in_full(asked.WINDOW, asked.WINDOWS), visit.WINDOW_NAMES),
            OneOf("posture", asked.POSTURE, asked.POSTURES),
            OneOf("setting", asked.SETTING, asked.SETTINGS),
        ]

    @on(Question.Answered)
    def _show(self) -> None:
        """Say what is practised, what is changed, and what might suit better."""
        if not self.query("#care"):
            return
        wish, changed = ready.changes(self.wish, self.person.care)
        self.query_one("#what", Static).update(f"{wish.exercise.title} · {self._length(wish)}")
        self.query_one("#changed", Static).update("\n".join(self._changed(changed)))
        self.query_one("#offer", Static).update(self._offer())
        easy = [words.EASY] if wish.exercise.is_paced else []
        self.query_one("#care", Static).update("\n".join([*easy, *wish.exercise.cautions]))
        self.refresh_bindings()

    def _changed(self, said: Sequence[str]) -> list[str]:
        unanswered = [] if self.person.care.answered else [visit.NOT_ANSWERED]
        care = self.person.care
        resting = self.person.is_new and self.wish.has_beats and care.shows_numbers and not care.hides_digits
        return [*unanswered, *said, *([visit.DIGITS_REST] if resting else [])]

    def _offer(self) -> str:
        if self.wish is not self._first_wish:
            return visit.as_chosen(self.wish.exercise.title)
        suggestion = self._suggestion()
        if suggestion is None:
            return ""
        title = next(one.title for one in self._exercises if one.name == suggestion.exercise)
        return visit.suggested(title, suggestion.reason)

    def _suggestion(self) -> Suggestion | None:
        if self.wish is not self._first_wish or not self.is_mounted:
            return None
        return ready.suggestion(self.wish, self.person, self.checkin(), self._exercises, self._today())

    def _chosen(self, name: str) -> str | None:
        found = self.query(f"#{name}").results(OneOf)
        return next((question.value for question in found), None)

    @staticmethod
    def _length(wish: Wish) -> str:
        return words.minutes(round(wish.exercise.schedule(wish.variant).duration_s / 60, 1))


def _in_full(question: str, choices: Mapping[str, str]) -> str:
    return f"{question}\n{' · '.join(choices.values())}"
