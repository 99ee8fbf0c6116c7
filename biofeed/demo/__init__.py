"""A life made up: days of practice of a person who does not exist, in the demo's own log.

::

    life.py      what happened on which day: pure, and the same every time
    phrase.py    what was written down
    rehearsal.py the simulated person doing each exercise a few times
    shaping.py   a rehearsal made into the session of one day
    filling.py   all of it written into the log of simulated sessions

It is there to show what a month or a year looks like, on the screen and on the therapist's page. Every
session says that it is simulated, and none of it ever lies in a log that somebody's trends are read from.
"""

from __future__ import annotations

from biofeed.demo.filling import Made, fill, is_filled
from biofeed.demo.life import Day, Planned, made_up

__all__ = ["Day", "Made", "Planned", "fill", "is_filled", "made_up"]
