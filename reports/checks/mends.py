"""Addresses of the forms that put things right."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode

from meetings.models import Committee, Decision, Meeting
from modifications.models import BankHoliday, Consultation, DccAssessment, Modification, Release, SecVersion
from parties.models import EventOfDefault, Party
from reports.engine.month import Month
from reports.models import Abbreviation, ClassificationWording, Report, Restatement


def record(model: type[Model], pk: object) -> str:
    """The page of one record."""
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_change", args=(pk,))


def listing(model: type[Model], **query: str) -> str:
    """The list of a kind of record, searched: `q` is what is typed into its search."""
    address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
    return f"{address}?{urlencode(query)}" if query else address


def another(model: type[Model]) -> str:
    """The empty form for a new record of its kind."""
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_add")


def paper(report: Report) -> str:
    """The page of the report itself: its meeting, dates, attachments."""
    return record(Report, report.pk)


def text(report: Report, section: str) -> str:
    """The editor of a section's text. The highlights are written area by area: the month's page lists them."""
    if section == "highlights":
        return f"{reverse('desk:month', args=(report.kind, report.covers))}#highlights"
    return reverse("text:text", args=(report.kind, report.covers, section))


def party(pk: object) -> str:
    return record(Party, pk)


def default(pk: object) -> str:
    return record(EventOfDefault, pk)


def modification(pk: object) -> str:
    """With all its histories."""
    return record(Modification, pk)


def assessment(pk: object) -> str:
    return record(DccAssessment, pk)


def version(pk: object) -> str:
    return record(SecVersion, pk)


def meeting(pk: object) -> str:
    return record(Meeting, pk)


def decision(pk: object) -> str:
    return record(Decision, pk)


def committees() -> str:
    return listing(Committee)


def bank_holidays() -> str:
    return listing(BankHoliday)


def wordings() -> str:
    return listing(ClassificationWording)


def consultation() -> str:
    return another(Consultation)


def abbreviation(short: str) -> str:
    """The empty form of the glossary, with the abbreviation filled in."""
    return f"{another(Abbreviation)}?{urlencode({'short': short})}"


def restatement(fact: str, month: Month, published: Decimal) -> str:
    """The empty form of a restatement, with the month, the figure and what was published filled in."""
    filled = {"month": month.iso, "fact": fact, "published": f"{published.quantize(Decimal('0.0001')).normalize():f}"}
    return f"{another(Restatement)}?{urlencode(filled)}"


def release() -> str:
    return another(Release)
