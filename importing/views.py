"""Sending files, looking at what they would do, accepting it, undoing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from access.models import User
from access.policy import may_delete_records, may_manage_people
from importing import services
from importing.cells import UNPRINTABLE
from importing.forms import UploadForm, label
from importing.frame import entering, page
from importing.models import ImportFile, ImportRow, ImportRun, RunState
from importing.package import Refused, format_of
from importing.queries import SHOWN, may_read_undo_problems, may_undo, rows_for, runs_for, tallies
from importing.registry import templates
from importing.verdicts import verdict
from jobs.models import UNFINISHED

ROWS_PER_PAGE = 50
RUNS_PER_PAGE = 25
REFUSED_FIRST = 20
LONGEST_VERSION = 10
"""Digits; no page of ours sends so many."""
NOT_NOW = "It has moved on since this page was opened: look at it as it is now."


@require_http_methods(["GET", "HEAD", "POST"])
@entering
def index(request: HttpRequest, user: User) -> HttpResponseBase:
    """Upload files, and the imports so far."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            return redirect("importing:run", services.begin(user, form.uploads()).pk)
        except ValidationError as refusal:
            form.add_error("sent", refusal)
    runs = Paginator(runs_for(user).prefetch_related(_files()), RUNS_PER_PAGE).get_page(request.GET.get("page"))
    blank = UploadForm(initial={"kind": request.GET.get("kind", "")})
    return page(
        request, "index", "Import records", 200 if form is None else 422, form=form or blank, runs=runs, reader=user
    )


@require_GET
@entering
def run_page(request: HttpRequest, user: User, run: int) -> HttpResponseBase:
    return _run_page(request, user, _found(user, run))


@require_POST
@entering
def correct_run(request: HttpRequest, user: User, run: int) -> HttpResponseBase:
    """Corrected files in place of those of the same name."""
    found = _own(user, run)
    form = UploadForm(request.POST, request.FILES, before=_chosen(found.files.only("template")))
    if form.is_valid():
        try:
            if not services.correct(found, user, form.uploads()):
                messages.warning(request, NOT_NOW)
            return redirect("importing:run", found.pk)
        except ValidationError as refusal:
            form.add_error("sent", refusal)
    return _run_page(request, user, found, form, 422)


@require_POST
@entering
def leave_out_file(request: HttpRequest, user: User, run: int, file: int) -> HttpResponseBase:
    found = _own(user, run)
    get_object_or_404(ImportFile, pk=file, run=found)
    return _done(request, found, services.leave_out(found, user, file))


@require_GET
@entering
def file_as_sent(request: HttpRequest, user: User, run: int, file: int) -> HttpResponseBase:
    """A file of one's own import, as it was sent: what it says of records may be for its sender's eyes alone."""
    found = get_object_or_404(ImportFile, pk=file, run=_own(user, run))
    try:
        mime = format_of(found.name).mime
    except Refused:
        mime = "application/octet-stream"
    headers = {"Content-Disposition": content_disposition_header(True, found.name) or "attachment"}
    return HttpResponse(bytes(found.content), content_type=mime, headers=headers)


# --- Verbs ------------------------------------------------------------------------------------------------------------


@require_POST
@entering
def act(request: HttpRequest, user: User, run: int, verb: str) -> HttpResponseBase:
    verbs: dict[str, Callable[[HttpRequest, User, int], HttpResponseBase]] = {
        "accept": _accept,
        "discard": _discard,
        "undo": _undo,
        "again": _again,
    }
    if verb not in verbs:
        raise Http404("There is no such thing to do with an import.")
    return verbs[verb](request, user, run)


def _accept(request: HttpRequest, user: User, run: int) -> HttpResponseBase:
    found = _own(user, run)
    if rows_for(user, found).filter(lowers=True).exists() and "lowers" not in request.POST:
        messages.error(request, "Nothing is saved: say that the records are meant to be classified lower.")
        return _back(found)
    version = request.POST.get("version", "")
    readable = version.isdecimal() and len(version) < LONGEST_VERSION
    return _done(request, found, readable and services.accept(found, user, int(version)))


def _discard(request: HttpRequest, user: User, run: int) -> HttpResponseBase:
    found = _own(user, run)
    return _done(request, found, services.discard(found))


def _undo(request: HttpRequest, user: User, run: int) -> HttpResponseBase:
    found = _found(user, run)
    if not may_undo(user, found):
        raise Http404("There is no such import.")
    return _done(request, found, services.ask_to_undo(found, user))


def _again(request: HttpRequest, user: User, run: int) -> HttpResponseBase:
    found = _found(user, run)
    return _done(request, found, services.try_again(found, user))


