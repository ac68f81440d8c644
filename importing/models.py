"""An import from its upload to its undoing. What was sent and what was seen is kept, so nothing hangs on a session or a
server that stays up."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from access.classification import Classification
from jobs.models import Job

_OURS = "An import is no record; its pages show it to who made it and to those who handle every record."
_TRAIL = "What it saved or undid is in the records' own trail, and that it did is noted there as an act."


class RunState(models.TextChoices):
    CHECKING = "checking", "Being checked"
    PREVIEWED = "previewed", "Waiting to be accepted"
    REFUSED = "refused", "To be corrected"
    SAVING = "saving", "Being saved"
    ACCEPTED = "accepted", "Saved"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"
    DISCARDED = "discarded", "Discarded"


AT_WORK = (RunState.CHECKING, RunState.SAVING, RunState.UNDOING)
OPEN = (RunState.PREVIEWED, RunState.REFUSED)


class RowKind(models.TextChoices):
    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    REFUSED = "refused", "Refused"


class ImportRun(models.Model):
    """`version` grows with every check, acceptance and undoing asked for: a job of an older one does nothing.

    `problems` are those of files as a whole, `counts` by template; `fingerprint` stands for all that would be done.
    `moved` says that the records had changed between the preview and its acceptance, so nothing was saved.
    `undo_asked_by` asked last to have it undone, and `undo_problems` is what they were told stands in the way: no more
    than their roles let them read. `trail` is the last event of each kind of record before it was saved. Since
    `cleared_at` its files and rows are no longer kept.
    """

    unclassified_because = _OURS
    unaudited_because = _TRAIL

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    begun_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.CHECKING, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    counts = models.JSONField(default=dict, editable=False)
    problems = models.JSONField(default=list, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    moved = models.BooleanField(default=False, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(null=True, editable=False)
    trail = models.JSONField(default=dict, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    undone_at = models.DateTimeField(null=True, editable=False)
    undo_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    undo_problems = models.JSONField(default=list, editable=False)
    cleared_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[models.Manager[ImportRun]] = models.Manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = "import"
        constraints = (
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="import_state_is_known"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(accepted_by__isnull=False),
                name="import_accepted_has_who",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=False, state__in=("accepted", "undoing", "undone"))
                | Q(accepted_at__isnull=True, state__in=("checking", "previewed", "refused", "saving", "discarded")),
                name="import_accepted_has_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="undone") | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="import_undone_has_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"Import {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be corrected or discarded."""
        return self.state in OPEN

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK


class ImportFile(models.Model):
    """A file as it was sent, in the database: nobody reads it but through the import's own page."""

    unclassified_because = _OURS
    unaudited_because = _TRAIL

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="files", editable=False)
    name = models.CharField(max_length=255, editable=False)
    template = models.CharField(max_length=60, blank=True, editable=False)
    size = models.PositiveIntegerField(editable=False)
    content = models.BinaryField()

    objects: ClassVar[models.Manager[ImportFile]] = models.Manager()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("run", "name"), name="import_file_sent_once"),)

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """What would be done, was done or can't be done with one row of a file.

    `cells` are for the eye: column, old and new text. `before` and `after` are the record's values, exactly, so that it
    can be undone; `before` is null for a record that was added. `classification` is the higher of the two.
    """

    unclassified_because = _OURS
    unaudited_because = _TRAIL

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows", editable=False)
    position = models.PositiveIntegerField(editable=False)
    template = models.CharField(max_length=60, blank=True, editable=False)
    file = models.CharField(max_length=400, editable=False)
    line = models.PositiveIntegerField(editable=False)
    kind = models.CharField(max_length=10, choices=RowKind, editable=False)
    record = models.TextField(blank=True, editable=False)
    cells = models.JSONField(default=list, encoder=DjangoJSONEncoder, editable=False)
    problems = models.JSONField(default=list, editable=False)
    before = models.JSONField(null=True, editable=False)
    after = models.JSONField(null=True, editable=False)
    classification = models.CharField(max_length=10, choices=Classification, editable=False)
    blanks = models.BooleanField("takes a value away", default=False, editable=False)
    lowers = models.BooleanField("lowers a classification", default=False, editable=False)
    record_id = models.BigIntegerField(null=True, editable=False)

    objects: ClassVar[models.Manager[ImportRow]] = models.Manager()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("run", "position"), name="import_row_has_its_place"),
            models.CheckConstraint(condition=Q(kind__in=RowKind.values), name="import_row_kind_is_known"),
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="import_row_is_classified"
            ),
        )

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.get_kind_display()}"
