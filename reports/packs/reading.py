"""What a person may read of the packs that were issued. Each read asks the policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from access.classification import Classification, at_least
from access.policy import Reader, visible_to
from meetings.models import Meeting
from reports.models import PackFile, PackIssue
from reports.packs.layout import sheet_of
from reports.packs.naming import meeting_named, slug_of

_MEETING = "issue__pack__meeting"


@dataclass(frozen=True, slots=True)
class Issued:
    """An issue as a person reads it: its files that they may open, the fullest first."""

    issue: PackIssue
    files: tuple[PackFile, ...]

    @property
    def fullest(self) -> PackFile:
        return self.files[0]


def files_for(user: Reader) -> QuerySet[PackFile]:
    """Without their bytes, which are read only to be sent."""
    return visible_to(user, PackFile.objects.all()).defer("content").select_related(f"{_MEETING}__committee")


def issues_for(user: Reader, slug: str) -> list[Issued]:
    """What was issued for the meeting and this person may read something of, in the order it was issued. One query."""
    found: dict[PackIssue, list[PackFile]] = {}
    for file in files_for(user).filter(meeting_named(slug, f"{_MEETING}__")).order_by("issue__number"):
        found.setdefault(file.issue, []).append(file)
    return [Issued(issue, tuple(fullest_first(files))) for issue, files in found.items()]


def fullest_first(files: Sequence[PackFile]) -> list[PackFile]:
    order = at_least(Classification.WHITE)
    return sorted(files, key=lambda file: -order.index(file.classification))


def meetings_for(user: Reader) -> list[Meeting]:
    """Those of whose packs the person may read something, the latest first."""
    files = files_for(user).order_by(f"-{_MEETING}__held_on", f"{_MEETING}__title")
    return list(dict.fromkeys(file.issue.pack.meeting for file in files.defer("content", "contents", "page_map")))


def file_named(user: Reader, slug: str, name: str) -> PackFile | None:
    return files_for(user).filter(meeting_named(slug, f"{_MEETING}__"), name=name).first()


def address_of(file: PackFile) -> str:
    return reverse("packs:file", args=(slug_of(file.issue.pack.meeting), file.name))


def address_of_page(user: Reader, slug: str, page: int) -> str | None:
    """Where this page of the pack is, in the fullest file that the person may read; None for no such page."""
    for issued in issues_for(user, slug):
        if issued.issue.first_page <= page <= issued.issue.last_page:
            sheet = sheet_of(issued.fullest.page_map, page)
            return f"{address_of(issued.fullest)}#page={sheet}" if sheet else None
    return None
