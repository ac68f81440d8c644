"""Which edition of a report is in force in a month: of those in code, and of those that editors laid out.

The stored ones are read in two queries, whatever their number; within `read_once` that is done at most once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from access.policy import may_read_drafts
from reports.definitions.context import MonthContext
from reports.definitions.registry import definition_of
from reports.edition_making.catalogue import catalogue_of
from reports.edition_making.layout import UnresolvedEdition, edition_from
from reports.edition_making.rows import tree_of
from reports.engine.edition import Edition, edition_for
from reports.engine.month import Month
from reports.models import StoredEdition, StoredSection

CANNOT_BE_MADE = 409


def editions_of(kind: str) -> tuple[Edition[MonthContext], ...]:
    """Every edition of the report, those in code and then those laid out that have taken force.

    One that cannot be resolved any more is left out: `edition_of` says of it what is wrong. Raises LookupError for a
    kind that no report has.
    """
    return (*definition_of(kind).editions, *_resolvable(kind, _known()))


def edition_of(kind: str, month: Month) -> Edition[MonthContext]:
    """The edition in force in the month: the latest that began by then.

    Raises LookupError before the first, for a kind that no report has, and, as UnresolvedEdition, for an edition laid
    out from sections that are no more: a report is not made without a word of what it lacks.
    """
    in_code = edition_for(definition_of(kind).editions, month)
    known = _known()
    begun = [(begins, one) for begins, one in known.of(kind) if in_code.in_force_from <= begins <= month]
    if not begun:
        return in_code
    begins, latest = begun[-1]
    return known.resolved(latest, begins)


def resolved(stored: StoredEdition, rows: Iterable[StoredSection], begins: Month) -> Edition[MonthContext]:
    """The engine's edition of a stored one, as it would be from `begins` on. Raises UnresolvedEdition."""
    return edition_from(
        tree_of(rows),
        catalogue_of(definition_of(stored.kind).editions),
        base_of(stored),
        key=stored.key,
        name=stored.name,
        begins=begins,
    )


def base_of(stored: StoredEdition) -> Edition[MonthContext]:
    """The edition in code whose parts a stored one has. Raises UnresolvedEdition where it is no more."""
    for edition in definition_of(stored.kind).editions:
        if edition.key == stored.based_on:
            return edition
    raise UnresolvedEdition(f"{stored.name} is based on the edition “{stored.based_on}”, which is no more.")


def _resolvable(kind: str, known: _Known) -> Iterator[Edition[MonthContext]]:
    for begins, one in known.of(kind):
        try:
            yield known.resolved(one, begins)
        except UnresolvedEdition:
            continue


# --- Reading what is stored -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Known:
    """What the database holds of editions in force; read, and made editions of, when it is first asked for."""

    _editions: list[StoredEdition] | None = None
    _sections: dict[int, list[StoredSection]] | None = None
    _resolved: dict[int, Edition[MonthContext]] = field(default_factory=dict)

    def of(self, kind: str) -> list[tuple[Month, StoredEdition]]:
        """Those of the report that have taken force, with the month each began in, in that order."""
        return [(begins, one) for one in self._in_force() if one.kind == kind and (begins := one.begins)]

    def resolved(self, edition: StoredEdition, begins: Month) -> Edition[MonthContext]:
        """Raises UnresolvedEdition."""
        if edition.pk not in self._resolved:
            self._resolved[edition.pk] = resolved(edition, self._sections_of(edition), begins)
        return self._resolved[edition.pk]

    def _sections_of(self, edition: StoredEdition) -> list[StoredSection]:
        if self._sections is None:
            self._sections = {}
            in_force = [one.pk for one in self._in_force()]
            for row in StoredSection.objects.filter(edition__in=in_force).order_by("edition", "rank"):
                self._sections.setdefault(row.edition_id, []).append(row)
        return self._sections.get(edition.pk, [])

    def _in_force(self) -> list[StoredEdition]:
        if self._editions is None:
            self._editions = list(StoredEdition.objects.filter(in_force_from__isnull=False).order_by("in_force_from"))
        return self._editions


_remembered: ContextVar[_Known | None] = ContextVar("editions read", default=None)


def _known() -> _Known:
    return _remembered.get() or _Known()


@contextmanager
def read_once() -> Iterator[None]:
    """Within it, what is stored of editions is read once: all that is made there is of the same editions."""
    if _remembered.get() is not None:
        yield
        return
    token = _remembered.set(_Known())
    try:
        yield
    finally:
        _remembered.reset(token)


def forget() -> None:
    """Read anew what is asked for after this: an edition took force, or was withdrawn."""
    if _remembered.get() is not None:
        _remembered.set(_Known())


class EditionsReadOnce:
    """Middleware: a request asks once which editions are stored, however many months its page lists. A page that
    cannot be made since the edition in force has lost a section says which, to those who may read drafts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with read_once():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, UnresolvedEdition) or not may_read_drafts(request.user):
            return None
        return render(request, "reports/editions/unresolved.html", {"fault": str(error)}, status=CANNOT_BE_MADE)
