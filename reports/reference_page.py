"""The page in docs/ with every code that the reports ask for, made from the reports themselves."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from types import ModuleType

from meetings.rules import COMMITTEE_OF_BODY
from reports.definitions import change_status, operations, sub_committee
from reports.definitions.change_status import codes as change_status_codes
from reports.definitions.context import MonthContext
from reports.definitions.operations import codes, engagement, snapshot
from reports.definitions.sub_committee import codes as sub_committee_codes
from reports.engine.edition import Edition, SectionSpec, texts_asked
from reports.facts.records import FACTS
from reports.reads import TOP_PAGES

Rows = Iterable[tuple[str, ...]]

OPENING = """# Codes and names that the reports ask for

Made from the program by `manage.py import_docs --write`; [how to prepare a month](../import.md) comes first. Reports
find records by these codes: a committee or measure loaded under another code is in no table of them. What they have in
common, tokens and facts, stands at the end.
"""
RECORDS_OPENING = (
    "What it prints comes from these rows. State is as at the month's last day, unless the row says otherwise."
)
RECORDS: Rows = (
    ("Recommended to proceed", "`agenda_items` of the paper's meeting, by the stage they are in on the issue date"),
    ("New Draft Proposals", "`modifications` raised in the month, with their `issue`; `modification_proposers`"),
    ("Change Sub-Committee, Change Board, Authority", "`decisions` of the month, by body and question"),
    (
        "What a vote is for",
        "the decision's `release`; one whose kind is standalone is told by its day in `release_dates`",
    ),
    (
        "Working Group meetings",
        "`meetings` of `working-group` from the month's first day to the issue date, and the next: one with a "
        "`purpose` is ad hoc; `agenda_items`; `notice_on` of the next is when its agenda is announced",
    ),
    ("Consultations", "`consultations` as known on the issue date: out, or planned for a week"),
    ("DCC Assessments", "`dcc_assessments` and `assessment_targets` at the month's end"),
    (
        "Releases",
        "`modification_stages` of the month; of the next scheduled release, what is aimed at it and approved",
    ),
    (
        "Appendix A",
        "`dcc_assessments`, `information_requests`; the row “Appendix A” of `report_attachments` gives its title and "
        "classification",
    ),
)
SUB_COMMITTEE_RECORDS: Rows = (
    ("DCC reporting", "`dcc_reports`; `dcc_report_deliveries` and `dcc_report_figures` of what fell due in the month"),
    ("Assurance statuses, Verification Assessments, Director’s Letters", "counts of `security_reviews` in the month"),
    ("What came of the Director’s Letters", "`security_outcomes`, which name nobody"),
    ("Highlights", "the texts below"),
    ("Appendix A", "`security_reviews` of the month, with the Parties’ names and the remarks: a Red file of its own"),
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
    measures = (f"### Measures\n\n{MEASURES}\n", *_table(("Measure", "Categories asked for by name"), _measures()))
    records = (f"### Records\n\n{RECORDS_OPENING}\n", *_table(("Printed", "From"), RECORDS))
    reviews = (f"### Records\n\n{RECORDS_OPENING}\n", *_table(("Printed", "From"), SUB_COMMITTEE_RECORDS))
    parts = [
        OPENING,
        *_of_report(operations.EDITIONS[-1], codes, measures),
        *_of_report(change_status.EDITIONS[-1], change_status_codes, records),
        *_of_report(sub_committee.EDITIONS[-1], sub_committee_codes, reviews),
        "## Tokens in the text of sections\n",
        *_table(("Write", "Printed"), TOKENS),
        f"## Facts\n\n{FACTS_OPENING}\n",
        *_table(("Key", "What it is"), MEASURE_FACTS),
        *_table(("Key", "Label", "What is counted"), ((f"`{key}`", one.label, one.rule) for key, one in FACTS.items())),
    ]
    return "\n".join(parts)


def _of_report(edition: Edition[MonthContext], asked: ModuleType, more: Iterable[str]) -> Iterator[str]:
    yield f"## {edition.name}\n"
    yield f"In force from {edition.in_force_from.label}; `{edition.report}` in `reports.csv`.\n"
    yield "### Committees\n"
    yield from _table(("Code",), ((f"`{code}`",) for code in _committees(asked)))
    yield from more
    yield "### Texts\n\nThe `section` of `section_texts.csv`:\n"
    yield from _table(
        ("Section", "Title"), ((f"`{id}`", _plain(title)) for id, title in texts_asked(edition.every_section))
    )
    yield "### Ids that can be referred to\n"
    yield from _table(("Id", "What it is"), _ids(edition.every_section))


def _table(header: tuple[str, ...], rows: Rows) -> list[str]:
    lines = [header, tuple("---" for _ in header), *rows]
    return [*("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines), ""]


def _committees(asked: ModuleType) -> list[str]:
    """Those the sections are about, and those that decide."""
    named = [value for name, value in vars(asked).items() if name.isupper() and isinstance(value, str)]
    return list(dict.fromkeys((*named, *COMMITTEE_OF_BODY.values())))


def _measures() -> Iterator[tuple[str, str]]:
    asked: dict[str, list[str]] = {}
    for key in (key for _, tiles in snapshot.GROUPS for _, key in tiles if key.startswith("measure.")):
        _, code, *category = key.split(".")
        asked.setdefault(code, []).extend(category)
    for code in (engagement.HELPDESK, engagement.CODEWORKS, engagement.PRODUCT_LISTS):
        asked.setdefault(code, [])
    for code, categories in sorted(asked.items()):
        yield f"`{code}`", ", ".join(f"`{one}`" for one in dict.fromkeys(categories))
    yield f"`{TOP_PAGES}` (a ranked list)", ""


def _walked(sections: Iterable[SectionSpec[MonthContext]]) -> Iterator[SectionSpec[MonthContext]]:
    for section in sections:
        yield section
        yield from _walked(section.children)


def _ids(sections: Iterable[SectionSpec[MonthContext]]) -> Iterator[tuple[str, str]]:
    every = list(_walked(sections))
    yield from ((f"`{one.id}`", f"Section: {_plain(one.title)}") for one in every)
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
