"""Opening a month: what comes along, what never does, and that it happens once or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from access.classification import Classification
from meetings.models import Meeting
from modifications.models import BankHoliday
from reports.desk.items import settle
from reports.desk.opening import ALREADY, goes_along, meetings_for, open_month, report_before
from reports.desk.outline import owned_sections
from reports.engine.month import Month
from reports.models import OpenItem, Report, ReportAttachment, SectionDuty, SectionState, SectionText
from tests.access.cast import person
from tests.reports.desk.desks import NOON, all_ready, committee, give, item, meet, panel_98, september, write

pytestmark = pytest.mark.django_db

OCTOBER = Month(2021, 10)


def opened(meeting: Meeting, **fields: Any) -> Report:
    wanted = {"paper_number": 12, "author": "Reporting Lead", "team": "SECAS Team", "by": person("editor"), **fields}
    return open_month("operations", wanted.pop("month", OCTOBER), meeting=meeting, **wanted)


# --- What the report is -------------------------------------------------------------------------------


def test_report_is_issued_on_the_day_its_papers_are_due() -> None:
    report = opened(panel_98(september()))
    assert (report.paper_reference, report.issue_date) == ("SECP_98_1911_12", date(2021, 11, 12))


def test_report_takes_what_the_last_one_was() -> None:
    before = september(action="decision", recommendation="APPROVE", classification=Classification.AMBER)
    report = opened(panel_98(before))
    assert (report.action, report.recommendation, report.classification) == ("decision", "APPROVE", "amber")


def test_day_of_issue_is_asked_where_bank_holidays_are_not_entered() -> None:
    meeting = panel_98(september())
    BankHoliday.objects.all().delete()
    with pytest.raises(ValidationError) as refused:
        opened(meeting)
    assert "bank holidays of 2021 are not entered" in refused.value.message_dict["issue_date"][0]
    assert opened(meeting, issue_date=date(2021, 11, 11)).issue_date == date(2021, 11, 11)


# --- What comes along ---------------------------------------------------------------------------------


def test_every_section_is_to_do_and_its_owners() -> None:
    before = september()
    all_ready(before)
    give(before, "helpdesk", "contributor", SectionState.READY)
    report = opened(panel_98(before))
    assert {duty.section for duty in report.duties.all()} == {p.id for p in owned_sections("operations", OCTOBER)}
    assert {duty.state for duty in report.duties.all()} == {SectionState.TO_DO}
    assert report.duties.get(section="helpdesk").owner == person("contributor")
    assert report.duties.get(section="smda").owner == person("editor")


def test_section_of_somebody_who_may_no_longer_write_is_nobodys() -> None:
    before, gone = september(), person("contributor")
    gone.is_active = False
    gone.save()
    assert opened(panel_98(before)).duties.get(section="helpdesk").owner is None


def test_items_that_stand_open_come_along_once() -> None:
    before = september()
    standing, done = item(before, section="helpdesk"), item(before, "Count again.")
    settle(done, by=person("editor"), at=NOON)
    report = opened(panel_98(before))
    carried = report.open_items.get()
    assert (carried.carried_from, carried.text, carried.section) == (standing, "Ask the DCC.", "helpdesk")
    assert (carried.raised_by, carried.raised_at) == (person("contributor"), NOON)
    later = opened(meet(report.meeting.committee, date(2021, 12, 17), 99), month=Month(2021, 11))
    assert later.open_items.get().carried_from == carried


def test_item_carried_already_is_not_carried_by_a_month_opened_in_between() -> None:
    before = september()
    item(before)
    opened(meet(before.meeting.committee, date(2021, 12, 17), 99), month=Month(2021, 11))
    assert not opened(panel_98(before)).open_items.exists()


def test_no_text_comes_along_unasked() -> None:
    before = september()
    write(before, "helpdesk")
    assert not opened(panel_98(before)).texts.exists()


def test_text_comes_along_word_for_word_marked_as_the_last_months() -> None:
    before = september()
    body = "<p>There were {{measure.helpdesk-emails}} e-mails, {{@MP121}} among them; 12 were late.</p>"
    write(before, "helpdesk", body)
    write(before, "novel")
    write(before, "smda", " ")
    text = opened(panel_98(before), with_texts=True).texts.get()
    assert (text.section, text.body, text.carried_from) == ("helpdesk", body, before)


def test_attachments_come_along_when_asked_but_none_with_a_number_in_its_title() -> None:
    before = september()
    for label, title in (("Appendix A", "DCC Testing Notifications"), ("Appendix B", "Volumes of September 2021")):
        ReportAttachment.objects.create(report=before, label=label, title=title, classification="amber")
    meeting = panel_98(before)
    with transaction.atomic():
        assert not opened(meeting).attachments.exists()
        transaction.set_rollback(True)
    kept = opened(meeting, with_attachments=True).attachments.get()
    assert (kept.label, kept.classification) == ("Appendix A", "amber")


@pytest.mark.parametrize(
    ("title", "goes"),
    [
        ("DCC Testing Notifications", True),
        ("SMETS1 Testing Notifications", True),
        ("MP121 and the SMETS2 Devices", True),
        ("Twelve questions", False),
        ("Questions 1 to 12", False),
        ("Volumes, September", False),
        ("Volumes of Q3 2021", False),
        ("Notifications of 30/09/2021", False),
    ],
)
def test_title_with_a_number_or_a_date_keeps_an_attachment_in_its_month(title: str, goes: bool) -> None:
    assert goes_along(ReportAttachment(title=title)) == goes


def test_first_report_of_a_kind_has_sections_that_are_nobodys() -> None:
    panel = committee("panel", name="SEC Panel", paper_prefix="SECP")
    report = opened(meet(panel, date(2021, 11, 19), 98))
    assert report_before("operations", OCTOBER) is None
    assert set(report.duties.values_list("owner", "state")) == {(None, SectionState.TO_DO)}


def test_month_is_opened_from_the_one_before_it_whatever_came_after() -> None:
    before = september()
    opened(meet(before.meeting.committee, date(2021, 12, 17), 99), month=Month(2021, 11))
    assert report_before("operations", OCTOBER) == before


# --- Once, or not at all ------------------------------------------------------------------------------


def test_month_is_opened_once() -> None:
    meeting = panel_98(september())
    opened(meeting)
    with pytest.raises(ValidationError, match="October 2021 is open already") as refused:
        opened(meeting, paper_number=13)
    assert refused.value.code == ALREADY
    assert Report.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_month_opened_by_two_in_the_same_moment_is_opened_once() -> None:
    before = september()
    write(before, "helpdesk")
    meeting, together = panel_98(before), Barrier(2)

    def opens(paper_number: int) -> str:
        try:
            together.wait()
            return str(opened(meeting, paper_number=paper_number, with_texts=True))
        except ValidationError as refusal:
            return "; ".join(refusal.messages)
        finally:
            connection.close()

    person("editor")
    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(opens, (12, 13)))
    assert said == ["Operations Report, October 2021", "The Operations Report, October 2021 is open already."]
    report = Report.objects.get(month=OCTOBER.first)
    assert (report.duties.count(), report.texts.count()) == (len(owned_sections("operations", OCTOBER)), 1)


def test_opening_that_fails_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = september()
    write(before, "helpdesk")
    meeting = panel_98(before)

    def lost(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError("the line is cut")

    monkeypatch.setattr("reports.desk.opening._texts", lost)
    with pytest.raises(ConnectionError):
        opened(meeting, with_texts=True)
    counts = [model.objects.count() for model in (Report, SectionDuty, OpenItem, SectionText)]
    assert counts == [1, 1, 0, 1]


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"paper_number": 0}, "paper_number", "from 1"),
        ({"author": ""}, "author", "blank"),
        ({"issue_date": date(2021, 10, 31)}, "issue_date", "not after the month"),
        ({"issue_date": date(2021, 11, 20)}, "issue_date", "after the meeting"),
    ],
)
def test_report_that_could_not_be_a_paper_is_refused_at_its_field(
    fields: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        opened(panel_98(september()), **fields)
    found = refused.value.message_dict
    assert said in " ".join(found.get(field) or found["__all__"])


def test_paper_number_of_another_paper_is_refused() -> None:
    before = september()
    with pytest.raises(ValidationError, match="already exists"):
        opened(before.meeting, paper_number=before.paper_number, issue_date=date(2021, 11, 12), month=OCTOBER)


def test_month_before_the_first_edition_is_refused() -> None:
    panel = committee("panel", paper_prefix="SECP")
    with pytest.raises(ValidationError, match="No edition"):
        opened(meet(panel, date(2017, 11, 17), 50), month=Month(2017, 10))


def test_history_says_that_the_month_was_opened_and_by_whom() -> None:
    report = opened(panel_98(september()))
    context = report.events.get().pgh_context.metadata  # type: ignore[attr-defined]
    assert (context["why"], context["user"]) == ("opened October 2021", person("editor").pk)


# --- The meetings it could be a paper to --------------------------------------------------------------


def test_meetings_offered_are_the_next_ones_that_papers_go_to() -> None:
    before = september()
    panel = before.meeting.committee
    meet(panel, date(2021, 11, 22), 98, "X")
    meet(panel, date(2021, 11, 25), 100, cancelled=True)
    meet(committee("tag", paper_prefix="TAG"), date(2021, 11, 24), 84)
    early, fit = meet(panel, date(2021, 11, 5), 97 + 1), meet(panel, date(2021, 12, 17), 99)
    offered = meetings_for(OCTOBER, before)
    assert [choice.meeting for choice in offered] == [early, fit]
    assert [choice.papers_due for choice in offered] == [date(2021, 10, 29), date(2021, 12, 10)]
    assert [choice.in_time_for(OCTOBER) for choice in offered] == [False, True]


def test_first_report_is_offered_the_panels_meetings() -> None:
    meeting = meet(committee("panel", paper_prefix="SECP"), date(2021, 11, 19), 98)
    assert [choice.meeting for choice in meetings_for(OCTOBER, None)] == [meeting]
