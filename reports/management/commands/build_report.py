"""Builds a report from its records and writes it to a file."""

from __future__ import annotations

import json
import secrets
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.checks.book import run_book
from reports.definitions.registry import definition_of, definitions
from reports.engine.build import BuildError
from reports.engine.document import Document
from reports.engine.month import Month
from reports.engine.serialise import to_dict
from reports.models import Report
from reports.parts import BODY, alone, open_edition, part_apart


class Command(BaseCommand):
    help = (
        "Build a report and write it as JSON (the Document), HTML, PDF or for Word. "
        "A part that is for a named audience is a file of its own. What its checks find is listed on standard error; "
        "with --strict, errors among it end the command with status 1, after the file is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(definitions()))
        parser.add_argument("month", help="the month it covers, such as 2021-09")
        parser.add_argument("--format", choices=("json", "html", "pdf", "docx"), default="pdf")
        parser.add_argument("--part", default=BODY, help="a part that stands apart, such as appendix-a")
        parser.add_argument("--strict", action="store_true", help="end with status 1 where there are errors")
        parser.add_argument("--output", type=Path, help="the file to write; standard output when left out")

    def handle(
        self, *, kind: str, month: str, format: str, part: str, output: Path | None, strict: bool, **options: Any
    ) -> None:
        report = self._find(kind, month)
        try:
            book = run_book(report)
        except (BuildError, LookupError) as error:
            raise CommandError(str(error)) from error
        document = book.result.document
        if part != BODY and part_apart(document, part) is None:
            raise CommandError(f"{report} has no part “{part}” that is a file of its own.")
        content, problems = _rendered(document if part else open_edition(document), part, format)
        for one in (*book.errors, *book.warnings):
            self.stderr.write(f"{one.severity}: {one.finding.section or 'report'}: {one.finding.message}")
        for problem in problems:
            self.stderr.write(f"{problem.severity}: {problem.section or 'report'}: {problem.message}")
        errors = len(book.errors) + sum(problem.severity == "error" for problem in problems)
        if output is None:
            sys.stdout.buffer.write(content)
        else:
            _write_whole(output, content)
            self.stdout.write(f"{report} ({report.paper_reference}) written to {output}")
        if strict and errors:
            raise CommandError(f"It has {errors} error{'' if errors == 1 else 's'}: see above.")

    def _find(self, kind: str, month: str) -> Report:
        try:
            covers = Month.parse(month)
        except ValueError as error:
            raise CommandError(str(error)) from error
        report = Report.objects.select_related("meeting__committee").filter(kind=kind, month=covers.first).first()
        if report is None:
            name = definition_of(kind).name
            raise CommandError(
                f"There is no {name} for {covers.label}: enter it under Reports, or load it from reports.csv."
            )
        return report


def _rendered(document: Document, part: str, format: str) -> tuple[bytes, tuple[Any, ...]]:
    """The document, or one part of it, in the format asked for. The renderers are imported here: a month as JSON needs
    none of them."""
    parts = (part,) if part else None
    if format == "json":
        tree = to_dict(alone(document, part) if part else document)
        return (json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(), ()
    if format == "html":
        from reports.renderers.html import render_file

        return render_file(document, parts=parts).encode(), ()
    if format == "docx":
        from reports.renderers.docx import render_docx

        return render_docx(document, parts=parts), ()
    from reports.renderers.pdf import render_pdf

    pdf = render_pdf(document, parts=parts)
    return pdf.content, pdf.problems


def _write_whole(output: Path, content: bytes) -> None:
    """Write beside the target and rename, so that nobody opens half a paper."""
    output.parent.mkdir(parents=True, exist_ok=True)
    # Not made by tempfile, which lets its owner alone read it: who reads a draft is for whoever runs this to say, by
    # their umask.
    temporary = output.with_name(f".{output.name}.{secrets.token_hex(8)}")
    with temporary.open("xb") as file:
        file.write(content)
    temporary.replace(output)
