"""A database with 20 years in it: 5,000 modifications with their histories, 20,000 DCC Assessments, 1,000 Parties, 240
months of meetings, actions and measures, and every month's reports published.

    python benchmarks/twenty_years.py

fills one, says what is in it and how long that took, and drops it. A benchmark takes one so:

    with twenty_years():
        ...

The records are those of records/. What is published is made once for each report, from the records of the last month,
and copied to the other months by the database with the month's name and days put in: each publication has its page and
its Document, and none of the files that take long to make (PDF, workbook, CSV). Which sections name which records is
read from the last month's papers and copied likewise.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.test")

    import django

    django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from access.models import User  # noqa: E402
from benchmarks.records import fill  # noqa: E402
from benchmarks.records.committees import PANEL  # noqa: E402
from benchmarks.scratch import scratch_databases, use  # noqa: E402
from meetings.models import Action, Meeting  # noqa: E402
from modifications.models import DccAssessment, Modification  # noqa: E402
from parties.models import Party  # noqa: E402
from readers.registers.mentions import index  # noqa: E402
from readers.registers.models import PublishedMention  # noqa: E402
from reports.building import built_in_context  # noqa: E402
from reports.engine.month import Month  # noqa: E402
from reports.engine.serialise import dumps  # noqa: E402
from reports.facts.registry import all_values  # noqa: E402
from reports.models import Publication, PublishedFile, Report  # noqa: E402
from reports.parts import open_edition  # noqa: E402
from reports.publishing.freezing import numbers_of  # noqa: E402
from reports.renderers.drawings import phone_data_uri  # noqa: E402
from reports.renderers.html import full_title, render_page  # noqa: E402
from reports.restating.places import for_their_readers  # noqa: E402

UNTIL, YEARS = Month(2029, 3), 20
"""Lives begin up to ten years before, and no month of the program is before 2000."""
COUNTED = (Modification, DccAssessment, Party, Meeting, Action, Publication, PublishedFile, PublishedMention)
MONTHLY = {"operations": 17, "change-status": 18, "sub-committee": 19}
"""The reports of every month, with their paper numbers."""
YEARLY = {"regulatory-year": 20}
"""Of every March."""
ISSUED_AFTER = timedelta(days=8)


@dataclass(frozen=True)
class Paper:
    """What every month's publication of a report is copied from."""

    kind: str
    title: str
    reference: str
    payload: str
    page: str
    facts: str


@contextmanager
def twenty_years() -> Iterator[None]:
    """A filled database for as long as it lasts: Django's connection is to it."""
    with scratch_databases(["twenty_years"]) as names:
        use(names["twenty_years"])
        fill_twenty_years()
        yield


def fill_twenty_years() -> None:
    """Needs an empty database with its tables."""
    with triggers_asleep():
        fill(UNTIL, YEARS)
        by = User.objects.create_user("publisher", "publisher@example.org")
        with transaction.atomic():
            publish_all(by)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def triggers_asleep() -> Iterator[None]:
    """Without the audit trail and the rules that triggers hold, which ask of each row by itself: they take minutes, and
    what is made here keeps to them. Keys and constraints are asked as ever."""
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} DISABLE TRIGGER USER")
        yield
        for table in tables:
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} ENABLE TRIGGER USER")


def publish_all(by: User) -> None:
    """Every month's reports, in one transaction: a publication has the files that it is written with."""
    _make_reports()
    for kind in (*MONTHLY, *YEARLY):
        last = Report.objects.filter(kind=kind).select_related("meeting__committee").latest("month")
        _publish(_paper(last), Month.containing(last.month), by)
    _name_records()


def _make_reports() -> None:
    months = [UNTIL.back(place) for place in range(12 * YEARS)]
    there = set(Report.objects.values_list("kind", "month"))
    panels = {one.held_on: one for one in Meeting.objects.filter(committee__code=PANEL.code, suffix="")}
    wanted = [(kind, number, month) for month in months for kind, number in MONTHLY.items()]
    wanted += [(kind, number, month) for month in months for kind, number in YEARLY.items() if month.month == 3]
    Report.objects.bulk_create(
        [
            Report(
                kind=kind,
                month=month.first,
                meeting=panels[PANEL.day(month.back(-1))],
                paper_number=number,
                author="SECAS",
                issue_date=month.last + ISSUED_AFTER,
            )
            for kind, number, month in wanted
            if (kind, month.first) not in there
        ]
    )


