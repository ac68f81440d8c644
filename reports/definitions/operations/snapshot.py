"""The month's snapshot: five groups of tiles, each tile a fact."""

from __future__ import annotations

from modifications.working_days import SEC_WORKING_DAYS
from reports.definitions.context import MonthContext
from reports.engine.blocks import Tile, TileGroup, Tiles

GROUPS = (
    (
        "Security statistics",
        (
            ("Assessment compliance", "measure.security-compliance"),
            ("SECAS initial validations", "measure.security-initial-validations"),
            ("Assurance or Compliance Statuses set", "measure.security-statuses-set"),
            ("Parties currently being assessed", "measure.security-parties-assessed"),
        ),
    ),
    (
        "Modification statistics",
        (
            ("New modifications raised", "modifications.raised"),
            ("Modifications undergoing assessment", "modifications.open"),
            ("Modifications decided upon", "modifications.decided"),
            ("Modifications implemented", "modifications.implemented"),
        ),
    ),
    (
        "Committee Support",
        (
            ("Meeting notice 5 WD in advance", "meetings.notice_in_time"),
            ("Papers issued 5 WD in advance", "meetings.papers_in_time"),
            ("Minutes issued 5 WD after meeting", "meetings.minutes_in_time"),
            ("Meetings held", "meetings.held"),
        ),
    ),
    (
        "Party Engagement",
        (
            ("Newsletters sent", "measure.newsletters-issued"),
            ("CodeWorks registrations", "measure.codeworks-registrations"),
            ("Events of Default", "defaults.raised"),
            ("Accessions", "parties.acceded"),
        ),
    ),
    (
        "Technical Operations",
        (
            ("New CPL versions", "measure.product-list-versions.cpl"),
            ("New CPL entries", "measure.cpl-entries"),
            ("CPL removals", "measure.cpl-removals"),
            ("New webpages (PPCL and EPCL)", "measure.new-webpage-lists"),
        ),
    ),
)


_BASIS = (
    "Accessions and Events of Default are counted excluding the DCC. Deadlines are in Working Days (WD). "
    f"{SEC_WORKING_DAYS.statement}"
)


def snapshot(ctx: MonthContext) -> Tiles:
    groups = tuple(
        TileGroup(title, tuple(Tile(label, ctx.fact(key), key) for label, key in tiles)) for title, tiles in GROUPS
    )
    return Tiles("snapshot-tiles", groups, basis=_BASIS, provenance=ctx.provenance("facts"))
