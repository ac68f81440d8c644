"""The verbs of a review. Each is one transaction that holds the report's row, so that of two the later sees what the
earlier did; each refusal is a `Refused` and leaves everything as it was."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from access import policy
from access.audit import because
from access.models import User
from reports.checks.book import Book, run_book
from reports.desk.duties import name_of
from reports.engine.document import Document
from reports.engine.serialise import content_hash, dumps
from reports.models import Ending, Override, Report, ReviewedContent, Reviewer, ReviewRound, Rule, SignOff
from reports.publishing.planned import call_off_planned
from reports.review.closing import closed_words, correction_in_hand, may_be_changed
from reports.review.four_eyes import Written, written_by
from reports.review.queries import FIRST, Standing, open_round, standing
from reports.review.refusals import Refused

__all__ = [
    "LONGEST",
    "Refused",
    "add_reviewer",
    "approve",
    "end_round",
    "may_be_changed",
    "override",
    "recall",
    "return_for_changes",
    "send_for_review",
]

LONGEST = 5_000
"""Characters of a note, a reason or a comment: what needs more is a document of its own."""


# --- The way to the reviewers, and back ---------------------------------------------------------------------


@transaction.atomic
def send_for_review(report: Report, *, by: User, reviewers: Sequence[User], note: str = "") -> ReviewRound:
    """Begin a round with these reviewers, who are shown the report as it is now."""
    allow(policy.may_send_for_review(by), "Editors send reports for review.")
    report = held(report)
    note = said(note, "note")
    book = run_book(report)
    stands = standing(report, book.result.document)
    if stands.round is not None:
        raise Refused("open", f"It was sent for review already, by {name_of(stands.round.sent_by)}.")
    if stands.closed:
        raise Refused("closed", closed_words(report))
    if not reviewers:
        raise Refused("no_reviewers", "Say who reviews it.", "reviewers")
    for person in reviewers:
        _refuse_reviewer(report, person, by)
    _refuse_by_book(book, stands, by)
    with because("sent a report for review", user=by.pk):
        sent = ReviewRound.objects.create(
            report=report,
            number=ReviewRound.objects.filter(report=report).count() + 1,
            version=stands.version,
            sent=content_of(report, stands.document),
            sent_by=by,
            note=note,
        )
        Reviewer.objects.bulk_create(
            [Reviewer(round=sent, person=person, named_by=by) for person in dict.fromkeys(reviewers)]
        )
    return sent


@transaction.atomic
def add_reviewer(report: Report, *, by: User, person: User) -> Reviewer:
    """Ask one more person to review the round that is open. Asked twice, they are asked once."""
    allow(policy.may_send_for_review(by), "Editors say who reviews a report.")
    report = held(report)
    current = _open(report)
    _refuse_reviewer(report, person, current.sent_by)
    with because("named a reviewer", user=by.pk):
        named, _ = Reviewer.objects.get_or_create(round=current, person=person, defaults={"named_by": by})
    return named


@transaction.atomic
def recall(report: Report, *, by: User, reason: str = "") -> ReviewRound:
    """Take the report back from its reviewers: it is a draft again, and what was planned of it is called off."""
    allow(policy.may_send_for_review(by), "Editors take reports back from review.")
    report = held(report)
    ended = end_round(_open(report), Ending.RECALLED, by, reason)
    call_off_planned(report, by, _with_words("It was taken back from review", ended.ending_reason))
    return ended


@transaction.atomic
def return_for_changes(report: Report, *, by: User, reason: str) -> ReviewRound:
    """A reviewer gives the report back: it is a draft again."""
    allow(policy.may_approve(by), "Reviewers give a report back.")
    current = _open(held(report))
    _refuse_unasked(current, by)
    if not reason.strip():
        raise Refused("no_reason", "Say what has to change.", "reason")
    ended = end_round(current, Ending.RETURNED, by, reason)
    call_off_planned(current.report, by, _with_words("It was given back for changes", ended.ending_reason))
    return ended


def _with_words(what: str, reason: str) -> str:
    return f"{what}: {reason}" if reason else f"{what}."


@transaction.atomic
def end_round(round: ReviewRound, ending: str, by: User, reason: str = "") -> ReviewRound:
    """End the round, for whoever asks: its callers have asked who may. Refused where it has ended already."""
    found = ReviewRound.objects.select_for_update(of=("self",)).get(pk=round.pk)
    if found.ending:
        raise Refused("ended", f"The review has ended meanwhile: {found.get_ending_display().lower()}.")
    with because("ended a review", user=by.pk):
        found.ending, found.ended_by, found.ended_at = ending, by, timezone.now()
        found.ending_reason = said(reason, "reason")
        found.save(update_fields=["ending", "ended_by", "ended_at", "ending_reason"])
    return found


# --- Approval -----------------------------------------------------------------------------------------------


@transaction.atomic
def approve(report: Report, *, by: User, seen_hash: str, comment: str = "") -> SignOff:
    """Approve exactly the content that the person was shown, by its hash. Approving the same twice is approving once.

    Whoever sent the report, or changed any of it, is refused: see `four_eyes`.
    """
    allow(policy.may_approve(by), "Approvers approve reports.")
    report = held(report)
    comment = said(comment, "comment")
    current = _open(report)
    _refuse_unasked(current, by)
    book = run_book(report)
    stands = standing(report, book.result.document)
    if stands.content_hash != seen_hash:
        raise Refused("changed", "It changed while you looked: nothing was approved. Look at what is different now.")
    if stands.comments_hinder(by):
        raise Refused("comments", f"{_counted(stands.open_comments, 'comment')} open: resolve every one first.")
    if binding := four_eyes_bind(stands, by):
        raise Refused("four_eyes", binding)
    _refuse_by_book(book, stands, by)
    made, _ = SignOff.objects.get_or_create(
        round=current, content=content_of(report, stands.document), by=by, defaults={"comment": comment}
    )
    return made


def four_eyes_bind(stands: Standing, person: User) -> str:
    """Why this person may not approve the report, in words; "" where they may."""
    if stands.is_set_aside(Rule.FOUR_EYES, person):
        return ""
    if stands.round is not None and stands.round.sent_by_id == person.pk:
        return "You sent it for review: somebody else approves it."
    written = written_by(person, stands.report)
    return f"You changed it ({_listed(written)}): somebody else approves it." if written else ""


# --- Setting a rule aside -----------------------------------------------------------------------------------


@transaction.atomic
def override(report: Report, *, by: User, rule: str, reason: str, benefits: User | None = None) -> Override:
    """Set a rule aside in this round, or where none is open in the next. Of four eyes, for one person, who is asked to
    review by that."""
    allow(policy.may_override(by), "Approvers and administrators set rules aside.")
    report = held(report)
    if rule not in Rule.values:
        raise Refused("no_rule", "Say which rule.", "rule")
    reason = said(reason, "reason")
    if not reason:
        raise Refused("no_reason", "Say why: it stays with the report, under your name.", "reason")
    for_one = rule == Rule.FOUR_EYES
    if for_one:
        _refuse_benefit(report, by, benefits)
    correction, current = correction_in_hand(report), open_round(report)
    if correction is None and not may_be_changed(report):
        raise Refused("closed", closed_words(report))
    version = current.version if current else correction.version if correction else FIRST
    with because("set a rule of the review aside", user=by.pk):
        if for_one and benefits is not None and current is not None:
            Reviewer.objects.get_or_create(round=current, person=benefits, defaults={"named_by": by})
        return Override.objects.create(
            report=report,
            version=version,
            round=current,
            rule=rule,
            benefits=benefits if for_one else None,
            reason=reason,
            by=by,
        )


def _refuse_benefit(report: Report, by: User, benefits: User | None) -> None:
    if benefits is None:
        raise Refused("no_benefit", "Say who may approve it in spite of that.", "benefits")
    if benefits.pk == by.pk:
        raise Refused("for_oneself", "Nobody sets a rule aside for themselves: ask somebody else to.", "benefits")
    if not (policy.may_approve(benefits) and policy.may_read(benefits, report)):
        raise Refused("reviewer_role", f"{name_of(benefits)} may not approve this report.", "benefits")


# --- What they share ----------------------------------------------------------------------------------------


def held(report: Report) -> Report:
    """The report with its row locked until the transaction ends. Texts are still written meanwhile: what is approved
    is named by its hash, so a save that comes in between voids an approval and never slips into one."""
    rows = Report.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("meeting__committee").get(pk=report.pk)


def content_of(report: Report, document: Document) -> ReviewedContent:
    """What the reviewers are shown, kept once."""
    kept, _ = ReviewedContent.objects.get_or_create(
        report=report, content_hash=content_hash(document), defaults={"payload": dumps(document)}
    )
    return kept


def said(words: str, field: str, *, longest: int = LONGEST) -> str:
    """What was typed, in one form of line ends. Raises Refused where it is too long."""
    words = words.replace("\r\n", "\n").replace("\0", "").strip()
    if len(words) > longest:
        raise Refused("too_long", f"Keep it to {longest:,} characters: this is {len(words):,}.", field)
    return words


def allow(allowed: bool, who: str) -> None:
    """Raises Refused, saying who may, where the person's role does not let them."""
    if not allowed:
        raise Refused("role", who)


