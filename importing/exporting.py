"""Records as a file that loads again unchanged."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.db.models import QuerySet

from importing.package import Format
from importing.spreadsheets import Line, write_ods, write_xlsx
from importing.stored import read_rows
from importing.template import Template


def export(template: Template, queryset: QuerySet[Any], format: Format = Format.CSV) -> bytes:
    """The records in the template's columns; no cell begins as a formula does. Raises spreadsheets.TooLong."""
    lines = [[row.values[column.name] for column in template.columns] for row in read_rows(template, queryset)]
    return write(template, lines, format)


def empty(template: Template, format: Format = Format.CSV) -> bytes:
    """A file to fill in."""
    return write(template, [], format)


def write(template: Template, lines: list[Line], format: Format) -> bytes:
    """CSV is in UTF-8 with a byte order mark, so that a spreadsheet shows it right."""
    match format:
        case Format.XLSX:
            return write_xlsx(template, lines)
        case Format.ODS:
            return write_ods(template, lines)
        case Format.CSV:
            pairs = [zip(template.columns, line, strict=True) for line in lines]
            return write_rows(template, [[column.write(value) for column, value in pair] for pair in pairs])


def write_rows(template: Template, lines: list[list[str]]) -> bytes:
    """A file of the template: the line that names its version, the header, and these rows."""
    file = io.StringIO(newline="")
    file.write(f"# {template.name} v{template.version}\r\n")
    csv.writer(file).writerows([[column.name for column in template.columns], *lines])
    return file.getvalue().encode("utf-8-sig")
