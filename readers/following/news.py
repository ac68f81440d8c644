"""What there is to tell a person of what they follow: names, months and addresses, and nothing of a paper's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from access.models import User
from access.policy import may_be_known_of, visible_to
from modifications.models import Stage, StageFrom
from readers.following.models import MODIFICATION, REPORT, Following
from readers.registers.models import PublishedMention
from reports.models import Publication
from reports.publishing.queries import LARGE, is_withdrawn


@dataclass(frozen=True, slots=True)
class News:
    """A line of a mail about what is followed. `path` is the address on the site."""

    target: str
    words: str
    path: str


@dataclass(frozen=True, slots=True)
class Span:
    """What is told at one time: what was published up to `until`, and records up to the day `shown`, both included."""

    until: datetime
    shown: date | None


def news_for(person: User, followings: Iterable[Following], span: Span) -> list[News]:
    """What has come since each was last told of, as far as the person may read it; in at most three queries.

    A mail is read by whoever carries it, so what is Red is not told of, to those who may read it either.
    """
    every = list(followings)
    papers = list(_papers(person, every, span))
    mentions = list(_mentions(person, every, span))
    return [*papers, *mentions, *_stages(person, every, span)]


def _papers(person: User, followings: list[Following], span: Span) -> Iterator[News]:
    """Versions published and withdrawn of the reports that are followed."""
    by_kind = {one.name: one for one in followings if one.of == REPORT}
    if not by_kind:
        return
    earliest = min(one.told_until for one in by_kind.values())
    recent = Q(published_at__gt=earliest) | Q(withdrawal__at__gt=earliest)
    found = visible_to(person, Publication.objects.defer(*LARGE).filter(recent, kind__in=by_kind))
    for one in found.select_related("withdrawal").order_by("published_at", "pk"):
        following = by_kind[one.kind]
        if not may_be_known_of(one.classification):
            continue
        path = reverse("publishing:version", args=(one.kind, one.covers, one.version))
        name = f"{one.title}, version {one.version}" if one.version > 1 else one.title
        if following.told_until < one.published_at <= span.until:
            yield News(following.target, f"{name} was published", path)
        if is_withdrawn(one) and following.told_until < one.withdrawal.at <= span.until:
            yield News(following.target, f"{name} was withdrawn", path)


def _mentions(person: User, followings: list[Following], span: Span) -> Iterator[News]:
    """Papers published since that name the modifications that are followed: each paper once."""
    by_target = {one.target: one for one in followings if one.of == MODIFICATION}
    if not by_target:
        return
    earliest = min(one.told_until for one in by_target.values())
    recent = PublishedMention.objects.filter(target__in=by_target, publication__published_at__gt=earliest)
    recent = recent.filter(publication__published_at__lte=span.until, publication__withdrawal__isnull=True)
    found = visible_to(person, recent).select_related("publication")
    found = found.defer(*(f"publication__{name}" for name in LARGE))
    told: set[tuple[str, int]] = set()
    for one in found.order_by("publication__published_at", "publication", "position"):
        paper, following = one.publication, by_target[one.target]
        seen = (one.target, paper.pk)
        if seen in told or not may_be_known_of(one.classification) or paper.published_at <= following.told_until:
            continue
        told.add(seen)
        path = reverse("publishing:version", args=(paper.kind, paper.covers, paper.version))
        yield News(one.target, f"{paper.title} speaks of it", f"{path}#{one.anchor}")


def _stages(person: User, followings: list[Following], span: Span) -> Iterator[News]:
    """The stages entered on days that readers have been shown since."""
    by_code = {one.name: one for one in followings if one.of == MODIFICATION}
    if not by_code or span.shown is None:
        return
    entered = visible_to(person, StageFrom.objects.filter(modification__code__in=by_code, since__lte=span.shown))
    days = [one.shown_until for one in by_code.values()]
    if all(days):
        entered = entered.filter(since__gt=min(day for day in days if day))
    for code, stage, day in entered.order_by("since").values_list("modification__code", "stage", "since"):
        following = by_code[code]
        if following.shown_until is None or day > following.shown_until:
            words = f"{Stage(stage).label}, from {day:%-d %B %Y}"
            yield News(following.target, words, reverse("registers:modification", args=(code,)))
