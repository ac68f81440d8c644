"""The dashboard, each of its figures by itself, and each as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from access.audit.acts import record_reading
from importing.cells import inert
from readers.dashboard.drawing import drawn, in_words
from readers.dashboard.figures import FIGURES, Shown
from readers.dashboard.reads import Board, Paper, Point, Revised, board, months_to, papers_for
from readers.dashboard.series import every_month
from readers.reading.movements import Movement, movement, number
from readers.registers.answering import answer, cached
from reports.engine.month import Month
from reports.engine.values import Value
from reports.renderers.drawings import chart_data_uri, phone_data_uri

UNTIL = "until"
NOT_PUBLISHED = "not published"
Papers = Mapping[tuple[str, Month], Paper]


@dataclass(frozen=True, slots=True)
class Place:
    """A month of the window, with the papers of it that the dashboard is read from."""

    month: Month
    papers: tuple[tuple[Paper, str], ...]


class UntilForm(forms.Form):
    """The month that the dashboard ends with: the latest that was published, or one before it."""

    until = forms.ChoiceField(
        label="Up to",
        required=False,
        widget=forms.Select({"class": "govuk-select"}),
        error_messages={"invalid_choice": "Nothing of this month is published that you may read. Choose another."},
    )

    def __init__(self, data: Any, months: Sequence[Month]) -> None:
        super().__init__(data)
        field = self.fields[UNTIL]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [(month.iso, month.label) for month in months]
        self.latest = months[0]

    @property
    def month(self) -> Month:
        chosen = self.cleaned_data[UNTIL]
        return Month.parse(chosen) if chosen else self.latest


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Three or four queries beside those of the session: which papers there are, what those of the window print, by
    kind, and what was revised of that since."""
    papers = papers_for(request.user)
    if not papers:
        return answer(request, "readers/dashboard/nothing_yet.html", {})
    form = _form(request, papers)
    if not form.is_valid():
        return answer(request, "readers/dashboard/wrong_month.html", {"form": form}, status=400)
    months = months_to(form.month, papers)
    shown = board(request.user, papers, months, FIGURES.values())
    word = shown.classification
    record_reading(request.user, "dashboard", word)
    context = {
        "form": form,
        "months": [_place(month, papers) for month in months],
        "first": months[0],
        "last": months[-1],
        "panels": [_panel(one, shown.points(one, months)) for one in FIGURES.values()],
        "classification": word,
    }
    return answer(request, "readers/dashboard/dashboard.html", context, word)


@require_safe
def figure_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One figure over every month since the first that was published."""
    shown, read, points = _series(request, slug)
    word = read.classification
    record_reading(request.user, f"dashboard, {shown.title}", word)
    figure = drawn(shown, points)
    context = {
        "shown": shown,
        "image": chart_data_uri(figure),
        "image_phone": phone_data_uri(figure),
        "words": in_words(figure, points),
        "rows": [_row(point) for point in reversed(points)],
        "classification": word,
    }
    return answer(request, "readers/dashboard/figure.html", context, word)


@require_safe
def figure_file(request: HttpRequest, slug: str) -> HttpResponse:
    """What the figure's page shows, as CSV. Its last column says of each month whether it was published; a number that
    was missing then is empty."""
    shown, read, points = _series(request, slug)
    word = read.classification
    record_reading(request.user, f"file of the dashboard, {shown.title}", word)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    names = [line.label for line in shown.lines]
    writer.writerow(["Month", *map(inert, names), "Paper", "Version", "Classification", "State", "Revised since"])
    for point in points:
        writer.writerow([point.month.iso, *_plain(shown, point)])
    headers = {"Content-Disposition": content_disposition_header(True, f"{slug}.csv") or ""}
    content = "\ufeff" + file.getvalue()
    return cached(request, HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers), word)


def _series(request: HttpRequest, slug: str) -> tuple[Shown, Board, tuple[Point, ...]]:
    shown, papers = FIGURES.get(slug), papers_for(request.user)
    if shown is None or not any(kind in shown.kinds for kind, _ in papers):
        raise Http404("There is no such figure.")
    return shown, *every_month(request.user, shown, papers)


def _form(request: HttpRequest, papers: Papers) -> UntilForm:
    return UntilForm(request.GET, sorted({month for _, month in papers}, reverse=True))


def _place(month: Month, papers: Papers) -> Place:
    own = sorted((paper for (_, of), paper in papers.items() if of == month), key=lambda paper: paper.kind)
    return Place(month, tuple((paper, _address(paper)) for paper in reversed(own)))


def _address(paper: Paper) -> str:
    return reverse("publishing:version", args=(paper.kind, paper.month, paper.version))


def _panel(shown: Shown, points: Sequence[Point]) -> dict[str, Any]:
    figure = drawn(shown, points)
    latest = next((point for point in reversed(points) if point.values), None)
    return {
        "shown": shown,
        "image": phone_data_uri(figure),
        "words": in_words(figure, points),
        "rows": [_row(point) for point in reversed(points)],
        "latest": latest,
        "papers": [(paper, _address(paper)) for paper in latest.papers] if latest else [],
        "now": list(zip(shown.lines, latest.values, latest.revised, _moved(latest, points), strict=True))
        if latest
        else [],
        "before": latest.month.back(1) if latest else None,
    }


def _moved(latest: Point, points: Sequence[Point]) -> list[Movement | None]:
    """How far each value is from the month before; None where that has no number, or one that was revised since."""
    before = next((point for point in points if point.month == latest.month.back(1) and point.values), None)
    if before is None:
        return [None] * len(latest.values)
    pairs = zip(before.told, latest.values, strict=True)
    return [
        None if revised or number(was) is None or number(now) is None else movement(was, now)
        for (was, revised), now in pairs
    ]


def _row(point: Point) -> dict[str, Any]:
    return {
        "month": point.month,
        "told": point.told,
        "papers": [(paper, _address(paper)) for paper in point.papers],
    }


def _plain(shown: Shown, point: Point) -> Iterator[str]:
    papers = point.papers
    if not papers:
        yield from [*("" for _ in shown.lines), "", "", "", NOT_PUBLISHED, ""]
        return
    yield from (_exact(value) for value in point.values)
    missing = any(value.is_missing for value in point.values)
    yield inert("; ".join(paper.reference for paper in papers))
    yield "; ".join(str(paper.version) for paper in papers)
    yield point.classification.label
    yield "published, with a number missing" if missing else "published"
    yield inert(
        "; ".join(_in_file(line.label, one) for line, one in zip(shown.lines, point.revised, strict=True) if one)
    )


def _in_file(label: str, revised: Revised) -> str:
    return f"{label}: {revised.now} ({revised.reason})"


def _exact(value: Value) -> str:
    return "" if value.is_missing else str(value.raw)
