"""A client's page, in the order in which a therapist looks for things."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from biofeed.history import UNREAL, ClientHistory
from biofeed.report.chart import Chart, without_ticks
from biofeed.report.context import context
from biofeed.report.headline import headline
from biofeed.report.page import Page, Section, filled
from biofeed.report.practice import practice
from biofeed.report.recovery import recovery
from biofeed.report.row import rows
from biofeed.report.source import SOFTWARE, client_provenance, method
from biofeed.report.told import told
from biofeed.report.totals import totals
from biofeed.report.variability import variability
from biofeed.words import report as words
from biofeed.words import small_print


def client_page(history: ClientHistory, made: dt.datetime) -> Page:
    """Give the page of a client's history, made at a moment."""
    sections = (
        told(history),
        totals(history),
        practice(history),
        recovery(history),
        variability(history),
        rows(history),
        context(history),
        method(small_print.READING),
        client_provenance(history),
    )
    origins = {session.row.origin for session in history.sessions}
    return Page(
        title=words.PAGE_TITLE,
        subtitle=f"{history.client}, {words.span(history.since, history.until)}",
        headline=headline(history),
        sections=_outer_ticks(filled(sections)),
        unreal=words.unreal(sorted(origins & UNREAL)),
        made=small_print.made(SOFTWARE, made),
    )


def _outer_ticks(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Leave the axis under the first chart and under the last: all of them share it."""
    inner = [block for section in sections for block in section.blocks if isinstance(block, Chart)][1:-1]
    return tuple(
        replace(
            section,
            blocks=tuple(
                without_ticks(block) if isinstance(block, Chart) and block in inner else block
                for block in section.blocks
            ),
        )
        for section in sections
    )
