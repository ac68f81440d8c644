"""A correction that is given up: which of the report's own rows it leaves otherwise, and putting them back."""

from __future__ import annotations

from datetime import date

import pytest

from reports.models import Report, ReportAttachment, SectionText, WarningReason
from reports.publishing import services
from reports.publishing.putting_back import changed_since
from reports.review.queries import standing
from tests.access.cast import person
from tests.reports.month import quiet_month
from tests.reports.publishing.life import published
from tests.reports.review.rounds import correct, refusal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("as_published", [True, False])
def test_correction_given_up_puts_the_reports_own_rows_back_or_names_them(as_published: bool) -> None:
    """A text written, one deleted and one added; an attachment; the first page; a reason. Of a record nothing."""
    report = quiet_month()
    written, deleted = (SectionText.objects.create(report=report, section=name, body="<p>Old.</p>") for name in "ab")
    first = published(report)
    correct(report)
    SectionText.objects.filter(pk=written.pk).update(body="<p>New.</p>")
    deleted.delete()
    SectionText.objects.create(report=report, section="c", body="<p>New.</p>")
    ReportAttachment.objects.create(report=report, label="Appendix Z", title="New", classification="white")
    Report.objects.filter(pk=report.pk).update(author="Somebody Else")
    reason = WarningReason.objects.order_by("pk")[0]
    WarningReason.objects.filter(pk=reason.pk).update(reason="Another.")
    told = [(one.name, one.what) for one in changed_since(first)]
    assert told == [
        ("First page: Author", "changed"),
        ("Attachment Appendix Z", "added"),
        ("Text of a", "changed"),
        ("Text of b", "taken away"),
        ("Text of c", "added"),
        (f"Reason for a warning of {reason.check_id}", "changed"),
    ]
    services.give_up_correction(report, by=person("editor"), as_published=as_published)
    assert [(one.name, one.what) for one in changed_since(first)] == ([] if as_published else told)
    again = standing(Report.objects.get(pk=report.pk))
    assert (again.content_hash == first.content_hash) is as_published
    assert again.closed


def test_correction_is_not_given_up_where_its_rows_cannot_be_put_back() -> None:
    report = quiet_month()
    published(report)
    correction = correct(report)
    Report.objects.filter(pk=report.pk).update(paper_number=18)
    other = Report.objects.get(pk=report.pk)
    other.pk, other.month, other.paper_number, other._state.adding = None, date(2021, 8, 1), 17, True
    other.save()
    with refusal("cannot_put_back"):
        services.give_up_correction(report, by=person("editor"), as_published=True)
    correction.refresh_from_db()
    assert correction.given_up_at is None
    assert Report.objects.get(pk=report.pk).paper_number == 18


def test_two_attachments_that_changed_labels_change_them_back() -> None:
    """Neither can have the other's label while the other still has it."""
    report = quiet_month()
    named = {"report": report, "classification": "white"}
    one, two = (ReportAttachment.objects.create(label=f"Appendix {name}", title=name, **named) for name in "AB")
    first = published(report)
    correct(report)
    for row, label in ((one, "Appendix C"), (two, "Appendix A"), (one, "Appendix B")):
        ReportAttachment.objects.filter(pk=row.pk).update(label=label)
    assert len(changed_since(first)) == 2
    services.give_up_correction(report, by=person("editor"), as_published=True)
    assert changed_since(first) == []
    one.refresh_from_db()
    assert one.label == "Appendix A"
