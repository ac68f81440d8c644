"""What a report as it is now can be held against: what somebody approved, what was sent, what was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from access.classification import highest
from access.models import User
from reports.desk.duties import name_of
from reports.engine.blocks import Section
from reports.engine.document import Document, walk_sections
from reports.engine.numbering import part_label
from reports.engine.serialise import loads
from reports.models import Ending, Publication, Report, ReviewedContent, ReviewRound, SignOff
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
    """What tells the reader most first: their own latest approval, and the rounds that they sent or gave back; then
    what was published last, the rounds that ended and the open one, the latest first; and the approvals of others. Who
    has seen nothing of a round is thus shown all that it changes. Two queries."""
    own, of_others = _approvals(report, reader, stands)
    rounds = _rounds(report, stands)
    known = [one for one in rounds if _has_seen(reader, one)]
    ended, still_open = [one for one in rounds if one.ending], [one for one in rounds if not one.ending]
    last = stands.published
    of_published = (
        [Basis("published", f"version {last.version} was published", last.published_at, last.content_hash)]
        if last
        else []
    )
    others = [_as_sent(one) for one in (*ended, *still_open) if one not in known]
    return [*own, *map(_as_sent, known), *of_published, *others, *of_others]


def _has_seen(reader: User, one: ReviewRound) -> bool:
    return one.sent_by_id == reader.pk or (one.ending == Ending.RETURNED and one.ended_by_id == reader.pk)


def _as_sent(one: ReviewRound) -> Basis:
    return Basis(f"round-{one.number}", f"round {one.number} was sent", one.sent_at, one.sent.content_hash)


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


def as_classified_since(before: Document, now: Document) -> Document:
    """An earlier state with each of its parts, and what its head says of it, classified as the higher of what it was
    then and what the same part is now. A section that stands in another part by now is classified as the higher of the
    two as well: where that is the new one, it goes there with all beneath it, so that it is shown and withheld with it.
    """
    words = {part.id: part.classification for part in now.parts}
    at = {section.id: part.id for part in now.parts for section in walk_sections(part.sections)}
    moved: dict[str, list[Section]] = {}
    parts = []
    for part in before.parts:
        word = _higher(part.classification, words.get(part.id))
        raised = {id for id, there in at.items() if _higher(word, words[there]) != word}
        sections = tuple(_without(part.sections, raised, at, moved))
        parts.append(replace(part, classification=word, sections=sections))
    found = [replace(part, sections=(*part.sections, *moved.pop(part.id, ()))) for part in parts]
    found += [replace(part, sections=tuple(moved[part.id])) for part in now.parts if part.id in moved]
    labels = {part_label(part.id): part.classification for part in found}
    attached = tuple(
        replace(one, classification=_higher(one.classification, labels.get(one.label)))
        for one in before.header.attachments
    )
    return replace(before, parts=tuple(found), header=replace(before.header, attachments=attached))


def _without(
    sections: tuple[Section, ...], raised: set[str], at: dict[str, str], moved: dict[str, list[Section]]
) -> Iterator[Section]:
    for section in sections:
        if section.id in raised:
            moved.setdefault(at[section.id], []).append(section)
        else:
            yield replace(section, children=tuple(_without(section.children, raised, at, moved)))


def _higher(then: str, now: str | None) -> str:
    """Of two words, as its Document has it."""
    return now if now is not None and highest((then.lower(), now.lower())) != then.lower() else then
