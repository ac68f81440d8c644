"""What people say of a section, or of a passage in it; and how that is settled."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from access import policy
from access.audit import because
from access.models import User
from reports.building import build_report
from reports.desk.duties import owner_of
from reports.engine.blocks import Section
from reports.models import Report, ReviewComment
from reports.review.closing import closed_words, may_be_changed
from reports.review.passages import section_of, stands_in
from reports.review.queries import standing
from reports.review.refusals import Refused
from reports.review.services import allow, held, said

LONGEST_PASSAGE = 1_000


@transaction.atomic
def comment(report: Report, *, by: User, section: str, body: str, passage: str = "") -> ReviewComment:
    """Comment on a section, or on words that stand in it now. The comment is classified as the part is.

    What is said of the same words in the same words is not said again: a form sent twice leaves one comment.
    """
    allow(policy.may_comment(by), "SECAS staff comment on drafts.")
    report = held(report)
    body, passage = said(body, "body"), " ".join(passage.split())
    if not body:
        raise Refused("no_words", "Say what you think of it.", "body")
    stands = standing(report, build_report(report).document)
    if stands.closed:
        raise Refused("closed", closed_words(report))
    place = section_of(stands.document, section)
    if place is None or not policy.may_read_part(by, place[0].classification):
        raise Refused("no_section", "The report has no such section any more.", "section")
    _refuse_passage(passage, place[1])
    known = {"section": section, "passage": passage, "body": body, "by": by, "version": stands.version}
    same = report.comments.filter(**known, resolved_at__isnull=True).first()
    if same:
        return same
    with because("commented on a draft", user=by.pk):
        return ReviewComment.objects.create(report=report, classification=place[0].classification.lower(), **known)


@transaction.atomic
def resolve(comment: ReviewComment, *, by: User, resolution: str = "") -> ReviewComment:
    """Settle a comment. One that is settled already stays as it was, whoever asks."""
    resolution = said(resolution, "resolution")
    found = _held_comment(comment)
    allow(may_resolve(by, found), "Whoever made a comment, writes its section or edits reports resolves it.")
    if found.resolved_at is None:
        with because("resolved a comment", user=by.pk):
            found.resolution, found.resolved_by, found.resolved_at = resolution, by, timezone.now()
            found.save(update_fields=["resolution", "resolved_by", "resolved_at"])
    return found


@transaction.atomic
def reopen(comment: ReviewComment, *, by: User) -> ReviewComment:
    """Open a comment again; what its resolution said stays in its trail. One that is open stays so. Of a report that is
    closed nothing is opened again: it would wait there for the next version."""
    found = _held_comment(comment)
    allow(policy.may_comment(by) and policy.may_read(by, found), "SECAS staff open comments again.")
    if found.resolved_at is not None and not may_be_changed(found.report):
        raise Refused("closed", closed_words(found.report))
    if found.resolved_at is not None:
        with because("opened a comment again", user=by.pk):
            found.resolution, found.resolved_by, found.resolved_at = "", None, None
            found.save(update_fields=["resolution", "resolved_by", "resolved_at"])
    return found


def may_resolve(person: User, comment: ReviewComment, owners: Mapping[str, int | None] | None = None) -> bool:
    """`owners` are the keys of who owns each section, asked for where they are not given."""
    if not (policy.may_comment(person) and policy.may_read(person, comment)):
        return False
    if comment.by_id == person.pk or policy.may_write_section(person, None):
        return True
    known = owners.get(comment.section) if owners is not None else owner_of(comment.report, comment.section)
    return policy.may_write_section(person, known)


def _held_comment(comment: ReviewComment) -> ReviewComment:
    """The comment as it is now, with its report held: nobody approves the report meanwhile."""
    report = held(comment.report)
    found = ReviewComment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    found.report = report
    return found


def _refuse_passage(passage: str, section: Section) -> None:
    if len(passage) > LONGEST_PASSAGE:
        raise Refused("too_long", f"Keep the passage to {LONGEST_PASSAGE:,} characters.", "passage")
    if passage and not stands_in(passage, section):
        raise Refused("no_passage", "These words do not stand in the section any more: look at it again.", "passage")
