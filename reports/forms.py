"""The forms that need more than their model says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms

from access.classification import Classification, at_least
from access.forms import HistoryFormSet, RecordForm
from reports.editions import edition_of, editions_of
from reports.engine.edition import texts_asked
from reports.engine.markup import sanitise
from reports.engine.narrative import validate
from reports.engine.numbering import part_label
from reports.models import Report, SectionText
from reports.review.closing import last_published, refuse_closed


def sections_of(report: Report) -> list[tuple[str, str]]:
    """The texts a report asks for, in reading order, as (id, title); none when no edition is in force."""
    try:
        edition = edition_of(report.kind, report.covers)
    except LookupError:
        return []
    return texts_asked(edition.every_section)


def attachment_faults(report: Report, label: str, classification: str) -> Iterator[tuple[str, str]]:
    """How a part of the paper may not be classified. The text of a section is read by whoever at SECAS writes sections,
    so a part that holds such text is Amber at most; one that is made from Red records is Red and nothing else. Whatever
    edition of the report makes the part: another may take force, or be withdrawn, after the attachment is entered."""
    try:
        parts = [part for edition in editions_of(report.kind) for part in edition.parts]
    except LookupError:
        return
    written = [part_label(part.id) for part in parts if texts_asked(part.sections)]
    if label in [part_label(part.id) for part in parts if part.is_red] and classification != Classification.RED:
        yield "classification", f"{label} of this report holds records that are Red: it is Red and nothing else."
    if label in written and classification in at_least(Classification.AMBER)[1:]:
        yield (
            "classification",
            f"{label} holds text that everybody who writes sections reads: it is Amber at most. Attach what is Red "
            "under another label, as a paper of its own.",
        )


class AttachmentFormSet(HistoryFormSet):
    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            said = getattr(form, "cleaned_data", {})
            if "label" in said and "classification" in said and not said.get("DELETE"):
                for field, message in attachment_faults(
                    cast("Report", self.instance), said["label"], said["classification"]
                ):
                    form.add_error(field, message)


class ReportForm(RecordForm):
    """Refuses a month in which no edition of the report was in force, and to make another one of what is published."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        report = cast("Report", self.instance)
        refuse_closed(report)
        cleaned = self.cleaned_data
        kind, month = cleaned.get("kind"), cleaned.get("month")
        moved = [name for name in ("kind", "month") if name in cleaned and cleaned[name] != getattr(report, name)]
        if report.pk and moved and last_published(report):
            for name in moved:
                self.add_error(name, f"The {report} is published: no correction makes another one of it.")
            return cleaned
        if kind and month and not sections_of(Report(kind=kind, month=month)):
            self.add_error("month", f"No edition of this report was in force in {month:%B %Y}.")
        return cleaned


class SectionTextForm(RecordForm):
    """Refuses text that could not be printed as typed, saying what is wrong with it."""

    class Meta:
        model = SectionText
        fields = ("report", "section", "body", "illustrative")
        widgets = {"body": forms.Textarea(attrs={"rows": 14, "cols": 90})}
        help_texts = {
            "section": "The section's id in the report's edition, such as security.",
            "body": "Paragraphs, sub-headings (h4), bullets, bold, italic and links. A figure is written "
            "{{modifications.open}}, or {{modifications.open|words}}; a record {{@MP121}}; a table, figure or section "
            "{{#voting-groups}}; a number that is quoted, and no fact, {{quoted: five | why}}, whose reason is never "
            "printed; a note {{note: its text}}.",
        }

    def clean_body(self) -> str:
        body = str(self.cleaned_data["body"])
        if faults := validate(body):
            raise forms.ValidationError(faults)
        return sanitise(body)

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        report, section = cleaned.get("report"), cleaned.get("section")
        refuse_closed(report or (cast("SectionText", self.instance).report if self.instance.pk else None))
        known = dict(sections_of(report)) if report else {}
        if known and section and section not in known:
            self.add_error("section", f"The report has no text of this name. It asks for: {', '.join(known)}.")
        return cleaned
