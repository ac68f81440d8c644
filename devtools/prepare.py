"""What `make run` does before the site starts: tables, the sample month, people, static files, the report.

One process for all of it, since starting Django takes longer than most of the steps.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from devtools.state import VarDir

ROOT = Path(__file__).resolve().parents[1]
# Whatever a PDF is made of besides the records: a change of these makes it anew.
PDF_SOURCES = ("reports", "templates", "static", "requirements.txt")


REPORTS = "reports"


@dataclass(frozen=True)
class Paper:
    """A report that is built as a file at the start."""

    report: str
    month: str

    def under(self, var: VarDir, suffix: str = "pdf") -> Path:
        return var.path / REPORTS / f"{self.report}-{self.month}.{suffix}"


REPORT_PDF = Paper("operations", "2021-09")


@contextmanager
def step(words: str) -> Iterator[None]:
    """Say what is being done, and afterwards how long it took."""
    print(f"{words} ...", end=" ", flush=True)
    started = time.monotonic()
    yield
    print(f"{time.monotonic() - started:.1f} s", flush=True)


def fingerprint(paths: list[Path]) -> str:
    """Of the content of those files and folders."""
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(path.parent)}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


class Memory:
    """What an earlier run has done already, in a file of var/."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def _all(self) -> dict[str, str]:
        try:
            content: dict[str, str] = json.loads(self.file.read_text())
        except (OSError, ValueError):
            return {}
        return content

    def holds(self, key: str, value: str) -> bool:
        return self._all().get(key) == value

    def keep(self, key: str, value: str) -> None:
        self.file.write_text(json.dumps({**self._all(), key: value}, indent=1))


def database_identity() -> str:
    """Of this very database: one dropped and made again under the same name has another."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier || '/' || oid FROM pg_control_system(), pg_database"
            " WHERE datname = current_database()"
        )
        (identity,) = cursor.fetchall()  # one database is the current one
    return str(identity[0])


def quietly(command: str, *arguments: str, **options: Any) -> None:
    """Run a management command; what it has to say beyond its failure is for those who run it by hand."""
    from django.core.management import call_command

    call_command(command, *arguments, stdout=StringIO(), verbosity=0, **options)


def load_month(memory: Memory, month: str) -> None:
    """A sample month, once per database: loading it again would undo what people have corrected since. The other sample
    months stand alone, each for a database of its own."""
    folder = ROOT / "sample_data" / month
    key, content = f"month {month} in {database_identity()}", fingerprint([folder])
    if not memory.holds(key, content):
        with step(f"Loading the sample month {month}"):
            quietly("load_month", str(folder))
        memory.keep(key, content)


def build_paper(var: VarDir, memory: Memory, paper: Paper) -> None:
    """The PDF, unless the one that is there shows the same Document, drawn by the same code."""
    document, pdf = paper.under(var, "json"), paper.under(var)
    var.private(REPORTS)
    with step(f"Building the {paper.report} report for {paper.month}"):
        problems = StringIO()
        quietly("build_report", paper.report, paper.month, format="json", output=document, stderr=problems)
        content = fingerprint([document, *(ROOT / source for source in PDF_SOURCES)])
        if not (pdf.exists() and memory.holds(pdf.name, content)):
            problems = StringIO()  # those of the build once more, and the drawing's
            quietly("build_report", paper.report, paper.month, format="pdf", output=pdf, stderr=problems)
            memory.keep(pdf.name, content)
    for problem in problems.getvalue().splitlines():
        print(f"  {problem}", flush=True)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.development")
    import django

    django.setup()
    from django.core.management import CommandError

    var = VarDir.from_environment(ROOT)
    var.private("media")
    memory = Memory(var.path / "prepared.json")
    try:
        with step("Bringing the tables up to date"):
            quietly("migrate", interactive=False)
        load_month(memory, REPORT_PDF.month)
        with step("Sample sign-ins and static files"):
            quietly("ensure_sample_users")
            quietly("collectstatic", interactive=False)
        build_paper(var, memory, REPORT_PDF)
    except CommandError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
