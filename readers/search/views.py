"""The page of search, for whoever opens it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from access.classification import Classification, at_least
from readers.rates import bounded
from readers.search.addresses import address_of, later_version_of
from readers.search.asking import Asked, asked
from readers.search.forms import ORDERS, SearchForm
from readers.search.marking import marked
from readers.search.models import Kind
from readers.search.queries import MOST, PER_PAGE, RELEVANCE, Narrowed, Results, search
from reports.definitions.registry import kinds
from reports.engine.month import Month


@dataclass(frozen=True, slots=True)
class Shown:
    """A result. `page` is that of the pack, of a page of a paper; `passage` is blank where it is for fewer than all who
    sign in; `later` is the version that took its place and was withdrawn on the day `gone`, `gone_url` the page that
    says why, for whom it is."""

    title: SafeString
    url: str
    kind: str
    page: str
    within: str
    month: str
    word: str
    passage: SafeString | str
    superseded: bool
    later: int | None
    gone: datetime | None
    gone_url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a facet offers; chosen, its address takes the choice back."""

    label: str
    number: int
    url: str
    chosen: bool


@require_safe
@bounded("search", "SEARCHES_A_MINUTE")
def search_page(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    context: dict[str, Any] = {"form": form, "typed": request.GET.get("q", ""), "asked": None}
    held: set[str] = set()
    if form.is_valid() and form.cleaned_data["q"].strip():
        question, page = asked(form.cleaned_data["q"]), form.cleaned_data["page"] or 1
        results = search(request.user, question, form.narrowed, page, timezone.localdate())
        held = {one.classification for one in (*results.entries, *results.jumps)}
        context |= _found(request, form, question, results, page)
    status = 200 if form.is_valid() else 400
    return _kept(request, render(request, "readers/search/search.html", context, status=status), held)


def _found(request: HttpRequest, form: SearchForm, question: Asked, results: Results, page: int) -> dict[str, Any]:
    narrowed = form.narrowed
    return {
        "asked": question,
        "results": results,
        "shown": [_shown(one, question, results.passages.get(one.pk, "")) for one in results.entries],
        "jumps": [(one, _shown(one, question, "")) for one in results.jumps],
        "first": (page - 1) * PER_PAGE + 1,
        "last": (page - 1) * PER_PAGE + len(results.entries),
        "page": page,
        "most": MOST,
        "before": _url(request, page=page - 1) if page > 1 else "",
        "after": _url(request, page=page + 1) if page < results.pages else "",
        "orders": [(label, _url(request, order=key), key == narrowed.order) for key, label in ORDERS],
        "facets": list(_facets(request, results, narrowed)),
        "months": [
            (Month.containing(one), results.facets.month[one]) for one in sorted(results.facets.month, reverse=True)
        ],
        "month": Month.containing(narrowed.month) if narrowed.month else None,
        "narrowed": narrowed,
        "kept": {name: request.GET[name] for name in ("kind", "report", "order") if request.GET.get(name)},
        "guess_url": f"{reverse('search:search')}?{urlencode({'q': results.guess})}" if results.guess else "",
        "anything_url": f"{reverse('search:search')}?{urlencode({'q': question.text})}",
        "earlier_url": "" if narrowed.earlier else _url(request, earlier=1),
        "is_narrowed": bool(narrowed.kind or narrowed.report or narrowed.month),
        "by_match": narrowed.order == RELEVANCE,
    }


def _shown(entry: Any, question: Asked, passage: str) -> Shown:
    """Of an entry with what `search` annotates."""
    return Shown(
        title=marked(entry.title, tuple(one.text.lower() for one in question.words if not one.unwanted)),
        url=address_of(entry),
        kind=Kind(entry.kind).one,
        page=entry.key if entry.kind == Kind.PAPER and not entry.opens else "",
        within=entry.within,
        month=Month.containing(entry.month).label if entry.month else "",
        word=Classification(entry.classification).label,
        passage=marked(passage, question.beginnings) if passage else "",
        superseded=entry.later is not None or entry.replaced,
        later=entry.later,
        gone=entry.later_gone,
        gone_url=later_version_of(entry) if entry.later == entry.later_read else "",
    )


def _facets(request: HttpRequest, results: Results, narrowed: Narrowed) -> Iterator[tuple[str, list[Choice]]]:
    """Those of which a choice leaves fewer results than there are, or is chosen."""
    counted = results.facets
    for label, choices in (
        ("Kind", _choices(request, "kind", Kind.choices, counted.kind, narrowed.kind)),
        ("Report", _choices(request, "report", kinds(), counted.report, narrowed.report)),
    ):
        offered = list(choices)
        if any(one.chosen or one.number < results.total for one in offered):
            yield label, offered


def _choices(
    request: HttpRequest, name: str, labels: Iterable[tuple[str, Any]], numbers: Mapping[str, int], chosen: str
) -> Iterable[Choice]:
    for value, label in labels:
        if numbers.get(value) or value == chosen:
            url = _url(request, **{name: "" if value == chosen else value})
            yield Choice(str(label), numbers.get(value, 0), url, value == chosen)


def _url(request: HttpRequest, **changed: Any) -> str:
    """The page with this choice changed, from its first results unless it is the page that changes."""
    known = {name: request.GET[name] for name in SearchForm.base_fields if request.GET.get(name)}
    known.pop("page", None)
    known |= {name: str(value) for name, value in changed.items()}
    return f"?{urlencode({name: value for name, value in known.items() if value})}"


def _kept(request: HttpRequest, response: HttpResponse, held: set[str]) -> HttpResponse:
    """What names a paper that is Amber or Red no cache keeps; a stranger's page is asked for each time."""
    patch_vary_headers(response, ["Cookie"])
    if held & set(at_least(Classification.AMBER)):
        patch_cache_control(response, private=True, no_store=True)
        return response
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, no_cache=True)
    set_response_etag(response)
    kept = get_conditional_response(request, etag=response.get("ETag"), response=response)
    return kept if isinstance(kept, HttpResponse) else response
