"""A published paper's tables and figures at addresses of their own, its data with their dictionary, how it is cited,
and its versions. Who may not read a paper finds none of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from access.policy import visible_to
from readers.reading import exports
from readers.reading.answers import BIBTEX, CSV, JSON, RIS, XLSX, download, page
from readers.reading.dictionary import MISSING_SAYS, Described, described
from readers.reading.frozen import KEPT_IN_MEMORY, Exhibit, document_of, exhibits_of, opened, read_again
from readers.reading.frozen import exhibit as exhibit_of
from readers.reading.showing import citation, entries, exhibit_context, place, rules_of, siblings
from reports.engine.month import Month
from reports.models import PublishedFile
from reports.models.publication import FileKind
from reports.parts import BODY
from reports.publishing.queries import LARGE, is_withdrawn, served
from reports.publishing.serving import may_read_file

Make = Callable[[], bytes]


# --- Tables and figures -----------------------------------------------------------------------------------------------


@require_safe
def latest_exhibit(request: HttpRequest, kind: str, month: Month, of: str, block: str) -> HttpResponse:
    """To that of the latest version, for whom it is: another one tomorrow, when another version is published."""
    files = served(kind, month, with_others=False).filter(kind=FileKind.DATA).defer("content")
    newest = next((file.publication.version for file in files if may_read_file(request, file)), None)
    if newest is None:
        raise Http404("There is no such paper.")
    exhibit_of(request, kind, month, newest, of, block)
    response = redirect("reading:exhibit", kind, month, newest, of, block)
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def exhibit_page(request: HttpRequest, kind: str, month: Month, version: int, of: str, block: str) -> HttpResponse:
    file, document, one = exhibit_of(request, kind, month, version, of, block)

    def context() -> dict[str, Any]:
        return exhibit_context(request, file, document, one)

    return page(request, file, "exhibit.html", context, name=f"{of}/{block}")


@require_safe
def exhibit_file(
    request: HttpRequest, kind: str, month: Month, version: int, of: str, block: str, name: str
) -> HttpResponse:
    file, document, one = exhibit_of(request, kind, month, version, of, block)
    publication = file.publication
    stem = f"{publication.reference}-v{version}-{block}"
    makes: dict[str, tuple[str, str, Make]] = {
        "data.csv": (f"{stem}.csv", CSV, lambda: _stored_csv(file, one)),
        "data.xlsx": (f"{stem}.xlsx", XLSX, lambda: exports.block_xlsx(document, one, rules_of(publication))),
        "data.json": (f"{stem}.json", JSON, lambda: exports.block_json(document, version, one, rules_of(publication))),
        "cite.bib": (f"{stem}.bib", BIBTEX, lambda: citation(request, file, document, one).bibtex()),
        "cite.ris": (f"{stem}.ris", RIS, lambda: citation(request, file, document, one).ris()),
    }
    return _download(request, file, makes, name)


def _stored_csv(file: PublishedFile, one: Exhibit) -> bytes:
    """As it was stored when the paper was published, so that it is the file of that day whatever the program is now."""
    tables = PublishedFile.objects.filter(publication=file.publication, part=file.part, kind=FileKind.TABLE)
    content = tables.filter(name__endswith=f"-{one.block.id}.csv").values_list("content", flat=True).first()
    return exports.block_csv(one) if content is None else bytes(content)


# --- All data of a paper ----------------------------------------------------------------------------------------------


@require_safe
def data(request: HttpRequest, kind: str, month: Month, version: int, part: str = BODY) -> HttpResponse:
    file = opened(request, kind, month, version, part)

    def context() -> dict[str, Any]:
        document = document_of(file)
        return {**place(file), "exhibits": entries(file, document), "missing": MISSING_SAYS, "stored": siblings(file)}

    return page(request, file, "data.html", context, name="data")


@require_safe
def data_file(request: HttpRequest, kind: str, month: Month, version: int, name: str, part: str = BODY) -> HttpResponse:
    file = opened(request, kind, month, version, part)
    document, rules = document_of(file), rules_of(file.publication)
    every = list(exhibits_of(document))
    stem = "-".join(filter(None, (f"{file.publication.reference}-v{version}", part)))
    columns: Callable[[], list[Described]] = lambda: described(every, rules)  # noqa: E731  # asked for by two of them
    makes: dict[str, tuple[str, str, Make]] = {
        "data.xlsx": (f"{stem}-data.xlsx", XLSX, lambda: _workbook(file.sha256, rules)),
        "data.json": (f"{stem}-data.json", JSON, lambda: exports.paper_json(document, version, every, rules)),
        "data-dictionary.csv": (f"{stem}-data-dictionary.csv", CSV, lambda: exports.dictionary_csv(columns())),
        "data-dictionary.json": (
            f"{stem}-data-dictionary.json",
            JSON,
            lambda: exports.dictionary_json(document, version, columns()),
        ),
    }
    return _download(request, file, makes, name)


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _workbook(sha256: str, rules: str) -> bytes:
    """The workbook of a Document that the reader was found to be allowed to read; it takes a while to make."""
    document = read_again(sha256)
    return exports.paper_xlsx(document, list(exhibits_of(document)), rules)


@require_safe
def dictionary(request: HttpRequest, kind: str, month: Month, version: int, part: str = BODY) -> HttpResponse:
    file = opened(request, kind, month, version, part)

    def context() -> dict[str, Any]:
        rules = rules_of(file.publication)
        tables = [{"exhibit": one, "columns": described([one], rules)} for one in exhibits_of(document_of(file))]
        return {**place(file), "tables": tables, "missing": MISSING_SAYS, "rules": rules}

    return page(request, file, "dictionary.html", context, name="data-dictionary")


# --- Citing -----------------------------------------------------------------------------------------------------------


@require_safe
def cite(request: HttpRequest, kind: str, month: Month, version: int, part: str = BODY) -> HttpResponse:
    file = opened(request, kind, month, version, part)

    def context() -> dict[str, Any]:
        return {**place(file), "citation": citation(request, file, document_of(file))}

    return page(request, file, "cite.html", context, name="cite")


@require_safe
def cite_file(request: HttpRequest, kind: str, month: Month, version: int, name: str, part: str = BODY) -> HttpResponse:
    file = opened(request, kind, month, version, part)
    stem = "-".join(filter(None, (f"{file.publication.reference}-v{version}", part)))
    makes: dict[str, tuple[str, str, Make]] = {
        "cite.bib": (f"{stem}.bib", BIBTEX, lambda: citation(request, file, document_of(file)).bibtex()),
        "cite.ris": (f"{stem}.ris", RIS, lambda: citation(request, file, document_of(file)).ris()),
    }
    return _download(request, file, makes, name)


# --- Versions ---------------------------------------------------------------------------------------------------------


@require_safe
def versions(request: HttpRequest, kind: str, month: Month) -> HttpResponse:
    """Every version of the paper that the reader may read: what was withdrawn with its reason."""
    files = PublishedFile.objects.filter(publication__kind=kind, publication__month=month.first, part=BODY)
    files = visible_to(request.user, files.filter(kind=FileKind.PDF)).defer("content", *_LARGE)
    files = files.select_related("publication__withdrawal", "publication__correction")
    rows = list(files.order_by("-publication__version"))
    pages = served(kind, month, with_others=False).filter(part=BODY, kind=FileKind.PAGE).defer("content")
    file = next((one for one in pages if may_read_file(request, one)), None)
    if not rows or file is None:
        raise Http404("There is no such paper.")

    def context() -> dict[str, Any]:
        return {"rows": [_version(one, rows[0].publication.version) for one in rows]}

    seen = ",".join(f"{one.publication.version}{is_withdrawn(one.publication)}" for one in rows)
    return page(request, file, "versions.html", context, name="versions", more=(seen,), of_all_versions=True)


_LARGE = tuple(f"publication__{name}" for name in LARGE)


def _version(file: PublishedFile, newest: int) -> dict[str, Any]:
    publication = file.publication
    where = (publication.kind, publication.covers, publication.version)
    withdrawal = publication.withdrawal if is_withdrawn(publication) else None
    state = "withdrawn" if withdrawal else "superseded" if publication.version < newest else "the latest"
    return {
        "publication": publication,
        "withdrawal": withdrawal,
        "state": state,
        "correction": publication.correction,
        "sha256": file.sha256,
        "url": reverse("publishing:version", args=where),
        "pdf_url": "" if withdrawal else reverse("publishing:version-file", args=(*where, file.name)),
        "before": publication.version - 1 if publication.version > 1 else None,
    }


def _download(
    request: HttpRequest, file: PublishedFile, makes: dict[str, tuple[str, str, Make]], name: str
) -> HttpResponse:
    if name not in makes:
        raise Http404("There is no such file.")
    return download(request, file, *makes[name])
