"""What a person does with an import. Each verb changes its state under a lock, and leaves the work to a job."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from access.models import User
from importing.models import ImportFile, ImportRow, ImportRun, RunState
from importing.sources import Upload
from jobs.models import UNFINISHED
from jobs.services import cancel, enqueue

CHECK, SAVE, UNDO = "importing.check", "importing.save", "importing.undo"
MOST_FILES = 60
"""Of one import: every template once, and some to spare."""
_UNDECIDED = (RunState.CHECKING, RunState.PREVIEWED, RunState.REFUSED, RunState.SAVING)
"""Nothing of these is saved."""
_JOB = {RunState.CHECKING: CHECK, RunState.SAVING: SAVE, RunState.UNDOING: UNDO}


@transaction.atomic
def begin(user: User, uploads: Iterable[Upload]) -> ImportRun:
    """Keep the files, and have them checked. Raises ValidationError for files that can't be kept."""
    files = list(uploads)
    check_sizes(files)
    run = ImportRun.objects.create(owner=user)
    _keep(run, files)
    _work(run, user)
    return run


@transaction.atomic
def correct(run: ImportRun, user: User, uploads: Iterable[Upload]) -> bool:
    """Check again with these files in place of those of the same name, each of the kind chosen for the one before
    where no other is chosen; the others stay. Whether it could be."""
    files = list(uploads)
    locked = _locked(run)
    if not locked.is_open:
        return False
    names = {file.name for file in files}
    before = dict(locked.files.filter(name__in=names).values_list("name", "template"))
    files = [replace(file, template=file.template or before.get(file.name, "")) for file in files]
    kept = [Upload(file.name, bytes(file.content), file.template) for file in locked.files.exclude(name__in=names)]
    check_sizes([*kept, *files])
    locked.files.filter(name__in=names).delete()
    _keep(locked, files)
    _move(locked, RunState.CHECKING, user)
    return True


@transaction.atomic
def leave_out(run: ImportRun, user: User, file: int) -> bool:
    """Check again without that file. Whether it could be: the last one stays."""
    locked = _locked(run)
    if not locked.is_open or locked.files.count() < 2 or not locked.files.filter(pk=file).exists():
        return False
    locked.files.filter(pk=file).delete()
    _move(locked, RunState.CHECKING, user)
    return True


@transaction.atomic
def accept(run: ImportRun, user: User, version: int) -> bool:
    """Have it saved as it was previewed. Asked twice, it is saved once. False when another preview stands by now."""
    locked = _locked(run)
    if locked.state in (RunState.SAVING, RunState.ACCEPTED) and locked.accepted_by_id == user.pk:
        return True
    if locked.state != RunState.PREVIEWED or locked.version != version:
        return False
    locked.accepted_by = user
    _move(locked, RunState.SAVING, user)
    return True


@transaction.atomic
def discard(run: ImportRun) -> bool:
    """Give it up before anything is saved: its files and its preview go. Whether it could be."""
    locked = _locked(run)
    if not locked.is_open and locked.state != RunState.CHECKING:
        return False
    if locked.job is not None:
        cancel(locked.job)
    locked.files.all().delete()
    ImportRow.objects.filter(run=locked).delete()
    _give_up(locked)
    return True


@transaction.atomic
def ask_to_undo(run: ImportRun, user: User) -> bool:
    """Have all that it did undone, as one act. Whether it could be asked: an import is undone once, and only while its
    rows are kept."""
    locked = _locked(run)
    if locked.state == RunState.UNDOING:
        return True
    if locked.state != RunState.ACCEPTED or locked.cleared_at is not None:
        return False
    locked.undone_by, locked.undo_asked_by, locked.undo_problems = user, user, []
    _move(locked, RunState.UNDOING, user)
    return True


@transaction.atomic
def try_again(run: ImportRun, user: User) -> bool:
    """Work that failed for a reason of the machine's own starts afresh."""
    locked = _locked(run)
    if not locked.is_at_work or (locked.job is not None and locked.job.state in UNFINISHED):
        return False
    _move(locked, RunState(locked.state), user)
    return True


def clear_old(days: int) -> list[int]:
    """Throw away the files and rows of imports that were saved, undone or last worked on so many days ago; the ids of
    those. Each keeps its line, and one that was saved its counts; what it did stays in the records' own trail. One that
    nobody accepted is discarded."""
    before = Now() - timedelta(days=days)
    done = Q(state=RunState.ACCEPTED, accepted_at__lt=before) | Q(state=RunState.UNDONE, undone_at__lt=before)
    quiet = Q(begun_at__lt=before) & (Q(job=None) | Q(job__requested_at__lt=before) & ~Q(job__state__in=UNFINISHED))
    old = ImportRun.objects.filter(done | quiet & Q(state__in=_UNDECIDED), cleared_at=None)
    return [pk for pk in old.order_by("pk").values_list("pk", flat=True) if _clear(old, pk)]


@transaction.atomic
def _clear(old: QuerySet[ImportRun], pk: int) -> bool:
    """Not one that somebody has decided on meanwhile, or asked to undo."""
    locked = old.select_for_update(of=("self",)).filter(pk=pk).first()
    if locked is None:
        return False
    locked.files.all().delete()
    locked.rows.all().delete()
    if locked.state in _UNDECIDED:
        _give_up(locked)
    # The problems quote files and records.
    ImportRun.objects.filter(pk=pk).update(problems=[], undo_problems=[], cleared_at=Now())
    return True


def check_sizes(files: list[Upload]) -> None:
    """Raises ValidationError. Done before anything is kept."""
    most: int = settings.IMPORT_MAX_BYTES
    if not files:
        raise ValidationError("Choose a file.")
    if len(files) > MOST_FILES:
        raise ValidationError(f"Those are {len(files)} files. Send at most {MOST_FILES} at a time.")
    if sum(len(file.content) for file in files) > most:
        raise ValidationError(f"The files are larger than {most:,} bytes together. Split them into several imports.")
    names = [file.name for file in files]
    for name in names:
        if names.count(name) > 1:
            raise ValidationError(f"Two files are called {name}. Rename one.")


def _locked(run: ImportRun) -> ImportRun:
    return ImportRun.objects.select_for_update(of=("self",)).select_related("job").get(pk=run.pk)


def _keep(run: ImportRun, files: list[Upload]) -> None:
    for file in files:
        ImportFile.objects.create(
            run=run, name=file.name, template=file.template, size=len(file.content), content=file.content
        )


def _give_up(run: ImportRun) -> None:
    run.state, run.version = RunState.DISCARDED, run.version + 1
    run.counts, run.problems, run.fingerprint = {}, [], ""
    run.save()


def _move(run: ImportRun, state: RunState, user: User) -> None:
    run.state, run.version, run.moved = state, run.version + 1, False
    run.save()
    _work(run, user)


def _work(run: ImportRun, user: User) -> None:
    kind = _JOB[RunState(run.state)]
    arguments = {"run": run.pk, "version": run.version}
    run.job = enqueue(kind, arguments, f"{kind}:{run.pk}:{run.version}", user)
    run.save(update_fields=("job",))
