"""What a check is given: the report as built, and what it was built from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.urls import reverse

from reports.building import built_in_context
from reports.checks import mends, records
from reports.checks.moved import moved, said_in
from reports.checks.named import Names
from reports.checks.passages import Passage, passages_in, was_typed
from reports.checks.past import Past
from reports.checks.printed import as_printed
from reports.checks.quotations import Quoted, quoted_in
from reports.checks.records import AssessmentDates, MeetingName
from reports.checks.registry import Finding
from reports.checks.sentences import Sentence, sentences_of
from reports.definitions.context import MonthContext
from reports.definitions.needs import prints_measure
from reports.definitions.operations.opening import HIGHLIGHT
from reports.definitions.registry import definition_of
from reports.edition_making.naming import figures_of
from reports.engine.blocks import Block, Figure, Table, Tile, Tiles
from reports.engine.build import BuildResult, narrative_id
from reports.engine.document import Document, walk_blocks, walk_sections
from reports.engine.edition import walked
from reports.engine.month import Month
from reports.engine.problems import Problem
from reports.engine.values import Value
from reports.facts.registry import Fact, Facts
from reports.models import Report, SectionText
from reports.narrative.carried import is_alike
from reports.narrative.printed import labels_of
from reports.reads import MonthReads

B = TypeVar("B", bound=Block)
HIGHLIGHTS = "highlights-list"
"""The one block that holds the texts of all service areas."""


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
    def sections(self) -> frozenset[str]:
        """The ids of the edition's sections."""
        return frozenset(one.id for part in self.document.parts for one in walk_sections(part.sections))

    def located(self, finding: Finding) -> Finding:
        """The finding where the edition tells of its matter: checks name the sections of the last one."""
        if finding.section in self.sections or finding.section not in self.sections_of_others:
            return finding
        told = definition_of(self.report.kind).stands_for.get(finding.section, "")
        return replace(finding, section=told if told in self.sections else "", block="")

    @cached_property
    def sections_of_others(self) -> frozenset[str]:
        """The ids of sections that an edition of the report has, and this one has not."""
        every = {
            spec.id for edition in definition_of(self.report.kind).editions for spec in walked(edition.every_section)
        }
        return frozenset(every - self.sections)

    @cached_property
    def figures(self) -> dict[str, str]:
        """What the report prints by name, with the section that does: what its sections' makers name, and whatever fact
        was asked for as it was built. It is asked for before any check asks for facts of its own."""
        specs = [spec for one in definition_of(self.report.kind).editions for spec in walked(one.every_section)]
        standing = [replace(spec, children=()) for spec in specs if spec.id in self.sections]
        facts = self.context.facts
        asked = facts.asked if isinstance(facts, Facts) else ()
        return dict.fromkeys(asked, "") | figures_of(standing, self.texts)

    def tells_of(self, measure: str, section: str) -> bool:
        """Whether the report prints the measure: only that of a section which the edition has dropped it may not."""
        return section not in self.sections_of_others or prints_measure(self.figures, measure) is not None

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

    @cached_property
    def marked(self) -> set[str]:
        """The sections whose text still is another month's, or some of it, and waits to be written or accepted."""
        return {text.section for text in self.stored if text.carried_from_id is not None}

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
        """The same kind of report of the month before; of the year before, where it tells of a year."""
        earlier = Report.objects.select_related("meeting__committee")
        before = self.month.back(definition_of(self.report.kind).months)
        return earlier.filter(kind=self.report.kind, month=before.first).first()

    @cached_property
    def texts_before(self) -> dict[str, str]:
        if self.report_before is None:
            return {}
        return dict(self.report_before.texts.values_list("section", "body"))

    @cached_property
    def moved(self) -> dict[str, list[str]]:
        """Of each section whose text is last month's word for word, what moved in it since, as it is told.

        Last month's report is built anew for it: only such a text makes this worth its time.
        """
        alike = [section for section, body in self.texts.items() if is_alike(body, self.texts_before.get(section))]
        if not alike or self.report_before is None:
            return {}
        before, context = built_in_context(self.report_before)
        now, then = said_in(self.document, self.context), said_in(before.document, context)
        changes = {one: moved(now[one], then[one], self.facts) for one in alike if one in now and one in then}
        return {section: found for section, found in changes.items() if found}

    @cached_property
    def labels(self) -> dict[str, str]:
        """What a reference to each section, table and figure is printed as."""
        return labels_of(self.document)

    def as_printed(self, text: str) -> str:
        """A piece of a stored text as a reader has it before them."""
        return as_printed(text, self.context, self.labels)

    # --- Where things are mended --------------------------------------------------------------------------------------

    def block_of(self, section: str) -> str:
        """The block that prints a section's text: one holds those of all service areas, and a table several."""
        if section in self._in_cells:
            return self._in_cells[section]
        return HIGHLIGHTS if section.startswith(HIGHLIGHT) else narrative_id(section)

    @cached_property
    def _in_cells(self) -> dict[str, str]:
        return {
            cell.text: one.id for _, one in self.every(Table) for row in one.rows for cell in row.cells if cell.text
        }

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
