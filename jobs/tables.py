"""The list of jobs, and what it can be narrowed to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import django_filters
import django_tables2 as tables
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html

from jobs.models import Job
from jobs.registry import kinds, title_of
from jobs.words import STATES, reasons, said, state_in_words, took


class JobFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        empty_label="Any", choices=[(state.value, words) for state, words in STATES.items()]
    )
    kind = django_filters.ChoiceFilter(
        label="Work", empty_label="Any", choices=lambda: [(kind.name, kind.title) for kind in kinds()]
    )

    class Meta:
        model = Job
        fields = ("state", "kind")

    @property
    def query(self) -> str:
        """What the links to other pages repeat."""
        sent = QueryDict(mutable=True)
        sent.update({name: value for name, value in self.data.items() if name in self.filters and value})
        return sent.urlencode()


class JobTable(tables.Table):  # type: ignore[misc]  # the package has no types
    work = tables.Column(empty_values=(), attrs={"th": {"class": "long"}})
    state = tables.Column()
    requested_by = tables.Column(verbose_name="Asked by", default="The program")
    requested_at = tables.DateTimeColumn(verbose_name="Asked", format="j F Y, H:i", attrs={"td": {"class": "date"}})
    attempts = tables.Column(attrs={"td": {"class": "number"}, "th": {"class": "number"}})
    took = tables.Column(empty_values=(), attrs={"td": {"class": "number"}, "th": {"class": "number"}})
    says = tables.Column(verbose_name="What it says", empty_values=(), attrs={"th": {"class": "long"}})

    class Meta:
        orderable = False
        template_name = "jobs/table.html"
        attrs = {"class": "data"}
        row_attrs = {"class": lambda record: f"job-{record.state}"}
        empty_text = "No job is like that."

    def __init__(
        self, *args: Any, now: datetime, shows_reasons: bool, subjects: Mapping[int, str], **kwargs: Any
    ) -> None:
        """`subjects` of mails by job, for those who may see them."""
        super().__init__(*args, **kwargs)
        self._now, self._shows_reasons, self._subjects = now, shows_reasons, subjects

    def render_work(self, record: Job) -> str:
        where, subject = reverse("jobs:job", args=(record.pk,)), self._subjects.get(record.pk)
        link = format_html('<a class="govuk-link" href="{}">{} {}</a>', where, *_named(record))
        return format_html("{}: “{}”", link, subject) if subject else link

    def render_state(self, record: Job) -> str:
        return state_in_words(record)

    def render_requested_by(self, record: Job) -> str:
        by = record.requested_by
        return (by.get_full_name() or by.get_username()) if by else "The program"

    def render_took(self, record: Job) -> str:
        return took(record, self._now) or "—"

    def render_says(self, record: Job) -> str:
        if self._shows_reasons and record.state == "failed" and record.error:
            return reasons(record)[-1]
        return said(record) if record.state == "running" else ""


def _named(job: Job) -> tuple[str, int]:
    return title_of(job.kind), job.pk
