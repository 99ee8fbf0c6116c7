"""A page as HTML that needs nothing else: no script, no font, no picture, no link.

Whatever somebody wrote is escaped by the templates, and a content security policy forbids the page to load or
run anything, should something ever get through.
"""

from __future__ import annotations

import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from biofeed.report.chart import Chart
from biofeed.report.number import Number
from biofeed.report.page import Lines, Page, Table
from biofeed.report.table import as_csv
from biofeed.words import small_print

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_html(page: Page, scale: float = 1.0) -> str:
    """Give the page; `scale` makes everything smaller, so that it fits on one sheet."""
    digest = hashlib.sha256(as_csv(page)).hexdigest()
    template = _environment().get_template("page.html.j2")
    return template.render(page=page, scale=scale, policy=POLICY, digest=small_print.hash_of_numbers(digest))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("biofeed.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["number"] = lambda part: isinstance(part, Number)
    environment.tests["table"] = lambda block: isinstance(block, Table)
    environment.tests["lines"] = lambda block: isinstance(block, Lines)
    environment.tests["chart"] = lambda block: isinstance(block, Chart)
    # It stands in a string of a style sheet, where nothing but letters is needed.
    environment.filters["css"] = lambda text: "".join(
        sign if sign.isalnum() or sign in " :,’" else " " for sign in text
    )
    environment.filters["px"] = lambda value: f"{value:.1f}".removesuffix(".0")
    return environment
