"""Which section of a report needs which records: so that what is missing has an owner."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace


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

    def within(self, sections: Collection[str]) -> Needs:
        """What an edition with these sections needs: nothing that only a section it has not would print."""

        def has(section: str | None) -> bool:
            return not section or section in sections

        def kept(needed: Mapping[str, str]) -> dict[str, str]:
            return {key: section for key, section in needed.items() if has(section)}

        return replace(
            self,
            next_meetings=kept(self.next_meetings),
            decisions=kept(self.decisions),
            measures=None if self.measures is None else kept(self.measures),
            meetings=self.meetings if has(self.meetings) else None,
            assessments=self.assessments if has(self.assessments) else None,
            dates=self.dates if has(self.dates) else None,
            parties=self.parties if has(self.parties) else None,
            deliveries=self.deliveries if has(self.deliveries) else None,
        )
