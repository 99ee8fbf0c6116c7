"""How long a therapist waits for a client's page, when there are five hundred sessions."""

from __future__ import annotations

import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.startup import run_s
from bench.timing import shortest_s
from biofeed.history import client_history
from biofeed.report import client_page
from biofeed.report.html import as_html
from biofeed.report.table import as_csv
from biofeed.rows import Header
from biofeed.store import open_store
from biofeed.store.engine import connect
from biofeed.store.home import Home
from biofeed.types import SUMMARY, Beat, Measure, Note, Origin, Rating, Result, Stop

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from biofeed.store.store import Store

SESSIONS = 500
EVENTS = 2000
RUNS = 5
BUDGET = "1 s"
CLIENT = "me"
WRITE = (sys.executable, "-m", "biofeed", "report", "--client", CLIENT, "-o")


def fill(home: Home, sessions: int) -> None:
    """Log so many sessions of some thousand events each, one every other day or so."""
    began = datetime.now(UTC) - timedelta(hours=17 * sessions)
    with open_store(home, Origin.STRAP) as store:
        header = Header(Origin.STRAP, "Polar H10", began.isoformat(), exercise="longer-exhale")
        with store.begin(header, CLIENT) as log:
            log.append([Rating(0.0, "stress before", 60.0), Note(0.0, "sitting", "posture")])
            log.append([Beat(number, number * 0.9, 900.0) for number in range(EVENTS)])
            log.append([Stop(EVENTS * 0.9, "done")])
            log.finish(EVENTS * 0.9, "done", _results())
            log.append([Rating(EVENTS * 0.9, "stress after", 30.0)])
    starts = [(began + timedelta(hours=17 * number)).isoformat() for number in range(1, sessions)]
    with closing(connect(home.database(Origin.STRAP))) as database:
        database.execute("BEGIN")
        # The others have everything but their start from the first: to live through each takes minutes.
        _copy(database, "session", ("started", "started_utc"), [(start, start) for start in starts])
        numbers = [(number,) for number in range(2, sessions + 1)]
        for table in ("event", "measure", "finding"):
            _copy(database, table, ("session",), numbers)
        database.execute("COMMIT")


def _copy(
    database: sqlite3.Connection, table: str, changed: tuple[str, ...], rows: list[tuple[object, ...]]
) -> None:
    """Copy the first session's rows of a table, once for each of `rows`, with some columns changed."""
    names = [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
    taken = ", ".join("?" if name in changed else name for name in names)
    where = "id = 1" if table == "session" else "session = 1"
    copy = f"INSERT INTO {table} ({', '.join(names)}) SELECT {taken} FROM {table} WHERE {where}"  # noqa: S608
    database.executemany(copy, rows)


def _results() -> list[Result]:
    values = {"mean_hr": 64.0, "rmssd": 42.0, "ln_rmssd": 3.74, "sdnn": 50.0}
    measures = tuple(Measure(name, value, "", 180.0, 0.98, f"{name}.v1") for name, value in values.items())
    window = {"role": "before", "start_s": 0.0, "end_s": 180.0, "clean_s": 176.0, "clean": "yes"}
    recovery = {"task": "subtraction", "verdict": "computed", "half_recovery": "46 s (21 to 93 s)"}
    half = (Measure("half_recovery", 46.0, "s", 300.0, 0.98, "half_recovery.recovery.v1"),)
    return [
        Result(300.0, SUMMARY, measures),
        Result(300.0, "window", measures, {**window}),
        Result(300.0, "recovery", half, {**recovery}),
    ]


def table() -> Iterator[str]:
    """Run it and give the lines of a table in Markdown."""
    yield "| what | median | fastest | budget |"
    yield "|---|---|---|---|"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = Home(folder / "home")
        fill(home, SESSIONS)
        with open_store(home, Origin.STRAP) as store:
            (inside,) = shortest_s(lambda: _made(store), least=RUNS)
        took = [
            run_s(*WRITE, f"{folder}/{number}.html", BIOFEED_HOME=str(home.path)) for number in range(RUNS)
        ]
    yield f"| a page of {SESSIONS} sessions, log to HTML and CSV | | {inside * 1e3:.0f} ms | |"
    fastest, middle = min(took) * 1e3, median(took) * 1e3
    yield f"| `report --client`, {SESSIONS} sessions | {middle:.0f} ms | {fastest:.0f} ms | {BUDGET} |"


def _made(store: Store) -> None:
    page = client_page(client_history(store, CLIENT), datetime.now(UTC))
    as_html(page)
    as_csv(page)


if __name__ == "__main__":
    print("\n".join(table()))
