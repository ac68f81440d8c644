"""Short pieces of text that the year's builders share."""

from __future__ import annotations

from reports.definitions.regulatory_year.context import YearContext
from reports.engine.values import long_date

INCLUDING_DCC = "Including the DCC."


def in_the_year(ctx: YearContext) -> str:
    """Such as "1 April 2019 to 31 March 2020"."""
    return f"{long_date(ctx.year.months[0].first).display} to {long_date(ctx.as_at).display}"


def year_end(ctx: YearContext) -> str:
    return long_date(ctx.as_at).display


def year_start(ctx: YearContext) -> str:
    """The last day before the year."""
    return long_date(ctx.year.months_before[-1].last).display


def months_said(ctx: YearContext) -> str:
    """Such as "April 2019 to March 2020"."""
    return f"{ctx.year.months[0].label} to {ctx.year.months[-1].label}"
