"""What whoever issues a pack says yes to first: the mails that it sends, and papers of which there is a later version.

It is asked each time and kept nowhere. A yes to papers that were superseded names them: one to other papers, or to
other versions, is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from access.policy import may_read_for
from reports.models import AgendaPaper, Pack, Publication
from reports.packs.agenda import papers_of
from reports.packs.issuing import Next, next_issue, people_to_tell
from reports.packs.layout import levels
from reports.packs.sources import as_laid_out, confidential
from reports.publishing.queries import LARGE

MAILS, REGARDLESS = "mails", "regardless"


@dataclass(frozen=True, slots=True)
class Superseded:
    """A paper with the latest version of its report, which it does not have, and what of the later ones can be taken
    in its place: the latest that was not withdrawn."""

    paper: AgendaPaper
    latest: Publication
    take: Publication | None


@dataclass(frozen=True, slots=True)
class Edition:
    """A file that would be made, and how many of those who get a mail may read it."""

    word: str
    readers: int


@dataclass(frozen=True, slots=True)
class Confirmation:
    """`ticked` are the names of what was said yes to, so that a form shows it again."""

    superseded: list[Superseded]
    editions: list[Edition]
    people: int
    ticked: frozenset[str] = frozenset()

    @property
    def named(self) -> str:
        """The papers superseded and their latest versions, as the form sends them back."""
        return named(self.superseded)


def named(superseded: Sequence[Superseded]) -> str:
    return " ".join(f"{one.paper.pk}:{one.latest.version}" for one in superseded)


def superseded_in(papers: Sequence[AgendaPaper]) -> list[Superseded]:
    """One query. Whoever makes packs knows of every version."""
    ours = {paper.report_id: paper for paper in papers if paper.publication_id}
    versions = Publication.objects.filter(report__in=ours).select_related("withdrawal").defer(*LARGE)
    later: dict[int, list[Publication]] = {}
    for version in versions.order_by("-version"):
        own = ours[version.report_id].publication
        if own and version.version > own.version:
            later.setdefault(version.report_id, []).append(version)
    return [
        Superseded(paper, found[0], next((one for one in found if not hasattr(one, "withdrawal")), None))
        for paper in ours.values()
        if (found := later.get(paper.report_id or 0))
    ]


def confirmation(pack: Pack, found: Next, sent: Mapping[str, str]) -> Confirmation | None:
    """What issuing it would do, for its form; None for what cannot be issued."""
    if found.faults:
        return None
    superseded = superseded_in(found.papers)
    made = levels(as_laid_out(pack, found.papers), pack.meeting.committee.code, confidential=confidential(pack))
    people = people_to_tell()
    reads = [[may_read_for(user, level.classification, level.audience) for level in made] for user in people]
    counts = [sum(column) for column in zip(*reads, strict=True)] or [0] * len(made)
    editions = [Edition(level.classification.label, count) for level, count in zip(made, counts, strict=True)]
    ticked = {name for name in (MAILS, REGARDLESS) if sent.get(name)}
    if sent.get(REGARDLESS) != named(superseded):
        ticked.discard(REGARDLESS)
    return Confirmation(superseded, editions, sum(map(any, reads)), frozenset(ticked))


def unconfirmed(pack: Pack, sent: Mapping[str, str]) -> dict[str, list[str]]:
    """What was not said yes to and has to be, by the name of its box. What cannot be issued at all is not asked for."""
    found = next_issue(pack, papers_of(pack))
    if found.faults:
        return {}
    lacking = {}
    superseded = superseded_in(found.papers)
    if superseded and sent.get(REGARDLESS) != named(superseded):
        titles = ", ".join(one.paper.title for one in superseded)
        lacking[REGARDLESS] = [f"A later version was published of {titles}. Take it, or issue it all the same."]
    if not sent.get(MAILS):
        lacking[MAILS] = ["Say that its readers may be sent their mails: nothing was issued."]
    return lacking
