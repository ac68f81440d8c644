"""Records as a file that loads again unchanged."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.db.models import QuerySet

from importing.stored import read_rows
from importing.template import Template


def export(template: Template, queryset: QuerySet[Any]) -> bytes:
    """CSV in UTF-8 with a byte order mark, so that a spreadsheet shows it right; no cell begins as a formula does."""
    lines = [
        [column.write(row.values[column.name]) for column in template.columns] for row in read_rows(template, queryset)
    ]
    return write_rows(template, lines)


def write_rows(template: Template, lines: list[list[str]]) -> bytes:
    """A file of the template: the line that names its version, the header, and these rows."""
    file = io.StringIO(newline="")
    file.write(f"# {template.name} v{template.version}\r\n")
    csv.writer(file).writerows([[column.name for column in template.columns], *lines])
    return file.getvalue().encode("utf-8-sig")
