"""What was implemented, release by release, and the versions of the SEC that were issued."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.text import slugify

from modifications.models import ReleaseKind, VersionCause
from modifications.queries import ModificationEvent, VersionRow
from reports.definitions.regulatory_year.context import YearContext
from reports.definitions.regulatory_year.words import in_the_year
from reports.definitions.words import mentions, plain, so_many
from reports.engine.blocks import BulletItem, Bullets, Cell, Column, Inline, Monthly, ReferenceList, Table, Text
from reports.engine.tables import Entry, joined, table
from reports.engine.values import count, long_date, text

AD_HOC = "Ad hoc"
_KINDS = {ReleaseKind.SCHEDULED: "Scheduled", ReleaseKind.STANDALONE: AD_HOC}
_CAUSES = (
    (VersionCause.MODIFICATION, "Modifications"),
    (VersionCause.DESIGNATION, "Designations by the Department"),
    (VersionCause.DIRECTION, "Directions"),
)


def releases_table(ctx: YearContext) -> Table:
    """Each scheduled release with its modifications; what came in between stands together in the last row."""
    rows = list(_rows(ctx))
    return table(
        "releases-of-the-year",
        f"Modifications implemented by SEC Releases, {in_the_year(ctx)}",
        (
            Column("release", "SEC Release", width=29),
            Column("day", "Implemented", width=20),
            Column("number", "Number", "number", width=10),
            Column("modifications", "Modifications", width=41),
        ),
        rows,
        total=("Total", "", ctx.cell("year.modifications.implemented"), "") if rows else None,
        basis="Ad hoc is what was implemented other than by a scheduled SEC Release.",
        empty="No modification was implemented in the year.",
        provenance=ctx.provenance("modifications.implemented_between"),
    )


def _rows(ctx: YearContext) -> Iterator[tuple[Entry, ...]]:
    """The scheduled releases as they went live, then the rest."""
    kinds = ctx.year.this.release_kinds
    scheduled: dict[str, list[ModificationEvent]] = {}
    rest: list[ModificationEvent] = []
    for row in sorted(ctx.year.this.implemented, key=lambda row: (row.on, row.reference)):
        if kinds.get(row.target_release) == ReleaseKind.SCHEDULED:
            scheduled.setdefault(row.target_release, []).append(row)
        else:
            rest.append(row)
    for name, rows in scheduled.items():
        yield _row(name, rows, ctx.named(f"release.{slugify(name)}.implemented"))
    if rest:
        yield _row(AD_HOC, rest)


def _row(name: str, rows: list[ModificationEvent], of: Monthly | None = None) -> tuple[Entry, ...]:
    days = joined([long_date(day).display for day in dict.fromkeys(row.on for row in rows)])
    named = Bullets(mentions((row.reference, row.title) for row in rows))
    return name, days, Cell(count(len(rows)), of=of), Cell(text(""), prose=(named,))


# --- Versions of the SEC ----------------------------------------------------------------------------------------------


def versions_table(ctx: YearContext) -> Table:
    rows = [(label, ctx.cell(f"year.sec_versions.issued.{cause.value}")) for cause, label in _CAUSES]
    return table(
        "sec-versions-of-the-year",
        f"Versions of the SEC issued, by what caused them, {in_the_year(ctx)}",
        (Column("cause", "Caused by", width=78), Column("number", "Number", "number", width=22)),
        rows,
        total=("Total", ctx.cell("year.sec_versions.issued")),
        provenance=ctx.provenance("modifications.versions_issued"),
    )


def designations(ctx: YearContext) -> ReferenceList:
    lead = so_many(
        ctx,
        "year.sec_versions.issued.designation",
        "change that the Department designated was brought into the SEC:",
        "changes that the Department designated were brought into the SEC:",
    )
    empty = f"The Department designated no change to the SEC in {ctx.year.called}."
    return _versions(ctx, "designations", VersionCause.DESIGNATION, lead, empty)


def directions(ctx: YearContext) -> ReferenceList:
    lead = so_many(ctx, "year.sec_versions.issued.direction", "Variation was directed:", "Variations were directed:")
    return _versions(
        ctx, "directions", VersionCause.DIRECTION, lead, f"No Variation was directed in {ctx.year.called}."
    )


def _versions(ctx: YearContext, id: str, cause: VersionCause, lead: tuple[Inline, ...], empty: str) -> ReferenceList:
    rows = [row for row in ctx.year.this.versions_issued if row.cause == cause]
    return ReferenceList(id, "", lead, tuple(_version(rows)), empty, ctx.provenance("modifications.versions_issued"))


def _version(rows: Iterable[VersionRow]) -> Iterator[BulletItem]:
    for row in rows:
        said = f": {row.description.rstrip('.')}" if row.description else ""
        yield BulletItem((Text(f"SEC {row.number}", bold=True), *plain(f", {long_date(row.issued_on).display}{said}")))
