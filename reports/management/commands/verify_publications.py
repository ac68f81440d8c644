"""`manage.py verify_publications`: make every published part again from its payload, and compare bytes and hashes."""

from __future__ import annotations

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.engine.month import Month
from reports.models import Publication
from reports.publishing.verifying import verify


class Command(BaseCommand):
    help = (
        "Check that everything that was published is as it was: each file's bytes against its hash, each payload "
        "against its own, and each file against the one made again from the payload. What another release of the "
        "program made is compared by what it says. Ends with an error when anything is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", help="reports of this kind alone, such as operations")
        parser.add_argument("--month", help="of this month alone, such as 2021-09")

    def handle(self, *, kind: str | None, month: str | None, verbosity: int, **options: Any) -> None:
        found = Publication.objects.order_by("month", "kind", "version")
        found = found.filter(kind=kind) if kind else found
        found = found.filter(month=_first_day(month)) if month else found
        began, faults, files = perf_counter(), 0, 0
        for publication in found.iterator(chunk_size=1):
            begun = perf_counter()
            verdicts = list(verify(publication))
            wrong = [one for one in verdicts if one.faulty]
            faults, files = faults + len(wrong), files + sum(1 for one in verdicts if one.name)
            outcome = f"{len(wrong)} wrong" if wrong else "as published"
            self.stdout.write(f"{publication}: {outcome}, {len(verdicts) - 1} files in {perf_counter() - begun:.1f} s")
            for one in verdicts if verbosity > 1 else wrong:
                name = f"{one.name}: " if one.name else ""
                (self.stderr if one.faulty else self.stdout).write(f"  {name}{one.words}")
        took = f"{found.count()} publications, {files} files, {perf_counter() - began:.1f} s"
        if faults:
            raise CommandError(f"{faults} of what was published is not as it was: {took}.")
        self.stdout.write(f"All is as it was published: {took}.")


def _first_day(month: str) -> Any:
    try:
        return Month.parse(month).first
    except ValueError as error:
        raise CommandError(str(error)) from error
