"""Keeping the entries of search as they should be. Whatever is interrupted is done again, and nothing is kept twice:
the entries of a source are written in one transaction, under a lock of that source."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from readers.api.figures import keep_figures
from readers.search.entry import MADE_BY, Entry, fingerprint_of
from readers.search.models import Kind, SearchEntry
from readers.search.papers import entries_of_issue, entries_of_publication, source_of, source_of_issue
from readers.search.records import entries_of_records
from reports.models import PackIssue, Publication

_AT_ONCE = 500
"""Sources of records that are written in one transaction."""
_OF_RECORDS = (Kind.MODIFICATION, Kind.MEETING, Kind.PARTY)


def index_publication(publication: Publication) -> None:
    """Keep what it is found by, and the figures that its files print: those are kept as it is published, and anew here,
    for what was published before that."""
    found = list(entries_of_publication(publication))
    with transaction.atomic():
        _keep([(source_of(publication), found)])
        keep_figures(publication)


def index_issue(issue: PackIssue) -> None:
    found = list(entries_of_issue(issue))
    with transaction.atomic():
        _keep([(source_of_issue(issue), found)])


def index_records() -> int:
    """Keep what records are found by as they are now, those that are gone left out. How many were not as they should
    be; what was as it should be is not written again."""
    kept = dict(SearchEntry.objects.filter(kind__in=_OF_RECORDS).values_list("source", "fingerprint").distinct())
    wrong: list[tuple[str, list[Entry]]] = []
    there: set[str] = set()
    for source, group in groupby(entries_of_records(), key=attrgetter("source")):
        found = list(group)
        there.add(source)
        if kept.get(source) != fingerprint_of(found):
            wrong.append((source, found))
    wrong += [(source, []) for source in sorted(kept.keys() - there)]
    for at in range(0, len(wrong), _AT_ONCE):
        with transaction.atomic():
            _keep(wrong[at : at + _AT_ONCE])
    return len(wrong)


def not_indexed() -> tuple[list[Publication], list[PackIssue]]:
    """What was published and issued and has no entries yet, or was kept by another release of this."""
    kept = SearchEntry.objects.filter(kind=Kind.REPORT, publication=OuterRef("pk"), made_by=MADE_BY)
    publications = Publication.objects.filter(~Exists(kept), files__isnull=False).distinct()
    indexed = set(SearchEntry.objects.filter(kind=Kind.PAPER, made_by=MADE_BY).values_list("source", flat=True))
    issues = PackIssue.objects.select_related("pack__meeting__committee").order_by("pk")
    return (
        list(publications.defer("payload", "record", "made_with").order_by("pk")),
        [one for one in issues if source_of_issue(one) not in indexed],
    )


def _keep(sources: Iterable[tuple[str, list[Entry]]]) -> None:
    """Inside a transaction: the lock of each source is held until it ends. They are taken in the order of their names,
    so that two that write at once do not wait for each other for ever."""
    rows: list[SearchEntry] = []
    named = sorted(sources, key=lambda one: one[0])
    with connection.cursor() as cursor:
        for source, _ in named:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"search {source}"])
    SearchEntry.objects.filter(source__in=[source for source, _ in named]).delete()
    for _, entries in named:
        fingerprint = fingerprint_of(entries)
        rows += [one.as_row(fingerprint) for one in entries]
    SearchEntry.objects.bulk_create(rows, batch_size=500)
