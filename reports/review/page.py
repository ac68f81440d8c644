"""The review's page as plain data, as one person sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Prefetch

from access import policy
from access.models import User
from reports.engine.document import walk_sections
from reports.models import Override, Report, ReviewComment, Reviewer, ReviewRound, SignOff
from reports.review.acts import Again
from reports.review.bases import Basis, bases
from reports.review.commenting import may_resolve
from reports.review.forms import (
    ApproveForm,
    CommentForm,
    OverrideForm,
    RecallForm,
    ResolveForm,
    ReturnForm,
    ReviewerForm,
    SendForm,
    possible_reviewers,
)
from reports.review.queries import Standing, comments_for
from reports.review.services import four_eyes_bind

WITHHELD = "Withheld: it speaks of the report as a whole, and you may not read every part of it."


@dataclass(frozen=True, slots=True)
class CommentRow:
    comment: ReviewComment
    may_resolve: bool
    resolving: forms.Form
    open: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A section that the person may read, with what was said of it. `open` says that its form was sent and refused."""

    id: str
    heading: str
    depth: int
    rows: tuple[CommentRow, ...]
    form: forms.Form
    open: bool

    @property
    def unsettled(self) -> int:
        return sum(row.comment.resolved_at is None for row in self.rows)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """`elsewhere` are comments on sections that the report no longer has. `hidden` counts open comments on parts that
    the person may not read. `asked` says whether they are a reviewer of the open round, and `bound` why four eyes keep
    them from approving."""

    stands: Standing
    places: tuple[Place, ...]
    elsewhere: tuple[CommentRow, ...]
    hidden: int
    rounds: tuple[ReviewRound, ...]
    overrides: tuple[Override, ...]
    forms: dict[str, forms.Form]
    basis: Basis | None
    asked: bool
    bound: str
    may_send: bool
    may_override: bool
    refused: str

    @property
    def reviewers(self) -> list[Reviewer]:
        current = next((one for one in self.rounds if self.stands.round and one.pk == self.stands.round.pk), None)
        return list(current.reviewers.all()) if current else []

    @property
    def last(self) -> ReviewRound | None:
        """The latest round, where it has ended."""
        return self.rounds[0] if self.rounds and self.rounds[0].ending else None

    @property
    def approvals(self) -> set[int]:
        return {one.by_id for one in self.stands.sign_offs}

    @property
    def commented(self) -> list[Place]:
        return [place for place in self.places if place.rows]


def review_page(report: Report, reader: User, stands: Standing, again: Again | None = None) -> ReviewPage:
    """As many queries whatever the number of comments, rounds and reviewers."""
    comments = comments_for(reader, report, stands.document)
    owners = dict(report.duties.values_list("section", "owner_id"))
    rows = {one.pk: _row(one, reader, owners, again) for one in comments}
    places = tuple(_places(stands, reader, rows, again))
    shown = {row.comment.pk for place in places for row in place.rows}
    rounds = tuple(_rounds(report))
    asked = stands.round is not None and any(
        one.person_id == reader.pk for one in rounds[0].reviewers.all() if not rounds[0].ending
    )
    found = bases(report, reader, stands)
    overrides = tuple(Override.objects.filter(report=report).select_related("by", "benefits", "round"))
    if not _reads_all(reader, stands):
        _withhold(stands, rounds, overrides)
    return ReviewPage(
        stands=stands,
        places=places,
        elsewhere=tuple(row for pk, row in rows.items() if pk not in shown),
        hidden=stands.open_comments - sum(one.resolved_at is None for one in comments),
        rounds=rounds,
        overrides=overrides,
        forms=_forms(report, reader, stands, again),
        basis=found[0] if found and found[0].content_hash != stands.content_hash else None,
        asked=asked and policy.may_approve(reader),
        bound=four_eyes_bind(stands, reader) if asked else "",
        may_send=policy.may_send_for_review(reader),
        may_override=policy.may_override(reader),
        refused=" ".join(str(one) for errors in again.form.errors.values() for one in errors) if again else "",
    )