def _done(request: HttpRequest, run: ImportRun, did: bool) -> HttpResponseRedirect:
    if not did:
        messages.warning(request, NOT_NOW)
    return _back(run)


def _back(run: ImportRun) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("importing:run", args=(run.pk,)))


# --- One import -------------------------------------------------------------------------------------------------------


def _found(user: User, run: int) -> ImportRun:
    return get_object_or_404(runs_for(user), pk=run)


def _own(user: User, run: int) -> ImportRun:
    """What is not saved yet is its sender's alone to decide."""
    return get_object_or_404(runs_for(user), pk=run, owner=user)


def _chosen(files: Iterable[ImportFile]) -> set[str]:
    """The kinds that were chosen for files; the others go by names."""
    return {file.template for file in files if file.template}


def _files() -> Any:
    return Prefetch("files", ImportFile.objects.defer("content"))


def _run_page(
    request: HttpRequest, user: User, run: ImportRun, form: UploadForm | None = None, status: int = 200
) -> HttpResponseBase:
    every = rows_for(user, run)
    tally = tallies(every)
    # No record holds a null character, and the database can't even be asked for one.
    wanted = {name: request.GET.get(name, "").replace("\0", UNPRINTABLE) for name in ("show", "kind", "q")}
    rows = Paginator(_filtered(every, wanted), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    kinds = ("added", "changed", "unchanged", "refused")
    done = {name: sum(counts[name] for counts in run.counts.values()) for name in kinds}
    failed = run.is_at_work and (run.job is None or run.job.state not in UNFINISHED)
    files = list(run.files.defer("content"))
    # A part that was asked for is shown alone.
    whole = not any(wanted.values()) and rows.number == 1
    context = {
        "run": run,
        "verdict": verdict(run, done, tally["refused"] or done["refused"]),
        "files": files,
        "refused": [_shown(run, row, files) for row in _first_refused(every)] if whole and tally["refused"] else [],
        "is_own": run.owner_id == user.pk,
        "may_undo": may_undo(user, run) and (not done["added"] or may_delete_records(user)),
        "may_read_undo_problems": may_read_undo_problems(user, run),
        "keep_days": settings.IMPORT_KEEP_DAYS,
        "unfinished": run.is_at_work and not failed,
        "failed": failed,
        "shows_error": may_manage_people(user),
        "counts": [{"kind": label(name), **counts} for name, counts in run.counts.items()],
        "done": done,
        "changes": done["added"] + done["changed"],
        "tally": tally,
        "out_of_sight": not run.cleared_at and sum(done.values()) - done["unchanged"] > tally["every"],
        "rows": [_shown(run, row, files) for row in rows.object_list],
        "pages": rows,
        "wanted": wanted,
        "kinds": [(name, label(name)) for name in run.counts],
        "query": _query(wanted),
        "form": form or UploadForm(before=_chosen(files)),
    }
    return page(request, "run", str(run), status, **context)


def _filtered(rows: QuerySet[ImportRow], wanted: dict[str, str]) -> QuerySet[ImportRow]:
    """Those that are refused have a place of their own, unless they are asked for."""
    rows = rows.filter(SHOWN.get(wanted["show"], ~SHOWN["refused"]))
    if wanted["kind"]:
        rows = rows.filter(template=wanted["kind"])
    if wanted["q"]:
        rows = rows.filter(record__icontains=wanted["q"])
    return rows.order_by("position")


def _first_refused(rows: QuerySet[ImportRow]) -> QuerySet[ImportRow]:
    return rows.filter(SHOWN["refused"]).order_by("position")[:REFUSED_FIRST]


def _query(wanted: dict[str, str]) -> str:
    """The filter as an address repeats it."""
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in wanted.items() if value})
    return query.urlencode()


def _shown(run: ImportRun, row: ImportRow, files: list[ImportFile]) -> dict[str, Any]:
    """With the file as it was sent, where it is kept: a row is looked at and corrected there."""
    sent = next((file for file in files if row.file == file.name or row.file.startswith(f"{file.name}, ")), None)
    kind = label(row.template) if row.template else ""
    return {"row": row, "kind": kind, "url": _address(run, row), "sent": sent}


def _address(run: ImportRun, row: ImportRow) -> str:
    """The record's own page, where it has one."""
    template = templates().get(row.template)
    if template is None or row.record_id is None or run.state != RunState.ACCEPTED:
        return ""
    names = (template.model._meta.app_label, template.model._meta.model_name)
    try:
        return reverse("admin:{}_{}_change".format(*names), args=(row.record_id,))
    except NoReverseMatch:
        return ""
