"""What is known about questionnaires: ranges, cut-offs, the change that is larger than measurement wobble.

The table is questionnaires.toml. It holds numbers and where they come from, and no item of any
questionnaire: those belong to their authors. A file of the same form in the person's data folder adds
questionnaires and takes the place of those with the same name, since samples differ and so do clinics.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from importlib.resources import files
from typing import Annotated

import msgspec

from biofeed.diary.bounds import require_within
from biofeed.diary.change import reliable_change_index
from biofeed.diary.total import Total
from biofeed.errors import UsageError
from biofeed.words import diary as words


class Worse(StrEnum):
    """In which direction a total tells of more difficulty."""

    HIGHER = "higher"
    LOWER = "lower"


class Basis(StrEnum):
    """How a number in the table is known, since not all of them can be relied on alike."""

    PAGE = "page"
    """Read on a page or in an abstract."""
    COMPUTED = "computed"
    """Computed from a standard deviation and a reliability, as Jacobson & Truax do."""
    MEMORY = "memory"
    """Not confirmed by any page yet."""


class CutOff(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the side that tells of more difficulty begins."""

    value: float
    basis: Basis
    source: str
    inclusive: bool = True
    """Whether a total of exactly this is on that side."""


class ReliableChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The change that is larger than what measuring twice alone would give, 19 times out of 20."""

    basis: Basis
    source: str
    value: float | None = None
    sd: Annotated[float, msgspec.Meta(gt=0)] | None = None
    reliability: Annotated[float, msgspec.Meta(gt=0, lt=1)] | None = None

    @property
    def index(self) -> float:
        """Give the change needed: as published, else computed from the spread and the reliability."""
        if self.value is not None:
            return self.value
        return reliable_change_index(self.sd or 0.0, self.reliability or 0.0)


class Scale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One number that a questionnaire gives: its total or a part, scored in one way."""

    lowest: float
    highest: float
    part: str = ""
    """Which part it is; empty for the total."""
    variant: str = ""
    """How it is scored; empty where there is but one way."""
    worse: Worse | None = None
    """`None` where neither direction is the harder one."""
    cut_off: CutOff | None = None
    reliable_change: ReliableChange | None = None

    def worsening(self, before: float, after: float) -> float:
        """Say by how much it tells of more difficulty than before; negative for less."""
        return before - after if self.worse is Worse.LOWER else after - before

    def is_beyond_cut_off(self, value: float) -> bool | None:
        """Say whether a value is on the side that tells of more difficulty; `None` without a cut-off."""
        if self.cut_off is None or self.worse is None:
            return None
        beyond = self.worsening(self.cut_off.value, value)
        return beyond > 0 or (beyond == 0 and self.cut_off.inclusive)


