"""Meetings in the text against those in the records, however a sentence puts it."""

from __future__ import annotations

import pytest

from meetings.models import Meeting
from tests.reports.checks.planting import Ground, found_by_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]
CHECKS = (
    "names.meetings",
    "names.meeting_days",
    "names.meeting_months",
    "names.meetings_to_come",
    "names.meetings_cancelled",
)


def told(words: str) -> list[tuple[str, str]]:
    """What the checks of meetings say of the words: the check and its message."""
    ground = Ground()
    ground.text("website", f"<p>{words}</p>")
    return [(one.check.id, one.finding.message) for one in found_by_all(CHECKS, ground)]


@pytest.mark.parametrize(
    ("words", "check", "says"),
    [
        ("On 13 September 2021, the Change Board met.", "names.meeting_days", "on 13 September 2021"),
        ("On the 13th of September the Change Board met.", "names.meeting_days", "on 13 September 2021"),
        ("The Change Board met on 13th September.", "names.meeting_days", "on 13 September 2021"),
        ("The Change Board met on September 13, 2021.", "names.meeting_days", "on 13 September 2021"),
        ("All went well; on 14 Sept. 2021 the CSC held its meeting.", "names.meeting_days", "on 14 September 2021"),
        ("The Operations Group met for some hours in October 2021.", "names.meeting_days", "in October 2021"),
        ("{{@meeting:panel-97}} took place in good order.", "names.meeting_months", "on 15 October 2021"),
        ("In September 2021 we ran Change Board Meeting 57.", "names.meeting_months", "on 25 August 2021"),
        ("TAG 82X, held on 14 September 2021, was long.", "names.meeting_months", "on 9 September 2021"),
        ("{{@meeting:tag-82X}} (14 September) was long.", "names.meeting_months", "on 9 September 2021"),
        ("The SEC Panel met on 15 October 2021.", "names.meetings_to_come", "has met on 15 October 2021"),
    ],
)
def test_meeting_that_the_records_do_not_know_so_is_found(words: str, check: str, says: str) -> None:
    ((found, message),) = told(words)
    assert found == check
    assert says in message


@pytest.mark.parametrize(
    "words",
    [
        "On 29 September 2021, the Change Board met.",
        "On the 29th of September the Change Board met.",
        "The Change Board met in September 2021.",
        "The Change Board met in August.",
        "Change Board Meeting 57, on 25 August 2021, was held with all members present.",
        "In August 2021, Change Board Meeting 57 was held with all members present.",
        "We shall report to {{@meeting:panel-97}}.",
        "{{@meeting:panel-97}} will be held in London.",
        "The SEC Panel will have met on 15 October 2021.",
        "The next SEC Panel is on 15 October 2021.",
        "Since Change Board Meeting 57 the members met twice.",
        "{{@meeting:tag-82X}}, held on 9 September 2021, was long.",
        "The {{@meeting:change-board-58}} was held with all members present.",
        "They may meet the CSC.",
    ],
)
def test_meeting_that_the_records_know_so_is_let_be(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("TAG 83 went over the test reports.", True),
        ("The TAG met on 29 September 2021.", True),
        ("On 29 September the TAG met.", True),
        ("TAG 83 was cancelled.", False),
        ("The TAG did not meet on 29 September 2021.", False),
        ("The Change Board met on 29 September 2021.", False),
    ],
)
def test_cancelled_meeting_is_told_of_once_and_as_cancelled(words: str, found: bool) -> None:
    Meeting.objects.filter(committee__code="tag", number=83).update(cancelled=True)
    assert [check for check, _ in told(words)] == (["names.meetings_cancelled"] if found else [])
