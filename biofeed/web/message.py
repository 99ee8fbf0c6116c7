"""What the page sends: lists of JSON with a kind and a value, as the terminal's script writes them."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from biofeed.web.packet import DATA, META, pack

MOST_BYTES = 256 * 1024
"""More than anybody pastes. A longer message closes the line."""
FEWEST_CELLS, MOST_CELLS = 1, 1000

Cells = Annotated[int, msgspec.Meta(ge=FEWEST_CELLS, le=MOST_CELLS)]


class Size(msgspec.Struct, frozen=True):
    """How large the terminal in the page is, in cells."""

    width: Cells
    height: Cells


def as_packet(text: str) -> bytes:
    """Give what the app is to be told of a message, empty if that is nothing.

    Raises `ValueError` for anything that the page's own script does not send.
    """
    match msgspec.json.decode(text, type=list[Any]):
        case ["stdin", str(typed)]:
            return pack(DATA, typed.encode("utf-8", "replace"))
        case ["resize", value]:
            size = msgspec.convert(value, Size)
            return _told("resize", width=size.width, height=size.height)
        case ["focus" | "blur" as kind]:
            return _told(kind)
        case ["ping", str()]:
            # The page's script asks once how long the way is, and only writes the answer down.
            return b""
    raise ValueError("not a message of the page")


def size_of(width: str | None, height: str | None) -> Size:
    """Read the size that the page opens with; where it names none, the usual one."""
    try:
        return msgspec.convert({"width": width, "height": height}, Size, strict=False)
    except msgspec.ValidationError:
        return Size(80, 24)


def _told(kind: str, **values: int) -> bytes:
    return pack(META, msgspec.json.encode({"type": kind, **values}))
