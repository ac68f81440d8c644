"""`manage.py facts_docs --write` or `--check`: keep docs/facts.md as the program has the facts."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.facts.reference_page import page


class Command(BaseCommand):
    help = "Write docs/facts.md, or check that it is current."

    def add_arguments(self, parser: ArgumentParser) -> None:
        mode = parser.add_mutually_exclusive_group(required=True)
        mode.add_argument("--write", action="store_true")
        mode.add_argument("--check", action="store_true")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "facts.md"
        if write:
            path.write_text(page(), encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != page():
            raise CommandError("Out of date: docs/facts.md. Run `manage.py facts_docs --write`.")
