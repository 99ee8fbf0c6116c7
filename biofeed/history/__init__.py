"""Looking back: what the log holds of a client, or of one session, as plain values without a screen.

::

    window.py     an unpaced window, as it is compared from day to day
    session.py    a past session: what it was, how it felt, how sure its numbers are
    practice.py   days, minutes, and what made somebody stop
    band.py       seven days of ln RMSSD and the usual range around them
    recovery.py   stressors and what followed, beside what was felt
    client.py     all of it, over a span of time
    course.py     one session from its first moment to its last

What the client did not share stays out unless it is asked for. docs/report.md has the definitions.
"""

from __future__ import annotations

from biofeed.history.band import Band, BandDay, Reading, band
from biofeed.history.client import UNREAL, ClientHistory, RecoveryPoint, client_history, history_of
from biofeed.history.course import SessionCourse, session_course
from biofeed.history.practice import RECENT_DAYS, Practice, PracticeWeek, monday_of, practice
from biofeed.history.recovery import STRESS_PEAK, RecoveryRun
from biofeed.history.session import BestPace, PastSession, device_model, past_session
from biofeed.history.window import FreeWindow, free_windows, reading

__all__ = [
    "RECENT_DAYS",
    "STRESS_PEAK",
    "UNREAL",
    "Band",
    "BandDay",
    "BestPace",
    "ClientHistory",
    "FreeWindow",
    "PastSession",
    "Practice",
    "PracticeWeek",
    "Reading",
    "RecoveryPoint",
    "RecoveryRun",
    "SessionCourse",
    "band",
    "client_history",
    "device_model",
    "free_windows",
    "history_of",
    "monday_of",
    "past_session",
    "practice",
    "reading",
    "session_course",
]
