"""Where somebody is writing: a section of a report, who owns it, what is there, and what the month before said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.http import Http404, HttpRequest
from django.urls import reverse

from access.models import User
from access.policy import may_read_part, may_write_section
from reports.building import parts_of
from reports.editions import edition_of
from reports.engine.edition import NoEdition, texts_asked
from reports.engine.month import Month
from reports.models import Report, SectionDuty, SectionText
from reports.narrative.services import digest
from reports.queries import report_of


@dataclass(frozen=True, slots=True)
class Place:
    """A section's text in front of a person who may read it. `word` is the classification of what it stands in."""

    report: Report
    section: str
    title: str
    text: SectionText | None
    duty: SectionDuty | None
    person: User
    may_write: bool
    word: str

    @property
    def body(self) -> str:
        return self.text.body if self.text else ""

    @property
    def digest(self) -> str:
        return digest(self.body)

    @property
    def carried_from(self) -> Report | None:
        return self.text.carried_from if self.text else None

    @property
    def is_carried_whole(self) -> bool:
        """Whether all of it is the other month's text; passages of that may also stand in one that was written here."""
        source = SectionText.objects.filter(report=self.carried_from, section=self.section)
        return self.carried_from is not None and source.filter(body=self.body).exists()

    @property
    def person_name(self) -> str:
        return self.person.get_full_name() or self.person.get_username()

    def made_for(self, by: object) -> bool:
        """Whether the page that sent something, in the words of its `by`, was made for the person signed in by now."""
        return str(by) == str(self.person.pk)

    @property
    def url(self) -> str:
        return reverse("text:text", args=(self.report.kind, self.report.covers, self.section))


def place_of(request: HttpRequest, kind: str, month: Month, section: str) -> Place:
    """Raises Http404 where the person may not read the report, or the appendix that the text stands in, or it asks for
    no such text; and UnresolvedEdition, of which every page says what is wrong."""
    report = report_of(request.user, kind, month).first()
    if report is None:
        raise Http404("There is no such report.")
    try:
        title = dict(texts_asked(edition_of(kind, month).every_section)).get(section)
    except NoEdition:
        title = None
    word = classification_of(report, section) if title is not None else ""
    if title is None or not may_read_part(request.user, word):
        raise Http404("The report has no text of this name.")
    duty = SectionDuty.objects.filter(report=report, section=section).select_related("owner").first()
    return Place(
        report=report,
        section=section,
        title=title.replace("{month}", report.covers.label),
        text=SectionText.objects.filter(report=report, section=section).select_related("carried_from").first(),
        duty=duty,
        person=cast("User", request.user),
        may_write=may_write_section(request.user, duty.owner_id if duty else None),
        word=word,
    )


def classification_of(report: Report, section: str) -> str:
    """Of the appendix that the text stands in, else of the report. Raises NoEdition as `edition_of` does."""
    parts = parts_of(edition_of(report.kind, report.covers), report)
    found = (part.classification for part in parts if section in dict(texts_asked(part.sections)))
    return next(found, report.classification).lower()


def text_before(place: Place) -> SectionText | None:
    """The same section's text in the report of the month before, if the person may read that."""
    before = report_of(place.person, place.report.kind, place.report.covers.back(1)).first()
    if before is None or not may_read_part(place.person, _classification_then(before, place.section)):
        return None
    text = SectionText.objects.filter(report=before, section=place.section).first()
    if text is not None:
        text.report = before
    return text


def _classification_then(report: Report, section: str) -> str:
    try:
        return classification_of(report, section)
    except NoEdition:
        return report.classification
