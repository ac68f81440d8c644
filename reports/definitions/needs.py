"""Which section of a report needs which records: so that what is missing has an owner.

A need is gone from an edition with the section only where nothing else that the paper prints comes from its records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

PRINTED_BY: Mapping[str, tuple[str, ...]] = {
    "meetings": ("meetings.",),
    "dates": ("meetings.notice_in_time", "meetings.papers_in_time", "meetings.minutes_in_time"),
    "parties": ("parties.",),
    "assessments": ("assessments.",),
    "deliveries": ("dcc_reports.", "dcc_report."),
}
"""The figures that come from the records of a need, by its name in Needs. One that ends in a dot is all that begin so.
A group of measures is printed by any figure of one of its measures."""


def prints(figures: Mapping[str, str], names: Iterable[str]) -> str | None:
    """The section that first prints one of these; None where none is printed. `figures` are sections by name."""
    for name in names:
        for figure, section in figures.items():
            if figure == name or (name.endswith(".") and figure.startswith(name)):
                return section
    return None


def prints_measure(figures: Mapping[str, str], code: str) -> str | None:
    """The same of a measure, under whatever figure: "measure.helpdesk-emails" is of helpdesk-emails."""
    return next((section for figure, section in figures.items() if code in figure.split(".")), None)


@dataclass(frozen=True, slots=True)
class Needs:
    """Each value is a section's id. `next_meetings` and `decisions` are by the committee's code; `dates` needs the
    dates of notice, papers and minutes; a group of measures that no section shows has none. `deliveries` is whose the
    DCC's reports are: "" where they are the whole report's. What a report has nothing to do with is None. `committees`
    are the codes of those whose meetings it tells of, None where of all."""

    next_meetings: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)
    meetings: str | None = None
    assessments: str | None = None
    measures: Mapping[str, str] | None = None
    dates: str | None = None
    parties: str | None = None
    deliveries: str | None = None
    committees: frozenset[str] | None = None

    def within(self, sections: Collection[str], figures: Mapping[str, str] | None = None) -> Needs:
        """What an edition with these sections needs: nothing that only a section it has not would print.

        `figures` are what it prints by name, with the section that does: a need whose own section is gone is that
        one's, "" for the whole report's. Measures are asked after one by one: see `prints_measure`.
        """

        def has(section: str | None) -> bool:
            return not section or section in sections

        def home(need: str, section: str | None) -> str | None:
            return section if has(section) else prints(figures or {}, PRINTED_BY[need])

        def kept(needed: Mapping[str, str]) -> dict[str, str]:
            return {key: section for key, section in needed.items() if has(section)}

        return replace(
            self,
            next_meetings=kept(self.next_meetings),
            decisions=kept(self.decisions),
            measures=None if self.measures is None else kept(self.measures),
            meetings=home("meetings", self.meetings),
            assessments=home("assessments", self.assessments),
            dates=home("dates", self.dates),
            parties=home("parties", self.parties),
            deliveries=home("deliveries", self.deliveries),
        )