def _open(report: Report) -> ReviewRound:
    current = open_round(report)
    if current is None:
        raise Refused("not_open", "It is not in review: it was taken back, given back or published meanwhile.")
    return current


def _refuse_reviewer(report: Report, person: User, sender: User) -> None:
    if not (policy.may_approve(person) and policy.may_read(person, report)):
        raise Refused("reviewer_role", f"{name_of(person)} may not approve this report.", "reviewers")
    if person.pk == sender.pk:
        raise Refused("own_review", f"{name_of(person)} sends it, so somebody else reviews it.", "reviewers")


def _refuse_unasked(current: ReviewRound, person: User) -> None:
    if not current.reviewers.filter(person=person).exists():
        raise Refused("not_asked", "You were not asked to review it: an editor can add you to its reviewers.")


def _refuse_by_book(book: Book, stands: Standing, person: User) -> None:
    if book.errors and not stands.is_set_aside(Rule.ERRORS, person):
        raise Refused("errors", f"The reconciliation book finds {_counted(len(book.errors), 'error', verb=False)}.")
    if book.warnings:
        asks = "has a written reason why it may stand" if len(book.warnings) == 1 else "have a reason each"
        number = _counted(len(book.warnings), "warning", verb=False)
        raise Refused("warnings", f"The reconciliation book finds {number}: first they {asks}.")


def _counted(number: int, of: str, *, verb: bool = True) -> str:
    is_are = (" is" if number == 1 else " are") if verb else ""
    return f"{number:,} {of}{'' if number == 1 else 's'}{is_are}"


def _listed(written: Sequence[Written]) -> str:
    named = [one.kind for one in written[:3]]
    return ", ".join(named) + (" and more" if len(written) > len(named) else "")
