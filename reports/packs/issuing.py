"""Issuing a pack, or a supplement to it: what would be in it, the job that assembles it, and the mails that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from access.audit import record_act
from access.classification import Classification
from access.models import User
from access.policy import may_make_packs, may_read_for
from jobs.mail import send_once
from jobs.models import Job
from jobs.registry import Progress, Result
from jobs.services import enqueue
from reports.models import (
    AgendaPaper,
    Pack,
    PackFile,
    PackIssue,
    Report,
)
from reports.packs.agenda import STALE, papers_of
from reports.packs.assembling import Assembled, assemble
from reports.packs.layout import Level, Paper, Piece, levels, unreached
from reports.packs.naming import slug_of
from reports.packs.sources import about, as_laid_out, confidential, content_of

KIND = "reports.pack"


class Outdated(Exception):
    """What was asked to be issued may not be issued any more. Its words are for those who make packs."""


@dataclass(frozen=True, slots=True)
class Next:
    """What would be issued now. `number` is 0 for the pack, else the supplement's. `faults` hinder it; `warnings` say
    what of it reaches nobody, and what keeps it from being read well."""

    number: int
    first_page: int
    papers: list[AgendaPaper]
    faults: list[str]
    warnings: list[str]

    @property
    def label(self) -> str:
        return f"supplement {self.number}" if self.number else "the pack"


def next_issue(pack: Pack, papers: Sequence[AgendaPaper]) -> Next:
    """A supplement has what no issue holds, less what is still to follow and was announced."""
    latest = pack.issues.order_by("-number").first()
    wanted = [paper for paper in papers if not paper.issue_id and not (paper.announced_id and paper.to_follow)]
    number, first = (latest.number + 1, latest.last_page + 1) if latest else (0, 1)
    laid_out = as_laid_out(pack, wanted)
    return Next(number, first, wanted, _faults(pack, wanted, laid_out, number), _warnings(pack, wanted, laid_out))


def _levels(pack: Pack, papers: Sequence[Paper]) -> list[Level]:
    return levels(papers, pack.meeting.committee.code, confidential=confidential(pack))


def _warnings(pack: Pack, wanted: Sequence[AgendaPaper], papers: Sequence[Paper]) -> list[str]:
    own = pack.meeting.committee
    found = [_why_unread(one, own.name, own.code) for one in unreached(papers, _levels(pack, papers))]
    untagged = [paper.title for paper in wanted if paper.upload and not paper.upload.tagged]
    if untagged:
        found.append(
            f"{', '.join(untagged)}: not tagged as PDF/UA, so a screen reader has only the words of each page, and no "
            "edition that holds it says that it is PDF/UA."
        )
    return found


def _why_unread(one: Paper | Piece, committee: str, code: str) -> str:
    word = Classification(one.classification).label
    if not one.audience:
        return f"{one.title} is in no edition: it is {word} and names no committee, and no pack is for staff alone."
    named = ", ".join(one.audience)
    return (
        f"{one.title} is in no edition: it is {word} for {named}, and this pack has editions for {committee} ({code}) "
        "alone. Its readers find it where it is published, or in a pack of their own."
    )


def _faults(pack: Pack, wanted: Sequence[AgendaPaper], papers: Sequence[Paper], number: int) -> list[str]:
    if not wanted:
        return ["There is no paper that was not issued yet." if number else "The agenda is empty."]
    found = [
        f"{paper.title}: version {paper.publication.version} was withdrawn. Take another version, or remove the paper."
        for paper in wanted
        if paper.publication and hasattr(paper.publication, "withdrawal")
    ]
    ours = zip(papers, wanted, strict=True)
    found.extend(f"{paper.title} was published without a PDF." for paper, one in ours if _empty(paper, one))
    if not _levels(pack, papers):
        found.append("Nobody who reads packs of this committee may read any of these papers.")
    return found


def _empty(paper: Paper, one: AgendaPaper) -> bool:
    return not paper.pieces and not one.to_follow


def ask(pack: Pack, *, seen: int, by: User, site: str) -> Job:
    """The job that issues the agenda as it was seen; asked twice, there is one. `site` is the address that links in
    mails begin with. ValidationError for what cannot be issued, with the code `STALE` where somebody was first."""
    pack.refresh_from_db()
    if pack.revision != seen:
        raise ValidationError("Meanwhile somebody changed this agenda. Nothing was issued: look again.", code=STALE)
    found = next_issue(pack, papers_of(pack))
    if found.faults:
        raise ValidationError(found.faults)
    wanted = {"pack": pack.pk, "issue": found.number, "revision": seen, "site": site, "by": by.pk}
    return enqueue(KIND, wanted, f"{KIND}:{pack.pk}:{found.number}:{seen}", by)


def issue(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """The work of a job. Raises Outdated where since it was asked for the agenda was changed, a paper of it was
    withdrawn, or who asked lost the right to."""
    pack = Pack.objects.select_related("meeting__committee").get(pk=arguments["pack"])
    found = _still(pack, arguments)
    papers = as_laid_out(pack, found.papers)
    made = assemble(
        about(pack, found.number), papers, found.first_page, content_of, progress, confidential=confidential(pack)
    )
    progress(97, "Storing the files")
    with progress.fence() as done:
        held = Pack.objects.select_for_update().get(pk=pack.pk)
        _hold_reports(found.papers)
        _still(held, arguments)
        stored = _store(held, found, made, arguments, timezone.now())
        _tell_readers(stored, arguments["site"])
        done.result = {"issue": stored.pk}
    return done.result


def _still(pack: Pack, arguments: Mapping[str, Any]) -> Next:
    found = next_issue(pack, papers_of(pack))
    if pack.revision != arguments["revision"] or found.number != arguments["issue"]:
        raise Outdated("The agenda was changed while the pack was being made. Nothing was issued: issue it again.")
    if found.faults:
        raise Outdated(" ".join(("Nothing was issued.", *found.faults)))
    by = User.objects.filter(pk=arguments["by"]).first()
    if by is None or not may_make_packs(by):
        raise Outdated("Who asked for it may no longer make packs. Nothing was issued: somebody who may can issue it.")
    return found


def _hold_reports(papers: Sequence[AgendaPaper]) -> None:
    """Until the transaction ends. A withdrawal holds its report too: it comes before what is looked at next, or after
    the issue."""
    reports = [paper.report_id for paper in papers if paper.publication_id and paper.report_id]
    held = Report.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=reports)
    list(held.only("pk").order_by("pk"))


def _store(pack: Pack, found: Next, made: Assembled, arguments: Mapping[str, Any], at: datetime) -> PackIssue:
    stored = PackIssue.objects.create(
        pack=pack,
        number=found.number,
        first_page=made.first_page,
        last_page=made.last_page,
        issued_by_id=arguments["by"],
        issued_at=at,
    )
    for file in made.files:
        PackFile.objects.create(
            issue=stored,
            title=file.title,
            name=file.name,
            classification=file.level.classification,
            audience=file.level.audience,
            pages=file.pages,
            size=len(file.content),
            sha256=file.sha256,
            contents=file.contents,
            page_map=file.page_map,
            content=file.content,
        )
    for paper in found.papers:
        given = "announced" if paper.to_follow else "issue"
        setattr(paper, given, stored)
        paper.save(update_fields=[given])
    issued = {"meeting": pack.meeting.title, "date": str(pack.meeting.held_on), "issue": found.label}
    record_act("pack issued", user=stored.issued_by, detail={**issued, "papers": len(found.papers)})
    pack.revision += 1
    pack.save(update_fields=["revision"])
    return stored


# --- Mail -------------------------------------------------------------------------------------------------------------


def _tell_readers(stored: PackIssue, site: str) -> None:
    """One mail each to those who may read a file of it, with a link. Who has no address that a mail can go to is left
    out."""
    files = list(stored.files.defer("content"))
    meeting = stored.pack.meeting
    link = f"{site.rstrip('/')}{reverse('packs:pack', args=(slug_of(meeting),))}"
    what = f"Supplement {stored.number} to the paper pack" if stored.number else "The paper pack"
    subject = f"{what}: {meeting.title}"
    body = (
        f"{what} of the {meeting.title} on {meeting.held_on.day} {meeting.held_on:%B %Y} was issued.\n\n"
        f"Read it here: {link}\n\nWhich edition you can open depends on your role.\n"
    )
    for user in people_to_tell():
        if any(may_read_for(user, file.classification, file.audience) for file in files):
            _send(f"pack/{stored.pack_id}/issue/{stored.number}/person/{user.pk}", user.email, subject, body)


def _send(key: str, to: str, subject: str, body: str) -> None:
    try:
        send_once(key, to, subject.replace("\n", " ")[:200], body)
    except ValueError:
        return


def people_to_tell() -> list[User]:
    """Those who hold a role and may sign in."""
    with_a_role = Q(role_grants__isnull=False) | Q(is_superuser=True)
    people = User.objects.filter(with_a_role, is_active=True).exclude(email="").distinct()
    return list(people.prefetch_related("role_grants").order_by("pk"))


__all__ = ["KIND", "Next", "Outdated", "ask", "issue", "next_issue", "people_to_tell"]
