"""Clients as the list shows them: when they were here last, how much they practise, what they bring. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from biofeed.store.row import SessionRow
from biofeed.words import home as day_words
from biofeed.words import review as words

RECENT_DAYS = 14
"""As the page counts. Not taken from there: the first frame does without what the page needs."""

CODE_COLUMNS, WHEN_COLUMNS, DAYS_COLUMNS = 24, 20, 15
ELLIPSIS = "…"
NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Known:
    """A client there is something of."""

    code: str
    last: dt.datetime | None
    """When the last session began; none if there is only a diary."""
    days: tuple[dt.date, ...]
    """The days with practice."""
    events: int = 0
    """How many there are in all sessions; another number says that there is something new."""

    def practised(self, today: dt.date) -> int:
        """Count the days with practice among the last fourteen, today included, as the page does."""
        return sum(0 <= (today - day).days < RECENT_DAYS for day in self.days)


def known_clients(rows: Iterable[SessionRow], written: Collection[str] = ()) -> list[Known]:
    """Put sessions, the newest first, together by client, and add who has written in a diary only."""
    last: dict[str, dt.datetime] = {}
    days: dict[str, set[dt.date]] = {}
    events: Counter[str] = Counter()
    for row in rows:
        last.setdefault(row.client, row.started)
        events[row.client] += row.events
        its = days.setdefault(row.client, set())
        if row.exercise:
            its.add(row.started.date())
    found = [Known(code, started, tuple(sorted(days[code])), events[code]) for code, started in last.items()]
    found += [Known(code, None, ()) for code in sorted(set(written) - set(last))]
    return sorted(found, key=lambda one: one.last or NEVER, reverse=True)


def matching(clients: Sequence[Known], typed: str) -> list[Known]:
    """Give the clients with the typed letters in their code, those that begin with them first."""
    wanted = typed.casefold()
    found = [one for one in clients if wanted in one.code.casefold()]
    return sorted(found, key=lambda one: not one.code.casefold().startswith(wanted))


def listed(client: Known, today: dt.date, brought: int | None) -> tuple[tuple[str, bool], ...]:
    """Give a client as a row: texts, each with whether it is a quiet one; `brought` may not be known yet."""
    code = client.code
    if len(code) > CODE_COLUMNS - 2:
        code = code[: CODE_COLUMNS - 3] + ELLIPSIS
    when = words.NO_SESSION if client.last is None else day_words.moment(client.last, today)
    days = words.practised(client.practised(today), RECENT_DAYS)
    bring = str(brought) if brought else ""
    return (
        (f"{code:<{CODE_COLUMNS}}", False),
        (f"{when:<{WHEN_COLUMNS}}", True),
        (f"{days:<{DAYS_COLUMNS}}", True),
        (bring, False),
    )


def titles() -> str:
    """Give the headings above the list."""
    widths = (CODE_COLUMNS, WHEN_COLUMNS, DAYS_COLUMNS, 0)
    return "".join(f"{name:<{width}}" for name, width in zip(words.COLUMNS, widths, strict=True))
