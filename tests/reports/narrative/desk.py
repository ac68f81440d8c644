"""A report with people at its texts."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from access.models import User
from reports.models import Report, SectionDuty, SectionText
from tests.access.cast import person
from tests.reports.month import quiet_month

SECTION = "security"


def report() -> Report:
    return quiet_month()


def august(of: Report, text: str = "", section: str = SECTION) -> Report:
    """The report of the month before, to the meeting of that month, with a text where one is given."""
    before = Report.objects.create(
        kind=of.kind,
        month=date(2021, 8, 1),
        meeting=of.meeting.committee.meetings.get(number=96),
        paper_number=17,
        author="Reporting Lead",
        issue_date=date(2021, 9, 10),
    )
    if text:
        SectionText.objects.create(report=before, section=section, body=text)
    return before


def body(of: Report, section: str = SECTION) -> str:
    return SectionText.objects.get(report=of, section=section).body


def address(name: str, of: Report, **more: Any) -> str:
    return reverse(f"text:{name}", kwargs={"kind": of.kind, "month": of.covers, "section": SECTION, **more})


def own(of: Report, name: str, section: str = SECTION) -> User:
    """Make the section that person's."""
    owner = person(name)
    SectionDuty.objects.create(report=of, section=section, owner=owner)
    return owner


def ask(client: Client, name: str, of: Report, **asked: Any) -> Any:
    """Post JSON as the editor does, from a page made for who is signed in unless `by` says another."""
    if "by" not in asked:
        asked["by"] = int(client.session["_auth_user_id"])
    return client.post(address(name, of), json.dumps(asked), content_type="application/json")
