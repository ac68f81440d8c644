"""What a person finds. Every read begins at the entries that they may know of: so do counts, facets and guesses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchHeadline, SearchRank, TrigramWordSimilarity
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Left, Right

from access.classification import Classification
from access.policy import Reader, known_to, visible_to
from readers.horizon import last_day_for
from readers.search.asking import Asked
from readers.search.models import PAGE_OF_A_PAPER, SearchEntry
from reports.models import AgendaPaper, Publication, Withdrawal
from reports.publishing.queries import LARGE

PER_PAGE = 20
MOST = 1_000
"""Results that can be paged to: of more, the newest and those whose heading has the words."""
WEIGHED = 300
"""Of them, those that are put in order by how well they match: a multiple of a page. Each takes a while."""
JUMPS = 5
GUESSES_FROM = 20
_PASSAGES_SHOWN = (Classification.WHITE, Classification.GREEN)
_START, _END = "\x02", "\x03"
_AN_END = 20
"""Signs by which a passage is known to begin or end where its text does; the latter without its full stop."""
_STOPS = " .\r\n"
RELEVANCE, NEWEST = "relevance", "newest"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a reader narrows the results to. `earlier`: with the versions that were superseded."""

    kind: str = ""
    report: str = ""
    month: date | None = None
    earlier: bool = False
    order: str = RELEVANCE


