"""Building the agenda of a pack. Each change names the revision it was made on: none undoes another's.

Refusals are ValidationErrors, by field where there is one, with the code `STALE` where somebody else was first. What an
issue has printed stays as it is: its place, its number and what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from access.audit import because
from access.models import User
from meetings.models import Meeting
from reports.models import AgendaPaper, Pack, Publication, Report, UploadedPaper, UploadedText
from reports.packs.layout import NAMED_AUDIENCE
from reports.packs.uploads import Checked
from reports.rules import paper_to_its_meeting

STALE = "stale"
UP, DOWN = "up", "down"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of a paper. `audience` are committees by code; none means that of the meeting."""

    title: str
    classification: str
    audience: tuple[str, ...] = ()


def begin(meeting: Meeting, by: User) -> Pack:
    """The meeting's pack, begun now unless it was. ValidationError for a meeting that no paper can go to."""
    about = {"number": meeting.number, "cancelled": meeting.cancelled}
    if faults := list(paper_to_its_meeting(about, meeting.committee.paper_prefix)):
        raise ValidationError({"meeting": [said for _, said in faults]})
    with because("Begin a paper pack", user=by.pk):
        return Pack.objects.get_or_create(meeting=meeting, defaults={"begun_by": by})[0]


def reference_of(meeting: Meeting, number: int) -> str:
    """SECP_97_1510_17: prefix of the committee, meeting number, day and month of the meeting, paper number."""
    return f"{references_of(meeting)}_{number:02d}"


def references_of(meeting: Meeting) -> str:
    """What the references of a meeting's papers begin with."""
    return f"{meeting.committee.paper_prefix}_{meeting.number}{meeting.suffix}_{meeting.held_on:%d%m}"


def papers_of(pack: Pack) -> list[AgendaPaper]:
    """Those on the agenda, in its order."""
    papers = AgendaPaper.objects.filter(pack=pack, position__isnull=False).order_by("position")
    related = ("report__meeting__committee", "publication__withdrawal", "issue", "announced", "replaces__issue")
    large = ("upload__content", "upload__text__pages", "publication__payload")
    return list(papers.select_related(*related, "upload__text").defer(*large))


def fixed(paper: AgendaPaper) -> bool:
    """Whether an issue has printed it at its place."""
    return paper.issue_id is not None or paper.announced_id is not None


# --- Adding -----------------------------------------------------------------------------------------------------------


def add_publication(pack: Pack, publication: Publication, *, seen: int) -> AgendaPaper:
    """A version of one of our reports to the meeting, under the number that the report has."""
    report = publication.report
    if report.meeting_id != pack.meeting_id:
        raise ValidationError("It is no paper to this meeting.")
    with _changing(pack, seen, "Add a published paper"):
        _refuse_withdrawn(publication)
        return _added(pack, report.paper_number, _told_by(publication), report=report, publication=publication)


def add_report(pack: Pack, report: Report, *, seen: int) -> AgendaPaper:
    """A report to the meeting that is not published yet: it is to follow."""
    if report.meeting_id != pack.meeting_id:
        raise ValidationError("It is no paper to this meeting.")
    with _changing(pack, seen, "Add a report that is to follow"):
        return _added(pack, report.paper_number, Told(str(report), report.classification), report=report)


def add_paper(
    pack: Pack, told: Told, *, seen: int, by: User, number: int | None = None, file: Checked | None = None
) -> AgendaPaper:
    """A paper of others: with its PDF, or without one to follow. `number` is the next unless it is said."""
    with _changing(pack, seen, "Add a paper"):
        upload = _stored(pack, file, by) if file else None
        return _added(pack, number or next_number(pack), told, upload=upload)


def next_number(pack: Pack) -> int:
    """One more than any paper of the meeting has, or had in its pack."""
    highest = [
        AgendaPaper.objects.filter(pack=pack).aggregate(most=Max("number"))["most"],
        Report.objects.filter(meeting=pack.meeting_id).aggregate(most=Max("paper_number"))["most"],
    ]
    return max(number or 0 for number in highest) + 1


