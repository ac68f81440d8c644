"""The meetings to come, as a page, as iCalendar, and what is published as Atom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from meetings.models import Committee, CommitteeKind, Meeting, MeetingKind
from modifications.models import BankHoliday
from readers.library.days import EVERY, coming
from reports.models import Withdrawal
from tests.access.cast import person
from tests.reports.month import quiet_month
from tests.reports.publishing.life import made

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def planned(committee: Committee, day: date, title: str, **more: Any) -> Meeting:
    return Meeting.objects.create(
        committee=committee, kind=MeetingKind.GOVERNANCE, held_on=day, title=title, number=None, **more
    )


@pytest.fixture
def panel() -> Committee:
    return Committee.objects.create(
        code="panel",
        name="SEC Panel",
        paper_prefix="SECP",
        kind=CommitteeKind.COMMITTEE,
        numbered=False,
        counts_as_held=True,
    )


@pytest.fixture
def board() -> Committee:
    return Committee.objects.create(
        code="board",
        name="SECCo Board",
        paper_prefix="SECB",
        kind=CommitteeKind.COMMITTEE,
        numbered=False,
        counts_as_held=True,
        confidential=True,
    )


def holidays_of(*years: int) -> None:
    """Eight weekdays a year that move no count here: enough for the year to be known."""
    for year in years:
        days = (date(year, 1, 2) + timedelta(days=number) for number in range(20))
        for day in [day for day in days if day.weekday() < 5][:8]:
            BankHoliday.objects.get_or_create(day=day, defaults={"name": "Made"})


def test_papers_are_due_five_working_days_before_and_unknown_without_bank_holidays(panel: Committee) -> None:
    BankHoliday.objects.all().delete()
    holidays_of(2031)
    planned(panel, date(2031, 10, 16), "Panel 200")
    planned(panel, date(2032, 10, 14), "Panel 212")
    found = coming(person("panel"), date(2031, 1, 1))
    assert [(one.day, one.papers_due) for one in found] == [
        (date(2031, 10, 16), date(2031, 10, 9)),
        (date(2032, 10, 14), None),
    ]


def test_a_committee_that_no_white_paper_lists_has_no_meetings_here(panel: Committee, board: Committee) -> None:
    planned(board, date(2031, 5, 1), "Board 9")
    planned(panel, date(2031, 5, 2), "Panel 9")
    assert [one.meeting.title for one in coming(person("editor"), date(2031, 5, 1), committee=EVERY)] == ["Panel 9"]
    page = Client().get("/calendar/", {"committee": "board"})
    assert page.status_code == 400
    assert "No committee of this code has meetings to come." in page.content.decode()


def test_page_and_file_hold_the_same_days(panel: Committee) -> None:
    day = timezone.localdate() + timedelta(days=40)
    holidays_of(day.year, day.year + 1)
    met = planned(panel, day, "Panel 9; of, <all>")
    planned(panel, day + timedelta(days=7), "Panel 10", cancelled=True)
    page = Client().get("/calendar/").content.decode()
    answer = Client().get("/calendar.ics")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    told = {str(one["uid"]): (str(one["summary"]), one.decoded("dtstart"), str(one["status"])) for one in events}
    assert told[f"meeting-{met.pk}@testserver"] == ("Panel 9; of, <all>", day, "CONFIRMED")
    due = coming(person("panel"), day)[0].papers_due
    assert due is not None
    assert told[f"papers-{met.pk}@testserver"] == ("Papers due: Panel 9; of, <all>", due, "CONFIRMED")
    assert [status for _, _, status in told.values()].count("CANCELLED") == 2
    assert "Panel 9; of, &lt;all&gt;" in page
    assert "<s>Panel 10</s>, called off<" in page
    Meeting.objects.filter(title="Panel 10").update(cancelled_on=date(2026, 1, 5))
    assert "<s>Panel 10</s>, called off on 5 January 2026<" in Client().get("/calendar/").content.decode()
    again = Client().get("/calendar.ics", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert Client().get("/calendar.ics", {"committee": "nobody"}).status_code == 404


def test_meetings_to_come_are_a_feed_too_the_latest_changed_first(panel: Committee, board: Committee) -> None:
    day = date(2031, 10, 16)
    holidays_of(2031)
    first = planned(panel, day, "Panel 200")
    planned(panel, day + timedelta(days=28), "Panel 201")
    planned(board, day, "Board 9")
    address = "/feeds/calendar.atom"

    def told() -> list[tuple[str | None, str | None]]:
        feed = ElementTree.fromstring(Client().get(address).content)  # our own
        return [(one.findtext(f"{ATOM}title"), one.findtext(f"{ATOM}summary")) for one in feed.iter(f"{ATOM}entry")]

    later = ("Panel 201, 13 November 2031", "Thursday 13 November 2031; papers are due on Thursday 6 November 2031.")
    assert told() == [
        later,
        ("Panel 200, 16 October 2031", "Thursday 16 October 2031; papers are due on Thursday 9 October 2031."),
    ]
    first.cancelled = True
    first.save()
    assert told() == [("Panel 200, 16 October 2031 (called off)", "Thursday 16 October 2031."), later]
    answer = Client().get(address)
    assert f"/calendar/?committee=panel#meeting-{first.pk}" in answer.content.decode()
    assert f'id="meeting-{first.pk}"' in Client().get("/calendar/").content.decode()
    assert Client().get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert Client().get(address, {"committee": "board"}).status_code == 404


def test_feed_holds_what_anybody_may_read_and_says_what_was_withdrawn() -> None:
    report = quiet_month()
    first = made(report)
    made(report, 2)
    made(report, 3, classification="amber")
    Withdrawal.objects.create(publication=first, reason="It was of another month.", by=person("approver"))
    for address in ("/feeds/papers.atom", "/feeds/operations.atom"):
        answer = Client().get(address)
        feed = ElementTree.fromstring(answer.content)  # our own
        entries = {one.findtext(f"{ATOM}title"): one.findtext(f"{ATOM}summary") for one in feed.iter(f"{ATOM}entry")}
        assert entries == {
            "Operations Report — September 2021, version 2": f"{report.paper_reference}, corrected: It is right.",
            "Operations Report — September 2021 (withdrawn)": "Withdrawn: It was of another month.",
        }
        assert Client().get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert "entry" not in Client().get("/feeds/change-status.atom").content.decode()
    assert Client().get("/feeds/minutes.atom").status_code == 404
