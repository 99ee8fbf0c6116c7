"""How long the driver waits for what, in one place; tests pass shorter ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds to wait. The silence and the pauses are on the session's clock, the rest on the wall's."""

    choose_s: float = 3.0
    """How long straps are compared before the strongest is taken."""
    search_s: float = 12.0
    """How long one search goes on when nothing has been found by then."""
    connect_s: float = 20.0
    """One attempt to connect: the link itself takes a second, an absent strap all of it."""
    subscribe_s: float = 5.0
    read_s: float = 2.0
    """What a strap says about itself is read within this, or not at all."""
    disconnect_s: float = 4.0
    """BlueZ takes two seconds to end a link."""
    silence_s: float = 5.0
    """A strap sends about once a second. After so long without a packet the link is taken for lost, even
    where the system says otherwise."""
    first_pauses_s: tuple[float, ...] = (1.0, 3.0)
    """Pauses between the first attempts; after the last of them the person is told."""
    pauses_s: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 15.0)
    """From the beginning of one attempt to the next after a dropout; the last goes on for good."""
    repeat_s: float = 0.05
    """Equal bytes that come sooner than this are one packet that was delivered twice."""
    listen_s: float = 10.0
    """How long `diagnose` waits for the first interval between beats."""
