"""What a person may read of the packs that were issued. Each read asks the policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse

from access.classification import Classification, at_least
from access.policy import Reader, visible_to
from meetings.models import Meeting
from reports.engine.month import Month
from reports.models import AgendaPaper, PackFile, PackIssue
from reports.packs.layout import HELD, sheet_of
from reports.packs.naming import meeting_named, slug_of
from reports.publishing.queries import may_open_withdrawn, superseded_by

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
class Later:
    """The last version published of a paper's report that the paper's readers are told of. `gone`: it was withdrawn."""

    version: int
    address: str
    gone: bool


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
    """A paper as the page of a pack lists it: with its withdrawal, what took its place in the pack, and where nothing
    did, a later version."""

    row: dict[str, Any]
    withdrawn: Withdrawn | None
    instead: Instead | None
    later: Later | None


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
        later = later_than(self.fullest)
        return [
            Listed(row, withdrawn.get(item), instead.get(item), None if item in instead else later.get(item))
            for row in self.fullest.contents
            for item in (row["item"],)
        ]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the pack is: its file, its address there, and what took the place of the paper that it is of, or
    a later version of it."""

    file: PackFile
    address: str
    row: dict[str, Any] | None
    instead: Instead | None
    later: Later | None
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


def _with_later_versions(files: QuerySet[PackFile]) -> QuerySet[PackFile]:
    """Each with the versions published after those of its issue, which `later_than` reads, in the same query."""
    later = "report__publications__version"
    papers = AgendaPaper.objects.filter(
        issue=OuterRef("issue"), publication__isnull=False, report__publications__version__gt=F("publication__version")
    )
    row = JSONObject(
        item="position",
        version="publication__version",
        word="publication__classification",
        kind="publication__kind",
        month="publication__month",
        later=later,
        later_word="report__publications__classification",
        gone="report__publications__withdrawal__at",
    )
    return files.annotate(later_versions=ArraySubquery(papers.order_by(later).values(row=row)))


def later_than(file: PackFile) -> dict[int, Later]:
    """By place on the agenda, of the papers in this file: of what its readers may not know of, they hear nothing."""
    held = {row["item"] for row in file.contents if row["state"] == HELD}
    rows: list[dict[str, Any]] = file.later_versions  # type: ignore[attr-defined]  # annotated above
    found = {}
    for row in rows:
        if row["item"] in held and superseded_by(row["version"], row["word"], row["later"], row["later_word"]):
            covers = Month.containing(date.fromisoformat(row["month"]))
            address = reverse("publishing:version", args=(row["kind"], covers, row["later"]))
            found[row["item"]] = Later(row["later"], address, row["gone"] is not None)
    return found


def issues_for(user: Reader, slug: str) -> list[Issued]:
    """What was issued for the meeting and this person may read something of, in the order it was issued. One query."""
    found: dict[PackIssue, list[PackFile]] = {}
    files = _with_later_versions(_with_withdrawals(files_for(user).filter(meeting_named(slug, f"{_MEETING}__"))))
    for file in files.order_by("issue__number"):
        found.setdefault(file.issue, []).append(file)
    return [Issued(issue, tuple(fullest_first(files))) for issue, files in found.items()]


@dataclass(frozen=True, slots=True)
class Known:
    """A file of a pack that somebody holds: what was issued after it that they may read, and of its papers those
    withdrawn and those that another took the place of, by title."""

    file: PackFile
    supplements: list[PackIssue]
    withdrawn: list[Withdrawn]
    replaced: list[tuple[str, Instead]]

    @property
    def slug(self) -> str:
        return slug_of(self.file.issue.pack.meeting)


def known_by(user: Reader, sha256: str) -> list[Known]:
    """The issued files with this hash that the person may read, latest issue first."""
    files = _with_withdrawals(files_for(user).filter(sha256=sha256))
    return [_known(user, file) for file in files.order_by("-issue__issued_at", "pk")]


def _known(user: Reader, file: PackFile) -> Known:
    every = issues_for(user, slug_of(file.issue.pack.meeting))
    instead = instead_of(every)
    supplements = [one.issue for one in every if one.issue.number > file.issue.number]
    held = [(row["title"], row["item"]) for row in file.contents if row["state"] == HELD]
    replaced = [(title, instead[item]) for title, item in held if item in instead]
    return Known(file, supplements, withdrawn_in(file), replaced)


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
    """In the fullest file with this page of the pack that the person may open; None for no such page."""
    every = issues_for(user, slug)
    for issued in every:
        if issued.issue.first_page <= page <= issued.issue.last_page:
            file = _file_with(user, issued.files, page)
            sheet = sheet_of(file.page_map, page)
            if not sheet:
                return None
            row = next((row for row in file.contents if row["first"] <= page <= row["last"]), None)
            instead = instead_of(every)
            address = f"{address_of(file)}#page={sheet}"
            item = row["item"] if row else 0
            later = None if item in instead else later_than(file).get(item)
            return Place(file, address, row, instead.get(item), later, instead)
    return None


def is_gone(user: Reader, file: PackFile) -> bool:
    """Whether it holds what was withdrawn, to a person who does not answer for papers."""
    return bool(withdrawn_in(file)) and not may_open_withdrawn(user)


def _file_with(user: Reader, files: Sequence[PackFile], page: int) -> PackFile:
    """Of the files that hold the page the fullest that still stands, or where all are gone the fullest: it says why.
    One that leaves the page out would tell nothing of the withdrawal."""
    held = [file for file in files if any(row["held"] and row["first"] <= page <= row["last"] for row in file.page_map)]
    wanted = held or files
    return next((file for file in wanted if not is_gone(user, file)), wanted[0])
