"""How far the review of a report is: a function of what the report says now, and of who approved what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db.models import Q, QuerySet
from django.utils import timezone

from access.models import User
from access.policy import Reader, may_approve, may_read_part, visible_to
from reports.building import build_report
from reports.desk.duties import name_of
from reports.engine.document import Document, walk_sections
from reports.engine.serialise import content_hash
from reports.engine.values import long_date
from reports.models import Correction, Override, Publication, Report, ReviewComment, ReviewRound, Rule, SignOff
from reports.review.closing import correction_in_hand, last_published

State = Literal["draft", "in_review", "approved"]
FIRST = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """`version` is the one that the report leads to; of one that is published and not being corrected, that which was
    published last. `sign_offs` are of the report as it is now, by people who may still approve it; `voided`, the latest
    of each other person, are not. `overrides` are those that stand in this round, or are given for the next.
    `open_comments` counts every part's, also those that few may read."""

    report: Report
    document: Document
    content_hash: str
    round: ReviewRound | None
    version: int
    published: Publication | None
    correction: Correction | None
    sign_offs: tuple[SignOff, ...]
    voided: tuple[SignOff, ...]
    overrides: tuple[Override, ...]
    open_comments: int

    @property
    def state(self) -> State:
        """Approved is a report of which somebody approved exactly what it says now."""
        if self.round is None:
            return "draft"
        return "approved" if self.sign_offs else "in_review"

    @property
    def closed(self) -> bool:
        """Whether it is published, and nobody has begun to correct it."""
        return self.published is not None and self.correction is None

    @property
    def words(self) -> str:
        """What a page says of the working copy."""
        if self.closed:
            return f"Published, version {self.version}"
        of = f", version {self.version}" if self.version > FIRST else ""
        if self.state == "draft":
            return f"Draft{of}"
        return f"In review{of}" if self.state == "in_review" else f"Approved, not published{of}"

    def is_set_aside(self, rule: str, person: User) -> bool:
        """Whether an override of the rule stands for this person, who approves or publishes. It is another's: it never
        serves whoever granted it, nor does it make one person of the two whom a paper needs."""
        return any(
            one.rule == rule and one.by_id != person.pk and one.benefits_id in (None, person.pk)
            for one in self.overrides
        )

    def comments_hinder(self, person: User) -> bool:
        """Whether comments are open, and nobody has set that rule aside for this person."""
        return bool(self.open_comments) and not self.is_set_aside(Rule.OPEN_COMMENTS, person)


def standing(report: Report, document: Document | None = None) -> Standing:
    """How the report stands; `document` is what building it now gives. Raises as building does, where that is asked."""
    document = document or build_report(report).document
    now = content_hash(document)
    published, correction = last_published(report), correction_in_hand(report)
    version = correction.version if correction else published.version if published else FIRST
    current = open_round(report)
    signed = signed_in(current) if current else []
    holding = tuple(one for one in signed if one.content.content_hash == now and may_approve(one.by))
    hold = {one.by_id for one in holding}
    return Standing(
        report=report,
        document=document,
        content_hash=now,
        round=current,
        version=current.version if current else version,
        published=published,
        correction=correction,
        sign_offs=holding,
        voided=tuple({one.by_id: one for one in signed if one.by_id not in hold}.values()),
        overrides=tuple(overrides_for(report, version, current)),
        open_comments=ReviewComment.objects.filter(report=report, resolved_at__isnull=True).count(),
    )


def open_round(report: Report) -> ReviewRound | None:
    rounds = ReviewRound.objects.filter(report=report, ending="").select_related("sent_by", "sent")
    return rounds.defer("sent__payload").first()


def signed_in(round: ReviewRound) -> list[SignOff]:
    """Its sign-offs in the order they were given, each with who, and of which content."""
    signed = (
        SignOff.objects.filter(round=round)
        .select_related("by", "content")
        .defer("content__payload")
        .prefetch_related("by__role_grants")
    )
    return list(signed.order_by("at", "pk"))


def overrides_for(report: Report, version: int, current: ReviewRound | None) -> QuerySet[Override]:
    """Those of the round, and those given before it was sent and after the one before had ended."""
    ended = ReviewRound.objects.filter(report=report).exclude(ending="").order_by("-number")
    last = ended.values_list("ended_at", flat=True).first()
    before = Q(round__isnull=True, version=version, **({"at__gt": last} if last else {}))
    given = Override.objects.filter(report=report).select_related("by", "benefits")
    return given.filter(before | Q(round=current) if current else before).order_by("at", "pk")


def in_a_line(report: Report) -> str:
    """How far the review is, without building the report: whether an approval still holds is said on its page."""
    if current := open_round(report):
        names = ", ".join(dict.fromkeys(name_of(one.by) for one in signed_in(current)))
        approvals = f" Approved by {names}, for as long as nothing changes." if names else ""
        return f"In review since {long_date(timezone.localdate(current.sent_at)).display}.{approvals}"
    published, correction = last_published(report), correction_in_hand(report)
    if correction:
        return f"Draft of version {correction.version}, a correction."
    return f"Published, version {published.version}." if published else "Draft, not in review."


def comments_for(reader: Reader, report: Report, document: Document) -> list[ReviewComment]:
    """The comments on the report that the person may read, oldest first: by what each was classified as when it was
    made, and by the part that its section stands in now."""
    kept = visible_to(reader, ReviewComment.objects.filter(report=report))
    now = classifications(document)
    found = list(kept.select_related("by", "resolved_by").order_by("at", "pk"))
    return [one for one in found if may_read_section(reader, now.get(one.section, ""))]


def classifications(document: Document) -> dict[str, str]:
    """What the part that each section stands in is classified as, by the section's id."""
    return {
        section.id: part.classification.lower() for part in document.parts for section in walk_sections(part.sections)
    }


def may_read_section(reader: Reader, classification: str) -> bool:
    """Of a section that the report no longer has, the comment's own classification has decided."""
    return not classification or may_read_part(reader, classification)
