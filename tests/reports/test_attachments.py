"""How what is attached to a paper may be classified, on its page and in files alike."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from reports.building import build_report
from reports.models import Report, ReportAttachment
from tests.access.cast import browser
from tests.importing.files import load
from tests.reports.month import quiet_month

pytestmark = pytest.mark.django_db

FILE = "report,month,label,title,classification"


def sent(report: Report, label: str, classification: str) -> dict[str, Any]:
    return {
        "kind": report.kind,
        "month": f"{report.month:%Y-%m}",
        "meeting": report.meeting_id,
        "paper_number": report.paper_number,
        "action": report.action,
        "recommendation": report.recommendation,
        "author": report.author,
        "team": report.team,
        "issue_date": report.issue_date,
        "classification": report.classification,
        "attachments-INITIAL_FORMS": 0,
        "attachments-TOTAL_FORMS": 1,
        "attachments-0-report": report.pk,
        "attachments-0-label": label,
        "attachments-0-title": "The DCC’s own words",
        "attachments-0-classification": classification,
    }


@pytest.mark.parametrize(
    ("kind", "label", "classification", "refused"),
    [
        ("change-status", "Appendix A", "red", True),
        ("change-status", "Appendix A", "amber", False),
        ("change-status", "Appendix B", "red", False),
        ("operations", "Appendix A", "red", False),
        ("sub-committee", "Appendix A", "red", False),
    ],
)
def test_part_that_holds_text_is_amber_at_most(kind: str, label: str, classification: str, refused: bool) -> None:
    """The text of its sections is read by every contributor, who may not read what is Red."""
    report = quiet_month(kind=kind)
    row = f"{kind},{report.month:%Y-%m},{label},The DCC’s own words,{classification}"
    outcome = load(check_only=True, report_attachments=(FILE, row))
    assert ["Amber at most" in one.message for one in outcome.problems] == ([True] if refused else [])

    address = reverse("admin:reports_report_change", args=(report.pk,))
    answer = browser("editor").post(address, sent(report, label, classification))
    assert (answer.status_code, ReportAttachment.objects.exists()) == ((200, False) if refused else (302, True))
    if refused:
        assert "Amber at most" in answer.content.decode()
        assert "The DCC’s own words" in answer.content.decode()


@pytest.mark.parametrize("classification", ["white", "green", "amber"])
def test_part_made_of_red_records_is_red_and_nothing_else(classification: str) -> None:
    report = quiet_month(kind="sub-committee")
    row = f"sub-committee,{report.month:%Y-%m},Appendix A,Names,{classification}"
    outcome = load(check_only=True, report_attachments=(FILE, row))
    assert ["Red and nothing else" in one.message for one in outcome.problems] == [True]
    address = reverse("admin:reports_report_change", args=(report.pk,))
    answer = browser("editor").post(address, sent(report, "Appendix A", classification))
    assert "Red and nothing else" in answer.content.decode()

    ReportAttachment.objects.create(report=report, label="Appendix A", title="Names", classification=classification)
    assert [part.classification.lower() for part in build_report(report).document.parts[1:]] == ["red"]
