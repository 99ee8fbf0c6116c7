"""What a browser is given: our page, and the terminal in it, which comes with textual-serve.

Files are given out by a list of names and not from a folder, so there is no path to go astray on.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from jinja2 import Environment

from biofeed.errors import UsageError
from biofeed.web.address import Address
from biofeed.words import web as words

_OURS = Path(__file__).with_name("static")
_FONT = "font/ttf"
_SCRIPT = "text/javascript"
_STYLE = "text/css"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that the page asks for."""

    name: str
    path: Path
    content_type: str


def assets() -> list[Asset]:
    """Give every file that the page may ask for. Raises `UsageError` naming what to install."""
    theirs = _textual_serve() / "static"
    return [
        Asset("page.css", _OURS / "page.css", _STYLE),
        Asset("page.js", _OURS / "page.js", _SCRIPT),
        Asset("terminal.css", theirs / "css" / "xterm.css", _STYLE),
        Asset("terminal.js", theirs / "js" / "textual.js", _SCRIPT),
        Asset("upright.ttf", theirs / "fonts" / "RobotoMono-VariableFont_wght.ttf", _FONT),
        Asset("italic.ttf", theirs / "fonts" / "RobotoMono-Italic-VariableFont_wght.ttf", _FONT),
    ]


def page(address: Address) -> str:
    """Give the page itself."""
    return _filled("page.html", address)


def door() -> str:
    """Give the page that leads from the door to the page.

    It is a page and not a redirect: a cookie that is strict about its site is not sent along when another
    site's link was what led here, and it is when our own page leads on.
    """
    return _filled("door.html", None)


def _filled(name: str, address: Address | None) -> str:
    template = Environment(autoescape=True).from_string((_OURS / name).read_text("utf-8"))
    return template.render(address=address, words=words)


def _textual_serve() -> Path:
    spec = find_spec("textual_serve")
    if spec is None or not spec.submodule_search_locations:
        raise UsageError(words.NO_EXTRA.format(name="textual-serve"), words.NO_EXTRA_HINT)
    return Path(spec.submodule_search_locations[0])
