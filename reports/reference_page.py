"""The page in docs/ with every code that the reports ask for, made from the reports themselves."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from types import ModuleType

from meetings.rules import COMMITTEE_OF_BODY
from reports.definitions.context import MonthContext
from reports.definitions.definition import ReportDefinition
from reports.definitions.registry import definitions
from reports.engine.edition import Edition, SectionSpec, texts_asked, walked
from reports.facts.records import FACTS

Rows = Iterable[tuple[str, ...]]

OPENING = """# Codes and names that the reports ask for

Made from the program by `manage.py import_docs --write`; [how to prepare a month](../import.md) comes first. Reports
find records by these codes: a committee or measure loaded under another code is in no table of them. What they have in
common, tokens and facts, stands at the end.
"""
RECORDS_OPENING = (
    "What it prints comes from these rows. State is as at the month's last day, unless the row says otherwise."
)
MEASURES = (
    "A measure's categories are what `measure_categories.csv` gives it. Those named here are asked for by name, in the "
    "tiles; the others are printed as they come."
)
FACTS_OPENING = (
    "Written `{{modifications.open}}` for the figure, `{{modifications.open|words}}` for words, and "
    "`{{modifications.open|Words}}` at the start of a sentence. A figure that is missing says so."
)
MEASURE_FACTS: Rows = (
    ("`measure.<measure>`", "The month's number of any measure; of one with categories, their sum"),
    ("`measure.<measure>.<category>`", "The month's number of one category"),
    ("`measure.<measure>.<category>.share`", "What part of the sum that is, in per cent"),
)
TOKENS: Rows = (
    ("`{{modifications.open}}`", "A fact, by its key below; `|words` and `|Words` after it print words"),
    ("`{{@MP121}}`", "A modification's reference and title as at the report's date; `|ref` prints the reference alone"),
    ("`{{@meeting:panel-96}}`", "A meeting's title, by its code"),
    ("`{{@party:northbank-energy}}`", "A Party's name, by its code"),
    ("`{{#voting-groups}}`", "Where a section, table or figure is, by its id below: Figure 1"),
    (
        "`{{quoted: five | why}}`",
        "A number that is quoted and is no fact: five. The reason has ten characters or more, and is never printed",
    ),
    ("`{{note: its text}}`", "A footnote; its text may hold the tokens above"),
)


def page() -> str:
    parts = [
        OPENING,
        *(line for report in definitions().values() for line in _of_report(report)),
        "## Tokens in the text of sections\n",
        *_table(("Write", "Printed"), TOKENS),
        f"## Facts\n\n{FACTS_OPENING}\n",
        *_table(("Key", "What it is"), MEASURE_FACTS),
        *_table(("Key", "Label", "What is counted"), ((f"`{key}`", one.label, one.rule) for key, one in FACTS.items())),
    ]
    return "\n".join(parts)


def _of_report(report: ReportDefinition) -> Iterator[str]:
    asked = report.documented
    yield f"## {report.name}\n"
    yield f"`{report.kind}` in `reports.csv`.\n"
    yield "### Committees\n"
    codes = dict.fromkeys((*asked.committees, *COMMITTEE_OF_BODY.values()))
    yield from _table(("Code",), ((f"`{code}`",) for code in codes))
    if asked.measures:
        yield f"### Measures\n\n{MEASURES}\n"
        yield from _table(("Measure", "Categories asked for by name"), asked.measures)
    if asked.records:
        yield f"### Records\n\n{RECORDS_OPENING}\n"
        yield from _table(("Printed", "From"), asked.records)
    for edition in report.editions:
        yield from _of_edition(edition)


def _of_edition(edition: Edition[MonthContext]) -> Iterator[str]:
    yield f"### {edition.name}\n"
    yield f"In force from {edition.in_force_from.label}.\n"
    if asked := texts_asked(edition.every_section):
        yield "#### Texts\n\nThe `section` of `section_texts.csv`:\n"
        yield from _table(("Section", "Title"), ((f"`{id}`", _plain(title)) for id, title in asked))
    yield "#### Ids that can be referred to\n"
    yield from _table(("Id", "What it is"), _ids(edition.every_section))


def _table(header: tuple[str, ...], rows: Rows) -> list[str]:
    lines = [header, tuple("---" for _ in header), *rows]
    return [*("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines), ""]


def _ids(sections: Iterable[SectionSpec[MonthContext]]) -> Iterator[tuple[str, str]]:
    every = list(walked(sections))
    yield from ((f"`{one.id}`", f"Section: {_plain(one.title)}") for one in every if one.numbered)
    modules = dict.fromkeys(inspect.getmodule(builder) for one in every for builder in one.builders)
    for module in modules:
        if module is not None:
            yield from sorted(_numbered(module))


def _plain(title: str) -> str:
    return title.replace("{month}", "the month")


def _numbered(module: ModuleType) -> Iterator[tuple[str, str]]:
    """The tables and figures a module of builders makes, as their makers are called in it."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        match node:
            case ast.Call(func=ast.Name(id="table" | "figure" as kind), args=[ast.Constant(value=str(name)), *_]):
                yield f"`{name}`", kind.capitalize()
