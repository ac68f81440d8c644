"""`manage.py load_month DIR`: load every CSV file of a folder, or say everything that is wrong with them."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from access.audit import because, record_act
from importing.loading import Outcome, load


class Command(BaseCommand):
    help = "Load a folder of CSV files: all of it, or nothing and a list of every problem."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--check", action="store_true", help="say what would change, and change nothing")

    def handle(self, *args: Any, folder: Path, check: bool, **options: Any) -> None:
        with because("manage.py load_month"):
            outcome = load_noted(read_folder(folder), check_only=check)
        report(self, outcome, checked=check)


def load_noted(files: dict[str, bytes], *, check_only: bool) -> Outcome:
    """A load as the command line makes it: the audit trail notes what was saved, by nobody who signed in."""
    with transaction.atomic():
        outcome = load(files, check_only=check_only)
        if outcome.ok and not check_only:
            counts = {name: asdict(counts) for name, counts in (outcome.counts or {}).items()}
            record_act("import", user=None, detail={"files": list(files), "counts": counts})
    return outcome


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name, without notes (README, *.md) and hidden files. Raises CommandError."""
    if not folder.is_dir():
        raise CommandError(f"{folder} is no folder.")
    files = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "README")) or path.suffix == ".md":
            continue
        if not path.is_file():
            raise CommandError(f"{path} is no file. A month's folder holds CSV files alone.")
        files[path.name] = read_file(path)
    if not files:
        raise CommandError(f"{folder} holds no CSV file.")
    return files


def read_file(path: Path) -> bytes:
    limit: int = settings.IMPORT_MAX_BYTES
    if path.stat().st_size > limit:
        raise CommandError(f"{path} is larger than {limit:,} bytes. Split it into several loads.")
    return path.read_bytes()


def report(command: BaseCommand, outcome: Outcome, *, checked: bool) -> None:
    """Print what happened, or the problems. Raises CommandError for problems, for the exit code."""
    for problem in outcome.problems:
        command.stderr.write(str(problem), ending="\n")
    if outcome.problems:
        number = len(outcome.problems)
        raise CommandError(f"{number:,} {'problem' if number == 1 else 'problems'}: nothing is saved.")
    for row in outcome.preview:
        cells = "; ".join(f"{cell.column}: {cell.old or 'blank'} → {cell.new or 'blank'}" for cell in row.cells)
        command.stdout.write(f"{row.file}, line {row.line}: {row.kind} {row.record}: {cells}")
    for blank in outcome.blanked:
        command.stdout.write(str(blank))
    for name, counts in (outcome.counts or {}).items():
        command.stdout.write(f"{name}: {counts}")
    if checked:
        command.stdout.write("Checked: nothing was saved.")
