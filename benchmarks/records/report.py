"""The month's Operations Report: its paper, and a text for every section, with facts and records named in it."""

from __future__ import annotations

from benchmarks.records.committees import PANEL
from benchmarks.records.meetings import Held
from benchmarks.records.modifications import Made
from benchmarks.records.span import Rows, Span
from reports.definitions.operations.edition_2021 import EDITION_2021
from reports.definitions.operations.opening import HIGHLIGHT, SERVICE_AREAS
from reports.engine.edition import narrative_sections
from reports.models import Report, ReportAttachment, SectionText

_FACTS = (
    "parties.total",
    "parties.voting_groups",
    "uep.complete",
    "uep.outstanding",
    "defaults.raised",
    "modifications.open",
    "modifications.raised",
    "modifications.concluded_average",
    "modifications.implemented",
    "assessments.ia_open_average",
    "meetings.held",
    "meetings.minutes_in_time",
    "measure.helpdesk-emails",
    "measure.codeworks-users",
)


def make_report(rows: Rows, span: Span, made: Made, held: Held) -> Report:
    sitting = PANEL.day(span.meeting_months[-1])
    report = rows.add(
        Report(
            kind="operations",
            month=span.month.first,
            meeting=held[PANEL.code, sitting],
            paper_number=17,
            author="SECAS",
            issue_date=span.known,
        )
    )
    further = {"title": "Further detail", "classification": "green"}
    for letter in "AB":
        rows.add(ReportAttachment(report=report, label=f"Appendix {letter}", **further))
    names = _names(span, made)
    sections = [spec.id for spec in narrative_sections(EDITION_2021.sections)]
    for place, section in enumerate(sections):
        rows.add(SectionText(report=report, section=section, body=_text(place, names)))
    for place, (code, _) in enumerate(SERVICE_AREAS):
        rows.add(SectionText(report=report, section=f"{HIGHLIGHT}{code}", body=f"<p>{_sentence(place, names)}</p>"))
    rows.store()
    return report


def _names(span: Span, made: Made) -> list[str]:
    """Thirty modifications, three meetings, three Parties."""
    raised = [life.code for life, _ in made if life.raised <= span.last and not life.letter]
    meetings = [f"meeting:{PANEL.code}-{PANEL.number(month)}" for month in span.months[-3:]]
    parties = [f"party:party-{place:04}" for place in range(3, 6)]
    return [f"MP{code}" for code in raised[:30]] + meetings + parties


def _text(place: int, names: list[str]) -> str:
    return f"<p>{_sentence(place, names)} See {{{{#stages}}}}.</p><ul><li>{_sentence(place + 7, names)}</li></ul>"


def _sentence(place: int, names: list[str]) -> str:
    fact = _FACTS[place % len(_FACTS)]
    named = " and ".join(f"{{{{@{names[(place * 3 + step) % len(names)]}}}}}" for step in range(3))
    return f"There were {{{{{fact}}}}} in the month, of which {named} are worth a sentence."
