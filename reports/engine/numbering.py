"""Numbers for sections, tables, figures and notes, and the text of every reference to them.

Nobody types a number. An id that is used twice, or that nothing has, is an error and prints as one: it never
points at the wrong place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count, groupby
from string import ascii_lowercase

from reports.engine.blocks import Block, CrossRef, Figure, Inline, Note, Section, Table
from reports.engine.document import Document, Part, walk_blocks, walk_sections
from reports.engine.inlines import map_inlines
from reports.engine.problems import ProblemLog

APPENDIX = "appendix-"


def number(document: Document, problems: ProblemLog, *, unnumbered: Collection[str] = ()) -> Document:
    """The document numbered and its references resolved; numbers it had before are replaced.

    `unnumbered` are the ids of sections of the first level that have no number, nor has what stands under them.
    The body's sections are 1, 1.1, 1.2; those of the part "appendix-a" are A1, A1.1, and its tables and
    figures Table A1 and Figure A1, since it may be published alone. Notes are numbered through each part.
    """
    numbered = replace(document, parts=tuple(_numbered_parts(document.parts, unnumbered)))
    labels = _labels(numbered, problems)
    return replace(numbered, parts=tuple(_resolved(part, _Resolver(labels, problems)) for part in numbered.parts))


def part_label(part_id: str) -> str:
    """What a part is called in the text: "Appendix A", or nothing for the body."""
    return f"Appendix {part_letter(part_id)}" if part_letter(part_id) else ""


def section_label(section: Section) -> str:
    """What a reference to the section is printed as; nothing for one without a number."""
    return f"Section {section.number}" if section.number else ""


def unresolved(target: str) -> str:
    """What is printed for a reference that leads nowhere."""
    return f"[unresolved reference: {target}]"


def table_numbers(groups: Iterable[str]) -> Iterator[str]:
    """A number for each table's group: consecutive tables of one group share a number and take letters."""
    numbers = count(1)
    for group, run in groupby(groups):
        together = list(run)
        if not group or len(together) == 1:
            yield from (str(next(numbers)) for _ in together)
        else:
            shared = next(numbers)
            yield from (f"{shared}{_suffix(place)}" for place in range(len(together)))


def part_letter(part_id: str) -> str:
    """The letter that its numbers begin with: A of "appendix-a", and nothing of the body."""
    letter = part_id.removeprefix(APPENDIX)
    return letter.upper() if letter != part_id and letter.isalpha() else ""


def _suffix(place: int) -> str:
    """a to z, then aa, ab and so on."""
    rounds, letter = divmod(place, len(ascii_lowercase))
    return (_suffix(rounds - 1) if rounds else "") + ascii_lowercase[letter]


# --- sections, tables, figures --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sequence:
    """The running numbers of the parts that share a letter."""

    letter: str
    tables: Iterator[str]
    unnumbered: Collection[str]
    sections: Iterator[int] = field(default_factory=lambda: count(1))
    figures: Iterator[int] = field(default_factory=lambda: count(1))

    def part(self, part: Part) -> Part:
        return replace(part, sections=tuple(self._section(one, self._own(one)) for one in part.sections))

    def _own(self, section: Section) -> str:
        return "" if section.id in self.unnumbered else f"{self.letter}{next(self.sections)}"

    def _section(self, section: Section, own: str) -> Section:
        blocks = tuple(self._block(block) for block in section.blocks)
        children = tuple(
            self._section(child, f"{own}.{n}" if own else "") for n, child in enumerate(section.children, 1)
        )
        return replace(section, number=own, blocks=blocks, children=children)

    def _block(self, block: Block) -> Block:
        match block:
            case Table():
                return replace(block, number=f"Table {self.letter}{next(self.tables)}")
            case Figure():
                return replace(block, number=f"Figure {self.letter}{next(self.figures)}")
            case _:
                return block


def _numbered_parts(parts: tuple[Part, ...], unnumbered: Collection[str]) -> Iterator[Part]:
    sequences = {
        letter: _Sequence(letter, table_numbers(_table_groups(parts, letter)), unnumbered)
        for letter in {part_letter(part.id) for part in parts}
    }
    return (sequences[part_letter(part.id)].part(part) for part in parts)


def _table_groups(parts: tuple[Part, ...], letter: str) -> list[str]:
    return [
        block.group
        for part in parts
        if part_letter(part.id) == letter
        for section in walk_sections(part.sections)
        for block in section.blocks
        if isinstance(block, Table)
    ]


# --- references -----------------------------------------------------------------------------------------------------


def _labels(document: Document, problems: ProblemLog) -> dict[str, str]:
    """The text for a reference to each id that may be referred to; an id in use twice is left out."""
    uses = list(_ids(document))
    times = Counter(name for name, *_ in uses)
    for name, _, section, block in uses:
        if times[name] > 1:
            message = f"The id “{name}” is used {times[name]} times."
            problems.error("id.duplicate", message, section=section, block=block)
    return {name: label for name, label, *_ in uses if label and times[name] == 1}


def _ids(document: Document) -> Iterator[tuple[str, str, str, str]]:
    """Every id with its label ("" when it has no number to refer to) and the section and block it is in."""
    for part in document.parts:
        yield part.id, part_label(part.id), "", ""
        for section in walk_sections(part.sections):
            yield section.id, section_label(section), section.id, ""
    for _, section, block in walk_blocks(document):
        yield block.id, block.number if isinstance(block, Table | Figure) else "", section.id, block.id
        if isinstance(block, Figure):
            yield block.data.id, "", section.id, block.id


@dataclass(slots=True)
class _Resolver:
    """Fills in the references and note numbers of one part."""

    labels: dict[str, str]
    problems: ProblemLog
    notes: Iterator[int] = field(default_factory=lambda: count(1))

    def section(self, section: Section) -> Section:
        blocks = tuple(self._block(section, block) for block in section.blocks)
        return replace(section, blocks=blocks, children=tuple(map(self.section, section.children)))

    def _block(self, section: Section, block: Block) -> Block:
        def change(inline: Inline) -> Inline:
            match inline:
                case Note():
                    return replace(inline, number=next(self.notes))
                case CrossRef(target=target) if target in self.labels:
                    return replace(inline, text=self.labels[target])
                case CrossRef(target=target):
                    message = f"No one section, table or figure has the id “{target}”."
                    self.problems.error("reference.unresolved", message, section=section.id, block=block.id)
                    return replace(inline, text=unresolved(target))
                case _:
                    return inline

        return map_inlines(block, change)


def _resolved(part: Part, resolver: _Resolver) -> Part:
    return replace(part, sections=tuple(map(resolver.section, part.sections)))