def _reads_all(reader: User, stands: Standing) -> bool:
    """Whether the person may read every part, by which what is said of the report as a whole is confidential."""
    return all(policy.may_read_part(reader, part.classification) for part in stands.document.parts)


def _withhold(stands: Standing, rounds: Sequence[ReviewRound], overrides: Sequence[Override]) -> None:
    """What people wrote of the report as a whole, of these rows as they are shown: who and when stays."""
    for one in (*rounds, *([stands.round] if stands.round else ())):
        one.note, one.ending_reason = (WITHHELD if words else "" for words in (one.note, one.ending_reason))
    signed = [each for one in rounds for each in one.sign_offs.all()]
    for sign_off in (*signed, *stands.sign_offs, *stands.voided):
        sign_off.comment = WITHHELD if sign_off.comment else ""
    for override in (*overrides, *stands.overrides):
        override.reason = WITHHELD


def _row(comment: ReviewComment, reader: User, owners: Mapping[str, int | None], again: Again | None) -> CommentRow:
    sent = again is not None and again.act == "resolve" and again.about == str(comment.pk)
    form = again.form if again and sent else ResolveForm(auto_id=f"resolve-{comment.pk}-%s")
    allowed = may_resolve(reader, comment, owners)
    return CommentRow(comment, allowed, form, sent)


def _places(stands: Standing, reader: User, rows: dict[int, CommentRow], again: Again | None) -> Iterator[Place]:
    of: dict[str, list[CommentRow]] = {}
    for row in rows.values():
        of.setdefault(row.comment.section, []).append(row)
    for part in stands.document.parts:
        if not policy.may_read_part(reader, part.classification):
            continue
        for section in walk_sections(part.sections):
            sent = again is not None and again.act == "comment" and again.about == section.id
            form = again.form if again and sent else CommentForm(auto_id=f"comment-{section.id}-%s")
            heading = f"{section.number} {section.title}".lstrip()
            yield Place(section.id, heading, section.number.count("."), tuple(of.get(section.id, ())), form, sent)


def _rounds(report: Report) -> list[ReviewRound]:
    """Newest first, each with its reviewers and its sign-offs."""
    signed = SignOff.objects.select_related("by", "content").defer("content__payload")
    found = ReviewRound.objects.filter(report=report).select_related("sent_by", "ended_by").order_by("-number")
    reviewers = Reviewer.objects.select_related("person", "named_by")
    return list(found.prefetch_related(Prefetch("reviewers", reviewers), Prefetch("sign_offs", signed)))


def _forms(report: Report, reader: User, stands: Standing, again: Again | None) -> dict[str, Any]:
    """Those that the person may use now, blank but for the one that comes back."""
    made: dict[str, Any] = {}
    people = possible_reviewers(report)
    others = [one for one in people if one.pk != reader.pk]
    if policy.may_send_for_review(reader):
        if stands.round is None and not stands.closed:
            made["send"] = SendForm(others, auto_id="send-%s")
        elif stands.round is not None:
            named = set(stands.round.reviewers.values_list("person", flat=True))
            sender = stands.round.sent_by_id
            free = [one for one in people if one.pk not in named and one.pk != sender]
            made["reviewer"] = ReviewerForm(free, auto_id="reviewer-%s")
            made["recall"] = RecallForm(auto_id="recall-%s")
    if stands.round is not None and policy.may_approve(reader):
        made |= {"approve": ApproveForm(auto_id="approve-%s"), "return": ReturnForm(auto_id="return-%s")}
    if policy.may_override(reader) and not stands.closed:
        made["override"] = OverrideForm(others, auto_id="override-%s")
    if again is not None and again.act in made:
        again.form.auto_id = f"{again.act}-%s"
        made[again.act] = again.form
    return made
