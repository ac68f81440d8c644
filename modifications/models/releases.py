"""SEC Releases, whose dates move, and the versions of the SEC."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from access.classification import Classification
from access.events import audited
from access.models import Record
from modifications.models.modification import Modification, _From


class ReleaseKind(models.TextChoices):
    SCHEDULED = "scheduled", "Scheduled (February, June, November)"
    STANDALONE = "standalone", "Standalone"


@audited()
class Release(Record):
    default_classification = Classification.WHITE

    name = models.CharField(max_length=80, unique=True, help_text="Such as: November 2021 SEC Release.")
    kind = models.CharField(max_length=12, choices=ReleaseKind)

    class Meta:
        ordering = ("name",)
        constraints = (models.CheckConstraint(condition=Q(kind__in=ReleaseKind.values), name="release_kind_known"),)

    def __str__(self) -> str:
        return self.name


@audited()
class ReleaseDateFrom(Record):
    """The go-live date a release was planned for, from the day that was decided until the next row."""

    default_classification = Classification.WHITE

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="dates")
    since = models.DateField(help_text="The first day this date held.")
    go_live_on = models.DateField("go-live date")

    class Meta:
        ordering = ("release", "since")
        constraints = (
            models.UniqueConstraint(
                fields=("release", "since"),
                name="one_release_date_a_day",
                violation_error_message="Another go-live date of this release holds from the same day.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.release}: {self.go_live_on}"


@audited()
class TargetReleaseFrom(_From):
    """The release a modification is aimed at; blank when it has none any more."""

    modification = models.ForeignKey(Modification, on_delete=models.CASCADE, related_name="target_releases")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, blank=True, related_name="targeted_by")

    def __str__(self) -> str:
        return str(self.release or "no release")


class VersionCause(models.TextChoices):
    MODIFICATION = "modification", "Modification"
    DESIGNATION = "designation", "Department designation"
    DIRECTION = "direction", "Direction"


@audited()
class SecVersion(Record):
    """A version of the SEC: what changed, when it was issued, and what caused it."""

    default_classification = Classification.WHITE

    number = models.CharField(max_length=20, blank=True, help_text="Such as 38.0; blank while it is not known.")
    issued_on = models.DateField("issued")
    description = models.TextField()
    cause = models.CharField(max_length=15, choices=VersionCause)
    modifications = models.ManyToManyField(Modification, blank=True, related_name="sec_versions")

    class Meta:
        verbose_name = "SEC version"
        ordering = ("-issued_on", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("number",),
                condition=~Q(number=""),
                name="sec_version_number_once",
                violation_error_message="There is a version of this number already.",
            ),
            models.UniqueConstraint(
                fields=("issued_on", "description"),
                name="sec_version_described_once",
                violation_error_message="A version of this day is described in these words already.",
            ),
            models.CheckConstraint(condition=Q(cause__in=VersionCause.values), name="sec_version_cause_known"),
        )

    def __str__(self) -> str:
        return f"SEC {self.number or 'version'} of {self.issued_on}"


@audited(row=False)
class SecVersionModification(SecVersion.modifications.through):  # type: ignore[name-defined, misc]  # made by Django
    """That a modification caused a version, for the audit trail."""

    unclassified_because = "one half of what a SEC version says, shown with it"

    class Meta:
        proxy = True
