"""The register of restatements: what published papers mark as revised, each where it was first marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import django_tables2 as tables
from django import forms
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.html import format_html

from access.classification import Classification, highest
from access.forms import MonthField
from access.policy import Reader, may_read_drafts, visible_to
from reports.definitions.registry import kinds
from reports.engine.month import Month
from reports.facts.records import FACTS
from reports.models import Publication, PublishedRestatement, Restatement
from reports.parts import BODY
from reports.publishing.queries import LARGE, standing_versions
from reports.publishing.serving import version_url

_SAME = ("month", "fact", "published", "now")
"""What makes two marks of the same revision: papers of later months print it again."""
_UNREAD = tuple(f"{paper}__{name}" for paper in ("publication", "source") for name in LARGE)


def marked_for(reader: Reader, day: date | None = None) -> QuerySet[PublishedRestatement]:
    """Every mark that the person may read of the version of each paper that stands, or stood by the end of that day:
    what a correction marks otherwise, or no more, and what was withdrawn is told no longer."""
    standing = Subquery(standing_versions(day).values("pk"))
    return visible_to(reader, PublishedRestatement.objects.filter(publication__in=standing))


def register_for(reader: Reader) -> QuerySet[PublishedRestatement]:
    """Each revision once, as the first paper has it that the person may read; latest months first.

    Each has `last`, what the last paper that marks the figure says of it: where papers differ, one row has the figure
    as it stands, and the others what was printed.
    """
    marked = marked_for(reader)
    first = marked.order_by(*_SAME, "publication__published_at", "pk").distinct(*_SAME)
    last = marked.filter(month=OuterRef("month"), fact=OuterRef("fact")).order_by("-publication__published_at", "-pk")
    rows = PublishedRestatement.objects.filter(pk__in=Subquery(first.values("pk")))
    rows = rows.annotate(last=Subquery(last.values("now")[:1]))
    return rows.select_related("publication", "source").defer(*_UNREAD).order_by("-month", "label", "-pk")


def pending_for(reader: Reader) -> QuerySet[Restatement]:
    """What staff have entered and no paper that stands carries yet: for those who work on papers alone."""
    if not may_read_drafts(reader):
        return Restatement.objects.none()
    carried = PublishedRestatement.objects.filter(
        month=OuterRef("month"),
        fact=OuterRef("fact"),
        reason=OuterRef("reason"),
        publication__in=Subquery(standing_versions().values("pk")),
    )
    return visible_to(reader, Restatement.objects.exclude(Exists(carried))).order_by("-month", "fact")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader narrows the register to."""

    month: Any = None
    figure: str = ""
    report: str = ""

    def of_papers(self) -> dict[str, Any]:
        found = {"month": self.month, "fact": self.figure, "publication__kind": self.report}
        return {name: value for name, value in found.items() if value}

    def of_records(self) -> dict[str, Any]:
        return {name: value for name, value in (("month", self.month), ("fact", self.figure)) if value}


class RegisterForm(forms.Form):
    """By the month that was restated, the figure, and the report that says so; each of what the reader may know of."""

    month = MonthField(label="Month", required=False, help_text="Such as 2021-08")
    figure = forms.ChoiceField(label="Figure", required=False)
    report = forms.ChoiceField(label="Report", required=False)

    def __init__(self, asked: Any, *, reader: Reader) -> None:
        super().__init__(asked, auto_id="restatement-%s")
        self.fields["month"].widget.attrs = {"class": "govuk-input", "autocomplete": "off"}
        known = dict(marked_for(reader).order_by("label").values_list("fact", "label"))
        pending = pending_for(reader).values_list("fact", flat=True)
        known |= {fact: label_of(fact) for fact in pending if fact not in known}
        self._offer("figure", [("", "Every figure"), *known.items()], "Nothing of this figure has been restated.")
        self._offer("report", [("", "Every report"), *kinds()], "There is no report of this type.")

    def _offer(self, name: str, choices: list[tuple[str, str]], otherwise: str) -> None:
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices, field.widget.attrs = choices, {"class": "govuk-select"}
        field.error_messages["invalid_choice"] = otherwise

    @property
    def asked(self) -> Asked:
        """Of a form that is valid."""
        sent = self.cleaned_data
        return Asked(sent["month"], sent["figure"], sent["report"])


_MIDDLING = {"th": {"class": "middling"}}


class RegisterTable(tables.Table):  # type: ignore[misc]  # the package has no types
    month = tables.Column(verbose_name="Month")
    label = tables.Column(verbose_name="Figure", attrs=_MIDDLING)
    published = tables.Column(verbose_name="As published", attrs={"td": {"class": "number"}, "th": {"class": "number"}})
    source = tables.Column(verbose_name="Published in", empty_values=(), attrs=_MIDDLING)
    now = tables.Column(verbose_name="As it stands", attrs={"td": {"class": "number"}, "th": {"class": "number"}})
    reason = tables.Column(verbose_name="Reason", attrs={"th": {"class": "long"}})
    restated_on = tables.DateColumn(verbose_name="Restated", format="j F Y", attrs={"td": {"class": "date"}})
    publication = tables.Column(verbose_name="First marked in", empty_values=(), attrs=_MIDDLING)

    class Meta:
        orderable = False
        template_name = "reports/restating/table.html"
        attrs = {"class": "data register"}

    def render_month(self, record: PublishedRestatement) -> str:
        return Month.containing(record.month).label

    def render_source(self, record: PublishedRestatement) -> str:
        if record.source is None:
            return "before papers were kept here"
        return _link(version_url(record.source), record.source)

    def render_now(self, record: PublishedRestatement) -> str:
        return record.now if stands(record) else f"{record.now}, as that paper printed it"

    def render_publication(self, record: PublishedRestatement) -> str:
        return _link(f"{page_of(record)}#{record.block}", record.publication)


def stands(record: PublishedRestatement) -> bool:
    """Of a row of the register: whether no later paper says otherwise of the figure."""
    return bool(record.last == record.now)  # type: ignore[attr-defined]  # annotated by `register_for`


def page_of(record: PublishedRestatement) -> str:
    """The page of the version that marks it, or of the part that does."""
    paper = record.publication
    if record.part == BODY:
        return version_url(paper)
    return reverse("publishing:version-part", args=(paper.kind, paper.covers, paper.version, record.part))


def paper_of(publication: Publication | None) -> str:
    return f"{publication.reference}, version {publication.version}" if publication else ""


def label_of(fact: str) -> str:
    return FACTS[fact].label if fact in FACTS else fact


def highest_of(rows: list[PublishedRestatement], pending: list[Restatement]) -> Classification:
    words = [row.classification for row in rows] + [row.classification for row in pending]
    return highest([Classification.WHITE, *words])


def _link(address: str, publication: Publication) -> str:
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, paper_of(publication))
