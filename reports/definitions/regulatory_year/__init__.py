"""The End of Regulatory Year Report: its editions, and one short builder for each block."""

from typing import Any

from reports.definitions import subjects
from reports.definitions.definition import Documented, ReportDefinition
from reports.definitions.needs import Needs
from reports.definitions.regulatory_year import codes
from reports.definitions.regulatory_year.context import YearContext
from reports.definitions.regulatory_year.edition_2020 import EDITION_2020
from reports.definitions.regulatory_year.reference import MEASURES, RECORDS
from reports.engine.edition import Edition

EDITIONS: tuple[Edition[Any], ...] = (EDITION_2020,)

_OF_THE_MONTHS_OWN_PAPER = frozenset(
    {
        *("series.beyond_range", "series.counts_beyond_range", "series.never_zero", "series.unchanged"),
        *("gaps.ranked", "gaps.between_papers"),
    }
)
"""What March is compared with, or lists, is told of in the paper of March."""

REPORT = ReportDefinition(
    kind="regulatory-year",
    name="End of Regulatory Year Report",
    rank=4,
    editions=EDITIONS,
    needs=Needs(
        meetings="committee-support",
        measures={"product_lists": "cpl", "security": "security-highlights"},
        parties="market",
    ),
    left_out=subjects.MEETINGS | subjects.LISTS_OF_DECISIONS | subjects.HIGHLIGHTS | _OF_THE_MONTHS_OWN_PAPER,
    own_checks=frozenset(
        {
            *("year.whole", "year.months", "year.printed", "year.missing", "year.objectives"),
        }
    ),
    context=YearContext,
    months=12,
    documented=Documented(committees=(codes.SSC, codes.SMKI_PMA), measures=MEASURES, records=RECORDS),
)

__all__ = ["EDITIONS", "REPORT"]
