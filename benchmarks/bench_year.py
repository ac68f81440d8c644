"""The End of Regulatory Year Report from 1, 5 and 20 years of records: from the records to the page, and to a file.

    python benchmarks/bench_year.py [--years 1 5 20]

The records are made up in bulk (see records/), in databases of their own that are dropped at the end; the report's own
measures, objectives, restatements and texts are added to them. A page leads to its charts by address, a file holds
them drawn. The year's report reads two years whole and twelve month's ends, so what costs more is the years before.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.records import fill  # noqa: E402
from benchmarks.scratch import scratch_databases, use  # noqa: E402
from measures.models import Measure, MeasureGroup, Observation  # noqa: E402
from reports.building import build_report  # noqa: E402
from reports.definitions.regulatory_year import codes  # noqa: E402
from reports.definitions.regulatory_year.edition_2020 import EDITION_2020  # noqa: E402
from reports.engine.edition import texts_asked  # noqa: E402
from reports.engine.month import Month  # noqa: E402
from reports.models import Objective, ObjectiveStatus, Report, Restatement, SectionText  # noqa: E402
from reports.renderers.html import render_file, render_page  # noqa: E402

UNTIL = Month(2029, 3)
TURNS = 5
GOAL_SECONDS = 3.0
TEXT = (
    "<p>In the year {{year.modifications.raised}} proposals were raised, after {{year_before.modifications.raised}}; "
    "{{year.parties.acceded}} Parties acceded.</p><ul><li>Met {{year.meetings.every}} times.</li></ul>"
)


@dataclass(slots=True)
class Size:
    """So many years of records, and what each turn took, in seconds."""

    years: int
    database: str
    build: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    file: list[float] = field(default_factory=list)
    queries: set[int] = field(default_factory=set)

    @property
    def to_page(self) -> float:
        return statistics.median(build + page for build, page in zip(self.build, self.page, strict=True))


def prepare(size: Size) -> None:
    """The Operations Report that the records come with becomes the year's."""
    use(size.database)
    report = fill(UNTIL, size.years)
    report.attachments.all().delete()
    report.texts.all().delete()
    Report.objects.filter(pk=report.pk).update(kind="regulatory-year")
    for section, _ in texts_asked(EDITION_2020.sections):
        SectionText.objects.create(report=report, section=section, body=TEXT)
    for rank, (code, name) in enumerate(codes.OBJECTIVES, 1):
        one = Objective.objects.create(
            code=code, rank=rank, group="general", name=name, wording="To be met.", since=date(2013, 9, 23)
        )
        ObjectiveStatus.objects.create(report=report, objective=one, status="meets")
    _measured()
    for month in UNTIL.window(12)[:6]:
        Restatement.objects.create(
            month=month.first,
            fact="modifications.raised",
            published=9999,
            reason="It was entered late.",
            restated_on=UNTIL.first,
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _measured() -> None:
    names = (codes.FIELDWORK, codes.PRESENTED, codes.SELF_ASSESSMENTS, codes.PREPARED, codes.LETTERS)
    for code in (*names, codes.ENGAGEMENT, codes.PUBLICATIONS):
        measure, _ = Measure.objects.get_or_create(code=code, defaults={"name": code, "group": MeasureGroup.SECURITY})
        Observation.objects.bulk_create(
            [Observation(measure=measure, month=month.first, value=7) for month in UNTIL.window(24)]
        )


def measure(size: Size) -> None:
    use(size.database)
    build_report(_report())
    with CaptureQueriesContext(connection) as asked:
        build_report(_report())
    size.queries.add(len(asked))
    started = time.perf_counter()
    document = build_report(_report()).document
    built = time.perf_counter()
    render_page(document, figure_src=lambda figure: f"/charts/{figure.id}.svg")
    rendered = time.perf_counter()
    render_file(document)
    size.build.append(built - started)
    size.page.append(rendered - built)
    size.file.append(time.perf_counter() - rendered)


def _report() -> Report:
    """Read anew, so that nothing an earlier build has fetched is at hand."""
    return Report.objects.select_related("meeting__committee").get(kind="regulatory-year")


def tell(sizes: Sequence[Size]) -> bool:
    """Whether the goal was met."""
    print(f"End of Regulatory Year Report, to {UNTIL.label}: median seconds of {TURNS} turns")
    print(f"{'years':>5}{'queries':>9}{'build':>8}{'page':>8}{'records to page':>17}{'file':>8}")
    for size in sizes:
        queries = "/".join(map(str, sorted(size.queries)))
        build, page, file = (statistics.median(times) for times in (size.build, size.page, size.file))
        print(f"{size.years:5}{queries:>9}{build:8.2f}{page:8.2f}{size.to_page:17.2f}{file:8.2f}")
    constant = len({number for size in sizes for number in size.queries}) == 1
    met = constant and sizes[-1].to_page < GOAL_SECONDS
    print(
        f"Goal (the number of queries constant, a page of {sizes[-1].years} y in under {GOAL_SECONDS:g} s): "
        f"{'met' if met else 'MISSED'}"
    )
    return met


def main(arguments: Sequence[str]) -> int:
    """1 when the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, nargs="+", default=[1, 5, 20])
    options = parser.parse_args(arguments)
    with scratch_databases([f"{years}y" for years in options.years]) as names:
        sizes = [Size(years, names[f"{years}y"]) for years in options.years]
        for size in sizes:
            prepare(size)
        for _ in range(TURNS):
            for size in sizes:
                measure(size)
        met = tell(sizes)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
