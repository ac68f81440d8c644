"""Opening a month: a new report that stands on the structure of the last one, and on none of its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from access.audit import because
from access.models import User
from meetings.models import Meeting
from modifications.calendars import sec_calendar
from modifications.working_days import CalendarError
from reports.desk.duties import possible_owners
from reports.desk.outline import owned_sections
from reports.engine.moments import is_dated
from reports.engine.month import Month
from reports.engine.unbound import find_in_text
from reports.models import OpenItem, Report, ReportAttachment, SectionDuty, SectionText

PANEL = "panel"
"""The committee a first report is a paper to; later ones go to the committee of the one before."""
OFFERED = 4
ALREADY = "already_open"


@dataclass(frozen=True, slots=True)
class Choice:
    """A meeting the report could be a paper to. `papers_due` is None where its year's bank holidays are not entered."""

    meeting: Meeting
    papers_due: date | None

    def in_time_for(self, month: Month) -> bool:
        """Whether its papers are due once the month is over."""
        return self.papers_due is not None and self.papers_due > month.last


def report_before(kind: str, month: Month) -> Report | None:
    """The latest report of the kind before the month: what a new one is opened from."""
    earlier = Report.objects.filter(kind=kind, month__lt=month.first).select_related("meeting__committee")
    return earlier.order_by("-month").first()


def meetings_for(month: Month, before: Report | None) -> list[Choice]:
    """The next meetings after the month, of the committee that the report before went to, else of the Panel."""
    committee = {"committee": before.meeting.committee_id} if before else {"committee__code": PANEL}
    planned = Meeting.objects.filter(
        **committee, held_on__gt=month.last, number__isnull=False, suffix="", cancelled=False
    ).exclude(committee__paper_prefix="")
    found = list(planned.select_related("committee").order_by("held_on", "pk")[:OFFERED])
    return [Choice(meeting, _papers_due(meeting)) for meeting in found]


def goes_along(attachment: ReportAttachment) -> bool:
    """Whether an attachment is structure: one whose title has a number or a date in it may be of its month alone.

    What is a number is what the text of a section would have to bind: the 1 of SMETS1 is none.
    """
    return not find_in_text(attachment.title) and not is_dated(attachment.title)


def open_month(
    kind: str,
    month: Month,
    *,
    by: User,
    meeting: Meeting,
    paper_number: int,
    author: str,
    team: str,
    issue_date: date | None = None,
    with_attachments: bool = False,
    with_texts: bool = False,
) -> Report:
    """Open the month's report as a paper to the meeting: all of it, or nothing.

    From the latest report before it come the action, recommendation and classification, the owners of its sections,
    and its open items, each once. Attachments come by name if asked, those with a number or a date in their title
    never; texts if asked, each marked as that report's until somebody looks at it. No number comes along: a fact in a
    text is a token, and reads the new month. Without `issue_date` the report is issued on the day its papers are due.

    ValidationError by field, or with the code `ALREADY` for a month that is open; nothing is then stored.
    """
    before = report_before(kind, month)
    report = Report(
        kind=kind,
        month=month.first,
        meeting=meeting,
        paper_number=paper_number,
        author=author,
        team=team,
        issue_date=issue_date or _issued_on_papers_day(meeting),
    )
    if before:
        report.action, report.recommendation = before.action, before.recommendation
        report.classification = before.classification
    try:
        with transaction.atomic(), because(f"opened {month.label}", user=by.pk):
            _store(report)
            _carry(before, report, with_attachments=with_attachments, with_texts=with_texts)
    except IntegrityError as error:  # somebody opened it, or gave the paper number away, in the same moment
        _refuse_open(report)
        raise ValidationError("The report could not be stored beside the others: look again.") from error
    return report


def _store(report: Report) -> None:
    _refuse_open(report)
    try:
        owned_sections(report.kind, report.covers)
    except LookupError as error:
        raise ValidationError(str(error.args[0]), code="edition") from error
    report.full_clean()
    report.save()


def _refuse_open(report: Report) -> None:
    if Report.objects.filter(kind=report.kind, month=report.month).exists():
        raise ValidationError(f"The {report} is open already.", code=ALREADY)


def _papers_due(meeting: Meeting) -> date | None:
    try:
        return sec_calendar().papers_due(meeting.held_on)
    except CalendarError:
        return None


def _issued_on_papers_day(meeting: Meeting) -> date:
    due = _papers_due(meeting)
    if due is None:
        message = f"The bank holidays of {meeting.held_on.year} are not entered: give the day it is to be issued."
        raise ValidationError({"issue_date": message})
    return due


# --- What comes along ---------------------------------------------------------------------------------


def _carry(before: Report | None, report: Report, *, with_attachments: bool, with_texts: bool) -> None:
    _duties(before, report)
    if before is None:
        return
    _items(before, report)
    if with_attachments:
        ReportAttachment.objects.bulk_create(
            ReportAttachment(report=report, label=one.label, title=one.title, classification=one.classification)
            for one in before.attachments.all()
            if goes_along(one)
        )
    if with_texts:
        _texts(before, report)


def _duties(before: Report | None, report: Report) -> None:
    """Every section to do; whose it was, while they may still write it."""
    owners = dict(before.duties.values_list("section", "owner_id")) if before else {}
    may_own = {person.pk for person in possible_owners(report)}
    SectionDuty.objects.bulk_create(
        SectionDuty(report=report, section=place.id, owner_id=owner if owner in may_own else None)
        for place in owned_sections(report.kind, report.covers)
        for owner in (owners.get(place.id),)
    )


def _items(before: Report, report: Report) -> None:
    standing = before.open_items.filter(settled_at__isnull=True, carried_to__isnull=True)
    known = {place.id for place in owned_sections(report.kind, report.covers)}
    OpenItem.objects.bulk_create(
        OpenItem(
            report=report,
            section=item.section if item.section in known else "",
            text=item.text,
            raised_by_id=item.raised_by_id,
            raised_at=item.raised_at,
            carried_from=item,
        )
        for item in standing
    )


def _texts(before: Report, report: Report) -> None:
    """Word for word, tokens and all, each marked with the report it came from."""
    asked = {place.id for place in owned_sections(report.kind, report.covers) if place.has_text}
    SectionText.objects.bulk_create(
        SectionText(
            report=report, section=text.section, body=text.body, illustrative=text.illustrative, carried_from=before
        )
        for text in before.texts.filter(section__in=asked)
        if text.body.strip()
    )
