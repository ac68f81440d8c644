"""The verbs of publication. What is slow (building, printing) comes first; what is kept is written in one transaction
that holds the report's row, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from access import policy
from access.audit import because, record_act
from access.classification import Classification, highest
from access.models import User
from reports.building import built_in_context
from reports.checks.book import Book, run_book
from reports.desk.duties import name_of
from reports.engine.serialise import content_hash, dumps
from reports.facts.registry import all_values
from reports.models import (
    Correction,
    Ending,
    PlannedPublication,
    Publication,
    PublishedFile,
    Report,
    ReviewRound,
    Rule,
    Withdrawal,
)
from reports.models.publication import FileKind
from reports.publishing.freezing import CannotFreeze, Frozens, freeze, numbers_of
from reports.publishing.made_with import made_with
from reports.publishing.planned import call_off_planned
from reports.publishing.putting_back import changed_since, put_back
from reports.publishing.queries import planned_for, planned_open
from reports.publishing.record import record_of
from reports.publishing.signals import published
from reports.restating.places import for_their_readers
from reports.review.closing import correction_in_hand, last_published
from reports.review.queries import Standing, standing
from reports.review.refusals import Refused
from reports.review.services import allow, end_round, held, said

Fence = Callable[[], AbstractContextManager[Any]]
Step = Callable[[int, str], None]
PUBLISHED, WITHDRAWN = "report published", "publication withdrawn"
"""Acts in the trail."""
FURTHEST_AHEAD = timedelta(days=366)
"""Of a planned publication: what is planned for later is a slip in the year."""
CHANGED = "The report has changed since it was approved: what it says now is to be approved."


@dataclass(frozen=True, slots=True)
class Ready:
    """A publication before it is written: all that is slow to make."""

    report: Report
    book: Book
    content_hash: str
    payload: str
    frozen: Frozens
    facts: dict[str, dict[str, Any]]
    made_with: dict[str, Any]


# --- Publishing -------------------------------------------------------------------------------------------------------


def prepare(report: Report, expected_hash: str, by: User, step: Step) -> Ready:
    """Build the report and make all its files. Raises Refused where it is not what was to be published."""
    step(5, "Building the report")
    book = run_book(report)
    document = book.result.document
    found = content_hash(document)
    if found != expected_hash:
        raise Refused("changed", CHANGED)
    may_go(standing(report, document), book, expected_hash, by)
    try:
        done = iter(range(10, 90, 3))
        frozen = freeze(document, lambda name: step(next(done, 90), f"Making {name}"))
    except CannotFreeze as why:
        raise Refused("audience", str(why)) from why
    step(92, "Keeping the month’s figures")
    built, context = built_in_context(report)
    if content_hash(built.document) != found:  # its files say what the records said when it was begun
        raise Refused("changed", CHANGED)
    facts = for_their_readers(numbers_of(all_values(context.reads)), document, context.restating.printed)
    return Ready(report, book, found, dumps(document), frozen, facts, made_with(document))


def may_go(stands: Standing, book: Book, expected_hash: str, by: User) -> ReviewRound:
    """The round that leads to the publication. Raises Refused, in words, for a report that is not ready to be published
    with this content by this person, whom no override serves that they gave themselves."""
    if stands.closed:
        raise Refused("closed", f"The {stands.report} is published. Another version needs a correction to be begun.")
    if stands.round is None:
        raise Refused("draft", "It is a draft: send it for review first.")
    if stands.content_hash != expected_hash:
        raise Refused("changed", CHANGED)
    if stands.state != "approved":
        changed = " Somebody approved it, and it has changed since." if stands.voided else ""
        raise Refused("not_approved", f"Nobody has approved what it says now.{changed}")
    if stands.comments_hinder(by):
        raise Refused("comments", f"{stands.open_comments} comments are open: resolve every one first.")
    if book.errors and not stands.is_set_aside(Rule.ERRORS, by):
        raise Refused("errors", f"The reconciliation book finds {len(book.errors)} errors.")
    if book.warnings:
        raise Refused("warnings", f"The reconciliation book finds {len(book.warnings)} warnings without a reason.")
    return stands.round


def publish(ready: Ready, *, by: User, version: int, fence: Fence, planned: int | None = None) -> Publication:
    """Write the publication in one transaction, which `fence` opens. Raises Refused, and then nothing is written.

    Published already in this version, it stays as it was, and is what is given back. `planned` is the id of the plan
    that it was asked for by: one that was called off since publishes nothing.
    """
    with fence() as done:
        report = held(ready.report)
        there = Publication.objects.filter(report=report, version=version).first()
        if there is None and planned and not planned_open().filter(pk=planned, report=report).exists():
            raise Refused("called_off", "The planned publication was called off.")
        publication = there or _write(ready, report, by, version)
        if done is not None:
            done.result = {"publication": publication.pk}
        return publication


def _write(ready: Ready, report: Report, by: User, version: int) -> Publication:
    by = User.objects.get(pk=by.pk)
    allow(policy.may_publish(by), "Approvers and administrators publish.")
    stands = standing(report, ready.book.result.document)
    current = may_go(stands, ready.book, ready.content_hash, by)
    _refuse_version(report, version, stands)
    _refuse_narrower(report, ready.frozen)
    at, planned = timezone.now(), planned_open().filter(report=report).first()
    with because("published a report", user=by.pk):
        publication = Publication.objects.create(
            **_about(report, ready),
            version=version,
            record={**record_of(stands, current, ready.book, by, at, planned), "files": ready.frozen.listed},
            correction=stands.correction,
            published_by=by,
            published_at=at,
        )
        rows = [one.as_row(publication=publication) for one in ready.frozen.files]
        PublishedFile.objects.bulk_create(rows, batch_size=20)
        end_round(current, Ending.PUBLISHED, by)
        planned_open().filter(report=report).update(publication=publication)
        _record(PUBLISHED, publication, by)
        published.send(sender=Publication, publication=publication)
    return publication


def _about(report: Report, ready: Ready) -> dict[str, Any]:
    document = ready.book.result.document
    return {
        "report": report,
        "kind": report.kind,
        "month": report.month,
        "reference": document.header.reference,
        "title": ready.frozen.files[0].title,
        "classification": ready.frozen.classification,
        "audience": list(ready.frozen.audience),
        "issue_date": document.header.issue_date,
        "content_hash": ready.content_hash,
        "payload": ready.payload,
        "facts": ready.facts,
        "made_with": ready.made_with,
    }


def _refuse_version(report: Report, version: int, stands: Standing) -> None:
    last = last_published(report)
    if version != (last.version + 1 if last else 1) or version != stands.version:
        raise Refused("version", f"Version {version} is not the next one of this report any more.")


def _refuse_narrower(report: Report, frozen: Frozens) -> None:
    """What is classified higher now than in a version that stands would stay readable there."""
    now = {file.part: file.classification for file in frozen.files}
    pages = PublishedFile.objects.filter(publication__report=report, kind=FileKind.PAGE)
    standing = pages.filter(publication__withdrawal__isnull=True).values_list(
        "part", "title", "classification", "publication__version"
    )
    for part, title, before, version in standing:
        word = now.get(part, before)
        if highest((word, before)) != before:
            said = f"{title} is {Classification(word).label} now, and stands as {Classification(before).label}"
            raise Refused("narrower", f"{said} in version {version}: withdraw that version first.")


# --- At a time --------------------------------------------------------------------------------------------------------


@transaction.atomic
def plan(report: Report, *, by: User, due_at: datetime, seen_hash: str) -> PlannedPublication:
    """Have the report published at a time: exactly what it says now, which must be approved."""
    allow(policy.may_publish(by), "Approvers and administrators publish.")
    report = held(report)
    book = run_book(report)
    stands = standing(report, book.result.document)
    if stands.content_hash != seen_hash:
        raise Refused("changed", "It changed while you looked: nothing is planned. Look at what it says now.")
    may_go(stands, book, seen_hash, by)
    now = timezone.now()
    if due_at <= now:
        raise Refused("past", "This time is past: publish it now, or choose a later one.", "due_at")
    if due_at > now + FURTHEST_AHEAD:
        raise Refused("far", "This is more than a year ahead: look at the year, and choose an earlier time.", "due_at")
    there = planned_open().filter(report=report).first()
    if there:
        raise Refused("planned", f"It is planned already, by {name_of(there.planned_by)}: call that off first.")
    with because("planned a publication", user=by.pk):
        return PlannedPublication.objects.create(
            report=report,
            version=stands.version,
            content_hash=seen_hash,
            due_at=due_at,
            planned_by=by,
            planned_at=now,
        )


@transaction.atomic
def call_off(report: Report, *, by: User, reason: str) -> PlannedPublication:
    """Call the planned publication off, with a reason."""
    allow(policy.may_publish(by), "Approvers and administrators publish.")
    held(report)
    if planned_for(report) is None:
        raise Refused("not_planned", "Nothing is planned any more: it was called off or published meanwhile.")
    planned = call_off_planned(report, by, _said(reason, "Say why it is called off.", "reason"))
    assert planned is not None  # noqa: S101  # the report is held
    return planned


# --- Corrections and withdrawal ---------------------------------------------------------------------------------------


@transaction.atomic
def begin_correction(report: Report, *, by: User, reason: str, changes: str, dated: date) -> Correction:
    """Open a published report again, for its next version. What was wrong, what changes and the day is printed on the
    first page."""
    allow(policy.may_correct(by), "Editors begin corrections.")
    report = held(report)
    last = last_published(report)
    if last is None:
        raise Refused("unpublished", "It is not published: there is nothing to correct.")
    if correction_in_hand(report):
        raise Refused("in_hand", "A correction of it is in hand already.")
    if dated < timezone.localdate(last.published_at):
        raise Refused("too_early", "A correction is dated on or after the day of what it corrects.", "dated")
    reason = _said(reason, "Say what was wrong.", "reason")
    changes = _said(changes, "Say what changes.", "changes")
    with because("began a correction", user=by.pk):
        return Correction.objects.create(
            report=report,
            version=last.version + 1,
            reason=reason,
            changes=changes,
            dated=dated,
            begun_by=by,
        )


@transaction.atomic
def give_up_correction(report: Report, *, by: User, as_published: bool = False) -> Correction:
    """Close the report again; what was published is as it was. `as_published` puts the report's own rows back to what
    was published (`putting_back`); else what was changed of them stays in its working copy, for the next correction.
    Refused while it is in review."""
    allow(policy.may_correct(by), "Editors give corrections up.")
    report = held(report)
    correction = correction_in_hand(report)
    if correction is None:
        raise Refused("not_in_hand", "No correction of it is in hand any more.")
    if report.review_rounds.filter(ending="").exists():
        raise Refused("in_review", "It is in review: take it back first.")
    last = last_published(report)
    with because("gave a correction up", user=by.pk):
        if as_published and last is not None:
            put_back(changed_since(last))
        correction.given_up_at = timezone.now()
        correction.save(update_fields=["given_up_at"])
    return correction


@transaction.atomic
def withdraw(publication: Publication, *, by: User, reason: str) -> None:
    """Withdraw a version for good: its address then shows the reason, and its files are for the record alone."""
    allow(policy.may_publish(by), "Approvers and administrators withdraw what was published.")
    held(publication.report)
    reason = _said(reason, "Say why it is withdrawn: readers are shown it.", "reason")
    if Withdrawal.objects.filter(publication=publication).exists():
        raise Refused("withdrawn", "It is withdrawn already.")
    with because("withdrew a publication", user=by.pk):
        Withdrawal.objects.create(publication=publication, reason=reason, by=by)
        _record(WITHDRAWN, publication, by, reason=reason)


def _record(act: str, publication: Publication, by: User, **said: str) -> None:
    """A publication and its withdrawal are written once and have no history of their own: the trail has the acts."""
    told = {"report": str(publication.report), "reference": publication.reference, "version": publication.version}
    record_act(act, user=by, detail={**told, **said})


LONGEST = 2_000
"""Characters of a reason, which stands on a first page or at an address."""


def _said(words: str, wanting: str, field: str) -> str:
    words = said(words, field, longest=LONGEST)
    if not words:
        raise Refused("no_reason", wanting, field)
    return words
