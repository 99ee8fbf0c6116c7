"""Options in a device's address: read, checked, and explained where they make no sense."""

from __future__ import annotations

from collections.abc import Sequence

from biofeed.clock import Clock, clock_for
from biofeed.errors import UsageError
from biofeed.plugins import DeviceURL


def read_speed(url: DeviceURL) -> Clock:
    """Give the clock that `speed=` asks for, the real one without it."""
    text = url.options.get("speed", "1")
    try:
        return clock_for(text)
    except ValueError:
        raise refusal(url, "speed", "max, or a factor from 0.01 to 10000") from None


def read_choice(url: DeviceURL, name: str, allowed: Sequence[str], default: str) -> str:
    """Give an option that is one of a few words."""
    text = url.options.get(name, default)
    if text not in allowed:
        raise refusal(url, name, ", ".join(allowed))
    return text


def read_whole_number(url: DeviceURL, name: str, default: int) -> int:
    """Give an option that is a whole number from 0 on."""
    text = url.options.get(name, str(default))
    # isdigit alone lets in signs such as "²", which int() does not read.
    if not (text.isascii() and text.isdigit()):
        raise refusal(url, name, "a whole number from 0 on")
    return int(text)


def refusal(url: DeviceURL, name: str, allowed: str) -> UsageError:
    """Give the error that says what the option `name` can be."""
    return UsageError(
        f"“{name}={url.options[name]}” is not something {url.scheme}: understands.",
        f"{name} can be: {allowed}.",
    )
