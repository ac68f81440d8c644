"""What the pages of packs show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from access.classification import Classification
from access.policy import Reader, visible_to
from jobs.models import UNFINISHED, Job
from meetings.models import Meeting
from reports.models import AgendaPaper, Pack, Publication, Report, TextState
from reports.packs.acts import Refused
from reports.packs.agenda import Told, fixed, reference_of
from reports.packs.forms import GiveForm, NewPaperForm, PaperForm
from reports.packs.issuing import KIND, Outdated
from reports.packs.naming import slug_of

MEETINGS_OFFERED = 30
UNREAD: dict[str, str] = {
    TextState.NONE: "Search cannot read it: it holds no text",
    TextState.FAILED: "Search cannot read it: its words could not be taken out of it",
    TextState.CUT: "Search reads a part of it alone: the rest could not be read",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A paper on the agenda, as the page shows it."""

    paper: AgendaPaper
    reference: str
    holds: str
    first: bool
    last: bool
    form: PaperForm | None
    give: GiveForm | None
    newer: Publication | None
    replaced_by: AgendaPaper | None
    refused: Refused | None

    @property
    def id(self) -> int:
        return self.paper.pk

    @property
    def movable(self) -> bool:
        return not fixed(self.paper)

    @property
    def issued(self) -> bool:
        return self.paper.issue_id is not None

    @property
    def replaceable(self) -> bool:
        """By another PDF: of a report of ours, by a later publication (`newer`)."""
        return self.issued and self.replaced_by is None and self.give is not None

    @property
    def word(self) -> str:
        return Classification(self.paper.classification).label

    @property
    def unread(self) -> str:
        """What search does not find it by, of a PDF whose words were looked for already."""
        text = getattr(self.paper.upload, "text", None)
        if text is None:
            return ""
        none = text.state == TextState.NONE
        said = "" if none and text.hidden else UNREAD.get(text.state, "")
        return ". ".join(filter(None, (said, _hidden(text.hidden, all_of_it=none))))

    @property
    def opened(self) -> bool:
        """Whether what is behind "Change" has something to say."""
        return self.refused is not None and self.refused.act in ("tell", "give", "take", "remove", "replace")


def rows_of(pack: Pack, papers: Sequence[AgendaPaper], refused: Refused | None) -> list[Row]:
    movable = [paper.pk for paper in papers if not fixed(paper)]
    latest = {version.report_id: version for version in reversed(_versions(pack))}
    later = {paper.replaces_id: paper for paper in papers if paper.replaces_id}
    return [
        _row(
            pack,
            paper,
            later.get(paper.pk),
            (paper.pk == movable[0], paper.pk == movable[-1]) if movable else (False, False),
            latest.get(paper.report_id or 0),
            refused if refused and refused.paper == paper.pk else None,
        )
        for paper in papers
    ]


def _row(
    pack: Pack,
    paper: AgendaPaper,
    later: AgendaPaper | None,
    ends: tuple[bool, bool],
    latest: Publication | None,
    refused: Refused | None,
) -> Row:
    ours, held = paper.report_id is not None, paper.issue_id is not None
    return Row(
        paper,
        reference_of(pack.meeting, paper.number),
        _holds(paper),
        *ends,
        None if ours or held else _told_form(paper, refused),
        None if ours or later else _give_form(paper, refused),
        latest if latest and later is None and _is_newer(latest, paper) else None,
        later,
        refused,
    )


def _is_newer(latest: Publication, paper: AgendaPaper) -> bool:
    """Of a paper that was issued, only what came after it can take its place."""
    if paper.issue_id and paper.publication:
        return latest.version > paper.publication.version
    return latest.pk != paper.publication_id


def _holds(paper: AgendaPaper) -> str:
    if paper.publication:
        word = ", withdrawn" if hasattr(paper.publication, "withdrawal") else ""
        return f"Our report, version {paper.publication.version}{word}"
    if paper.upload:
        pages = paper.upload.pages
        untagged = "" if paper.upload.tagged else ", not tagged"
        return f"{paper.upload.name}, {pages:,} page{'' if pages == 1 else 's'}{untagged}"
    return "To follow"


