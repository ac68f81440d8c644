"""The paper itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from meetings.models import Committee, Meeting
from reports.models import Report, ReportAttachment
from tests.reports.checks.planting import Ground, plant


@plant("paper.reference", "SECP_97_1610_17 says 1610, and the meeting is on 15 October 2021")
def another_day(ground: Ground) -> None:
    ground.document(lambda one: replace(one, header=replace(one.header, reference="SECP_97_1610_17")))


@plant("paper.prefix", "no committee has the prefix SECX")
def unknown_prefix(ground: Ground) -> None:
    ground.text("website", "<p>The paper SECX_12_0109_01 is read most.</p>")


@plant("paper.references_in_text", "SECP_96_1609_05, but that meeting is on 17 September 2021")
def wrong_day_in_text(ground: Ground) -> None:
    ground.text("website", "<p>The paper SECP_96_1609_05 is read most.</p>")


@plant("paper.meetings_of_papers", "SECP_197_1009_05, and no meeting 197 of SECP is entered")
def paper_of_no_meeting(ground: Ground) -> None:
    ground.text("website", "<p>The paper SECP_197_1009_05 is read most.</p>")


@plant("paper.appendices_in_text", "Appendix C, and no such appendix is attached")
def appendix_not_attached(ground: Ground) -> None:
    ground.text("website", "<p>The pages are listed in Appendix C.</p>")


@plant("paper.confidential_appendix", "points to the confidential appendix, and none is attached")
def confidential_appendix_not_attached(ground: Ground) -> None:
    ReportAttachment.objects.all().delete()
    ground.text("testing", "<p>They are named in the confidential appendix.</p>")


@plant("paper.dates", "is not after September 2021 and by 15 October 2021")
def issued_after_meeting(ground: Ground) -> None:
    Report.objects.update(issue_date=date(2021, 10, 18))


@plant("paper.issued_in_time", "issued on 11 October 2021; it was due on 8 October 2021")
def issued_late(ground: Ground) -> None:
    Report.objects.update(issue_date=date(2021, 10, 11))


@plant("paper.meeting_cancelled", "which was cancelled")
def meeting_cancelled(ground: Ground) -> None:
    Meeting.objects.filter(committee__code="panel", number=97).update(cancelled=True)


@plant("paper.meeting_before", "their numbers do not follow on")
def meeting_missing(ground: Ground) -> None:
    Meeting.objects.filter(committee__code="panel", number=96).update(number=94)


@plant("paper.classification", "There is no wording for a paper classified Amber")
def no_wording(ground: Ground) -> None:
    Report.objects.update(classification="amber")


@plant("paper.attachments", "“Appendix B” stands where Appendix A is due")
def letter_left_out(ground: Ground) -> None:
    ReportAttachment.objects.update(label="Appendix B")


@plant("paper.draft_words", "says “v0.1”")
def version_nought(ground: Ground) -> None:
    ReportAttachment.objects.update(title="DCC Testing Notifications v0.1")


@plant("paper.bodies", "no committee has the code “cacop”")
def committee_missing(ground: Ground) -> None:
    Committee.objects.filter(code="cacop").update(code="cacop-forum")


@plant("paper.illustrative", "Illustrative records stand in for some real ones")
def as_it_is(ground: Ground) -> None:
    """The sample month is a sample: this is the one warning that it has."""
