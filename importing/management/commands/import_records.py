"""`manage.py import_records TEMPLATE FILE`: load one CSV file, whatever its name."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from access.audit import because
from importing.management.commands.load_month import load_noted, read_file, report
from importing.registry import templates


class Command(BaseCommand):
    help = "Load one CSV file of a template: all of it, or nothing and a list of every problem."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("template", metavar="TEMPLATE")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--check", action="store_true", help="say what would change, and change nothing")

    def handle(self, *args: Any, template: str, file: Path, check: bool, **options: Any) -> None:
        if template not in templates():
            raise CommandError(f"There is no template {template}. `import_template --list` names them all.")
        if not file.is_file():
            raise CommandError(f"{file} is no file.")
        with because(f"manage.py import_records {template}"):
            outcome = load_noted({templates()[template].file: read_file(file)}, check_only=check)
        report(self, outcome, checked=check)
