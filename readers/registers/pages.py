"""The pages and files of registers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header

from access.audit.acts import record_reading
from access.classification import Classification
from readers.horizon import last_day_for
from readers.rates import bounded
from readers.registers.answering import answer, cached
from readers.registers.base import Register
from readers.registers.columns import Plain, RegisterTable, Rows
from readers.registers.exporting import TYPES, Field, Taken, written
from readers.registers.filters import AS_AT, PAGE, SORT, Asked, RegisterFilters

ILLUSTRATIVE = Field(
    "illustrative",
    "Illustrative",
    "Whether the row is made up so that a published total comes out of a count: never a fact about a real record.",
    "yes or no",
)
PER_PAGE = 50
_READ_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Found:
    """What a valid address found: the rows in the order asked for, not yet read."""

    asked: Asked
    table: RegisterTable
    classification: Classification
    beneath: list[str]
    unjudged: str


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading on a page, with the address that sorts by it, and how it is sorted now: "ascending",
    "descending" or ""."""

    label: str
    kind: str
    sort: str
    sorted: str


def register_page(request: HttpRequest, register: Register) -> HttpResponse:
    """A page of a register. A valid address that is not in its canonical form is led to the one that is; one that asks
    for what there is not is shown as it was typed, with what is wrong at its place."""
    if not register.open_to(request.user):
        return _asks_to_sign_in(request, register)
    last = last_day_for(request.user, timezone.localdate())
    if last is None:
        return answer(request, "readers/registers/nothing_yet.html", {"register": register})
    filters = _filters(register, request, last, request.GET)
    if not filters.is_valid():
        context = {"register": register, "form": filters.form}
        return answer(request, "readers/registers/register.html", context, status=400)
    pairs = filters.pairs()
    if pairs != [(name, text) for name, texts in request.GET.lists() for text in texts]:
        return redirect(f"{register.address()}?{filters.query()}" if pairs else register.address())
    found = _found(register, filters)
    _turn_to_page(found.table, request.GET.get(PAGE, "1"))
    record_reading(request.user, f"register of {register.many}", found.classification)
    return answer(request, "readers/registers/register.html", _context(register, filters, found), found.classification)


@bounded("export", "EXPORTS_A_MINUTE")
def register_export(request: HttpRequest, register: Register, ending: str) -> HttpResponseBase:
    """All rows that the page of the same query shows, as a file. What is wrong with the query is said in plain text."""
    last = last_day_for(request.user, timezone.localdate())
    if ending not in TYPES or last is None or not register.open_to(request.user):
        raise Http404("There is no such file.")
    filters = _filters(register, request, last, request.GET)
    if not filters.is_valid():
        said = [f"{name}: {fault}" for name, faults in filters.form.errors.items() for fault in faults]
        return HttpResponse("\n".join(said), content_type="text/plain; charset=utf-8", status=400)
    found = _found(register, filters)
    record_reading(request.user, f"file of the register of {register.many}", found.classification)
    taken = _taken(request, register, filters, found)
    headers = {"Content-Disposition": content_disposition_header(True, taken.name(ending)) or ""}
    response = StreamingHttpResponse(written(taken, ending), content_type=TYPES[ending], headers=headers)
    return cached(request, response, found.classification)


def register_columns(request: HttpRequest, register: Register) -> HttpResponse:
    """The data dictionary: of the columns that are shown where nothing is asked for, and of those that a filter adds,
    where the reader may see them."""
    if not register.open_to(request.user):
        return _asks_to_sign_in(request, register)
    fields = [
        Field(name, str(column.verbose_name), column.holds, column.kind)
        for name, column in register.table.base_columns.items()
        if name not in register.kept_from(request.user)
    ]
    context = {"register": register, "fields": [*fields, ILLUSTRATIVE]}
    return answer(request, "readers/registers/columns.html", context)


# --- From an address to rows ----------------------------------------------------------------------------


