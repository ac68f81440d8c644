"""What is published, and the meetings to come, as Atom (RFC 4287). A feed reader signs in nowhere, so it is what
anybody may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.db.models import Max
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from access.events import events_of, key_of
from meetings.models import Meeting
from readers.library.days import Coming, coming
from reports.definitions.registry import kinds
from reports.models import Publication
from reports.publishing.queries import is_withdrawn, publications_for

if TYPE_CHECKING:
    _PapersFeed = Feed[Publication, str]
    _MeetingsFeed = Feed["Announced", str]
else:
    _PapersFeed = _MeetingsFeed = Feed  # generic in its stubs alone

NEWEST = 50


@dataclass(frozen=True, slots=True)
class Announced:
    """A meeting to come, with the moment at which its record was last changed."""

    coming: Coming
    changed_at: datetime


class PapersFeed(_PapersFeed):
    """The latest papers, each version an entry of its own, which says when it is withdrawn and why. Of one report with
    its kind in the address."""

    feed_type = Atom1Feed
    author_name = "SECAS"

    def get_object(self, request: HttpRequest, *args: Any, **given: Any) -> str:
        kind: str = given.get("kind", "")
        if kind and kind not in dict(kinds()):
            raise Http404("There is no such report.")
        return kind

    def title(self, kind: str) -> str:
        return f"{dict(kinds())[kind]}: papers as they are published" if kind else "Papers as they are published"

    def link(self, kind: str) -> str:
        return f"{reverse('reports:library')}?type={kind}" if kind else reverse("reports:library")

    def items(self, kind: str) -> Iterable[Publication]:
        found = publications_for(AnonymousUser()).order_by("-published_at", "-pk")
        return found.filter(kind=kind)[:NEWEST] if kind else found[:NEWEST]

    def item_title(self, item: Publication) -> str:
        said = " (withdrawn)" if is_withdrawn(item) else ""
        return f"{item.title}, version {item.version}{said}" if item.version > 1 else f"{item.title}{said}"

    def item_description(self, item: Publication) -> str:
        if is_withdrawn(item):
            return f"Withdrawn: {item.withdrawal.reason}"
        if item.correction:
            return f"{item.reference}, corrected: {item.correction.changes}"
        return f"{item.reference}, issued {item.issue_date:%-d %B %Y}."

    def item_link(self, item: Publication) -> str:
        return reverse("publishing:version", args=(item.kind, item.covers, item.version))

    def item_pubdate(self, item: Publication) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Publication) -> datetime:
        return item.withdrawal.at if is_withdrawn(item) else item.published_at


class MeetingsFeed(_MeetingsFeed):
    """The meetings to come with the days their papers are due, those first whose record was changed last: so that one
    that is planned, moved or called off is news. Of a committee, by its code, or of `EVERY`. Three queries."""

    feed_type = Atom1Feed
    author_name = "SECAS"
    title = "Smart Energy Code: meetings and paper days"

    def __init__(self, committee: str, first: date) -> None:
        self.committee, self.first = committee, first

    def link(self) -> str:
        return f"{reverse('readers:calendar')}?committee={self.committee}"

    def items(self) -> Iterable[Announced]:
        found = coming(AnonymousUser(), self.first, committee=self.committee)
        events = events_of(Meeting, [one.meeting.pk for one in found]).order_by()
        changed = dict(events.values_list(key_of(Meeting)).annotate(Max("pgh_created_at")))
        told = [Announced(one, changed[one.meeting.pk]) for one in found if one.meeting.pk in changed]
        return sorted(told, key=lambda one: one.changed_at, reverse=True)

    def item_title(self, item: Announced) -> str:
        called_off = " (called off)" if item.coming.meeting.cancelled else ""
        return f"{item.coming.meeting.title}, {item.coming.day:%-d %B %Y}{called_off}"

    def item_description(self, item: Announced) -> str:
        if item.coming.meeting.cancelled or item.coming.papers_due is None:
            return f"{item.coming.day:%A %-d %B %Y}."
        return f"{item.coming.day:%A %-d %B %Y}; papers are due on {item.coming.papers_due:%A %-d %B %Y}."

    def item_link(self, item: Announced) -> str:
        return f"{self.link()}#meeting-{item.coming.meeting.pk}"

    def item_updateddate(self, item: Announced) -> datetime:
        return item.changed_at
