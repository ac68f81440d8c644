"""What was published, for those who may read it. What is large stays in its table until it is served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from access.classification import Classification, announced
from access.policy import Reader, may_publish, may_read_for, visible_to
from jobs.models import UNFINISHED, Job
from reports.engine.month import Month
from reports.models import PlannedPublication, Publication, PublishedFile, Report
from reports.models.publication import FileKind
from reports.parts import BODY

LARGE = ("payload", "facts", "record", "made_with")
LATE = timedelta(minutes=1)
"""After this time a planned publication is overdue: the clock that starts it strikes every few seconds."""
PUBLISH = "reports.publish"
LOOK = "reports.look_at_planned"
SUPERSEDED, WITHDRAWN, PUBLISHED = "Superseded", "Withdrawn", "Published"


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of a publication as its page names it, without what it holds."""

    part: str
    title: str
    kind: str
    name: str
    classification: str
    audience: tuple[str, ...]
    pages: int | None
    size: int

    @property
    def word(self) -> str:
        return Classification(self.classification).label


def served(kind: str, month: Month, *, with_others: bool = True) -> QuerySet[PublishedFile]:
    """Files of the month's publications, newest version first, each with its publication, whether that was withdrawn,
    the `latest` version there is, and unless not wanted the files `beside` it: one query, whatever is asked of it.

    It narrows to the month alone: whoever serves asks the policy of the file in hand, which needs no query for one that
    anybody may read.
    """
    own = Publication.objects.filter(report=OuterRef("publication__report")).order_by("-version")
    names = ("part", "title", "kind", "name", "classification", "audience", "pages", "size")
    beside = PublishedFile.objects.filter(publication=OuterRef("publication")).order_by("part", "pk")
    files = PublishedFile.objects.filter(publication__kind=kind, publication__month=month.first)
    files = files.select_related("publication__withdrawal").defer(*(f"publication__{name}" for name in LARGE))
    files = files.annotate(
        latest=Subquery(own.values("version")[:1]),
        latest_word=Subquery(own.values("classification")[:1]),
        latest_gone_at=Subquery(own.values("withdrawal__at")[:1]),
        latest_gone_because=Subquery(own.values("withdrawal__reason")[:1]),
    )
    if with_others:
        files = files.annotate(beside=ArraySubquery(beside.values(row=JSONObject(**{name: name for name in names}))))
    return files.order_by("-publication__version")


def listed_for(reader: Reader, file: PublishedFile) -> list[Listed]:
    """The files of the same publication that the person may read."""
    rows: list[dict[str, Any]] = file.beside  # type: ignore[attr-defined]  # annotated by `served`
    found = [Listed(**{**row, "audience": tuple(row["audience"])}) for row in rows]
    return [one for one in found if may_read_for(reader, one.classification, one.audience)]


def standing_papers() -> QuerySet[Publication]:
    """The versions that were not withdrawn, of reports whose latest version was not: where that is withdrawn, no
    earlier version is the month's paper again. It is read at its own address, and nothing is told from it."""
    last = Publication.objects.filter(report=OuterRef("report")).order_by("-version")
    found = Publication.objects.filter(withdrawal__isnull=True)
    return found.alias(last_gone=Subquery(last.values("withdrawal__pk")[:1])).filter(last_gone__isnull=True)


def standing_versions(day: date | None = None) -> QuerySet[Publication]:
    """Of each report its latest version, by the end of that day if one is given, unless that was withdrawn: what was
    withdrawn was never to be read, and what it had superseded is not what was published again."""
    last = Publication.objects.filter(report=OuterRef("report")).order_by("-version")
    if day is not None:
        last = last.filter(published_at__date__lte=day)
    return Publication.objects.filter(pk=Subquery(last.values("pk")[:1]), withdrawal__isnull=True)


def is_withdrawn(publication: Publication) -> bool:
    return hasattr(publication, "withdrawal")


def may_open_withdrawn(reader: Reader) -> bool:
    """What was withdrawn stays for those who answer for papers."""
    return may_publish(reader)


def publications_for(reader: Reader) -> QuerySet[Publication]:
    """Every version that the person may read, newest month first, each with its withdrawal."""
    found = visible_to(reader, Publication.objects.defer(*LARGE))
    return found.select_related("withdrawal", "report")


def versions_of(report: Report) -> QuerySet[Publication]:
    return Publication.objects.filter(report=report).defer(*LARGE).select_related("withdrawal", "published_by")


def has_been_published(kind: str, month: Month) -> bool:
    return Publication.objects.filter(kind=kind, month=month.first).exists()


def superseded_by(version: int, word: str, latest: int, latest_word: str) -> bool:
    """Whether readers of this version, classified `word`, are told that there is a later one: what is Red is named to
    readers of Red alone."""
    return version < latest and announced(latest_word, word)


def page_name(files: QuerySet[PublishedFile], part: str = BODY) -> QuerySet[PublishedFile]:
    return files.filter(kind=FileKind.PAGE, part=part)


# --- Planned publications -------------------------------------------------------------------------------------------


def planned_open() -> QuerySet[PlannedPublication]:
    """Those that are neither called off nor published."""
    found = PlannedPublication.objects.filter(called_off_at__isnull=True, publication__isnull=True)
    return found.select_related("report__meeting__committee", "planned_by")


def planned_for(report: Report) -> PlannedPublication | None:
    return planned_open().filter(report=report).first()


def publish_key(report_id: int, version: int) -> str:
    return f"{PUBLISH}:{report_id}:{version}"


def look_key(planned: PlannedPublication) -> str:
    return f"{LOOK}:{planned.pk}"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A planned publication that needs somebody, and why."""

    planned: PlannedPublication
    words: str
    overdue: bool


def alarms(now: datetime) -> list[Alarm]:
    """The planned publications that are overdue, or that would be refused as the report is now. Two queries."""
    open_ones = list(planned_open())
    keys = [key for one in open_ones for key in (publish_key(one.report_id, one.version), look_key(one))]
    jobs = {job.key: job for job in Job.objects.filter(key__in=keys)} if keys else {}
    found = (_alarm(one, now, jobs) for one in open_ones)
    return [one for one in found if one is not None]


def _alarm(planned: PlannedPublication, now: datetime, jobs: dict[str | None, Job]) -> Alarm | None:
    publishing, look = jobs.get(publish_key(planned.report_id, planned.version)), jobs.get(look_key(planned))
    if now - planned.due_at > LATE:
        return Alarm(planned, _why_overdue(planned, publishing), overdue=True)
    trouble = refusal_of(look)
    return Alarm(planned, trouble, overdue=False) if trouble else None


def _why_overdue(planned: PlannedPublication, job: Job | None) -> str:
    if job is None or (job.finished_at and job.finished_at < planned.due_at):
        return "It is overdue, and was not queued: no worker, or no clock, is running."
    if job.state in UNFINISHED:
        return f"It is overdue: its job is {job.get_state_display().lower()}."
    if refusal := refusal_of(job):
        return f"It is overdue. It was refused: {refusal}"
    return f"It is overdue: its job ended as {job.get_state_display().lower()}."


def refusal_of(job: Job | None) -> str:
    """What a job was refused for, in words; "" for one that was not."""
    return str((job.result or {}).get("refused", "")) if job else ""
