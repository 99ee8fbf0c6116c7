"""Stands in for the app where only the way there is tested: draws what it is told, and notes how it ended.

Typing `q` ends it, `x` breaks it, `flood` draws more than any page takes in at once. When its input ends it
writes `left` into the file it was given.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

FLOOD_FRAMES, FLOOD_FRAME_BYTES = 400, 100_000


def draw(text: str) -> None:
    data = text.encode()
    sys.stdout.buffer.write(b"D" + len(data).to_bytes(4, "big") + data)
    sys.stdout.buffer.flush()


def main() -> None:
    sys.stdout.buffer.write(b"something printed before\n__GANGLION__\n")
    draw(f"{os.environ['COLUMNS']} by {os.environ['ROWS']}")
    while head := sys.stdin.buffer.read(5):
        told = sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))
        if told == b"q":
            return
        if told == b"x":
            sys.exit("The log cannot be opened.")
        if told == b"flood":
            for _ in range(FLOOD_FRAMES):
                draw("~" * FLOOD_FRAME_BYTES)
            Path(sys.argv[1]).write_text("flooded")
            continue
        draw(f"{head[:1].decode()} {told.decode()}")
    Path(sys.argv[1]).write_text("left")


main()