def _filters(register: Register, request: HttpRequest, last: date, data: QueryDict) -> RegisterFilters:
    hidden = register.kept_from(request.user)
    sortable = [
        name
        for name, column in register.table.base_columns.items()
        if column.orderable is not False and name not in hidden
    ]
    return register.filters(data, model=register.model, sortable=sortable, request=request, last=last)


def _found(register: Register, filters: RegisterFilters) -> Found:
    asked = filters.asked()
    rows = filters.filter_queryset(register.rows(asked))
    hidden = {*register.hidden(asked), *register.kept_from(asked.reader)}
    number, beneath = register.summed(rows, asked)
    table = register.table(
        Rows(rows, register.order, number),
        order_by=filters.data.get(SORT, "").strip() or (),
        extra_columns=[(name, None) for name in hidden],
    )
    table.day = asked.day
    return Found(asked, table, register.classification(asked), beneath, register.unjudged(filters, asked))


def _turn_to_page(table: RegisterTable, page: str) -> None:
    """Raises Http404 for a page that there is not."""
    try:
        table.paginate(page=page, per_page=PER_PAGE)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404("The register has no such page.") from error


def _asks_to_sign_in(request: HttpRequest, register: Register) -> HttpResponse:
    """Says that signing in is needed, and nothing of what there is. Whoever is signed in and may not read it finds
    nothing."""
    if request.user.is_authenticated:
        raise Http404("There is no such register.")
    return answer(request, "readers/registers/sign_in.html", {"register": register})


# --- From rows to a page or a file ----------------------------------------------------------------------


def _context(register: Register, filters: RegisterFilters, found: Found) -> dict[str, Any]:
    table, asked = found.table, found.asked
    paginator, page = table.paginator, table.page
    here = f"{AS_AT}={asked.day.isoformat()}"
    query = filters.query(**{PAGE: ""})
    return {
        "register": register,
        "form": filters.form,
        "asked": asked,
        "counted": register.counted(paginator.count, asked),
        "unjudged": found.unjudged,
        "chosen": filters.chosen(),
        "heads": _heads(table, filters),
        "beneath": found.beneath,
        "rows": table.rows_as_html(page.object_list.data),
        "page": page,
        "pages": [
            (number, f"?{filters.query(**{PAGE: str(number)})}" if isinstance(number, int) else "")
            for number in paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        ],
        "exports": [(ending, f"{register.export_address(ending)}?{query}".rstrip("?")) for ending in TYPES],
        "lasting": f"{register.address()}?{filters.query(**{AS_AT: asked.day.isoformat()})}",
        "everything": f"{register.address()}?{here}",
        "classification": found.classification,
    }


def _heads(table: RegisterTable, filters: RegisterFilters) -> list[Head]:
    heads = []
    for bound in table.columns.itervisible():
        alias = bound.order_by_alias
        state = ("descending" if alias.is_descending else "ascending") if bound.is_ordered else ""
        sort = f"?{filters.query(**{SORT: str(alias.next), PAGE: ''})}" if bound.orderable else ""
        heads.append(Head(str(bound.header), bound.column.css, sort, state))
    return heads


def _taken(request: HttpRequest, register: Register, filters: RegisterFilters, found: Found) -> Taken:
    asked = found.asked
    columns = found.table.columns.itervisible()
    fields = [Field(one.name, str(one.header), one.column.holds, one.column.kind) for one in columns]
    query = filters.query(**{AS_AT: asked.day.isoformat(), PAGE: ""})
    return Taken(
        slug=register.slug,
        title=register.title,
        counted=". ".join(filter(None, (register.counted(len(found.table.data), asked), found.unjudged))),
        day=asked.day,
        filters=tuple((one.label, one.words) for one in filters.chosen()),
        classification=found.classification.label,
        address=request.build_absolute_uri(f"{register.address()}?{query}"),
        holds=register.holds,
        fields=(*fields, ILLUSTRATIVE),
        rows=_plain_rows(found.table),
    )


def _plain_rows(table: RegisterTable) -> Iterator[list[Plain]]:
    for record in table.data.data.iterator(chunk_size=_READ_AT_ONCE):
        yield table.plain_of(record)
