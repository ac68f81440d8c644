"""The book as a paper of its own: every check, what it explains, what it found, and who let what stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.timezone import localtime

from access.classification import Classification, highest
from reports.checks.book import Book, CheckResult, Found
from reports.checks.listing import groups, headings, quoted
from reports.checks.registry import BY_CONSTRUCTION
from reports.engine.blocks import Block, Column, Narrative, Paragraph, Section, Table, Text, Tile, TileGroup, Tiles
from reports.engine.build import BODY
from reports.engine.document import Document, Part
from reports.engine.numbering import number
from reports.engine.problems import ProblemLog
from reports.engine.tables import table
from reports.engine.values import count, long_date, text

EDITION = "1"
NOT_PRINTED = "(not printed)"
_CHECK = Column("check", "Check", width=34)


def annex_document(book: Book) -> Document:
    """The annex to the report as it was checked. Nothing in it is of the moment: the same findings, the same annex.

    It is working matter, so Amber at least, whatever the report is.
    """
    body = book.result.document
    word = highest((book.report.classification, Classification.AMBER))
    title = f"Reconciliation book of the {book.report.get_kind_display()}"
    document = Document(
        report=f"{body.report}-checks",
        edition=EDITION,
        month=body.month,
        title=f"{title} — {body.month.label}",
        header=replace(body.header, action="", recommendation="", attachments=()),
        parts=(Part(BODY, title, word, tuple(_sections(book))),),
        classification_sentence=(
            f"This annex is classified as {Classification(word).label}: it is working matter, kept with the report."
        ),
        notices=body.notices,
    )
    return number(document, ProblemLog())


def _sections(book: Book) -> Iterator[Section]:
    yield Section("result", "Result", (_verdict(book), _tiles(book)))
    yield Section("standing", "What stands against the report", tuple(_standing(book)))
    yield Section("reasons", "Warnings that were let stand", (_reasons(book),))
    yield Section("quoted", "Quoted numbers", (_quoted(book),))
    children = tuple(
        Section(f"class-{place}", group.name, (_checks(place, group.name, group.results),))
        for place, group in enumerate(groups(book.results), 1)
    )
    yield Section("checks", "Every check, and what it holds the report to", children=children)


def _verdict(book: Book) -> Narrative:
    errors, warnings = len(book.errors), len(book.warnings)
    if not book.blocks:
        ruling = "Nothing stands against the report."
    else:
        ruling = (
            f"Against the report stand {_many(errors, 'error')}, and {_many(warnings, 'warning')} without a written "
            "reason."
        )
    summary = Paragraph((Text(f"{book.summary}.", bold=True), Text(f" {ruling}")))
    return Narrative("verdict", (summary, Paragraph((Text(BY_CONSTRUCTION),))))


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number or 'no'} {what}s"


def _tiles(book: Book) -> Tiles:
    counted = (
        ("Checks", len(book.results)),
        ("Hold", len(book.holding)),
        ("Hold by construction", len(book.by_construction)),
        ("Errors", len(book.errors)),
        ("Warnings without a reason", len(book.warnings)),
        ("Warnings with a reason", len(book.reasoned)),
    )
    return Tiles("counts", (TileGroup("The book", tuple(Tile(label, count(number)) for label, number in counted)),))


def _standing(book: Book) -> Iterator[Block]:
    places = headings(book.result.document)
    columns = (Column("severity", "Kind", width=10), _CHECK, Column("finding", "What was found", width=56))
    rows = [(one.severity.capitalize(), one.check.title, _said(one, places)) for one in (*book.errors, *book.warnings)]
    yield table("standing-table", "Errors, and warnings without a reason", columns, rows, empty="Nothing.")


def _reasons(book: Book) -> Table:
    places = headings(book.result.document)
    columns = (
        Column("check", "Check", width=20),
        Column("finding", "What was found", width=32),
        Column("reason", "Why it may stand", width=28),
        Column("who", "Given by, on", width=20),
    )
    rows = [
        (one.check.title, _said(one, places), one.reason.reason, _given(one))
        for one in book.reasoned
        if one.reason is not None
    ]
    return table(
        "reasons-table", "Warnings with the reasons given for them", columns, rows, empty="No warning was let stand."
    )


def _quoted(book: Book) -> Table:
    columns = (
        Column("section", "Section", width=32),
        Column("words", "Quoted", width=18),
        Column("reason", "Why it is no figure of the report", width=50),
    )
    rows = [(heading or NOT_PRINTED, one.words, one.reason) for heading, one in quoted(book)]
    caption = "Numbers in the text that are quoted"
    return table("quoted-table", caption, columns, rows, empty="No number is quoted.")


def _given(one: Found) -> str:
    """Who gave the reason, by name, and on what day."""
    if one.reason is None:
        return ""
    by = one.reason.given_by
    return f"{by.get_full_name() or by.get_username()}, {long_date(localtime(one.reason.given_at).date()).display}"


def _said(one: Found, places: dict[str, str]) -> str:
    place = places.get(one.finding.section, "")
    return f"{place}: {one.finding.message}" if place else one.finding.message


def _checks(place: int, name: str, results: tuple[CheckResult, ...]) -> Table:
    columns = (
        _CHECK,
        Column("explains", "What it holds the report to", width=50),
        Column("result", "Result", width=16),
    )
    rows = [(one.check.title, text(one.check.explains), _result(one)) for one in results]
    return table(f"checks-{place}", f"Checks: {name}", columns, rows)


def _result(one: CheckResult) -> str:
    if not one.found:
        return "Holds by construction" if one.check.by_construction else "Holds"
    if one.holds:
        return f"Holds, with {_many(len(one.found), 'reason')}"
    return _many(sum(found.stands for found in one.found), one.found[0].severity)
