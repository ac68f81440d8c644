"""What each audience's edition would be, before anything is issued: made as it would be, and kept apart.

Nothing of it is issued, numbered or sent. It is kept in files until the next one is made or the pack is issued.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from access.classification import Classification
from access.models import User
from access.policy import Reader, may_make_packs, may_read_for
from jobs.models import UNFINISHED, Job, State
from jobs.registry import Progress, Result
from jobs.services import enqueue
from reports.models import Pack
from reports.packs.agenda import STALE, papers_of
from reports.packs.assembling import Made, assemble
from reports.packs.issuing import Next, Outdated, next_issue
from reports.packs.layout import TO_FOLLOW, WITHHELD
from reports.packs.printing import edition_name
from reports.packs.sources import about, as_laid_out, confidential, content_of

KIND = "reports.pack_preview"
_FOLDER = "pack-previews"


@dataclass(frozen=True, slots=True)
class Edition:
    """A file that would be issued. `contents` are as `PackFile.contents` keeps them."""

    name: str
    classification: str
    audience: list[str]
    pages: int
    size: int
    claims_ua: bool
    contents: list[dict[str, Any]]
    path: str

    @property
    def word(self) -> str:
        return Classification(self.classification).label

    @property
    def left_out(self) -> int:
        lines = [line for row in self.contents for line in (row, *row["parts"])]
        return sum(line["state"] == WITHHELD for line in lines)

    @property
    def to_follow(self) -> list[str]:
        return [row["title"] for row in self.contents if row["state"] == TO_FOLLOW]


def ask_preview(pack: Pack, *, seen: int, by: User) -> Job:
    """The job that makes it of the agenda as it was seen. ValidationError for one that could not be issued."""
    pack.refresh_from_db()
    if pack.revision != seen:
        raise ValidationError("Meanwhile somebody changed this agenda: look again.", code=STALE)
    found = next_issue(pack, papers_of(pack))
    if found.faults:
        raise ValidationError(found.faults)
    wanted = {"pack": pack.pk, "revision": seen, "by": by.pk}
    return enqueue(KIND, wanted, f"{KIND}:{pack.pk}:{seen}", by, redo=True)


def make_preview(arguments: Mapping[str, Any], progress: Progress) -> Result:
    """The work of a job. Raises Outdated for an agenda that was changed since, or somebody who may not see it."""
    pack = Pack.objects.select_related("meeting__committee").get(pk=arguments["pack"])
    found = next_issue(pack, papers_of(pack))
    by = User.objects.filter(pk=arguments["by"]).first()
    if pack.revision != arguments["revision"] or found.faults or by is None or not may_make_packs(by):
        raise Outdated("The agenda was changed since the preview was asked for: ask for it again.")
    papers, told = as_laid_out(pack, found.papers), about(pack, found.number, preview=True)
    made = assemble(told, papers, found.first_page, content_of, progress, confidential=confidential(pack))
    progress(97, "Keeping the files")
    kept = [_kept(pack, file, told.committee) for file in made.files]
    with progress.fence() as done:
        done.result = {"pack": pack.pk, "first": made.first_page, "last": made.last_page, "editions": kept}
    drop_previews(pack.pk, [edition["path"] for edition in kept])
    return done.result


def _kept(pack: Pack, file: Made, committee: str) -> dict[str, Any]:
    level = file.level
    path = default_storage.save(f"{_FOLDER}/{pack.pk}/{level.classification}.pdf", ContentFile(file.content))
    return {
        "name": edition_name(level, committee),
        "classification": str(level.classification),
        "audience": level.audience,
        "pages": file.pages,
        "size": len(file.content),
        "claims_ua": file.claims_ua,
        "contents": file.contents,
        "path": path,
    }


def drop_previews(pack: int, but: Collection[str] = ()) -> None:
    """Its files, but for these. One that a worker left behind which ended goes with the next."""
    folder = f"{_FOLDER}/{pack}"
    if not default_storage.exists(folder):
        return
    for name in default_storage.listdir(folder)[1]:
        if f"{folder}/{name}" not in but:
            default_storage.delete(f"{folder}/{name}")


def preview_job(pack: Pack) -> Job | None:
    """The last that was asked for of the agenda as it is now."""
    return Job.objects.filter(kind=KIND, key=f"{KIND}:{pack.pk}:{pack.revision}").first()


def editions_for(user: Reader, pack: Pack, found: Next) -> list[Edition]:
    """Those of the agenda as it is now which the person, who makes packs, may read; none where it cannot be issued."""
    job = preview_job(pack)
    if found.faults or job is None or job.state != State.DONE or not job.result or not may_make_packs(user):
        return []
    made = [Edition(**edition) for edition in job.result["editions"]]
    mine = [one for one in made if may_read_for(user, one.classification, one.audience)]
    return [one for one in mine if default_storage.exists(one.path)]


def is_unfinished(job: Job | None) -> bool:
    return job is not None and job.state in UNFINISHED
