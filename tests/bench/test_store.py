"""What the bench of long lists measures is a list."""

from __future__ import annotations

from pathlib import Path

from bench.store import fill
from biofeed.store import all_sessions
from biofeed.store.home import Home


def test_a_log_is_filled_with_as_many_finished_sessions_as_asked(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    fill(home, 30)

    rows = all_sessions(home)
    assert len(rows) == len({row.started for row in rows}) == 30
    assert {row.state for row in rows} == {"finished"}
