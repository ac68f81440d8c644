"""The year in figures: a group of tiles for each service, each tile an annual fact."""

from __future__ import annotations

from reports.definitions.regulatory_year import codes
from reports.definitions.regulatory_year.context import YearContext
from reports.engine.blocks import Tile, TileGroup, Tiles

GROUPS = (
    (
        "Technical Operations",
        (
            ("CPL versions issued", "measure.product-list-versions.cpl.year"),
            ("Device Models added to the CPL", "measure.cpl-entries.year"),
            ("Device Models removed", "measure.cpl-removals.year"),
        ),
    ),
    (
        "Modifications and Releases",
        (
            ("New proposals raised", "year.modifications.raised"),
            ("Raised in the year before", "year_before.modifications.raised"),
            ("Proposals concluded", "year.modifications.concluded"),
            ("Modifications implemented", "year.modifications.implemented"),
        ),
    ),
    (
        "Security and Privacy",
        (
            ("Fieldwork assessments", f"measure.{codes.FIELDWORK}.year"),
            ("In the year before", f"measure.{codes.FIELDWORK}.year_before"),
            ("Self-Assessments presented", f"measure.{codes.SELF_ASSESSMENTS}.year"),
        ),
    ),
    (
        "Party Support",
        (
            ("Parties that acceded", "year.parties.acceded"),
            ("Parties that left", "year.parties.left"),
            ("Parties that completed the UEP", "year.uep.completed"),
        ),
    ),
    (
        "Committee Support",
        (
            ("Meetings held", "year.meetings.every"),
            ("In the year before", "year_before.meetings.every"),
            ("Actions raised", "year.actions.raised"),
            ("Of these closed", "year.actions.closed_share"),
        ),
    ),
)


def year_in_figures(ctx: YearContext) -> Tiles:
    groups = tuple(
        TileGroup(title, tuple(Tile(label, ctx.fact(key), key) for label, key in tiles)) for title, tiles in GROUPS
    )
    return Tiles("year-in-figures", groups, ctx.provenance("facts"), basis="Parties are counted excluding the DCC.")
