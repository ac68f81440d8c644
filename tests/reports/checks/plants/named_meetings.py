"""Meetings as the text tells of them."""

from __future__ import annotations

from meetings.models import Meeting
from tests.reports.checks.planting import Ground, plant


@plant("names.meetings", "The text names “TAG 84X”")
def meeting_unknown(ground: Ground) -> None:
    ground.text("website", "<p>The papers of TAG 84X are read most.</p>")


@plant("names.meeting_days", "By the text, CSC met on 21 September 2021")
def met_on_another_day(ground: Ground) -> None:
    ground.text("website", "<p>The CSC met on 21 September 2021.</p>")


@plant("names.meeting_months", "By the text, Change Board 57 was held in September 2021; by the records, on 25 August")
def meeting_of_august(ground: Ground) -> None:
    ground.text("website", "<p>{{@meeting:change-board-57}} was held with all members present.</p>")


@plant("names.meetings_to_come", "has met on 15 October 2021, and the report is issued on")
def not_met_yet(ground: Ground) -> None:
    ground.text("website", "<p>The SEC Panel met on 15 October 2021 and read it.</p>")


@plant("names.meetings_cancelled", "planned for 29 September 2021, was cancelled, and the text does not say so")
def cancelled(ground: Ground) -> None:
    Meeting.objects.filter(committee__code="tag", number=83).update(cancelled=True)
    ground.text("website", "<p>{{@meeting:tag-83}} looked at the test reports.</p>")
