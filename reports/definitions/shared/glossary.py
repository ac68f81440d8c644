"""A glossary of the paper it stands in, for any edition that wants one."""

from __future__ import annotations

from reports.definitions.context import MonthContext
from reports.engine.blocks import Column, Table
from reports.engine.edition import SectionSpec
from reports.engine.spelling_out import LISTED
from reports.engine.tables import table


def abbreviations_used(ctx: MonthContext) -> Table:
    """Its rows are filled in by the engine when all else is built: only then is known what the paper uses."""
    return table(
        LISTED,
        "Abbreviations used in this paper",
        (Column("short", "Abbreviation", width=20), Column("stands_for", "Stands for", width=80)),
        (),
        empty="This paper uses no abbreviation that the glossary knows.",
        provenance=ctx.provenance("reports.glossary_at"),
    )


GLOSSARY: SectionSpec[MonthContext] = SectionSpec("glossary", "Glossary", (abbreviations_used,))
