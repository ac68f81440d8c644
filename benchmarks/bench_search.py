"""The page of search and the interface for programs, at 20 years of data.

    python benchmarks/bench_search.py [--turns 9]

Each address is asked as a stranger, in a process that keeps its connection. Times are of the whole answer inside the
process: the processor's, and what the database is waited for; the median, and by the clock, which counts what else the
machine does too. The last month's papers are indexed as they are when they are published, and what is found in them is
copied to the other months by the database; records are indexed as they are by the clock. Of each Panel meeting there is
a pack with ten papers of eight pages that others brought, filled likewise (brought_papers.py).
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.bench_published import Waiting  # noqa: E402
from benchmarks.brought_papers import bring_papers  # noqa: E402
from benchmarks.twenty_years import MONTHLY, YEARLY, twenty_years  # noqa: E402
from readers.api.models import PublishedFigure  # noqa: E402
from readers.search.filling import index_issue, index_publication, index_records  # noqa: E402
from readers.search.models import SearchEntry  # noqa: E402
from reports.models import Publication  # noqa: E402

GOAL_MS = 100.0
COMMON, SELDOM = "modifications", "voting groups"
ADDRESSES = {
    "a common word": ("/search/", {"q": COMMON}),
    "its beginning": ("/search/", {"q": "modif"}),
    "the same, newest first": ("/search/", {"q": COMMON, "order": "newest"}),
    "its last page": ("/search/", {"q": COMMON, "page": "50"}),
    "of one month": ("/search/", {"q": COMMON, "month": "2020-03"}),
    "two words": ("/search/", {"q": SELDOM}),
    "pages of brought papers": ("/search/", {"q": "tariffs mitigation", "kind": "paper"}),
    "their title and words": ("/search/", {"q": "finance tariffs"}),
    "a phrase": ("/search/", {"q": '"Voting Group" -panel'}),
    "a reference": ("/search/", {"q": "MP 121"}),
    "a word that is misspelt": ("/search/", {"q": "modifcations"}),
    "api: reports": ("/api/v1/reports", {"limit": "100"}),
    "api: facts": ("/api/v1/facts", {"limit": "100"}),
    "api: facts by a word": ("/api/v1/facts", {"q": "open"}),
    "api: a series": ("/api/v1/facts/modifications.open", {}),
    "api: as known at a day": ("/api/v1/facts/modifications.open", {"as_known_at": "2019-05-01"}),
}
_ENTRIES = """
INSERT INTO readers_searchentry (source, place, fingerprint, made_by, kind, classification, audience, title, within,
    body, "references", report, month, dated, part, key, opens, shown_from, shown_until, publication_id,
    stands_with)
SELECT 'publication:' || copy.id, place, fingerprint, made_by, known.kind, known.classification, known.audience,
    known.title, within, body, "references", report, copy.month, copy.issue_date, part, key, opens, NULL, NULL, copy.id,
    '{}'
FROM readers_searchentry AS known
JOIN reports_publication AS source ON source.id = known.publication_id
JOIN reports_publication AS copy ON copy.kind = source.kind AND copy.id <> source.id
"""
_FIGURES = """
INSERT INTO readers_publishedfigure (publication_id, file_id, classification, audience, fact, label, unit, value,
    display)
SELECT copy.id, file.id, known.classification, known.audience, fact, label, unit, value, display
FROM readers_publishedfigure AS known
JOIN reports_publication AS source ON source.id = known.publication_id
JOIN reports_publication AS copy ON copy.kind = source.kind AND copy.id <> source.id
JOIN reports_publishedfile AS file ON file.publication_id = copy.id AND file.kind = 'data'
"""


def index_all() -> None:
    for kind in (*MONTHLY, *YEARLY):
        index_publication(Publication.objects.filter(kind=kind).latest("month"))
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES)
        cursor.execute(_FIGURES)
    started = time.perf_counter()
    issue = bring_papers()
    print(f"papers brought to packs: filled in {time.perf_counter() - started:.1f} s")
    started = time.perf_counter()
    index_issue(issue)
    print(f"one pack of them indexed in {time.perf_counter() - started:.2f} s")
    started = time.perf_counter()
    number = index_records()
    first, started = time.perf_counter() - started, time.perf_counter()
    index_records()
    print(
        f"records: {number:,} indexed in {first:.1f} s; looked through again in {time.perf_counter() - started:.1f} s"
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT pg_size_pretty(pg_total_relation_size('readers_searchentry'))")
        (size,) = cursor.fetchone()
    print(f"{SearchEntry.objects.count():,} entries ({size}), {PublishedFigure.objects.count():,} figures")


def measured(turns: int) -> bool:
    met, client = True, Client()
    for name, (address, asked) in ADDRESSES.items():
        client.get(address, asked)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address, asked)
        queries = len(captured)
        assert answer.status_code == 200, answer.content
        own, wall, waiting = [], [], Waiting()
        with connection.execute_wrapper(waiting):
            for _ in range(turns):
                waiting.seconds, used, began = 0.0, time.process_time(), time.perf_counter()
                client.get(address, asked)
                own.append((time.process_time() - used + waiting.seconds) * 1000)
                wall.append((time.perf_counter() - began) * 1000)
        took, size = statistics.median(own), len(answer.content)
        clock = statistics.median(wall)
        print(f"{name:28} {took:6.1f} ms ({clock:.1f} by the clock), {queries} queries, {size / 1000:,.0f} kB")
        met = met and took < GOAL_MS
    return met


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--turns", type=int, default=9)
    turns = parser.parse_args().turns
    with twenty_years():
        connection.settings_dict["CONN_MAX_AGE"] = None  # a web process keeps its connection
        index_all()
        met = measured(turns)
    print(f"Goal (each under {GOAL_MS:g} ms): {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
