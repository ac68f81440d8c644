"""The paper pack of a meeting: its agenda while it is being built, and the files that were issued, frozen."""

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
from meetings.models import Meeting
from reports.models.publication import Publication, written_with
from reports.models.report import Report

_FROZEN = pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)
_WITH_ITS_ISSUE = written_with(
    "reports_packissue",
    "issue_id",
    name="with_its_issue",
    constraint="pack_file_with_its_issue",
    refusal="An issue of a pack has the files that it was issued with: none is added to it",
)
_KEPT = pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)
_WRITTEN_ONCE = "it is written once, and the database refuses to change it"
_BEING_BUILT = "a pack being built is shown to those who build it; what is issued is classified file by file"


@audited()
class Pack(models.Model):
    """The pack of one meeting. `revision` counts the changes of its agenda: each names the one it was made on."""

    unclassified_because: ClassVar[str] = _BEING_BUILT

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="pack")
    revision = models.PositiveIntegerField(default=0)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-meeting__held_on", "pk")

    def __str__(self) -> str:
        return f"Papers of {self.meeting}"


class UploadedPaper(models.Model):
    """A PDF that was brought for a pack, as it came, after it was checked (`reports.packs.uploads`)."""

    unclassified_because: ClassVar[str] = "it is read through the paper of the agenda, which is classified"
    unaudited_because: ClassVar[str] = _WRITTEN_ONCE

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=120, help_text="The file's name, cleaned.")
    pages = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64, db_index=True)
    tagged = models.BooleanField(default=False, help_text="Whether it says that it is PDF/UA.")
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pack", "uploaded_at")
        constraints = (models.CheckConstraint(condition=Q(pages__gte=1, size__gte=1), name="upload_has_pages"),)
        triggers = (_FROZEN,)

    def __str__(self) -> str:
        return self.name


class TextState(models.TextChoices):
    READ = "read", "Read"
    CUT = "cut", "Read in part"
    NONE = "none", "Holds no text"
    FAILED = "failed", "Could not be read"


class UploadedText(models.Model):
    """The words of a PDF that was brought, page by page, as search needs them (`reports.packs.uploads.words_of`)."""

    unclassified_because: ClassVar[str] = (
        "it is found through the pages of what was issued, each classified by its file"
    )
    unaudited_because: ClassVar[str] = "it is read from the PDF, and can be read again"

    upload = models.OneToOneField(UploadedPaper, on_delete=models.CASCADE, primary_key=True, related_name="text")
    state = models.CharField(max_length=10, choices=TextState)
    pages = ArrayField(models.TextField(), default=list, help_text="From the first; blank for one that holds no text.")
    hidden = models.PositiveIntegerField(
        default=0, help_text="Words that the PDF holds and no page of it shows: they are not among those of its pages."
    )

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(state__in=TextState.values), name="text_state_known"),)

    def __str__(self) -> str:
        return f"Words of {self.upload}"


class PackIssue(models.Model):
    """What was issued at one time: the pack itself (number 0), then its supplements from 1 on.

    The pack's pages are numbered through all of them, and for every audience alike: `first_page` to `last_page`.
    """

    unclassified_because: ClassVar[str] = "each of its files is classified by itself"
    unaudited_because: ClassVar[str] = _WRITTEN_ONCE

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="issues")
    number = models.PositiveSmallIntegerField()
    first_page = models.PositiveIntegerField()
    last_page = models.PositiveIntegerField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ("pack", "number")
        constraints = (
            models.UniqueConstraint(fields=("pack", "number"), name="pack_issued_once"),
            models.UniqueConstraint(fields=("pack", "first_page"), name="pack_page_numbered_once"),
            models.CheckConstraint(
                condition=Q(first_page__gte=1, last_page__gte=F("first_page")), name="issue_pages_in_order"
            ),
        )
        triggers = (_FROZEN,)

    def __str__(self) -> str:
        return f"{self.pack}, {self.label.lower()}"

    @property
    def label(self) -> str:
        return f"Supplement {self.number}" if self.number else "Pack"


