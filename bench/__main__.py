"""Everything that is said about speed, in one page: `python -m bench --write docs/benchmarks.md`.

It takes some minutes, and some more the first time, when the other packages are installed under `.bench/`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

import bench.connect
import bench.hrv
import bench.import_
import bench.live
import bench.report
import bench.startup
import bench.store
from bench.conditions import described, settle

PREFACE = """\
# Benchmarks

Written by `make bench`, nothing by hand. Times say something about one machine on one day, ratios say more:
each is taken inside one process, from the shortest of many runs that took turns. A peer's is its ratio to the
plain way (NumPy and SciPy, a window at a time) in a process of its own, times the plain way's ratio to ours.
*Slower* counts how many times longer the other way takes. A target that was not met stays in the table.
"""


def page(*, peers: bool) -> str:
    """Run everything and give the page."""
    tables: dict[str, Callable[[], Iterable[str]]] = {
        "Heart-rate variability": lambda: bench.hrv.table(peers=peers),
        "A beat on its way": bench.live.table,
        "Waiting": bench.startup.table,
        "A long list": bench.store.table,
        "Recordings from elsewhere": bench.import_.table,
        "A therapist's page": bench.report.table,
        "Finding a strap": bench.connect.table,
    }
    before = described()
    parts = [f"## {title}\n\n" + "\n".join(lines()) for title, lines in tables.items()]
    return "\n\n".join([PREFACE.rstrip(), f"Measured on\n\n{before}", *parts]) + "\n"


def main() -> None:
    """Print the page, and write it where `--write` says."""
    settle("bench")
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", type=Path, help="a file to write the page to as well")
    parser.add_argument("--without-peers", action="store_true", help="install and measure no other packages")
    options = parser.parse_args()
    text = page(peers=not options.without_peers)
    print(text)
    if options.write is not None:
        options.write.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
