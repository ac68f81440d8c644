"""Parties to the SEC and what happens to them. State at a date comes from dated rows; nothing reads the clock."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Deferrable, F, Q
from django.db.models.functions import Lower

from access.classification import Classification
from access.events import audited
from access.models import Record
from access.rules import refuse
from parties import rules
from parties.expressions import BarredUntil, DateRange


def code_in_small_letters(of: str) -> models.CheckConstraint:
    """One code is one code, however a person types it: none has capitals."""
    return models.CheckConstraint(
        condition=Q(code__regex=r"^[a-z0-9_-]+$"),
        name=f"{of}_code_in_small_letters",
        violation_error_message="A code is in small letters: northbank-energy.",
    )


class PartyCategory(models.TextChoices):
    LARGE_SUPPLIER = "large_supplier", "Large Suppliers"
    SMALL_SUPPLIER = "small_supplier", "Small Suppliers"
    ELECTRICITY_NETWORK = "electricity_network", "Electricity Networks"
    GAS_NETWORK = "gas_network", "Gas Networks"
    OTHER = "other", "Other SEC Parties"
    DCC = "dcc", "DCC"


class UserRole(models.TextChoices):
    IMPORT_SUPPLIER = "import_supplier", "Import Supplier"
    EXPORT_SUPPLIER = "export_supplier", "Export Supplier"
    GAS_SUPPLIER = "gas_supplier", "Gas Supplier"
    ELECTRICITY_DISTRIBUTOR = "electricity_distributor", "Electricity Distributor"
    GAS_TRANSPORTER = "gas_transporter", "Gas Transporter"
    REGISTERED_SUPPLIER_AGENT = "registered_supplier_agent", "Registered Supplier Agent"
    OTHER_USER = "other_user", "Other User"


@audited()
class Party(Record):
    """An organisation that is, was or has applied to be a Party to the SEC. The DCC is one."""

    default_classification = Classification.WHITE

    code = models.SlugField(max_length=60, unique=True, help_text="SECAS's own short name for the Party; never reused.")
    name = models.CharField(max_length=200, unique=True, help_text="The registered name, as in the SEC Parties List.")
    trading_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "Party"
        verbose_name_plural = "Parties"
        ordering = ("name",)
        constraints = (
            code_in_small_letters("party"),
            models.UniqueConstraint(
                Lower("name"),
                name="party_name_once",
                violation_error_message="Another Party has this name, capitals apart.",
            ),
        )

    def __str__(self) -> str:
        return self.name


@audited()
class VotingGroup(Record):
    """Parties grouped for voting: a count of its own, never the count of Parties."""

    default_classification = Classification.WHITE

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        verbose_name = "Voting Group"
        ordering = ("name",)
        constraints = (
            code_in_small_letters("voting_group"),
            models.UniqueConstraint(
                Lower("name"),
                name="voting_group_name_once",
                violation_error_message="Another Voting Group has this name, capitals apart.",
            ),
        )

    def __str__(self) -> str:
        return self.name


def _party_overlap(name: str, message: str) -> ExclusionConstraint:
    """One row at a time. Deferrable, so that a save that moves two rows together is judged when both are written."""
    return ExclusionConstraint(
        name=name,
        expressions=[("party", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
        deferrable=Deferrable.IMMEDIATE,
        violation_error_message=message,
    )


PERIOD_BEGINS = "Give the day it began, and an end after it."


@audited()
class CategoryPeriod(Record):
    """The Party Category a Party is in for a time. `valid` holds its first day and excludes its last."""

    default_classification = Classification.WHITE

    party = models.ForeignKey(Party, models.PROTECT, verbose_name="Party", related_name="category_periods")
    category = models.CharField("Party Category", max_length=30, choices=PartyCategory)
    valid = DateRangeField(
        "period",
        help_text="From the first day, up to but not including the day it ends; leave the end blank if it goes on.",
    )

    class Meta:
        verbose_name = "Party Category period"
        ordering = ("party", "valid")
        constraints = (
            models.CheckConstraint(condition=Q(category__in=PartyCategory.values), name="party_category_known"),
            models.CheckConstraint(
                condition=Q(valid__startswith__isnull=False, valid__isempty=False),
                name="category_period_begins",
                violation_error_message=PERIOD_BEGINS,
            ),
            _party_overlap("one_category_at_a_time", "The Party is in another category for part of this time."),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.get_category_display()}"


@audited()
class VotingGroupPeriod(Record):
    """The Voting Group a Party belongs to for a time. `valid` holds its first day and excludes its last."""

    default_classification = Classification.WHITE

    party = models.ForeignKey(Party, models.PROTECT, verbose_name="Party", related_name="voting_group_periods")
    voting_group = models.ForeignKey(VotingGroup, models.PROTECT, verbose_name="Voting Group", related_name="periods")
    valid = DateRangeField(
        "period",
        help_text="From the first day, up to but not including the day it ends; leave the end blank if it goes on.",
    )

    class Meta:
        verbose_name = "Voting Group period"
        ordering = ("party", "valid")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid__startswith__isnull=False, valid__isempty=False),
                name="voting_group_period_begins",
                violation_error_message=PERIOD_BEGINS,
            ),
            _party_overlap("one_voting_group_at_a_time", "The Party is in another Voting Group for part of this time."),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.voting_group}"


class ExitKind(models.TextChoices):
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPELLED = "expelled", "Expelled"


@audited()
class Membership(Record):
    """One spell as a Party: from its accession, to the first day it is no longer one.

    Source: SEC Section M8 (withdrawal, expulsion; a Party expelled in the last twelve months cannot be readmitted).
    """

    default_classification = Classification.WHITE

    party = models.ForeignKey(Party, models.PROTECT, verbose_name="Party", related_name="memberships")
    applied_on = models.DateField("application received", null=True, blank=True)
    acceded_on = models.DateField("acceded", help_text="The first day as a Party.")
    exited_on = models.DateField("left", null=True, blank=True, help_text="The first day no longer a Party.")
    exit_kind = models.CharField(max_length=10, choices=ExitKind, blank=True)
    exit_reason = models.TextField(
        blank=True, help_text="Needed for an expulsion: it is footnoted with the Party's name."
    )

    class Meta:
        ordering = ("acceded_on", "party")
        constraints = (
            models.CheckConstraint(
                condition=Q(applied_on__isnull=True) | Q(applied_on__lte=F("acceded_on")),
                name="applied_before_accession",
                violation_error_message="An application comes before the accession.",
            ),
            models.CheckConstraint(
                condition=Q(exited_on__isnull=True) | Q(exited_on__gt=F("acceded_on")),
                name="left_after_accession",
                violation_error_message="A Party leaves after it acceded.",
            ),
            models.CheckConstraint(
                condition=Q(exited_on__isnull=True, exit_kind="")
                | Q(exited_on__isnull=False, exit_kind__in=ExitKind.values),
                name="exit_has_a_kind",
                violation_error_message="Say whether the Party withdrew or was expelled, and when.",
            ),
            models.CheckConstraint(
                condition=~Q(exit_kind=ExitKind.EXPELLED) | ~Q(exit_reason=""),
                name="expulsion_has_a_reason",
                violation_error_message="An expulsion needs its reason.",
            ),
            ExclusionConstraint(
                name="no_return_within_a_year_of_expulsion",
                expressions=[
                    ("party", RangeOperators.EQUAL),
                    (DateRange("acceded_on", BarredUntil("exited_on", "exit_kind")), RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message=(
                    "It is already a Party for part of this time, or was expelled in the twelve months before."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} from {self.acceded_on}"

    def clean(self) -> None:
        # Asked before the rules of the database are: no range of days runs backwards, so they could not be put.
        acceded_on: date | None = self.acceded_on
        if acceded_on and self.exited_on and self.exited_on <= acceded_on:
            raise ValidationError({"exited_on": "A Party leaves after it acceded."})
        if acceded_on and self.pk and self.party_id:
            self._keep_what_happened(acceded_on)

    def _keep_what_happened(self, acceded_on: date) -> None:
        spells = {row.pk: row.spell for row in self.party.memberships.all()}
        days = [
            *self.party.uep_completions.values_list("completed_on", flat=True),
            *self.party.events_of_default.values_list("raised_on", flat=True),
        ]
        after = {**spells, self.pk: (acceded_on, self.exited_on)}
        refuse(rules.covers_what_happened(after.values(), spells.values(), days))

    @property
    def spell(self) -> rules.Spell:
        return self.acceded_on, self.exited_on


class DefaultOutcome(models.TextChoices):
    RESOLVED = "resolved", "Resolved"
    EXPELLED = "expelled", "Party expelled"


@audited()
class EventOfDefault(Record):
    """An Event of Default under SEC Section M8.1. One Party can have several at once. Names are confidential."""

    default_classification = Classification.AMBER

    reference = models.CharField(max_length=40, unique=True)
    party = models.ForeignKey(Party, models.PROTECT, verbose_name="Party", related_name="events_of_default")
    limb = models.CharField(max_length=10, help_text="The limb of SEC M8.1, such as (a).")
    raised_on = models.DateField("raised")
    considered_on = models.DateField("considered by the Panel", null=True, blank=True)
    closed_on = models.DateField("closed", null=True, blank=True, help_text="The first day it no longer stands.")
    outcome = models.CharField(max_length=10, choices=DefaultOutcome, blank=True)

    class Meta:
        verbose_name = "Event of Default"
        verbose_name_plural = "Events of Default"
        ordering = ("-raised_on", "reference")
        constraints = (
            models.CheckConstraint(
                condition=Q(limb__regex=r"^\([a-m]\)$"),
                name="limb_of_m8_1",
                violation_error_message="Write the limb like (a), from (a) to (m).",
            ),
            models.UniqueConstraint(
                Lower("reference"),
                name="default_reference_once",
                violation_error_message="Another Event of Default has this reference, capitals apart.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, outcome="")
                | Q(closed_on__isnull=False, closed_on__gte=F("raised_on"), outcome__in=DefaultOutcome.values),
                name="closed_default_has_an_outcome",
                violation_error_message=(
                    "A closed Event of Default has an outcome, and closes on or after the day it was raised."
                ),
            ),
            models.CheckConstraint(
                condition=Q(considered_on__isnull=True) | Q(considered_on__gte=F("raised_on")),
                name="default_considered_after_raised",
                violation_error_message="The Panel considers an Event of Default after it is raised.",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def clean(self) -> None:
        if self.party_id:
            spells = [row.spell for row in self.party.memberships.all()]
            refuse(rules.only_of_a_party("raised_on", spells, self.raised_on))


class Extent(models.TextChoices):
    FULL = "full", "FULL"
    PARTIAL = "partial", "PARTIAL"


@audited()
class UepCompletion(Record):
    """A Party completed the User Entry Process for one User Role, fully or in part, on a day."""

    default_classification = Classification.WHITE

    party = models.ForeignKey(Party, models.PROTECT, verbose_name="Party", related_name="uep_completions")
    user_role = models.CharField("User Role", max_length=30, choices=UserRole)
    extent = models.CharField(max_length=10, choices=Extent, default=Extent.FULL)
    completed_on = models.DateField("completed")

    class Meta:
        verbose_name = "UEP completion"
        ordering = ("-completed_on", "party")
        constraints = (
            models.UniqueConstraint(
                fields=("party", "user_role", "extent"),
                name="uep_completed_once_per_role",
                violation_error_message="The Party completed the UEP for this User Role already.",
            ),
            models.CheckConstraint(condition=Q(extent__in=Extent.values), name="uep_extent_known"),
            models.CheckConstraint(condition=Q(user_role__in=UserRole.values), name="user_role_known"),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.get_user_role_display()}"

    def clean(self) -> None:
        if self.party_id:
            spells = [row.spell for row in self.party.memberships.all()]
            refuse(rules.only_of_a_party("completed_on", spells, self.completed_on))


class TestKind(models.TextChoices):
    SREPT = "srept", "SMKI and Repository Entry Process Testing (SREPT)"
    UEPT = "uept", "User Entry Process Testing (UEPT)"
    SMETS1 = "smets1", "SMETS1 Eligibility Testing"


@audited()
class TestingCompletion(Record):
    """A Party completed a test. Names can belong in a confidential appendix, so each row is classified by itself."""

    default_classification = Classification.GREEN

    party = models.ForeignKey(Party, models.PROTECT, verbose_name="Party", related_name="testing_completions")
    test = models.CharField(max_length=10, choices=TestKind)
    completed_on = models.DateField("completed")
    classification = models.CharField(max_length=10, choices=Classification, default=Classification.GREEN)

    class Meta:
        ordering = ("-completed_on", "party")
        constraints = (
            models.UniqueConstraint(
                fields=("party", "test"),
                name="test_completed_once",
                violation_error_message="The Party completed this test already.",
            ),
            models.CheckConstraint(
                condition=Q(classification__in=Classification.values), name="testing_classification_known"
            ),
            models.CheckConstraint(condition=Q(test__in=TestKind.values), name="test_known"),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.get_test_display()}"
