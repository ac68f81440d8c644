"""Print how the interface for programs is described, as OpenAPI."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from readers.api.pages import schema


class Command(BaseCommand):
    help = "Prints the description of the interface for programs, or writes it to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, help="the file to write")

    def handle(self, *args: Any, output: Path | None, **options: Any) -> None:
        text = json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
        if output is None:
            self.stdout.write(text, ending="")
        else:
            output.write_text(text, encoding="utf-8")
