"""A reason lets stand what was seen when it was given: another state of the same thing asks for one of its own."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from meetings.models import Meeting
from modifications.models import DccAssessment, StageFrom
from reports.models import OpenItem
from tests.reports.checks.planting import PLANTS, Ground, found_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]


def fingerprints(check: str) -> set[str]:
    return {one.fingerprint for one in found_by(check, Ground())}


def planted(check: str) -> set[str]:
    PLANTS[check][0](Ground())
    return fingerprints(check)


def test_open_item_that_says_something_else_is_another_finding() -> None:
    ground = Ground()
    item = OpenItem.objects.create(report=ground.report, text="Ask the DCC", raised_at=timezone.now())
    before = fingerprints("gaps.open_items")
    OpenItem.objects.filter(pk=item.pk).update(text="Nothing was received from the DCC")
    assert len(before) == 1
    assert fingerprints("gaps.open_items").isdisjoint(before)


def test_assessment_accepted_on_another_day_is_another_finding() -> None:
    before = planted("assessments.long_open")
    DccAssessment.objects.filter(modification__code="078", kind="IA").update(accepted_on=date(2020, 6, 8))
    assert before
    assert fingerprints("assessments.long_open").isdisjoint(before)


def test_assessment_of_what_ended_otherwise_is_another_finding() -> None:
    before = planted("assessments.ended")
    StageFrom.objects.filter(modification__code="078", stage="withdrawn").update(stage="rejected")
    assert before
    assert fingerprints("assessments.ended").isdisjoint(before)


def test_meeting_moved_to_another_day_is_another_finding() -> None:
    before = planted("gaps.meeting_dates")
    Meeting.objects.filter(committee__code="opsg", number=56).update(held_on=date(2021, 9, 8))
    assert before
    assert fingerprints("gaps.meeting_dates").isdisjoint(before)