class Questionnaire(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One questionnaire: numbers alone."""

    name: str
    about: str
    basis: Basis
    """How its ranges are known."""
    source: str
    scale: tuple[Scale, ...]

    @property
    def variants(self) -> tuple[str, ...]:
        """List the ways in which it is scored; one empty name where there is but one."""
        return tuple(dict.fromkeys(scale.variant for scale in self.scale))

    def find(self, part: str, variant: str) -> Scale | None:
        """Give the scale of a part, scored in one way; `None` if there is none."""
        wanted = (_plain(part), _plain(variant))
        return next((one for one in self.scale if (_plain(one.part), _plain(one.variant)) == wanted), None)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    questionnaire: list[Questionnaire]


class Questionnaires:
    """The questionnaires there are, found by name; `PHQ-9`, `phq9` and `PHQ 9` are the same name."""

    def __init__(self, known: Iterable[Questionnaire]) -> None:
        self._known = {_plain(one.name): one for one in known}

    def __iter__(self) -> Iterator[Questionnaire]:
        return iter(self._known.values())

    def find(self, name: str) -> Questionnaire | None:
        """Give the questionnaire of that name; `None` if it is not in the table."""
        return self._known.get(_plain(name))

    def scale(self, name: str, part: str, variant: str) -> Scale | None:
        """Give the scale of a questionnaire's part; `None` if the table does not have it."""
        found = self.find(name)
        return None if found is None else found.find(part, variant)

    def extended(self, own: Iterable[Questionnaire]) -> Questionnaires:
        """Give the table with a person's own questionnaires added, theirs instead of those of one name."""
        return Questionnaires([*self, *own])

    def checked(self, total: Total, usual_variant: str = "") -> Total:
        """Give a total with its names as the table spells them.

        Where none is said, the variant is the usual one, if the questionnaire has it. A questionnaire that
        is not in the table is taken as it is. Raises `UsageError` for a variant or part that is not known,
        and for a number outside of its range, naming what there is.
        """
        known = self.find(total.questionnaire)
        if known is None:
            return total
        variant = _variant(known, total.variant or usual_variant, said=bool(total.variant))
        for part, number in total.numbers:
            scale = known.find(part, variant)
            if scale is None:
                raise UsageError(
                    words.no_such_part(known.name, part), words.parts([one.part for one in known.scale])
                )
            require_within(
                number, scale.lowest, scale.highest, words.scale_name(known.name, scale.part, scale.variant)
            )
        parts = tuple((_spelt(known, part, variant), number) for part, number in total.parts)
        return replace(total, questionnaire=known.name, variant=variant, parts=parts)


def packaged_questionnaires() -> Questionnaires:
    """Give the table that comes with the program."""
    return Questionnaires(parse_questionnaires(packaged_toml(), "questionnaires.toml"))


def packaged_toml() -> str:
    """Give that table as text, to be copied and changed."""
    return (files("biofeed.diary") / "questionnaires.toml").read_text("utf-8")


def parse_questionnaires(toml: str, name: str) -> list[Questionnaire]:
    """Read a table of questionnaires. Raises `UsageError` naming the file, the key, and what is wrong."""
    try:
        read = msgspec.convert(tomllib.loads(toml), _File).questionnaire
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"{name}: {error}.", words.TABLE_HINT) from None
    for one in read:
        if trouble := _trouble(one):
            raise UsageError(f"{name}: {one.name}: {trouble}.", words.TABLE_HINT)
    return read


def _trouble(one: Questionnaire) -> str:
    """Say what cannot be in a questionnaire of the table; empty if it is in order."""
    places = [(_plain(scale.part), _plain(scale.variant)) for scale in one.scale]
    if not places or len(set(places)) < len(places):
        return words.TABLE_SCALES
    for scale in one.scale:
        if not scale.lowest < scale.highest:
            return words.TABLE_RANGE
        change = scale.reliable_change
        computable = change is not None and change.sd is not None and change.reliability is not None
        if change is not None and change.value is None and not computable:
            return words.TABLE_CHANGE
        if change is not None and not change.index > 0:
            return words.TABLE_CHANGE
        if scale.cut_off is not None and not scale.lowest <= scale.cut_off.value <= scale.highest:
            return words.TABLE_CUT_OFF
    return ""


def _variant(known: Questionnaire, wanted: str, *, said: bool) -> str:
    """Give the variant as the table spells it. Raises `UsageError` naming those there are."""
    found = [variant for variant in known.variants if _plain(variant) == _plain(wanted)]
    if found:
        return found[0]
    if len(known.variants) == 1 and not said:
        return known.variants[0]
    ranges = [(one.variant, one.lowest, one.highest) for one in known.scale]
    title = words.NO_SUCH_VARIANT if said else words.WHICH_VARIANT
    raise UsageError(title.format(name=known.name, variant=wanted), words.variants(ranges))


def _spelt(known: Questionnaire, part: str, variant: str) -> str:
    scale = known.find(part, variant)
    return part if scale is None else scale.part


def _plain(name: str) -> str:
    """Take a name down to what tells it from others: letters and digits."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())
