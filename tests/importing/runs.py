"""Loads of files of any kind, as the import page makes them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

import importing.tasks  # noqa: F401  # what the jobs do
from access.models import Area, Role, RoleGrant, User
from access.policy import Reader
from importing.examining import take_turn
from importing.loading import Counts, counts_of, examine_uploads
from importing.models import ImportRun, RowKind, RunState
from importing.package import Format
from importing.problems import Problem
from importing.services import accept, ask_to_undo, begin
from importing.sources import Upload
from jobs.models import State
from jobs.tasks import run as run_job
from tests.importing.files import csv


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


# --- Whole imports ----------------------------------------------------------------------------------------------------


def person(role: str, name: str = "", area: str = Area.EVERY) -> User:
    """The area is a contributor's."""
    found = User.objects.create_user(name or role, f"{name or role}@example.org")
    RoleGrant.objects.create(user=found, role=role, scope=area if role == Role.CONTRIBUTOR else "")
    return found


def done(run: ImportRun) -> ImportRun:
    """The import after the work that it waits for, done in this process."""
    run.refresh_from_db()
    assert run.job_id is not None
    run_job(run.job_id)
    run.refresh_from_db()
    assert run.job is not None
    assert run.job.state == State.DONE, run.job.error
    return run


def checked(owner: User, **files: tuple[str, ...]) -> ImportRun:
    """An import of these files, with its preview."""
    return done(begin(owner, [Upload(f"{name}.csv", csv(*lines)) for name, lines in files.items()]))


def saved(owner: User, **files: tuple[str, ...]) -> ImportRun:
    run = checked(owner, **files)
    assert run.state == RunState.PREVIEWED, [*run.problems, *refused(run)]
    assert accept(run, owner, run.version)
    run = done(run)
    assert run.state == RunState.ACCEPTED
    return run


def undone(run: ImportRun, by: User) -> ImportRun:
    """After it was asked for: perhaps refused, with the reasons."""
    assert ask_to_undo(run, by)
    return done(run)


def reasons(run: ImportRun) -> list[str]:
    """What keeps it from being undone."""
    return [problem["message"] for problem in run.undo_problems]


def refused(run: ImportRun) -> list[tuple[str, int, str, str]]:
    """File, line, column and message of everything that is wrong in its rows."""
    rows = run.rows.filter(kind=RowKind.REFUSED)
    return [(row.file, row.line, one["column"], one["message"]) for row in rows for one in row.problems]
