"""How the figures of a published paper were counted: each with its rule in words and, for whom they are, the rows that
give it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from readers.api.series import figures_at
from readers.reading.answers import CSV, page
from readers.reading.behind import Rows, exact, fact_of, may_read_rows, rows_behind, rule_of
from readers.reading.changes import labels_of
from readers.reading.figures import Named, Printed, by_key, in_tables_alone, named_in
from readers.reading.frozen import document_of, opened
from readers.reading.showing import place, rules_now, rules_of
from reports.engine.document import Document
from reports.engine.month import Month
from reports.engine.values import long_date
from reports.facts.pages import as_csv
from reports.facts.registry import Fact
from reports.models import Publication, PublishedFile
from reports.parts import BODY
from reports.publishing.serving import record, refused


@require_safe
def figures(request: HttpRequest, kind: str, month: Month, version: int, part: str = BODY) -> HttpResponse:
    file = opened(request, kind, month, version, part)

    def context() -> dict[str, Any]:
        document = document_of(file)
        labels = labels_of([file.publication], [document])
        named = list(named_in(document))
        groups = [_group(file, list(same), labels) for _, same in groupby(named, key=lambda one: one.section.id)]
        others = [_entry(file, one, labels) for one in in_tables_alone(file, {one.key for one in named})]
        groups += [{"id": "tables", "heading": "In tables and charts", "figures": others}] if others else []
        return {**place(file), "groups": groups, "as_at": long_date(document.month.last).display}

    return page(request, file, "figures.html", context, name="facts")


def _group(file: PublishedFile, same: list[Named], labels: dict[str, str]) -> dict[str, Any]:
    """The figures of one section, each once. The first of each block is where a link to its figures leads."""
    section = same[0].section
    first = {one.key: one for one in reversed(same)}
    found, blocks = [], set()
    for one in same:
        if first.get(one.key) is one:
            found.append({**_entry(file, one, labels), "anchor": "" if one.block in blocks else one.block})
            blocks.add(one.block)
    return {"id": section.id, "heading": f"{section.number} {section.title}".strip(), "figures": found}


def _entry(file: PublishedFile, one: Printed, labels: dict[str, str]) -> dict[str, Any]:
    rule = rule_of(one.key)
    return {
        "key": one.key,
        "label": labels.get(one.key) or one.label or (rule.label if rule else one.key),
        "value": one.value,
        "rule": rule.rule if rule else "",
        "url": fact_url(file, one.key),
    }


def fact_url(file: PublishedFile, key: str) -> str:
    publication = file.publication
    part = [file.part] if file.part else []
    return reverse("reading:fact", args=(publication.kind, publication.covers, publication.version, *part, key))


@require_safe
def figure(request: HttpRequest, kind: str, month: Month, version: int, key: str, part: str = BODY) -> HttpResponse:
    """One figure. Its rows are working records: no cache keeps what they are shown on, and reading them is recorded,
    whatever the paper is classified as."""
    file, document, printed = _printed(request, kind, month, version, key, part)
    shows_rows = may_read_rows(request.user)
    return page(
        request,
        file,
        "figure.html",
        lambda: _context(request, file, document, printed),
        name=f"facts/{key}",
        unkept=shows_rows,
        of_records=True,
    )


@require_safe
def rows(request: HttpRequest, kind: str, month: Month, version: int, key: str, part: str = BODY) -> HttpResponse:
    """The rows as a file, for whom the page shows them."""
    file, _, printed = _printed(request, kind, month, version, key, part)
    if not may_read_rows(request.user):
        raise Http404("There is no such file.")
    if reason := refused(request, file):
        return reason
    publication = _with_facts(file)
    found = _rows(request, publication, key, printed)
    if found is None or found[1].listing is None:
        raise Http404("There is no such file.")
    record(request, file, "download", f"facts/{key}/rows.csv", always=True)
    name = f"{publication.reference}-v{version}-{key}-rows.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(as_csv(found[1].listing), content_type=CSV, headers=headers)


def _printed(
    request: HttpRequest, kind: str, month: Month, version: int, key: str, part: str
) -> tuple[PublishedFile, Document, Sequence[Printed]]:
    """Raises Http404 for a figure that this paper, or this part of it, does not print."""
    file = opened(request, kind, month, version, part)
    document = document_of(file)
    named = by_key(document)
    printed: Sequence[Printed] = named.get(key, [])
    if not printed:
        printed = [one for one in in_tables_alone(file, named) if one.key == key]
    if not printed:
        raise Http404("The paper prints no such figure.")
    return file, document, printed


def _with_facts(file: PublishedFile) -> Publication:
    return (
        Publication.objects.defer("payload", "record")
        .select_related("report__meeting__committee")
        .get(pk=file.publication.pk)
    )


def _rows(
    request: HttpRequest, publication: Publication, key: str, printed: Sequence[Printed]
) -> tuple[Fact, Rows] | None:
    found = fact_of(publication, key)
    if found is None:
        return None
    fact, reads = found
    return fact, rows_behind(fact, reads, request.user, publication, exact(publication, key, printed[0].value))


def _context(
    request: HttpRequest, file: PublishedFile, document: Document, printed: Sequence[Printed]
) -> dict[str, Any]:
    publication, key = _with_facts(file), printed[0].key
    found = _rows(request, publication, key, printed)
    rules = rules_of(publication)
    label = str(publication.facts.get(key, {}).get("label", ""))
    return {
        **place(file),
        "key": key,
        "label": label or printed[0].label or (found[0].label if found else key),
        "value": printed[0].value,
        "fact": found[0] if found else None,
        "rows": found[1] if found else None,
        "may_read_rows": may_read_rows(request.user),
        "rows_url": f"{fact_url(file, key)}rows.csv",
        "as_at": long_date(document.month.last).display,
        "issued": long_date(document.header.issue_date).display,
        "places": list({one.section.id: one.section for one in printed if isinstance(one, Named)}.values()),
        "rules": rules,
        "rules_differ": bool(rules) and rules != rules_now(document),
        "month": document.month,
        "in_series": figures_at(request.user, None).filter(fact=key).exists(),
    }
