"""A month on the desk, in a line each."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from meetings.models import Meeting
from reports.desk.outline import owned_sections
from reports.models import OpenItem, Report, SectionDuty, SectionState, SectionText
from tests.access.cast import person
from tests.meetings.rooms import committee, meet
from tests.reports.month import quiet_month

SEPTEMBER, OCTOBER = date(2021, 9, 1), date(2021, 10, 1)
NOON = datetime(2021, 10, 5, 12, tzinfo=UTC)
PANEL_98 = date(2021, 11, 19)
ADDRESS = "/desk/operations/2021-09/"


def september(**fields: Any) -> Report:
    """September's report to Panel 97, on 15 October 2021; the contributor owns its helpdesk."""
    report = quiet_month(**fields)
    give(report, "helpdesk", "contributor")
    return report


def give(report: Report, section: str, to: str, state: str = SectionState.TO_DO) -> SectionDuty:
    duty, _ = SectionDuty.objects.update_or_create(
        report=report, section=section, defaults={"owner": person(to) if to else None, "state": state}
    )
    return duty


def write(report: Report, section: str, body: str = "<p>Quiet.</p>", **fields: Any) -> SectionText:
    return SectionText.objects.create(report=report, section=section, body=body, **fields)


def item(report: Report, text: str = "Ask the DCC.", by: str = "contributor", **fields: Any) -> OpenItem:
    return OpenItem.objects.create(report=report, text=text, raised_by=person(by), raised_at=NOON, **fields)


def panel_98(report: Report) -> Meeting:
    return meet(report.meeting.committee, PANEL_98, 98)


def all_ready(report: Report) -> None:
    for place in owned_sections(report.kind, report.covers):
        give(report, place.id, "editor", SectionState.READY)


__all__ = ["committee", "meet", "person"]
