"""Consultations that are out and that are expected, as known when the paper is issued."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from modifications.models import ConsultationKind
from modifications.queries import ConsultationRow
from reports.definitions.context import MonthContext
from reports.definitions.words import plain
from reports.engine.blocks import BulletItem, Inline, Mention, ReferenceList, Text
from reports.engine.values import long_date

Built = Callable[[MonthContext], ReferenceList]


def out(kind: ConsultationKind, code: str) -> Built:
    """A builder of those that have opened and not closed."""

    def build(ctx: MonthContext) -> ReferenceList:
        rows = [row for row in _of(ctx, kind) if row.is_open]
        return ReferenceList(
            f"{code}-out",
            "",
            plain(f"Out for {kind.label}:"),
            tuple(BulletItem((_named(row), Text(f", since {_day(row.opened_on)}"))) for row in rows),
            f"No Modification Proposal is out for {kind.label}.",
            ctx.provenance("modifications.consultations_between"),
        )

    build.__qualname__ = f"out({kind.value})"
    return build


def expected(kind: ConsultationKind, code: str) -> Built:
    """A builder of those planned and not opened, each with its week; one whose week has passed says so."""

    def build(ctx: MonthContext) -> ReferenceList:
        rows = [row for row in _of(ctx, kind) if row.opened_on is None]
        return ReferenceList(
            f"{code}-expected",
            "",
            plain(f"Expected to be issued for {kind.label}:"),
            tuple(BulletItem(tuple(_planned(ctx, row))) for row in rows),
            f"No {kind.label} is planned.",
            ctx.provenance("modifications.consultations_between"),
        )

    build.__qualname__ = f"expected({kind.value})"
    return build


def _of(ctx: MonthContext, kind: ConsultationKind) -> list[ConsultationRow]:
    return [row for row in ctx.reads.to_issue.consultations if row.kind == kind]


def _planned(ctx: MonthContext, row: ConsultationRow) -> Iterator[Inline]:
    yield _named(row)
    week = f"in the week commencing {_day(row.planned_week)}"
    yield Text(f", planned {week} and not issued yet" if row.slipped_by(ctx.until) else f", {week}")


def _named(row: ConsultationRow) -> Mention:
    return Mention(row.reference, row.reference, row.title)


def _day(day: date | None) -> str:
    return long_date(day).display