def _added(pack: Pack, number: int, told: Told, **source: object) -> AgendaPaper:
    report = source.get("report")
    given = AgendaPaper.objects.filter(pack=pack, number=number, replaces=None)
    if given.filter(removed_at__isnull=True).exists():
        raise ValidationError({"number": f"{reference_of(pack.meeting, number)} is on the agenda already."})
    back = given.first()
    if back and (report is None or back.report_id != getattr(report, "pk", None)):
        raise ValidationError({"number": "Another paper had this number: no number is given twice."})
    if report is None and Report.objects.filter(meeting=pack.meeting_id, paper_number=number).exists():
        raise ValidationError({"number": "A report to this meeting has this number."})
    paper = back or AgendaPaper(pack=pack, number=number)
    paper.position, paper.removed_at = _last(pack) + 1, None
    for name in ("report", "publication", "upload"):
        setattr(paper, name, source.get(name))
    _tell(paper, told)
    paper.save()
    return paper


# --- Changing ---------------------------------------------------------------------------------------------------------


def tell(pack: Pack, paper: int, told: Told, *, seen: int) -> None:
    """What a paper of others is called and how it is classified."""
    with _changing(pack, seen, "Change what is said of a paper"):
        found = _open(pack, paper)
        if found.report_id:
            raise ValidationError("What a report is called and how it is classified comes from the report.")
        _tell(found, told)
        found.save()


def give(pack: Pack, paper: int, file: Checked, *, seen: int, by: User) -> None:
    """The PDF of a paper: it keeps its place and number."""
    with _changing(pack, seen, "Give a paper its PDF"):
        found = _open(pack, paper)
        if found.report_id:
            raise ValidationError({"file": "It is a report of ours: publish it, and take its version."})
        found.upload = _stored(pack, file, by)
        found.save()


def take(pack: Pack, paper: int, publication: Publication, *, seen: int) -> None:
    """A version of the report whose place this is."""
    with _changing(pack, seen, "Take a published version"):
        found = _open(pack, paper)
        _refuse_version(publication, found, found.replaces)
        _tell(found, _told_by(publication))
        found.publication = publication
        found.save()


def replace(pack: Pack, paper: int, version: Publication | Checked, *, seen: int, by: User) -> AgendaPaper:
    """A later version of a paper that was issued, to be issued in a supplement: at a place of its own, under the same
    number. Of a report it is a later publication, of a paper of others another PDF."""
    with _changing(pack, seen, "Replace a paper that was issued"):
        former = AgendaPaper.objects.filter(pack=pack, pk=paper, issue__isnull=False).first()
        if former is None:
            raise ValidationError("It was not issued yet: change it where it stands.")
        if AgendaPaper.objects.filter(replaces=former, removed_at__isnull=True).exists():
            raise ValidationError("Another version takes its place already.")
        told = Told(former.title, former.classification, tuple(former.audience))
        source: dict[str, object] = {}
        if isinstance(version, Publication):
            _refuse_version(version, former, former)
            told, source["publication"] = _told_by(version), version
        elif former.report_id:
            raise ValidationError({"file": "It is a report of ours: publish a correction, and take that version."})
        else:
            source["upload"] = _stored(pack, version, by)
        made = AgendaPaper(pack=pack, number=former.number, replaces=former, report=former.report, **source)
        made.position = _last(pack) + 1
        _tell(made, told)
        made.save()
        return made


def remove(pack: Pack, paper: int, *, seen: int, at: datetime) -> None:
    """Take it off the agenda. Nobody else ever gets its number."""
    with _changing(pack, seen, "Remove a paper"):
        found = _open(pack, paper)
        found.position, found.removed_at = None, at
        found.save()
        _place(pack, _movable(pack))


def step(pack: Pack, paper: int, way: str, *, seen: int) -> None:
    with _changing(pack, seen, "Move a paper"):
        movable = _movable(pack)
        at = next((index for index, one in enumerate(movable) if one.pk == paper), None)
        to = -1 if at is None else at + (1 if way == DOWN else -1)
        if at is None or not 0 <= to < len(movable):
            raise ValidationError("It is at the end of where it can go.")
        movable[at], movable[to] = movable[to], movable[at]
        _place(pack, movable)