@dataclass(slots=True)
class Facets:
    """How many results each choice would leave, the other choices as they are."""

    kind: Counter[str] = field(default_factory=Counter)
    report: Counter[str] = field(default_factory=Counter)
    month: Counter[date] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Results:
    """`passages` are by the entry's key, as text in which control characters stand about what matched."""

    total: int = 0
    entries: Sequence[SearchEntry] = ()
    passages: Mapping[int, str] = field(default_factory=dict)
    jumps: Sequence[SearchEntry] = ()
    facets: Facets = field(default_factory=Facets)
    guess: str = ""

    @property
    def pages(self) -> int:
        return -(-min(self.total, MOST) // PER_PAGE)


def entries_for(reader: Reader, today: date, *, earlier: bool = False) -> QuerySet[SearchEntry]:
    """Those that the person may know of: what was published for them and stands, superseded versions only where asked
    for; and records as they stood on the last day that is shown to them. Of a pack, what is in a file with a paper that
    was withdrawn is gone with it."""
    day = last_day_for(reader, today)
    shown = Q(shown_from__isnull=True)
    if day is not None:
        shown |= Q(shown_from__lte=day) & (Q(shown_until__isnull=True) | Q(shown_until__gt=day))
    standing = Publication.objects.filter(withdrawal__isnull=True)
    stands = ~Q(stands_with__overlap=ArraySubquery(Withdrawal.objects.values("publication")))
    if not earlier:
        standing = standing.exclude(Exists(_later_versions(reader, "report", "version")))
        stands &= ~Q(paper__in=_replacements(reader).values("replaces"))
    stands &= Q(publication__isnull=True) | Q(publication__in=standing.order_by().values("pk"))
    return visible_to(reader, SearchEntry.objects.filter(shown, stands)).order_by()


def _later_versions(reader: Reader, report: str, version: str) -> QuerySet[Publication]:
    """Of the version in the row about, those that the person may know of."""
    later = Publication.objects.filter(report=OuterRef(report), version__gt=OuterRef(version))
    return known_to(reader, later).order_by("-version")


def _replacements(reader: Reader) -> QuerySet[AgendaPaper]:
    """What was issued in the place of another paper of its pack, as far as the person may know of it."""
    issued = AgendaPaper.objects.filter(replaces__isnull=False, issue__isnull=False)
    return known_to(reader, issued).order_by()


def search(reader: Reader, question: Asked, narrowed: Narrowed, page: int, today: date) -> Results:
    """In a fixed number of queries. A page after the last has nothing."""
    entries = entries_for(reader, today, earlier=narrowed.earlier)
    query: Any = question.query
    if query is None:
        return Results()
    found = entries.filter(_matches(question))
    groups = list(found.values_list("kind", "report", "month").annotate(number=Count("pk")))
    total = sum(number for *about, number in groups if _passes(about, narrowed))
    if not total:
        return Results(guess=_guess(entries, question), facets=_facets(groups, narrowed))
    rows = list(_page(reader, found.filter(_narrowing(narrowed)), question, narrowed.order, page))
    return Results(
        total=total,
        entries=rows,
        passages=_passages(rows, query),
        jumps=list(_jumps(reader, entries, question)),
        facets=_facets(groups, narrowed),
    )


def _matches(question: Asked) -> Q:
    """By its words, or by its name, unless something is not wanted, which a name alone does not tell. What a paper's
    title has by itself finds the paper, and not each of its pages."""
    found = Q(vector=question.query)
    if question.names and not any(word.unwanted for word in question.words):
        found |= Q(references__overlap=list(question.names))
    return found & ~(PAGE_OF_A_PAPER & Q(heading=question.query))


# --- Facets -----------------------------------------------------------------------------------------------------------


def _facets(groups: Iterable[tuple[str, str, date | None, int]], narrowed: Narrowed) -> Facets:
    found = Facets()
    for kind, report, month, number in groups:
        about = (kind, report, month)
        if _passes(about, narrowed, but="kind"):
            found.kind[kind] += number
        if report and _passes(about, narrowed, but="report"):
            found.report[report] += number
        if month and _passes(about, narrowed, but="month"):
            found.month[month] += number
    return found


def _passes(about: Sequence[object], narrowed: Narrowed, but: str = "") -> bool:
    wanted = {"kind": narrowed.kind, "report": narrowed.report, "month": narrowed.month}
    values = dict(zip(wanted, about, strict=True))
    return all(values[name] == value for name, value in wanted.items() if value and name != but)


def _narrowing(narrowed: Narrowed) -> Q:
    wanted = {"kind": narrowed.kind, "report": narrowed.report, "month": narrowed.month}
    return Q(**{name: value for name, value in wanted.items() if value})


# --- A page of results ------------------------------------------------------------------------------------------------


def _page(reader: Reader, found: QuerySet[SearchEntry], question: Asked, order: str, page: int) -> QuerySet[Any]:
    """What is named comes first, then what has the words in its heading, then the newest. The first of these are put in
    order by how well they match: to weigh every match of a common word takes seconds."""
    query: Any = question.query
    named = _one_if(Q(opens=True, references__overlap=list(question.names)))
    newest = (F("dated").desc(nulls_last=True), "pk")
    at = slice((page - 1) * PER_PAGE, min(page * PER_PAGE, MOST))
    if order == NEWEST:
        return _to_show(reader, found).order_by(*newest)[at]
    likely = found.annotate(named=named, headed=_one_if(Q(heading=query))).order_by("-named", "-headed", *newest)
    if at.start >= WEIGHED:
        return _to_show(reader, likely)[at]
    # Only what `found` lets through is among them.
    weighed: QuerySet[Any] = SearchEntry.objects.filter(pk__in=likely.values("pk")[:WEIGHED])
    weighed = weighed.annotate(named=named, headed=_one_if(Q(heading=query)))
    rank = SearchRank(F("vector"), query, normalization=Value(1))
    return _to_show(reader, weighed.annotate(rank=rank)).order_by("-named", "-headed", "-rank", *newest)[at]


def _to_show(reader: Reader, rows: QuerySet[Any]) -> QuerySet[Any]:
    """With what their addresses need and what took their place, without what is large. `later` is the last version that
    the person may know of, `later_read` that they may read, `later_gone` when the former was withdrawn."""
    later = _later_versions(reader, "publication__report", "publication__version")
    rows = rows.annotate(
        later=Subquery(later.values("version")[:1]),
        later_read=Subquery(visible_to(reader, later).values("version")[:1]),
        later_gone=Subquery(later.values("withdrawal__at")[:1]),
        replaced=Exists(_replacements(reader).filter(replaces=OuterRef("paper"))),
    )
    large = ("body", "heading", "vector", *(f"publication__{name}" for name in LARGE))
    return rows.select_related("publication").defer(*large)


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def _passages(rows: Sequence[SearchEntry], query: Any) -> dict[int, str]:
    """Of what is Amber or Red none is shown: it is read on its own page, which keeps who read it."""
    shown = [row.pk for row in rows if row.classification in _PASSAGES_SHOWN]
    headline = SearchHeadline(
        "body",
        query,
        config="english",
        start_sel=_START,
        stop_sel=_END,
        max_fragments=2,
        min_words=12,
        max_words=32,
        fragment_delimiter=" … ",
    )
    ends = {"first": Left("body", _AN_END), "last": Right("body", _AN_END)}
    found = SearchEntry.objects.filter(pk__in=shown).annotate(found=headline, **ends)
    return {pk: _with_gaps(*said) for pk, *said in found.values_list("pk", "found", *ends)}


def _with_gaps(passage: str, first: str, last: str) -> str:
    """The passage with a sign where the text goes on before it or after it."""
    plain = passage.replace(_START, "").replace(_END, "").strip()
    begins = plain.startswith(first.strip()[: len(plain)])
    ends = plain.rstrip(_STOPS).endswith(last.rstrip(_STOPS)[-len(plain) :])
    return f"{'' if begins else '… '}{passage.strip()}{'' if ends else ' …'}" if plain else ""


def _jumps(reader: Reader, entries: QuerySet[SearchEntry], question: Asked) -> QuerySet[SearchEntry]:
    named = _to_show(reader, entries.filter(opens=True, references__overlap=list(question.names)))
    return named.order_by("kind", F("dated").desc(nulls_last=True), "-pk")[:JUMPS]


# --- What may have been meant -----------------------------------------------------------------------------------------


def _guess(entries: QuerySet[SearchEntry], question: Asked) -> str:
    """The question with each word as the most alike one in the titles that the person may read; "" for no better."""
    wanted = [word.text for word in question.words if not word.unwanted]
    if not any(word.isalpha() for word in wanted):
        return ""
    alike = entries.filter(~PAGE_OF_A_PAPER, title__trigram_word_similar=" ".join(wanted))
    titles = alike.annotate(likeness=TrigramWordSimilarity(" ".join(wanted), "title")).order_by("-likeness", "pk")
    there: dict[str, str] = {}
    for title in titles.values_list("title", flat=True)[:GUESSES_FROM]:
        for word in title.replace("(", " ").replace(")", " ").split():
            there.setdefault(word.strip(",.;:‘’“”'\"").lower(), word.strip(",.;:‘’“”'\""))
    guessed = [_closest(word, there) for word in wanted]
    return " ".join(guessed) if guessed != wanted else ""


def _closest(word: str, there: Mapping[str, str]) -> str:
    """Numbers and references are left as they are: the nearest one is another."""
    near = get_close_matches(word.lower(), list(there), n=1, cutoff=0.7) if word.isalpha() else []
    if not near or near[0] == word.lower():
        return word
    return near[0] if word.islower() and there[near[0]].istitle() else there[near[0]]