def _paper(report: Report) -> Paper:
    built, context = built_in_context(report)
    document = open_edition(built.document)
    facts = for_their_readers(numbers_of(all_values(context.reads)), built.document, context.restating.printed)
    return Paper(
        report.kind,
        full_title(document),
        document.header.reference,
        dumps(document),
        render_page(document, phone_src=phone_data_uri),
        json.dumps(facts),
    )


def _dated(text: str) -> str:
    """In the copies the month's name and days take the place of those that the paper was made for; a day that the month
    has not is its last one."""
    for day in (29, 30, 31):
        held = f"to_char(least(month + {day - 1}, month + interval '1 month - 1 day'), 'YYYY-MM-DD')"
        text = f"replace({text}, %(days)s || '{day}', {held})"
    return f"replace(replace({text}, %(label)s, to_char(month, 'FMMonth YYYY')), %(days)s, to_char(month, 'YYYY-MM-'))"


_PUBLICATIONS = f"""
INSERT INTO reports_publication (report_id, version, kind, month, reference, title, classification, audience,
    issue_date, content_hash, payload, facts, record, made_with, published_by_id, published_at)
SELECT id, 1, kind, month, %(reference)s || '/' || to_char(month, 'YYYY-MM'), {_dated("%(title)s")},
    'white', '{{}}', issue_date, encode(sha256(convert_to(made, 'UTF8')), 'hex'), made, %(facts)s, '{{}}', '{{}}',
    %(by)s, issue_date + time '09:00'
FROM (SELECT *, {_dated("%(payload)s")} AS made FROM reports_report WHERE kind = %(kind)s) AS reports
"""
_FILES = f"""
INSERT INTO reports_publishedfile (publication_id, part, title, kind, name, content_type, classification, audience,
    pages, size, sha256, content)
SELECT id, '', title, %(file)s, %(name)s, %(type)s, classification, '{{}}', NULL, length(made),
    encode(sha256(made), 'hex'), made
FROM (SELECT *, convert_to({_dated("%(text)s")}, 'UTF8') AS made FROM reports_publication
    WHERE kind = %(kind)s) AS publications
"""


def _publish(paper: Paper, month: Month, by: User) -> None:
    known = {"label": month.label, "days": f"{month.iso}-", "kind": paper.kind}
    with connection.cursor() as cursor:
        cursor.execute(
            _PUBLICATIONS,
            {
                **known,
                "reference": paper.reference,
                "title": paper.title,
                "facts": paper.facts,
                "payload": paper.payload,
                "by": by.pk,
            },
        )
        for file, name, type, text in (
            ("page", "paper.html", "text/html", paper.page),
            ("data", "paper.json", "application/json", paper.payload),
        ):
            cursor.execute(_FILES, {**known, "file": file, "name": name, "type": type, "text": text})


_MENTIONS = """
INSERT INTO readers_publishedmention (publication_id, file_id, classification, audience, target, anchor, label, within,
    position)
SELECT file.publication_id, file.id, file.classification, file.audience, known.target, known.anchor, known.label,
    known.within, known.position
FROM readers_publishedmention AS known
JOIN reports_publication AS source ON source.id = known.publication_id
JOIN reports_publication AS copy ON copy.kind = source.kind AND copy.id <> source.id
JOIN reports_publishedfile AS file ON file.publication_id = copy.id AND file.kind = 'data'
"""


def _name_records() -> None:
    for kind in (*MONTHLY, *YEARLY):
        index(Publication.objects.filter(kind=kind).latest("month"))
    with connection.cursor() as cursor:
        cursor.execute(_MENTIONS)


def main() -> int:
    started = time.perf_counter()
    with scratch_databases(["twenty_years"]) as names:
        use(names["twenty_years"])
        print(f"an empty database with its tables: {time.perf_counter() - started:.1f} s")
        started = time.perf_counter()
        fill_twenty_years()
        print(f"filled in {time.perf_counter() - started:.1f} s")
        for model in (
            Modification,
            DccAssessment,
            Party,
            Meeting,
            Action,
            Publication,
            PublishedFile,
            PublishedMention,
        ):
            print(f"{model._default_manager.count():9,} {model._meta.verbose_name_plural}")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
            print(f"{cursor.fetchone()[0]:>9} altogether")
    return 0


if __name__ == "__main__":
    sys.exit(main())
