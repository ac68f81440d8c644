"""What is published, as Atom (RFC 4287). A feed reader signs in nowhere, so it is what anybody may read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from reports.definitions.registry import kinds
from reports.models import Publication
from reports.publishing.queries import is_withdrawn, publications_for

if TYPE_CHECKING:
    _Feed = Feed[Publication, str]
else:
    _Feed = Feed  # generic in its stubs alone

NEWEST = 50


class PapersFeed(_Feed):
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
