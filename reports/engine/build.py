"""Builds a Document: every section's text and blocks, then numbers, references and a search for gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter
from typing import Generic, TypeVar

from reports.engine.blocks import Block, Narrative, Section
from reports.engine.document import Document, Part
from reports.engine.edition import C, Edition, PartSpec, SectionSpec, walked
from reports.engine.glossary import EMPTY, Glossary
from reports.engine.missing import report_missing
from reports.engine.narrative import parse
from reports.engine.numbering import number
from reports.engine.problems import Problem
from reports.engine.spelling_out import spelt_out

BODY = "body"

Built = TypeVar("Built")


class BuildError(Exception):
    """A builder failed; the message names its section and the builder, and `__cause__` is what went wrong."""


@dataclass(frozen=True, slots=True)
class Timing:
    section: str
    builder: str
    milliseconds: float


@dataclass(frozen=True, slots=True)
class BuildResult:
    document: Document
    problems: tuple[Problem, ...]
    timings: tuple[Timing, ...]
    """One for each builder and each narrative, in the order they ran."""


def build(
    edition: Edition[C],
    context: C,
    *,
    classification: str,
    sentence: str,
    title: str,
    parts: tuple[PartSpec[C], ...] = (),
    notices: tuple[str, ...] = (),
    glossary: Glossary = EMPTY,
) -> BuildResult:
    """Run every builder of the edition, and of the further `parts`, once each and in reading order; those of sections
    that sum up after all others.

    `classification` is the body's and `sentence` what the footer says about it. `glossary` holds the abbreviations to
    spell out at their first use. Raises BuildError when a builder fails.
    """
    assembly = _Assembly(context)
    specs = (PartSpec(BODY, title, classification, edition.sections), *parts)
    assembly.run(section for spec in specs for section in walked(spec.sections))
    document = Document(
        report=edition.report,
        edition=edition.key,
        month=context.month,
        title=title,
        header=context.header,
        parts=tuple(assembly.part(spec) for spec in specs),
        classification_sentence=sentence,
        notices=notices,
    )
    unnumbered = frozenset(one.id for spec in specs for one in spec.sections if not one.numbered)
    document = number(spelt_out(document, glossary), context.problems, unnumbered=unnumbered)
    report_missing(document, context.problems)
    return BuildResult(document, tuple(context.problems.found), tuple(assembly.timings))


def narrative_id(section: str) -> str:
    """The id of the block that holds a section's narrative."""
    return f"{section}-text"


@dataclass(slots=True)
class _Assembly(Generic[C]):
    context: C
    timings: list[Timing] = field(default_factory=list)
    blocks: dict[int, tuple[Block, ...]] = field(default_factory=dict)
    """What each section holds, by the identity of its spec: an id may stand twice, which is a Problem."""

    def run(self, specs: Iterable[SectionSpec[C]]) -> None:
        for spec in sorted(specs, key=lambda one: one.sums_up):
            self.blocks[id(spec)] = tuple(self._built(spec))

    def _built(self, spec: SectionSpec[C]) -> Iterator[Block]:
        if spec.narrative:
            yield self._narrative(spec)
        for builder in spec.builders:
            name = str(getattr(builder, "__qualname__", builder))
            if block := self._timed(spec, name, partial(builder, self.context)):
                yield block

    def part(self, spec: PartSpec[C]) -> Part:
        return Part(spec.id, spec.title, spec.classification, tuple(map(self.section, spec.sections)))

    def section(self, spec: SectionSpec[C]) -> Section:
        blocks = self.blocks[id(spec)]
        children = tuple(map(self.section, spec.children))
        if not blocks and not children:
            self.context.problems.warning("section.empty", "The section has nothing in it.", section=spec.id)
        title = spec.title.replace("{month}", self.context.month.label)
        return Section(spec.id, title, blocks, children, page_break=spec.page_break)

    def _narrative(self, spec: SectionSpec[C]) -> Block:
        source = self.context.narrative.get(spec.id, "")
        block = narrative_id(spec.id)

        def read() -> Narrative:
            return Narrative(block, parse(source, self.context, section=spec.id, block=block))

        return self._timed(spec, "narrative", read)

    def _timed(self, spec: SectionSpec[C], name: str, work: Callable[[], Built]) -> Built:
        started = perf_counter()
        try:
            return work()
        except Exception as error:
            raise BuildError(f"{name} failed in section “{spec.id}”: {error!r}") from error
        finally:
            self.timings.append(Timing(spec.id, name, (perf_counter() - started) * 1000))
