"""What a check is given: the report as built, and what it was built from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.urls import reverse

from reports.building import build_report
from reports.checks import mends, records
from reports.checks.named import Names
from reports.checks.passages import Passage, passages_of
from reports.checks.past import Past
from reports.checks.quotations import Quoted, quoted_in
from reports.checks.records import AssessmentDates, MeetingName
from reports.checks.sentences import Sentence, sentences_of
from reports.definitions.context import MonthContext
from reports.definitions.operations.opening import HIGHLIGHT, SERVICE_AREAS
from reports.engine.blocks import Block, Figure, Table, Tile, Tiles
from reports.engine.build import BuildResult, narrative_id
from reports.engine.document import Document, walk_blocks
from reports.engine.month import Month
from reports.engine.problems import Problem
from reports.engine.values import Value
from reports.facts.registry import Fact, Facts
from reports.models import Report, SectionText
from reports.reads import MonthReads

B = TypeVar("B", bound=Block)
HIGHLIGHTS = "highlights-list"
_AREAS = {area: f"{HIGHLIGHT}{code}" for code, area in SERVICE_AREAS}


def passages_in(document: Document) -> list[Passage]:
    """Every paragraph, bullet and note of the text; a highlight's section is its service area's text."""
    found = (passage for _, section, block in walk_blocks(document) for passage in passages_of(section.id, block))
    return [replace(one, section=_AREAS.get(one.area, one.section)) if one.area else one for one in found]


def was_typed(passage: Passage) -> bool:
    """Whether staff wrote it for this report, or it was made from records."""
    return bool(passage.area) or passage.block == narrative_id(passage.section)


class BookContext:
    """One run's view. Each question is asked of the records at most once, and only if some check needs it."""

    def __init__(self, report: Report, result: BuildResult, context: MonthContext) -> None:
        self.report = report
        self.result = result
        self.context = context

    @property
    def document(self) -> Document:
        return self.result.document

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.result.problems

    @property
    def month(self) -> Month:
        return self.context.month

    @property
    def reads(self) -> MonthReads:
        return self.context.reads

    def fact(self, key: str) -> Value | None:
        """None for a figure that nothing is set up to give: another check says so."""
        try:
            return self.context.facts.value(key)
        except KeyError:
            return None

    # --- The Document -------------------------------------------------------------------------------------------------

    @cached_property
    def placed(self) -> list[tuple[str, Block]]:
        """Every block with the id of its section, in reading order."""
        return [(section.id, block) for _, section, block in walk_blocks(self.document)]

    def every(self, kind: type[B]) -> Iterator[tuple[str, B]]:
        return ((section, block) for section, block in self.placed if isinstance(block, kind))

    def tables(self) -> Iterator[tuple[str, str, Table]]:
        """Section, block and table, those that are the data of a figure too (then the block is the figure)."""
        for section, block in self.placed:
            if isinstance(block, Table):
                yield section, block.id, block
            elif isinstance(block, Figure):
                yield section, block.id, block.data

    def block(self, id: str, kind: type[B]) -> tuple[str, B] | None:
        """The block of that id with its section; None where the report has none."""
        return next(((section, block) for section, block in self.every(kind) if block.id == id), None)

    def tiles(self) -> Iterator[tuple[str, str, Tile]]:
        for section, block in self.every(Tiles):
            for group in block.groups:
                for tile in group.tiles:
                    yield section, block.id, tile

    @cached_property
    def passages(self) -> list[Passage]:
        """Every paragraph, bullet and note of the text; a highlight's section is its service area's text."""
        return passages_in(self.document)

    @cached_property
    def typed(self) -> list[Passage]:
        """Those that staff wrote for this report, not those made from records."""
        return [one for one in self.passages if was_typed(one)]

    # --- The texts as they are stored ---------------------------------------------------------------------------------

    @cached_property
    def stored(self) -> list[SectionText]:
        return list(self.report.texts.select_related("carried_from").order_by("section"))

    @property
    def texts(self) -> Mapping[str, str]:
        return self.context.narrative

    @cached_property
    def quoted(self) -> tuple[Quoted, ...]:
        """The numbers that the texts quote."""
        return quoted_in(self.texts)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Of what staff wrote, sentence by sentence."""
        return [sentence for passage in self.typed for sentence in sentences_of(passage, self.month)]

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every fact of the month by its key; its value is read only when it is asked for."""
        return {fact.key: fact for fact in Facts(self.reads).all()}

    # --- Earlier months -----------------------------------------------------------------------------------------------

    @cached_property
    def past(self) -> Past:
        return Past(self.month, self.reads)

    @cached_property
    def assessments_shown(self) -> list[AssessmentDates]:
        """The assessments that the tables show, and those accepted or requested in the window."""
        shown = [row.id for row in (*self.reads.assessments_open, *self.reads.assessments_completed)]
        return records.assessments_of(shown, self.reads.window[0].first, self.month.last)

    @property
    def assessments_accepted(self) -> list[AssessmentDates]:
        """Those that the DCC accepted in the month."""
        first, last = self.month.first, self.month.last
        return [row for row in self.assessments_shown if row.accepted_on and first <= row.accepted_on <= last]

    @cached_property
    def meetings_around(self) -> list[MeetingName]:
        """Every meeting from a year before the month to a year after it: those that text may name."""
        return records.meetings_around(self.month.back(12).first, self.month.back(-12).last)

    @cached_property
    def names(self) -> Names:
        """How text may call those meetings, and their committees."""
        return Names(self.meetings_around)

    @cached_property
    def report_before(self) -> Report | None:
        """The same kind of report of the month before."""
        earlier = Report.objects.select_related("meeting__committee")
        return earlier.filter(kind=self.report.kind, month=self.month.back(1).first).first()

    @cached_property
    def texts_before(self) -> dict[str, str]:
        if self.report_before is None:
            return {}
        return dict(self.report_before.texts.values_list("section", "body"))

    @cached_property
    def document_before(self) -> Document | None:
        """Last month's, built anew: only a text that stands as it stood then makes this worth its time."""
        return build_report(self.report_before).document if self.report_before else None

    # --- Where things are mended --------------------------------------------------------------------------------------

    def block_of(self, section: str) -> str:
        """The block that prints a section's text: one holds those of all service areas."""
        return HIGHLIGHTS if section.startswith(HIGHLIGHT) else narrative_id(section)

    def mend_text(self, section: str) -> str:
        return mends.text(self.report, section)

    def mend_grid(self, month: date | None = None) -> str:
        """The form for a month's numbers."""
        return reverse("measures:grid", args=(month or self.month.first,))

    def mend_paper(self) -> str:
        return mends.paper(self.report)

    def mend_desk(self) -> str:
        """The month's page, where open items are settled."""
        return reverse("desk:month", args=(self.report.kind, self.month))
