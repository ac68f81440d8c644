"""What a person may read of the packs that were issued. Each read asks the policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse

from access.classification import Classification, at_least
from access.policy import Reader, visible_to
from meetings.models import Meeting
from reports.models import AgendaPaper, PackFile, PackIssue
from reports.packs.layout import HELD, sheet_of
from reports.packs.naming import meeting_named, slug_of

_MEETING = "issue__pack__meeting"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A paper of an issue whose version was withdrawn after it, by its place on the agenda."""

    item: int
    title: str
    version: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Instead:
    """What stands in the place of a paper that was issued before: in a later issue, at its own place and page."""

    label: str
    item: int
    title: str
    reference: str
    page: int
    held: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper as the page of a pack lists it: with its withdrawal, and what took its place."""

    row: dict[str, Any]
    withdrawn: Withdrawn | None
    instead: Instead | None


@dataclass(frozen=True, slots=True)
class Issued:
    """An issue as a person reads it: its files that they may open, the fullest first."""

    issue: PackIssue
    files: tuple[PackFile, ...]

    @property
    def fullest(self) -> PackFile:
        return self.files[0]

    @property
    def editions(self) -> list[tuple[PackFile, bool]]:
        """The files, each with whether it holds a paper that was withdrawn."""
        return [(file, bool(withdrawn_in(file))) for file in self.files]

    def papers(self, instead: Mapping[int, Instead]) -> list[Listed]:
        """The papers of the fullest file as its contents list them."""
        withdrawn = {one.item: one for one in withdrawn_in(self.fullest)}
        rows = self.fullest.contents
        return [Listed(row, withdrawn.get(row["item"]), instead.get(row["item"])) for row in rows]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the pack is: its file, its address there, and what took the place of the paper that it is of."""

    file: PackFile
    address: str
    row: dict[str, Any] | None
    instead: Instead | None
    every_instead: Mapping[int, Instead]


def instead_of(issued: Sequence[Issued]) -> dict[int, Instead]:
    """By place on the agenda: what stands there now for those who read these issues, by the last of several versions.
    Each file says only what its readers may know."""
    found: dict[int, Instead] = {}
    for one in reversed(issued):
        for row in one.fullest.contents:
            if former := row.get("replaces"):
                told = (row["item"], row["title"], row["reference"], row["first"], row["state"] == HELD)
                found[former["item"]] = found.get(row["item"]) or Instead(one.issue.label, *told)
    return found


def files_for(user: Reader) -> QuerySet[PackFile]:
    """Without their bytes, which are read only to be sent."""
    return visible_to(user, PackFile.objects.all()).defer("content").select_related(f"{_MEETING}__committee")


def _with_withdrawals(files: QuerySet[PackFile]) -> QuerySet[PackFile]:
    """Each with what was withdrawn of its issue, which `withdrawn_in` reads, in the same query."""
    papers = AgendaPaper.objects.filter(issue=OuterRef("issue"), publication__withdrawal__isnull=False)
    row = JSONObject(
        item="position",
        title="title",
        version="publication__version",
        reason="publication__withdrawal__reason",
        at="publication__withdrawal__at",
    )
    return files.annotate(withdrawals=ArraySubquery(papers.order_by("position").values(row=row)))


def withdrawn_in(file: PackFile) -> list[Withdrawn]:
    """The papers withdrawn that are in this file: of one that it leaves out, its readers hear nothing."""
    held = {row["item"] for row in file.contents if row["state"] == HELD}
    rows: list[dict[str, Any]] = file.withdrawals  # type: ignore[attr-defined]  # annotated by `_with_withdrawals`
    return [Withdrawn(**{**row, "at": datetime.fromisoformat(row["at"])}) for row in rows if row["item"] in held]


def issues_for(user: Reader, slug: str) -> list[Issued]:
    """What was issued for the meeting and this person may read something of, in the order it was issued. One query."""
    found: dict[PackIssue, list[PackFile]] = {}
    files = _with_withdrawals(files_for(user).filter(meeting_named(slug, f"{_MEETING}__")))
    for file in files.order_by("issue__number"):
        found.setdefault(file.issue, []).append(file)
    return [Issued(issue, tuple(fullest_first(files))) for issue, files in found.items()]


def fullest_first(files: Sequence[PackFile]) -> list[PackFile]:
    order = at_least(Classification.WHITE)
    return sorted(files, key=lambda file: -order.index(file.classification))


def meetings_for(user: Reader) -> list[Meeting]:
    """Those of whose packs the person may read something, the latest first."""
    files = files_for(user).order_by(f"-{_MEETING}__held_on", f"{_MEETING}__title")
    return list(dict.fromkeys(file.issue.pack.meeting for file in files.defer("content", "contents", "page_map")))


def file_named(user: Reader, slug: str, name: str, *, with_content: bool = False) -> PackFile | None:
    """With its bytes in the same query, where all of them are about to be sent."""
    files = files_for(user).defer(None) if with_content else files_for(user)
    return _with_withdrawals(files.filter(meeting_named(slug, f"{_MEETING}__"), name=name)).first()


def address_of(file: PackFile) -> str:
    return reverse("packs:file", args=(slug_of(file.issue.pack.meeting), file.name))


def place_of_page(user: Reader, slug: str, page: int) -> Place | None:
    """In the fullest file that the person may read of the issue with this page of the pack; None for no such page."""
    every = issues_for(user, slug)
    for issued in every:
        if issued.issue.first_page <= page <= issued.issue.last_page:
            sheet = sheet_of(issued.fullest.page_map, page)
            if not sheet:
                return None
            row = next((row for row in issued.fullest.contents if row["first"] <= page <= row["last"]), None)
            instead = instead_of(every)
            address = f"{address_of(issued.fullest)}#page={sheet}"
            return Place(issued.fullest, address, row, instead.get(row["item"]) if row else None, instead)
    return None
