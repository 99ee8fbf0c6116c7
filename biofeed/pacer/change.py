"""What a pause, another pace, a skip and a repetition do to what was laid out.

Each function takes the sections as they are and gives them as they are from now on. What lies before the
moment stays, except that what was going on may end there; what lies behind moves as a whole, by whole
milliseconds, so that nothing in it gets longer or shorter.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import takewhile
from typing import TypeAlias

from biofeed.breath import Part, whole_ms
from biofeed.pacer.drawn import Breath, next_ms
from biofeed.pacer.section import Section, lay, lay_all
from biofeed.types import PhaseKind

Sections: TypeAlias = tuple[Section, ...]


def locate(sections: Sections, t_s: float) -> tuple[int, int]:
    """Give the section and the breath in it that are in force at `t_s`, the nearest outside of all.

    In the fraction of a millisecond before a paused breath begins again, that is the breath to come.
    """
    index = max(bisect_right(sections, t_s, key=_section_start) - 1, 0)
    breaths = sections[index].breaths
    number = max(bisect_right(breaths, t_s, key=_breath_start) - 1, 0)
    is_over = t_s >= breaths[number].end_s and number + 1 < len(breaths)
    return index, number + is_over


def hold(sections: Sections, t_s: float) -> float:
    """Give the moment from which on the pacer is held when the person pauses it at `t_s`."""
    index, number = locate(sections, t_s)
    breath = sections[index].breaths[number]
    held_s = breath.break_at(t_s)
    if held_s < breath.end_s:
        return held_s
    # It is being skipped at this very moment, so what is held is what comes next.
    index, number = locate(sections, held_s)
    return sections[index].breaths[number].break_at(held_s)


def resume(sections: Sections, held_s: float, t_s: float) -> Sections:
    """Take up again at `t_s` what was held at `held_s`: the breath, or the line, from its start."""
    index, number = locate(sections, held_s)
    section = sections[index]
    breath = section.breaths[number]
    broken = replace(breath, cut_s=held_s)
    begin_s = max(next_ms(t_s), held_s)
    by_s = whole_ms(begin_s - breath.start_s)
    again = replace(
        breath.moved(by_s),
        from_level=broken.level(begin_s),
        faded=(breath.faded_at(held_s), breath.faded[1]),
    )
    later = tuple(behind.moved(by_s) for behind in section.breaths[number + 1 :])
    longer = replace(
        section,
        breaths=(*section.breaths[:number], broken, again, *later),
        planned_end_s=whole_ms(section.planned_end_s + by_s),
    )
    return _put(sections, index, longer)


def repace(sections: Sections, t_s: float, bpm: float) -> Sections:
    """Ask for the pace `bpm` from the end of the current breath to the end that was planned."""
    index, number = locate(sections, t_s)
    section = sections[index]
    # One that was broken off this very moment has given way to the next.
    number += section.breaths[number].cut_s is not None
    if number >= len(section.breaths) - 1:
        return sections
    breath = section.breaths[number]
    if breath.goal is None:
        return sections
    pattern, start_s = breath.goal.at(bpm), breath.end_s
    left_s = section.planned_end_s - start_s
    if left_s < pattern.period_s / 2:
        return sections
    rest = replace(section.part, seconds=left_s, pattern=pattern, ramp=None)
    fresh = lay(rest, start_s, faded=breath.faded[1]).breaths
    return _put(sections, index, replace(section, breaths=(*section.breaths[: number + 1], *fresh)))


def skip(sections: Sections, t_s: float) -> Sections:
    """Let what comes next begin at `t_s`: the next line of guidance, else the next part, else the end."""
    index, number = locate(sections, t_s)
    section = sections[index]
    breath = section.breaths[number]
    now_s = breath.break_at(t_s)
    behind = section.breaths[number + 1 :] if section.part.cues else ()
    broken = replace(breath, cut_s=now_s)
    kept = (*section.breaths[:number], broken)
    if behind:
        by_s = whole_ms(now_s - behind[0].start_s)
        moved = _begun_from(broken.level(now_s), tuple(item.moved(by_s) for item in behind))
        end_s = whole_ms(section.planned_end_s + by_s)
        return _put(sections, index, replace(section, breaths=(*kept, *moved), planned_end_s=end_s))
    put = _put(sections, index, replace(section, breaths=kept, planned_end_s=now_s))
    return (*put[:index], *_joined(put[index:]))


def repeat(sections: Sections, t_s: float) -> Sections:
    """Lay the breathing part that was last begun out once more, after the part that is going on.

    It is laid out as it was written, and with the rest that belongs to it, so that two breathing parts
    which had a rest between them never meet: asked for while it goes on, the rest comes before it; asked
    for in a rest behind it, that rest comes once more after it. One repetition at a time: where one
    follows already, nothing changes. Neither does it before the first breathing part.
    """
    current, _ = locate(sections, t_s)
    begun = [i for i in range(current + 1) if sections[i].part.kind is PhaseKind.BREATHE]
    if not begun or _repetition_follows(sections[current + 1 :]):
        return sections
    last = begun[-1]
    between = [section.part for section in sections[last + 1 : current + 1]]
    again = (
        [sections[last].part, *filter(_is_rest, between)]
        if between
        else [*_rest_of(sections, last), sections[last].part]
    )
    kept, behind = sections[: current + 1], sections[current + 1 :]
    laid = lay_all(again, kept[-1].end_s, kept[-1].part)
    by_s = whole_ms(laid[-1].end_s - kept[-1].end_s)
    marked = (replace(section, is_repetition=True) for section in laid)
    later = (section.moved(by_s) for section in behind)
    return (*kept[:-1], *_joined((kept[-1], *marked, *later)))


def _repetition_follows(sections: Sections) -> bool:
    repeated = takewhile(lambda section: section.is_repetition, sections)
    return any(section.part.kind is PhaseKind.BREATHE for section in repeated)


def _rest_of(sections: Sections, breathing: int) -> list[Part]:
    """Give the rest between a breathing part and the next one; behind the last one, the one before it."""
    behind = _rests_from([section.part for section in sections[breathing + 1 :]])
    if behind is None:
        before = _rests_from([section.part for section in reversed(sections[:breathing])])
        behind = before[::-1] if before is not None else []
    return behind


def _rests_from(parts: list[Part]) -> list[Part] | None:
    """Give the rests up to the next breathing part; `None` if something else, or nothing, follows."""
    rests = list(takewhile(_is_rest, parts))
    after = parts[len(rests) : len(rests) + 1]
    return rests if after and after[0].kind is PhaseKind.BREATHE else None


def _is_rest(part: Part) -> bool:
    return part.kind in {PhaseKind.SETTLE, PhaseKind.REST} and not part.task


def _joined(sections: Sections) -> Sections:
    """Let the picture go on, from each section to the next, from where it is."""
    joined = list(sections[:1])
    for section in sections[1:]:
        level = joined[-1].breaths[-1].level(joined[-1].end_s)
        joined.append(replace(section, breaths=_begun_from(level, section.breaths)))
    return tuple(joined)


def _begun_from(level: float, breaths: tuple[Breath, ...]) -> tuple[Breath, ...]:
    """Let the first of these breaths begin where the picture stands."""
    return (replace(breaths[0], from_level=level), *breaths[1:])


def _put(sections: Sections, index: int, changed: Section) -> Sections:
    """Put a section in the place of another, and move what comes behind it."""
    by_s = whole_ms(changed.end_s - sections[index].end_s)
    return (*sections[:index], changed, *(section.moved(by_s) for section in sections[index + 1 :]))


def _section_start(section: Section) -> float:
    return section.start_s


def _breath_start(breath: Breath) -> float:
    return breath.start_s
