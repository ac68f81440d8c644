"""`manage.py import_template NAME`: an empty CSV file to fill in."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from importing.exporting import write_rows
from importing.registry import templates


class Command(BaseCommand):
    help = "Print the header of a CSV template, or write it to a file. docs/import.md describes the columns."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", metavar="NAME", help="such as parties")
        parser.add_argument("--list", action="store_true", dest="every", help="list the templates in order of loading")
        parser.add_argument("--output", type=Path, metavar="PATH", help="write a .csv file, or NAME.csv in a folder")

    def handle(self, *args: Any, name: str | None, every: bool, output: Path | None, **options: Any) -> None:
        known = templates()
        if every:
            width = max(map(len, known))
            for template in known.values():
                self.stdout.write(f"{template.name:{width}}  v{template.version}  {template.about}")
            return
        if name not in known:
            raise CommandError(f"Name a template: {', '.join(known)}.")
        content = write_rows(known[name], [])
        if output is None:
            self.stdout.write(content.decode("utf-8-sig").replace("\r\n", "\n"), ending="")
        else:
            if output.suffix != ".csv":
                output.mkdir(parents=True, exist_ok=True)
            (output / known[name].file if output.is_dir() else output).write_bytes(content)
