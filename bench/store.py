"""How long a person waits for the list of their sessions, when there are ten thousand."""

from __future__ import annotations

import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.startup import run_s
from biofeed.rows import Header
from biofeed.store import open_store
from biofeed.store.engine import connect
from biofeed.store.home import Home
from biofeed.types import Marker, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

SESSIONS = 10_000
RUNS = 9
LIST = (sys.executable, "-m", "biofeed", "sessions", "list")


def fill(home: Home, sessions: int) -> None:
    """Log so many sessions, of three clients, an hour apart."""
    with open_store(home, Origin.STRAP) as store:
        header = Header(Origin.STRAP, "Polar H10", datetime.now(UTC).isoformat(), exercise="longer-exhale")
        with store.begin(header, "me") as log:
            log.append([Marker(300.0)])
            log.finish(300.0, "done", ())
    began = datetime(2024, 1, 1, 8, tzinfo=UTC)
    starts = [(began + timedelta(hours=number)).isoformat() for number in range(sessions - 1)]
    with closing(connect(home.database(Origin.STRAP))) as database:
        database.execute("BEGIN")
        # Every other column as the first session has it: to begin each by itself would take a minute.
        names = [row[1] for row in database.execute("PRAGMA table_info(session)") if row[1] != "id"]
        taken = ", ".join("?" if name in {"started", "started_utc"} else name for name in names)
        copy = f"INSERT INTO session ({', '.join(names)}) SELECT {taken} FROM session WHERE id = 1"  # noqa: S608
        database.executemany(copy, [(start, start) for start in starts])
        database.execute("COMMIT")


def table() -> Iterator[str]:
    """Run it and give the lines of a table in Markdown."""
    yield "| what | median | fastest | budget |"
    yield "|---|---|---|---|"
    with tempfile.TemporaryDirectory() as name:
        few, many = Path(name) / "few", Path(name) / "many"
        fill(Home(few), 1)
        fill(Home(many), SESSIONS)
        took: dict[Path, list[float]] = {few: [], many: []}
        for _ in range(RUNS):
            for home, times in took.items():
                times.append(run_s(*LIST, BIOFEED_HOME=str(home)))
    less, more = ((median(times), min(times)) for times in took.values())
    yield _row("`sessions list`, 1 session", less, "the start-up")
    yield _row(f"`sessions list`, {SESSIONS} sessions", more, "")
    yield _row("beyond start-up", (more[0] - less[0], more[1] - less[1]), "150 ms")


def _row(name: str, took: tuple[float, float], budget: str) -> str:
    return f"| {name} | {took[0] * 1e3:.0f} ms | {took[1] * 1e3:.0f} ms | {budget} |"


if __name__ == "__main__":
    print("\n".join(table()))
