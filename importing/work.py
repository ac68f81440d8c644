"""The work of an import: checking, saving, undoing. Each may begin again after its worker died, and is done once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now

from access.audit import because, record_act
from access.models import User
from importing.dependants import trail_ends
from importing.examining import Examined, examine, take_turn
from importing.loading import read_files
from importing.models import ImportRow, ImportRun, RowKind, RunState
from importing.planned import Planned, planned, said
from importing.problems import Problem
from importing.registry import templates
from importing.saving import Saver, SaveRefused
from importing.sources import Upload
from importing.standing import Standing
from importing.undoing import undo
from jobs.registry import Progress, Result

BATCH = 1_000


def check_run(run_id: int, version: int, progress: Progress) -> Result:
    """Read the files and keep what they would do; nothing else is written."""
    run = _wanted(run_id, version, RunState.CHECKING)
    if run is None:
        return None
    progress(5, "Reading the files")
    batches, problems = read_files(_uploads(run))
    progress(30, "Checking the rows")
    with transaction.atomic():
        found = planned(examine(batches, problems, templates(), Standing(_person(run.owner_id))))
    progress(80, "Writing the preview")
    with transaction.atomic():
        run = _wanted(run_id, version, RunState.CHECKING, lock=True)
        if run is None:
            return None
        _keep_preview(run, found)
    return {"rows": len(found.rows)}


def save_run(run_id: int, version: int, progress: Progress) -> Result:
    """Save what was previewed, all of it in one transaction; or, where the records have moved on since, nothing, and
    keep the preview of what would be done now."""
    run = _wanted(run_id, version, RunState.SAVING)
    if run is None or run.accepted_by_id is None:
        return None
    progress(5, "Reading the files")
    batches, problems = read_files(_uploads(run))
    person, ends = _person(run.accepted_by_id), trail_ends()
    progress(30, "Checking against the records as they are now")
    with _because(run, person, "Import of"), transaction.atomic():
        run = _wanted(run_id, version, RunState.SAVING, lock=True)
        if run is None:
            return None
        take_turn()
        examined = examine(batches, problems, templates(), Standing(person), hold=True)
        found = planned(examined)
        if not found.is_sound or found.fingerprint != run.fingerprint:
            run.accepted_by, run.moved = None, True
            _keep_preview(run, found)
            return {"saved": 0}
        refusal = _save(run, person, examined, found, ends)
        if refusal is not None:
            run.accepted_by = None
            _refuse(run, refusal)
            return {"saved": 0}
    return {"saved": len(found.rows)}


def undo_run(run_id: int, version: int, progress: Progress) -> Result:
    """Undo all that the import did, or nothing, and keep the reasons."""
    run = _wanted(run_id, version, RunState.UNDOING)
    if run is None or run.undone_by_id is None:
        return None
    person = _person(run.undone_by_id)
    progress(10, "Checking what has happened since")
    with _because(run, person, "Undoing the import of"), transaction.atomic():
        run = _wanted(run_id, version, RunState.UNDOING, lock=True)
        if run is None:
            return None
        take_turn()
        if problems := undo(run, Standing(person)):
            run.state, run.undone_by = RunState.ACCEPTED, None
            run.undo_problems = [said(problem) for problem in problems]
            run.save()
            return {"undone": 0}
        record_act("import undone", user=person, detail=_detail(run))
        ImportRun.objects.filter(pk=run.pk).update(state=RunState.UNDONE, undone_at=Now())
    return {"undone": run.rows.count()}


# --- Saving -----------------------------------------------------------------------------------------------------------


def _save(run: ImportRun, person: User, examined: Examined, found: Planned, ends: dict[str, int]) -> Problem | None:
    """What the database refused, with nothing written; else None."""
    try:
        with transaction.atomic():
            saver = examined.save()
    except SaveRefused as refused:
        return refused.told(reads_everything=Standing(person).reads_everything)
    _note_ids(run, found, saver)
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.ACCEPTED, accepted_at=Now(), trail=ends)
    record_act("import", user=person, detail=_detail(run))
    return None


def _note_ids(run: ImportRun, found: Planned, saver: Saver) -> None:
    """Which record each row became, in one statement."""
    pairs = [
        (position, saver.ids[row.template][row.key]) for position, row in enumerate(found.rows) if row.key is not None
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE importing_importrow AS kept SET record_id = found.id"
            " FROM unnest(%s::int[], %s::bigint[]) AS found (position, id)"
            " WHERE kept.run_id = %s AND kept.position = found.position",
            [[position for position, _ in pairs], [pk for _, pk in pairs], run.pk],
        )


def _detail(run: ImportRun) -> dict[str, Any]:
    return {"import": run.pk, "files": [file.name for file in run.files.defer("content")], "counts": run.counts}


# --- The preview ------------------------------------------------------------------------------------------------------


def _keep_preview(run: ImportRun, found: Planned) -> None:
    ImportRow.objects.filter(run=run).delete()
    rows = (
        ImportRow(
            run=run,
            position=position,
            template=row.template,
            file=row.file,
            line=row.line,
            kind=row.kind,
            record=row.record,
            cells=row.cells,
            problems=row.problems,
            before=row.before,
            after=row.after,
            classification=row.classification,
            blanks=row.blanks,
            lowers=row.lowers,
        )
        for position, row in enumerate(found.rows)
    )
    ImportRow.objects.bulk_create(rows, batch_size=BATCH)
    run.state = RunState.PREVIEWED if found.is_sound else RunState.REFUSED
    run.counts, run.problems, run.fingerprint = found.counts, found.problems, found.fingerprint
    run.save()


def _refuse(run: ImportRun, problem: Problem) -> None:
    """A rule that only the database knows. Its row is named where it could be."""
    rows = ImportRow.objects.filter(run=run, file=problem.file, line=problem.line)
    if not (problem.line and rows.update(kind=RowKind.REFUSED, problems=[said(problem)])):
        run.problems = [*run.problems, said(problem)]
    run.state = RunState.REFUSED
    run.save()


# --- What every step begins with --------------------------------------------------------------------------------------


def _wanted(run_id: int, version: int, state: RunState, *, lock: bool = False) -> ImportRun | None:
    """The run, if this is still what is to be done with it."""
    runs = ImportRun.objects.select_for_update() if lock else ImportRun.objects.all()
    return runs.filter(pk=run_id, version=version, state=state).first()


def _uploads(run: ImportRun) -> Iterable[Upload]:
    return [Upload(file.name, bytes(file.content), file.template) for file in run.files.all()]


def _person(pk: int) -> User:
    """Read anew: whoever lost a role since they asked has lost it here too."""
    return User.objects.get(pk=pk)


def _because(run: ImportRun, person: User, words: str) -> Any:
    """What the audit trail says of every row written meanwhile."""
    names = [file.name for file in run.files.defer("content")]
    several = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return because(f"{words} {', '.join(names[:3])}{several}", user=person.pk, import_run=run.pk)
