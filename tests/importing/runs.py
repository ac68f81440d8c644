"""Loads of files of any kind, as the import page makes them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from access.policy import Reader
from importing.examining import take_turn
from importing.loading import Counts, counts_of, examine_uploads
from importing.package import Format
from importing.problems import Problem
from importing.sources import Upload


@dataclass(frozen=True)
class Found:
    problems: list[Problem]
    counts: dict[str, Counts]


def examined(*uploads: Upload, reader: Reader | None = None) -> Found:
    """What loading these files would do."""
    with transaction.atomic():
        take_turn()
        found = examine_uploads(uploads, reader)
        return Found(found.problems, counts_of(found.plans))


def load_again(name: str, format: Format, content: bytes) -> tuple[list[str], str]:
    """The problems of a file, and its counts in words."""
    found = examined(Upload(f"{name}.{format.value}", content))
    return [str(problem) for problem in found.problems], str(next(iter(found.counts.values()), ""))
