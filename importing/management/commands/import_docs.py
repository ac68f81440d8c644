"""`manage.py import_docs --write` or `--check`: keep the pages on CSV templates as the program has them."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from importing.pages import pages, with_index


class Command(BaseCommand):
    help = "Write docs/import/*.md and the index in docs/import.md, or check that they are current."

    def add_arguments(self, parser: ArgumentParser) -> None:
        mode = parser.add_mutually_exclusive_group(required=True)
        mode.add_argument("--write", action="store_true")
        mode.add_argument("--check", action="store_true")

    def handle(self, *args: Any, write: bool, **options: Any) -> None:
        docs = Path(settings.BASE_DIR) / "docs"
        introduction = docs / "import.md"
        wanted = {docs / "import" / name: text for name, text in pages().items()}
        wanted[introduction] = with_index(introduction.read_text())
        stale = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
        gone = [path for path in (docs / "import").glob("*.md") if path not in wanted]
        if write:
            for path in stale:
                path.parent.mkdir(exist_ok=True)
                path.write_text(wanted[path])
            for path in gone:
                path.unlink()
        elif stale or gone:
            names = ", ".join(str(path.relative_to(docs.parent)) for path in sorted([*stale, *gone]))
            raise CommandError(f"Out of date: {names}. Run `manage.py import_docs --write`.")
