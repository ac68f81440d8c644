"""What the database itself refuses about reports, whatever wrote the row."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from reports.models import Report
from tests.meetings.rooms import committee, meet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("report_action_known", {"action": "shrug"}),
        ("report_recommendation_known", {"recommendation": "READ"}),
        ("paper_number_from_one", {"paper_number": 0}),
        ("report_issued_after_its_month", {"issue_date": date(2021, 9, 30)}),
    ],
)
def test_database_refuses_a_report_that_breaks(constraint: str, fields: dict[str, Any]) -> None:
    meeting = meet(committee("panel", paper_prefix="SECP"), date(2021, 10, 15), 97)
    sound = {"kind": "operations", "month": date(2021, 9, 1), "meeting": meeting, "paper_number": 17}
    sound |= {"author": "Lead", "issue_date": date(2021, 10, 1)}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Report.objects.create(**{**sound, **fields})
    Report.objects.create(**sound)