def _hidden(words: int, *, all_of_it: bool) -> str:
    """Of words that are covered, in a layer that is switched off, white on white or cropped away."""
    if not words:
        return ""
    which = f"{'All ' if all_of_it and words > 1 else ''}{words:,} word{' of it is' if words == 1 else 's of it are'}"
    return (
        f"{which} covered or hidden: search leaves them out, but whoever has the file can still read them. "
        "Look whether something was to be taken out"
    )


def _told_form(paper: AgendaPaper, refused: Refused | None) -> PaperForm:
    if refused and isinstance(refused.form, PaperForm):
        _prefix_ids(refused.form, paper)
        return refused.form
    told = Told(paper.title, paper.classification, tuple(paper.audience))
    initial = {"title": told.title, "classification": told.classification, "audience": " ".join(told.audience)}
    return PaperForm(initial=initial, auto_id=f"paper-{paper.pk}-%s")


def _give_form(paper: AgendaPaper, refused: Refused | None) -> GiveForm:
    if refused and isinstance(refused.form, GiveForm):
        _prefix_ids(refused.form, paper)
        return refused.form
    return GiveForm(auto_id=f"paper-{paper.pk}-%s")


def _prefix_ids(form: PaperForm | GiveForm, paper: AgendaPaper) -> None:
    form.auto_id = f"paper-{paper.pk}-%s"


def new_form(refused: Refused | None) -> NewPaperForm:
    if refused and isinstance(refused.form, NewPaperForm):
        refused.form.auto_id = "new-%s"
        return refused.form
    return NewPaperForm(auto_id="new-%s")


# --- What is offered --------------------------------------------------------------------------------------------------


def _versions(pack: Pack) -> list[Publication]:
    """Those of reports to the meeting that were not withdrawn, the latest of each first."""
    ours = Publication.objects.filter(report__meeting=pack.meeting_id, withdrawal__isnull=True)
    return list(ours.select_related("report").defer("payload", "facts", "record").order_by("report", "-version"))


def publications_to_add(pack: Pack, papers: Sequence[AgendaPaper]) -> list[Publication]:
    """The latest version of each report to the meeting that the agenda has not."""
    there = {paper.report_id for paper in papers}
    latest = {version.report_id: version for version in reversed(_versions(pack))}
    return [version for report, version in latest.items() if report not in there]


def reports_to_follow(pack: Pack, papers: Sequence[AgendaPaper]) -> list[Report]:
    """Reports to the meeting of which no version stands, and which the agenda has not."""
    there = [paper.report_id for paper in papers if paper.report_id]
    standing = Publication.objects.filter(report=OuterRef("pk"), withdrawal__isnull=True)
    drafts = Report.objects.filter(~Exists(standing), meeting=pack.meeting_id).exclude(pk__in=there)
    return list(drafts.order_by("paper_number"))


def meetings_without_a_pack(user: Reader) -> list[tuple[str, Meeting]]:
    """Those that papers can go to, the latest first, each with the name of its pack."""
    meetings = visible_to(user, Meeting.objects.all()).filter(
        Q(pack__isnull=True), ~Q(committee__paper_prefix=""), number__isnull=False, cancelled=False
    )
    latest = meetings.select_related("committee").order_by("-held_on", "title")[:MEETINGS_OFFERED]
    return [(slug_of(meeting), meeting) for meeting in latest]


def packs_in_hand() -> list[tuple[str, Pack]]:
    packs = Pack.objects.select_related("meeting__committee").order_by("-meeting__held_on", "pk")
    return [(slug_of(pack.meeting), pack) for pack in packs]


def why_refused(job: Job) -> str:
    """In words, where the last start of the job found that the agenda may not be issued any more; else ""."""
    last = job.error.splitlines()[-1:]
    return "".join(last).partition(f"{Outdated.__name__}: ")[2]


def job_in_hand(pack: Pack) -> Job | None:
    return Job.objects.filter(kind=KIND, arguments__pack=pack.pk, state__in=UNFINISHED).first()