class PackFile(models.Model):
    """The file of an issue for one audience. Its classification is that of the highest it holds.

    `contents` are its papers as the file's own contents list them, what is left out named only as far as it may be; one
    that takes the place of an earlier says of which, by its place on the agenda (`replaces`).
    `page_map` are spans of pack pages as (`first`, `last`, `at`): the span begins on the file's page `at`, counted from
    1. Of a span that is left out there is one page, which says so, marked `held`: false.
    """

    unclassified_because: ClassVar[str] = "each file is classified by itself, by the highest of what it holds"
    unaudited_because: ClassVar[str] = _WRITTEN_ONCE

    issue = models.ForeignKey(PackIssue, on_delete=models.PROTECT, related_name="files")
    title = models.CharField(max_length=300)
    name = models.CharField(max_length=120, help_text="Its file name, which is in its address.")
    classification = models.CharField(max_length=10, choices=Classification)
    audience = ArrayField(models.CharField(max_length=40), default=list, help_text="The committees it is for, by code.")
    pages = models.PositiveIntegerField(help_text="Of the file: fewer than the pack's, where papers are left out.")
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64, db_index=True)
    contents = models.JSONField(default=list)
    page_map = models.JSONField(default=list)
    content = models.BinaryField()

    class Meta:
        ordering = ("issue", "pk")
        constraints = (
            models.UniqueConstraint(fields=("issue", "name"), name="pack_file_named_once"),
            models.UniqueConstraint(fields=("issue", "classification"), name="pack_file_once_an_audience"),
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="pack_file_classification_known"
            ),
            models.CheckConstraint(
                condition=~Q(classification__in=(Classification.AMBER, Classification.RED)) | ~Q(audience=[]),
                name="pack_file_names_its_audience",
            ),
        )
        triggers = (_FROZEN, _WITH_ITS_ISSUE)

    def __str__(self) -> str:
        return self.title


@audited()
class AgendaPaper(models.Model):
    """A paper of a meeting's pack: a version of one of our reports, a PDF that was brought, or one that is to follow.

    Its number is the last part of its reference. It is given once: a paper that is removed keeps its row and number,
    so that no other paper ever has it, and a trigger keeps it from the meeting's reports. `announced` is the issue that
    said it was to follow, `issue` the one that holds it: from then on it stays as it is. A later version of a paper
    that was issued is a paper at a place of its own, under the same number: it `replaces` the former.
    """

    unclassified_because: ClassVar[str] = _BEING_BUILT

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(null=True, blank=True, help_text="From 1; blank once it is removed.")
    title = models.CharField(max_length=300)
    classification = models.CharField(max_length=10, choices=Classification)
    audience = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_papers"
    )
    upload = models.OneToOneField(
        UploadedPaper, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_paper"
    )
    announced = models.ForeignKey(PackIssue, on_delete=models.PROTECT, null=True, blank=True, related_name="announces")
    issue = models.ForeignKey(PackIssue, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacements")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pack", F("position").asc(nulls_last=True), "number")
        constraints = (
            models.UniqueConstraint(
                fields=("pack", "number"),
                condition=Q(replaces__isnull=True),
                name="paper_number_given_once",
                violation_error_message="Another paper of this meeting has, or had, this number.",
            ),
            models.UniqueConstraint(
                fields=("replaces",), condition=Q(removed_at__isnull=True), name="agenda_paper_replaced_once"
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | Q(publication__isnull=False) | Q(upload__isnull=False),
                name="agenda_paper_replaced_by_a_version",
            ),
            models.UniqueConstraint(
                fields=("pack", "position"),
                name="paper_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="agenda_paper_numbered_from_one"),
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="agenda_paper_classification_known"
            ),
            models.CheckConstraint(
                condition=Q(position__isnull=True, removed_at__isnull=False)
                | Q(position__gte=1, removed_at__isnull=True),
                name="agenda_paper_placed_or_removed",
            ),
            models.CheckConstraint(
                condition=Q(publication__isnull=True) | Q(upload__isnull=True, report__isnull=False),
                name="agenda_paper_of_one_source",
            ),
            models.CheckConstraint(
                condition=Q(issue__isnull=True)
                | Q(removed_at__isnull=True) & (Q(publication__isnull=False) | Q(upload__isnull=False)),
                name="agenda_paper_issued_stays",
            ),
        )
        triggers = (_KEPT,)

    def __str__(self) -> str:
        return self.title

    @property
    def to_follow(self) -> bool:
        return self.publication_id is None and self.upload_id is None
