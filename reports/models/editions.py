"""Editions that editors lay out: the sections of a report in their order, in force from a month."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Deferrable, Q

from access.events import audited
from reports.engine.month import Month

ONE_LAYOUT = "how a report is laid out is the same for all who work on one"
TITLE_LENGTH = 200

_OF_A_DRAFT_ALONE = """
    IF EXISTS (
        SELECT 1 FROM reports_storededition
        WHERE id IN (OLD.edition_id, NEW.edition_id) AND in_force_from IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'The sections of an edition that is in force do not change.';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
"""


@audited()
class StoredEdition(models.Model):
    """An edition beside those in code. It is a draft until it takes force from a month; from then on neither it nor its
    sections change, which the database holds, but that it can be withdrawn to a draft.

    `based_on` is the edition in code whose parts it has, and how a paper of it is titled; `started_from` the one it was
    begun as a copy of. `revision` counts its changes: each names the revision it was made on.
    """

    unclassified_because: ClassVar[str] = ONE_LAYOUT

    kind = models.CharField(max_length=20)
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    based_on = models.SlugField(max_length=40)
    started_from = models.SlugField(max_length=40)
    revision = models.PositiveIntegerField(default=1)
    in_force_from = models.DateField(
        null=True, blank=True, help_text="The first day of the first month whose report is laid out by it."
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "edition"
        ordering = ("kind", "in_force_from", "key")
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), name="edition_key_once"),
            models.UniqueConstraint(fields=("kind", "in_force_from"), name="one_edition_from_a_month"),
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True) | Q(in_force_from__day=1), name="edition_from_a_first_day"
            ),
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True, taken_by__isnull=True, taken_at__isnull=True)
                | Q(in_force_from__isnull=False, taken_by__isnull=False, taken_at__isnull=False),
                name="edition_took_force_by_someone",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="edition_has_a_name"),
        )
        triggers = (
            pgtrigger.Protect(
                name="in_force_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__in_force_from__isnull=False, new__in_force_from__isnull=False),
            ),
            pgtrigger.Protect(
                name="in_force_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__in_force_from__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def begins(self) -> Month | None:
        return Month.containing(self.in_force_from) if self.in_force_from else None


@audited()
class StoredSection(models.Model):
    """A section of an edition: which of the catalogue, and where. `rank` is its place in reading order, through the
    body and then the parts; `part` is the part it stands in ("appendix-a"), "" for the body. `section` is its id, by
    which texts, owners and references know it, and `taken_from` the edition in code that says what it is made of.
    """

    unclassified_because: ClassVar[str] = ONE_LAYOUT

    edition = models.ForeignKey(StoredEdition, on_delete=models.CASCADE, related_name="sections")
    rank = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    part = models.SlugField(max_length=40, blank=True)
    taken_from = models.SlugField(max_length=40)
    section = models.SlugField(max_length=60)
    title = models.CharField(
        max_length=TITLE_LENGTH, blank=True, help_text="Blank: as the catalogue has it. {month} stands for the month."
    )
    page_break = models.BooleanField("begins a page", default=False)

    class Meta:
        verbose_name = "section of an edition"
        verbose_name_plural = "sections of editions"
        ordering = ("edition", "rank")
        constraints = (
            models.UniqueConstraint(fields=("edition", "section"), name="section_once_an_edition"),
            models.UniqueConstraint(
                fields=("edition", "rank"), name="one_section_a_place", deferrable=Deferrable.DEFERRED
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="of_a_draft_alone",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_OF_A_DRAFT_ALONE,
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition}: {self.section}"
