"""The therapist's page: one of a client's practice, one of a session, to be read in a minute.

::

    page.py, number.py      what a page is made of        chart.py    strips on one axis of time
    client.py               a client's page: headline.py, told.py, totals.py, practice.py, recovery.py,
                            variability.py, row.py with period.py, context.py
    session.py, heart.py    the page of one session       source.py   the small print of both
    html.py, templates/     as HTML                       pdf.py      as PDF
    table.py                its numbers as CSV            write.py    into files, for their owner alone

A page is a plain value, and so can be tested without being looked at. docs/report.md tells it to people.
"""

from __future__ import annotations

from biofeed.report.client import client_page
from biofeed.report.page import Page
from biofeed.report.session import session_page
from biofeed.report.write import write

__all__ = ["Page", "client_page", "session_page", "write"]
