"""What was published: a report's paper frozen with all that it was made from, and what was said of it since."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from access.classification import Classification
from access.events import audited
from reports.engine.month import Month
from reports.models.desk import WORKING_MATTER
from reports.models.report import Report

_FROZEN = pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)


def written_with(parent: str, key: str, *, name: str, constraint: str, refusal: str) -> pgtrigger.Trigger:
    """A trigger that lets a row in only within the transaction that wrote its `parent` (a table), which its column
    `key` names. PostgreSQL raises `constraint` with the words of `refusal` otherwise."""
    # Of the rows that a session sees, those of a transaction in progress are its own. PostgreSQL keeps 32 bits of who
    # wrote a row, so one of another epoch may look like one to come, which is asked about in vain.
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("written", "bigint"), ("state", "text")],
        func=f"""
        SELECT (pg_current_xact_id()::text::bigint >> 32 << 32) | xmin::text::bigint INTO written
            FROM {parent} WHERE id = NEW.{key};
        BEGIN
            state := pg_xact_status(written::text::xid8);
        EXCEPTION WHEN invalid_parameter_value THEN
            state := NULL;
        END;
        IF state IS DISTINCT FROM 'in progress' THEN
            RAISE EXCEPTION '{refusal}'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = '{constraint}';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  # what stands in it is written in this program
    )


WITH_ITS_VERSION = written_with(
    "reports_publication",
    "publication_id",
    name="with_its_version",
    constraint="published_file_with_its_version",
    refusal="A published version has the files that it was published with: none is added to it",
)
_WRITTEN_ONCE = "it is written once, and the database refuses to change it"


@audited()
class Correction(models.Model):
    """The next version of a published paper, begun because something in it was wrong. Its reason and its day are
    printed on the paper's first page. One at a time is in hand; it ends with the publication, or is given up."""

    unclassified_because: ClassVar[str] = WORKING_MATTER

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="corrections")
    version = models.PositiveSmallIntegerField()
    reason = models.TextField(help_text="What was wrong, for the paper's first page.")
    changes = models.TextField(help_text="What has changed, for the paper's first page.")
    dated = models.DateField(help_text="The day that the correction carries.")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("report", "version", "begun_at")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "version"), condition=Q(given_up_at__isnull=True), name="one_correction_a_version"
            ),
            models.CheckConstraint(condition=Q(version__gte=2), name="correction_from_the_second_version"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(changes=""), name="correction_says_why_and_what"),
        )

    def __str__(self) -> str:
        return f"{self.report}, version {self.version}"


class Publication(models.Model):
    """One version of a report as it was published. It never changes, which the database holds: what is said of it later
    (`Withdrawal`, a later version) stands beside it.

    `payload` is the whole Document as canonical JSON, every part of it; `content_hash` its SHA-256. `record` is what
    answers for it: who sent, approved and published it, the overrides, the warnings that were let stand with their
    reasons. `made_with` names the versions of the program, edition, rules, fonts and libraries. `facts` are the month's
    figures as (name → value), which a later restatement is told from.
    """

    unclassified_because: ClassVar[str] = "each of its files is classified by itself; what it holds itself is not shown"
    unaudited_because: ClassVar[str] = _WRITTEN_ONCE

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="publications")
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    month = models.DateField(help_text="The first day of the month it covers.")
    reference = models.CharField(max_length=60, help_text="The paper reference.")
    title = models.CharField(max_length=300)
    classification = models.CharField(
        max_length=10, choices=Classification, help_text="Of the paper itself: its body, and what is bound with it."
    )
    audience = ArrayField(models.CharField(max_length=40), default=list, help_text="The committees it is for, by code.")
    issue_date = models.DateField("issued")
    content_hash = models.CharField(max_length=64)
    payload = models.TextField()
    facts = models.JSONField(default=dict)
    record = models.JSONField(default=dict)
    made_with = models.JSONField(default=dict)
    correction = models.OneToOneField(
        Correction, on_delete=models.PROTECT, null=True, blank=True, related_name="publication"
    )
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("-month", "kind", "-version")
        constraints = (
            models.UniqueConstraint(fields=("report", "version"), name="version_published_once"),
            models.UniqueConstraint(fields=("kind", "month", "version"), name="version_of_a_month_once"),
            models.CheckConstraint(
                condition=Q(version=1, correction__isnull=True) | Q(version__gte=2, correction__isnull=False),
                name="later_versions_are_corrections",
            ),
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="publication_classification_known"
            ),
        )
        triggers = (_FROZEN,)

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    @property
    def covers(self) -> Month:
        return Month.containing(self.month)


class FileKind(models.TextChoices):
    PAGE = "page", "Page"
    PDF = "pdf", "PDF"
    DATA = "data", "Document as JSON"
    TABLES = "tables", "Tables as a workbook"
    TABLE = "table", "Table as CSV"


class PublishedFile(models.Model):
    """A page or file of a publication, served as it is stored and never made anew.

    `part` is "" for the paper itself with what is bound in it, else the part that stands apart ("appendix-a").
    `audience` are the committees, by code, whose members may read what is Amber or Red.
    """

    unclassified_because: ClassVar[str] = "each file is classified by itself, by the highest of what it holds"
    unaudited_because: ClassVar[str] = _WRITTEN_ONCE

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    part = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=FileKind)
    name = models.CharField(max_length=120, help_text="Its file name, which is in its address.")
    content_type = models.CharField(max_length=100)
    classification = models.CharField(max_length=10, choices=Classification)
    audience = ArrayField(models.CharField(max_length=40), default=list)
    pages = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of a PDF.")
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField()

    class Meta:
        ordering = ("publication", "part", "kind", "name")
        constraints = (
            models.UniqueConstraint(fields=("publication", "name"), name="published_file_named_once"),
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="published_file_kind_known"),
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="published_file_classification_known"
            ),
        )
        triggers = (_FROZEN, WITH_ITS_VERSION)

    def __str__(self) -> str:
        return f"{self.publication}: {self.name}"


class Withdrawal(models.Model):
    """That a published version was withdrawn, and why. Its files stay for the record; readers are shown the reason."""

    unclassified_because: ClassVar[str] = "a reason that is written for every reader of the publication"
    unaudited_because: ClassVar[str] = _WRITTEN_ONCE

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_says_why"),)
        triggers = (_FROZEN,)

    def __str__(self) -> str:
        return f"{self.publication}, withdrawn"


@audited()
class PlannedPublication(models.Model):
    """That an approved report is to be published at a time: this content of it and no other. One at a time is planned;
    it is called off, or ends with the publication."""

    unclassified_because: ClassVar[str] = WORKING_MATTER

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="planned_publications")
    version = models.PositiveSmallIntegerField()
    content_hash = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_reason = models.TextField(blank=True)
    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="planned"
    )

    class Meta:
        ordering = ("due_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("report",),
                condition=Q(called_off_at__isnull=True, publication__isnull=True),
                name="one_publication_planned",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at__isnull=True, called_off_by__isnull=True)
                | Q(called_off_at__isnull=False, called_off_by__isnull=False),
                name="planned_called_off_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at__isnull=True) | Q(publication__isnull=True),
                name="planned_published_or_called_off",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("planned_at")), name="planned_for_later"),
        )

    def __str__(self) -> str:
        return f"{self.report}, due {self.due_at:%d %B %Y %H:%M}"
