"""What a report as it is now can be held against: what somebody approved, what was sent, what was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from access.models import User
from reports.desk.duties import name_of
from reports.engine.document import Document
from reports.engine.serialise import loads
from reports.models import Publication, Report, ReviewedContent, ReviewRound, SignOff
from reports.review.queries import Standing


@dataclass(frozen=True, slots=True)
class Basis:
    """`key` stands in the page's address; `title` says what it was, in words that follow "since"."""

    key: str
    title: str
    at: datetime
    content_hash: str

    def document(self, report: Report) -> Document:
        """Raises DocumentFormatError for what an earlier program stored in a form that this one does not read."""
        of = Publication.objects.filter(report=report) if self.key == "published" else None
        rows = of.order_by("-version") if of is not None else ReviewedContent.objects.filter(report=report)
        return loads(rows.filter(content_hash=self.content_hash).values_list("payload", flat=True)[0])


def bases(report: Report, reader: User, stands: Standing) -> list[Basis]:
    """The reader's own latest approval first; then what was sent, the latest round first, the approvals of others, and
    what was published last. Two queries."""
    own, of_others = _approvals(report, reader, stands)
    sent = [
        Basis(f"round-{one.number}", f"round {one.number} was sent", one.sent_at, one.sent.content_hash)
        for one in _rounds(report, stands)
    ]
    last = stands.published
    of_published = (
        [Basis("published", f"version {last.version} was published", last.published_at, last.content_hash)]
        if last
        else []
    )
    return [*own, *sent, *of_others, *of_published]


def _rounds(report: Report, stands: Standing) -> list[ReviewRound]:
    found = ReviewRound.objects.filter(report=report, version=stands.version).select_related("sent")
    return list(found.defer("sent__payload").order_by("-number"))


def _approvals(report: Report, reader: User, stands: Standing) -> tuple[list[Basis], list[Basis]]:
    """The latest approval of each person for this version: the reader's, and those of others."""
    signed = SignOff.objects.filter(round__report=report, round__version=stands.version)
    found = signed.select_related("by", "content").defer("content__payload").order_by("at", "pk")
    latest = {one.by_id: one for one in found}
    mine = latest.pop(reader.pk, None)
    own = [Basis("mine", "you approved it", mine.at, mine.content.content_hash)] if mine else []
    others = [
        Basis(f"approval-{one.pk}", f"{name_of(one.by)} approved it", one.at, one.content.content_hash)
        for one in latest.values()
    ]
    return own, others
