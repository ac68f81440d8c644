"""September 2021 as one Operations Report to Panel 97, with nothing else in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from reports.building import build_report
from reports.engine.blocks import BulletItem, Table
from reports.engine.build import BuildResult
from reports.engine.document import walk_blocks
from reports.engine.problems import Problem
from reports.engine.redact import strings_of
from reports.models import Report
from tests.meetings.rooms import committee, meet

SEPTEMBER = date(2021, 9, 1)


def day(number: int) -> date:
    return SEPTEMBER.replace(day=number)


def quiet_month(**fields: Any) -> Report:
    """Its Panel meetings, and its other committees, are entered; nothing has happened."""
    panel = committee("panel", name="SEC Panel", paper_prefix="SECP")
    meet(panel, day(17), 96)
    for code in ("csc", "change-board", "cacop", "ccsg"):
        committee(code)
    return report_to(panel, **fields)


def report_to(panel: Any, **fields: Any) -> Report:
    return Report.objects.create(
        **{
            "kind": "operations",
            "month": SEPTEMBER,
            "meeting": meet(panel, date(2021, 10, 15), 97),
            "paper_number": 17,
            "author": "Reporting Lead",
            "issue_date": date(2021, 10, 8),
            **fields,
        }
    )


def rebuilt() -> BuildResult:
    return build_report(Report.objects.select_related("meeting__committee").get(month=SEPTEMBER))


def block(built: BuildResult, id: str) -> Any:
    """The block of that id, or None where the report has none."""
    return next((block for _, _, block in walk_blocks(built.document) if block.id == id), None)


def problems(built: BuildResult, code: str) -> list[Problem]:
    return [problem for problem in built.problems if problem.code == code]


def words(part: Any) -> str:
    return "".join(strings_of(part.content))


def said(item: BulletItem) -> str:
    """A bullet as read: a mention by its reference, text as it stands."""
    return "".join(getattr(inline, "reference", "") or getattr(inline, "text", "") for inline in item.content)


def listed(built: BuildResult, id: str) -> list[str]:
    found = block(built, id)
    return [said(item) for item in found.items] if found else []


def printed(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.value.display for cell in row.cells) for row in table.rows]
