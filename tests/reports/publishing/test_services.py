"""Publishing, planning, correcting and withdrawing: what is written, and everything that is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from access.audit.log import Asked, as_csv, log
from access.models import Role, RoleGrant, User
from jobs.models import State
from reports.engine.serialise import content_hash, loads
from reports.models import (
    PlannedPublication,
    Publication,
    PublishedFile,
    Report,
    ReviewComment,
    Rule,
    SectionText,
    WarningReason,
)
from reports.publishing import services
from reports.publishing.queries import alarms, planned_for
from reports.publishing.tasks import request_publication
from reports.review.queries import standing
from reports.review.refusals import Refused
from reports.review.services import override, recall, return_for_changes
from tests.access.cast import CAST, STAFF, person
from tests.reports.month import quiet_month
from tests.reports.publishing.life import approved, fence, publish_now, published

pytestmark = pytest.mark.django_db

ANSWERS = ("approver", "administrator")
EDITS = ("editor", "administrator")
LATER = timedelta(days=2)


def refused(act: Callable[..., Any], *args: Any, **more: Any) -> str:
    """What it is refused for, and that nothing was written."""
    before = (Publication.objects.count(), PublishedFile.objects.count(), PlannedPublication.objects.count())
    with pytest.raises(Refused) as why:
        act(*args, **more)
    assert before == (Publication.objects.count(), PublishedFile.objects.count(), PlannedPublication.objects.count())
    assert why.value.message
    return why.value.code


def changed(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(author="Somebody Else")


# --- What is written --------------------------------------------------------------------------------------------------


def test_published_report_is_kept_whole() -> None:
    report = quiet_month()
    stands = approved(report)
    publication = publish_now(report, stands.content_hash, 1)
    assert content_hash(loads(publication.payload)) == publication.content_hash == stands.content_hash
    assert {file.kind for file in publication.files.all()} == {"page", "pdf", "data", "tables", "table"}
    assert all(file.size == len(bytes(file.content)) > 0 for file in publication.files.all())
    assert publication.made_with["edition"] == stands.document.edition
    assert len(publication.made_with["program"]) == 64
    assert standing(Report.objects.get(pk=report.pk)).round is None
    assert standing(Report.objects.get(pk=report.pk)).closed


def test_record_says_who_sent_approved_and_published_and_what_stood() -> None:
    publication = published(quiet_month())
    record = publication.record
    assert (record["sent"]["name"], record["published"]["name"]) == ("editor", "approver")
    assert [one["name"] for one in record["approved"]] == ["approver"]
    assert [(one["rule"], one["reason"], one["name"]) for one in record["overrides"]] == [
        ("errors", "Nothing is entered for this test.", "administrator")
    ]
    assert record["errors"]
    assert record["warnings"]
    assert {one["reason"] for one in record["warnings"]} == {"It stands for this test."}


def test_figures_of_the_month_are_kept_and_what_is_missing_is_not() -> None:
    facts = published(quiet_month()).facts
    assert facts["modifications.raised"]["value"] == "0"
    assert all(one["value"] not in ("None", "") for one in facts.values())
    assert "helpdesk.calls" not in facts


@pytest.mark.parametrize("of", [Publication, PublishedFile])
def test_database_keeps_what_was_published_from_change(of: type[Any]) -> None:
    published(quiet_month())
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        of.objects.update(title="Another")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        of.objects.all()._raw_delete("default")


def test_published_twice_it_is_published_once() -> None:
    report = quiet_month()
    stands = approved(report)
    by = person("approver")
    ready = [services.prepare(report, stands.content_hash, by, lambda percent, text: None) for _ in range(2)]
    one, two = (services.publish(each, by=by, version=1, fence=fence) for each in ready)
    assert one == two
    assert Publication.objects.count() == 1


# --- What is refused --------------------------------------------------------------------------------------------------


def test_draft_is_not_published() -> None:
    report = quiet_month()
    assert refused(publish_now, report, standing(report).content_hash, 1) == "draft"


def test_unapproved_content_is_not_published() -> None:
    report = quiet_month()
    old = approved(report).content_hash
    changed(report)
    assert refused(publish_now, Report.objects.get(pk=report.pk), old, 1) == "changed"
    now = standing(Report.objects.get(pk=report.pk)).content_hash
    assert refused(publish_now, Report.objects.get(pk=report.pk), now, 1) == "not_approved"


def test_report_taken_back_while_it_is_printed_is_not_published() -> None:
    report = quiet_month()
    stands = approved(report)
    ready = services.prepare(report, stands.content_hash, person("approver"), lambda percent, text: None)
    recall(report, by=person("editor"))
    assert refused(services.publish, ready, by=person("approver"), version=1, fence=fence) == "draft"


def test_what_changes_while_its_files_are_made_keeps_it_back() -> None:
    """Else the figures that are kept with it would be others than those that its files print."""
    report = quiet_month()
    stands = approved(report)

    def step(percent: int, text: str) -> None:
        if text == "Keeping the month’s figures":
            changed(report)
            report.refresh_from_db()

    assert refused(services.prepare, report, stands.content_hash, person("approver"), step) == "changed"


def test_comment_opened_after_approval_keeps_it_back() -> None:
    report = quiet_month()
    stands = approved(report)
    ReviewComment.objects.create(
        report=report, version=1, section="purpose", body="Wait.", classification="white", by=person("editor")
    )
    assert refused(publish_now, report, stands.content_hash, 1) == "comments"


def test_warning_whose_reason_was_taken_back_keeps_it_back() -> None:
    report = quiet_month()
    stands = approved(report)
    WarningReason.objects.all().delete()
    assert refused(publish_now, report, stands.content_hash, 1) == "warnings"


def test_version_that_is_not_the_next_is_not_published() -> None:
    report = quiet_month()
    stands = approved(report)
    assert refused(publish_now, report, stands.content_hash, 2) == "version"


@pytest.mark.parametrize("name", [name for name in CAST if name not in (*ANSWERS, "stranger")])
def test_only_those_who_answer_for_papers_publish_plan_and_withdraw(name: str) -> None:
    report = quiet_month()
    stands = approved(report)
    by = person(name)
    assert refused(publish_now, report, stands.content_hash, 1, by) == "role"
    at = timezone.now() + LATER
    assert refused(services.plan, report, by=by, due_at=at, seen_hash=stands.content_hash) == "role"
    publication = publish_now(report, stands.content_hash, 1)
    assert refused(services.withdraw, publication, by=by, reason="No.") == "role"


def test_person_whose_role_was_taken_away_meanwhile_does_not_publish() -> None:
    report = quiet_month()
    stands = approved(report)
    by = User.objects.create(username="second", email="second@example.org")
    RoleGrant.objects.create(user=by, role=Role.APPROVER)
    assert by.roles
    RoleGrant.objects.filter(user=by).delete()
    assert refused(publish_now, report, stands.content_hash, 1, by) == "role"


# --- At a time --------------------------------------------------------------------------------------------------------


def plan(report: Report, seen: str, **more: Any) -> PlannedPublication:
    return services.plan(
        report, **{"by": person("approver"), "due_at": timezone.now() + LATER, "seen_hash": seen, **more}
    )


def test_planned_publication_ends_with_the_publication() -> None:
    report = quiet_month()
    stands = approved(report)
    planned = plan(report, stands.content_hash)
    publication = publish_now(report, stands.content_hash, 1)
    planned.refresh_from_db()
    assert planned.publication == publication
    assert publication.record["planned"]["due"] == planned.due_at.isoformat()
    assert planned_for(report) is None


def test_planning_is_refused_in_the_past_twice_and_of_what_is_not_approved() -> None:
    report = quiet_month()
    assert refused(plan, report, standing(report).content_hash) == "draft"
    stands = approved(report)
    assert refused(plan, report, stands.content_hash, due_at=timezone.now()) == "past"
    assert refused(plan, report, "0" * 64) == "changed"
    plan(report, stands.content_hash)
    assert refused(plan, report, stands.content_hash) == "planned"


def test_planned_publication_is_called_off_with_a_reason_once() -> None:
    report = quiet_month()
    plan(report, approved(report).content_hash)
    assert refused(services.call_off, report, by=person("approver"), reason="  ") == "no_reason"
    assert refused(services.call_off, report, by=person("editor"), reason="No.") == "role"
    off = services.call_off(report, by=person("administrator"), reason="The meeting is put off.")
    assert (off.called_off_by, off.called_off_reason) == (person("administrator"), "The meeting is put off.")
    assert refused(services.call_off, report, by=person("approver"), reason="Again.") == "not_planned"


@pytest.mark.parametrize(
    ("end", "who", "reason", "said"),
    [
        (recall, "editor", "", "It was taken back from review."),
        (recall, "editor", "A figure is wrong.", "It was taken back from review: A figure is wrong."),
        (return_for_changes, "approver", "A figure is wrong.", "It was given back for changes: A figure is wrong."),
    ],
)
def test_end_of_its_review_calls_a_planned_publication_off(
    end: Callable[..., Any], who: str, reason: str, said: str
) -> None:
    report = quiet_month()
    planned = plan(report, approved(report).content_hash)
    job = request_publication(report, 1, planned.content_hash, person("approver"), planned=planned)
    end(report, by=person(who), reason=reason)
    planned.refresh_from_db()
    assert (planned.called_off_by, planned.called_off_reason) == (person(who), said)
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert alarms(planned.due_at + timedelta(days=1)) == []


def test_publication_called_off_while_it_is_printed_does_not_happen() -> None:
    report = quiet_month()
    stands = approved(report)
    planned, by = plan(report, stands.content_hash), person("approver")
    job = request_publication(report, 1, stands.content_hash, by, planned=planned)
    ready = services.prepare(report, stands.content_hash, by, lambda percent, text: None)
    services.call_off(report, by=person("administrator"), reason="The meeting is put off.")
    asked = {"by": by, "version": 1, "planned": planned.pk, "fence": fence}
    assert refused(services.publish, ready, **asked) == "called_off"
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert not Publication.objects.exists()


def test_approver_alone_sets_nothing_aside_and_publishes() -> None:
    """Somebody else publishes, where who would has set the rule aside."""
    report = quiet_month()
    stands = approved(report)
    ReviewComment.objects.create(
        report=report, version=1, section="purpose", body="Wait.", classification="white", by=person("editor")
    )
    override(report, by=person("approver"), rule=Rule.OPEN_COMMENTS, reason="It is nothing.")
    assert refused(publish_now, report, stands.content_hash, 1) == "comments"
    second = User.objects.create(username="second", email="second@example.org")
    RoleGrant.objects.create(user=second, role=Role.APPROVER)
    assert publish_now(report, stands.content_hash, 1, by=second).version == 1


def test_overdue_publication_is_an_alarm() -> None:
    report = quiet_month()
    planned = plan(report, approved(report).content_hash)
    assert alarms(planned.due_at + timedelta(seconds=59)) == []
    (alarm,) = alarms(planned.due_at + timedelta(seconds=61))
    assert alarm.overdue
    assert "was not queued" in alarm.words


# --- Corrections and withdrawal ---------------------------------------------------------------------------------------


def begin(report: Report, **more: Any) -> Any:
    known = {"by": person("editor"), "reason": "Table 2 left a meeting out.", "changes": "It has the meeting now."}
    return services.begin_correction(report, **{**known, "dated": timezone.localdate(), **more})


def test_corrected_version_says_so_on_its_first_page_and_is_reviewed_anew() -> None:
    report = quiet_month()
    first = published(report)
    correction = begin(report)
    stands = standing(Report.objects.get(pk=report.pk))
    said = f"Version 2, corrected on {correction.dated.day} {correction.dated:%B %Y}"
    assert stands.document.notices[0] == f"{said}: Table 2 left a meeting out. It has the meeting now."
    assert stands.content_hash != first.content_hash
    assert refused(publish_now, report, stands.content_hash, 2) == "draft"
    WarningReason.objects.all().delete()
    second = published(Report.objects.get(pk=report.pk))
    assert (second.version, second.correction) == (2, correction)
    assert said in bytes(second.files.get(part="", kind="page").content).decode()
    assert said not in bytes(first.files.get(part="", kind="page").content).decode()
    assert said in json.loads(second.payload)["notices"][0]


def test_correction_given_up_leaves_the_report_as_it_was_published() -> None:
    report = quiet_month()
    first = published(report)
    begin(report)
    services.give_up_correction(report, by=person("editor"))
    assert standing(Report.objects.get(pk=report.pk)).content_hash == first.content_hash
    assert refused(services.give_up_correction, report, by=person("editor")) == "not_in_hand"
    assert begin(report).version == 2


def test_corrections_are_refused_of_what_is_not_published_twice_and_without_words() -> None:
    report = quiet_month()
    assert refused(begin, report) == "unpublished"
    published(report)
    for name in ("reason", "changes"):
        assert refused(begin, report, **{name: " "}) == "no_reason"
        assert refused(begin, report, **{name: "x" * 2001}) == "too_long"
    assert refused(begin, report, dated=date(2021, 10, 8)) == "too_early"
    for name in STAFF:
        if name not in EDITS:
            assert refused(begin, report, by=person(name)) == "role"
    begin(report)
    assert refused(begin, report) == "in_hand"


def test_correction_in_review_is_not_given_up() -> None:
    report = quiet_month()
    published(report)
    begin(report)
    WarningReason.objects.all().delete()
    approved(Report.objects.get(pk=report.pk))
    assert refused(services.give_up_correction, report, by=person("editor")) == "in_review"


def test_withdrawn_once_with_a_reason() -> None:
    publication = published(quiet_month())
    assert refused(services.withdraw, publication, by=person("approver"), reason="") == "no_reason"
    services.withdraw(publication, by=person("approver"), reason="It was of another month.")
    assert publication.withdrawal.reason == "It was of another month."
    assert refused(services.withdraw, publication, by=person("approver"), reason="Again.") == "withdrawn"


def test_publication_and_withdrawal_are_acts_in_the_trail_found_by_their_words() -> None:
    publication = published(quiet_month())
    services.withdraw(publication, by=person("approver"), reason="It was of another month.")
    about = {"report": str(publication.report), "reference": publication.reference, "version": 1}
    for words, kind, more in (
        (f"report published {publication.reference}", "report published", {}),
        ("withdrawn another month", "publication withdrawn", {"reason": "It was of another month."}),
    ):
        (entry,) = log(Asked(words=words), reader=person("administrator"))
        assert (entry.subject, entry.by) == (kind, person("approver"))
        assert entry.detail == about | more
    told = "".join(as_csv(Asked(kinds=("publication withdrawn",)), reader=person("administrator")))
    assert f"reference: {publication.reference}" in told
    assert "reason: It was of another month." in told


def test_texts_of_a_corrected_report_are_printed_in_the_new_version_alone() -> None:
    report = quiet_month()
    first = published(report)
    begin(report)
    SectionText.objects.create(report=report, section="purpose", body="<p>Words of the second version.</p>")
    WarningReason.objects.all().delete()
    second = published(Report.objects.get(pk=report.pk))
    assert "Words of the second version" in second.payload
    assert "Words of the second version" not in first.payload
    assert Rule.ERRORS in {one["rule"] for one in second.record["overrides"]}