def order(pack: Pack, papers: Sequence[int], *, seen: int) -> None:
    """All papers that no issue holds, in this order."""
    with _changing(pack, seen, "Put the papers in order"):
        movable = {one.pk: one for one in _movable(pack)}
        if sorted(papers) != sorted(movable):
            raise ValidationError("The order names other papers than the agenda has.")
        _place(pack, [movable[pk] for pk in papers])


# --- Inside a change --------------------------------------------------------------------------------------------------


@contextmanager
def _changing(pack: Pack, seen: int, why: str) -> Iterator[None]:
    """Whoever gives out a number of the meeting's holds its row: here, and where a report is stored."""
    with transaction.atomic(), because(why):
        Meeting.objects.select_for_update(no_key=True).get(pk=pack.meeting_id)
        held = Pack.objects.select_for_update().get(pk=pack.pk)
        if held.revision != seen:
            raise ValidationError(
                "Meanwhile somebody changed this agenda. Nothing was changed: look again.", code=STALE
            )
        yield
        held.revision += 1
        held.save(update_fields=["revision"])
        pack.revision = held.revision


def _open(pack: Pack, paper: int) -> AgendaPaper:
    found = AgendaPaper.objects.filter(pack=pack, pk=paper, position__isnull=False).first()
    if found is None:
        raise ValidationError("The paper is not on the agenda.")
    if found.issue_id:
        raise ValidationError("It was issued, and stays as it is.")
    return found


def _movable(pack: Pack) -> list[AgendaPaper]:
    papers = AgendaPaper.objects.filter(pack=pack, position__isnull=False, issue=None, announced=None)
    return list(papers.order_by("position"))


def _place(pack: Pack, movable: Iterable[AgendaPaper]) -> None:
    """After those that an issue has printed at their places."""
    placed = AgendaPaper.objects.filter(pack=pack).exclude(issue=None, announced=None)
    first = (placed.aggregate(most=Max("position"))["most"] or 0) + 1
    for position, paper in enumerate(movable, start=first):
        if paper.position != position:
            paper.position = position
            paper.save(update_fields=["position"])


def _last(pack: Pack) -> int:
    return AgendaPaper.objects.filter(pack=pack).aggregate(most=Max("position"))["most"] or 0


def _tell(paper: AgendaPaper, told: Told) -> None:
    named = told.classification in NAMED_AUDIENCE
    own = paper.pack.meeting.committee.code
    audience = list(told.audience or (own,)) if named else []
    if named and own not in audience and paper.report is None:
        raise ValidationError({"audience": f"Name {own} too: else the members of this meeting could not read it."})
    paper.title, paper.classification, paper.audience = told.title, told.classification, audience


def _told_by(publication: Publication) -> Told:
    return Told(publication.title, publication.classification, tuple(publication.audience))


def _refuse_version(publication: Publication, of: AgendaPaper, former: AgendaPaper | None) -> None:
    if of.report_id is None or of.report_id != publication.report_id:
        raise ValidationError("It is a version of another report.")
    _refuse_withdrawn(publication)
    if former and former.publication and publication.version <= former.publication.version:
        raise ValidationError(f"Version {former.publication.version} was issued: only a later one takes its place.")


def _refuse_withdrawn(publication: Publication) -> None:
    if hasattr(publication, "withdrawal"):
        raise ValidationError(f"Version {publication.version} was withdrawn.")


def _stored(pack: Pack, file: Checked, by: User) -> UploadedPaper:
    fields = {"name": file.name, "pages": file.pages, "size": len(file.content), "sha256": file.sha256}
    fields["tagged"] = file.tagged
    stored = UploadedPaper.objects.create(pack=pack, content=file.content, uploaded_by=by, **fields)
    if file.words:
        words = file.words
        UploadedText.objects.create(upload=stored, state=words.state, pages=list(words.pages), hidden=words.hidden)
    return stored
