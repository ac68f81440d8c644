import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import parties.expressions


class Migration(migrations.Migration):
    initial = True

    dependencies = [("access", "0001_records")]

    operations = [
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="SECAS's own short name for the Party; never reused.", max_length=60, unique=True
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="The registered name, as in the SEC Parties List.", max_length=200, unique=True
                    ),
                ),
                ("trading_name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "Party",
                "verbose_name_plural": "Parties",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="VotingGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200, unique=True)),
            ],
            options={
                "verbose_name": "Voting Group",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                ("applied_on", models.DateField(blank=True, null=True, verbose_name="application received")),
                ("acceded_on", models.DateField(help_text="The first day as a Party.", verbose_name="acceded")),
                (
                    "exited_on",
                    models.DateField(
                        blank=True, help_text="The first day no longer a Party.", null=True, verbose_name="left"
                    ),
                ),
                (
                    "exit_kind",
                    models.CharField(
                        blank=True, choices=[("withdrawn", "Withdrawn"), ("expelled", "Expelled")], max_length=10
                    ),
                ),
                (
                    "exit_reason",
                    models.TextField(
                        blank=True, help_text="Needed for an expulsion: it is footnoted with the Party's name."
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="parties.party",
                        verbose_name="Party",
                    ),
                ),
            ],
            options={
                "ordering": ("acceded_on", "party"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("applied_on__isnull", True), ("applied_on__lte", models.F("acceded_on")), _connector="OR"
                        ),
                        name="applied_before_accession",
                        violation_error_message="An application comes before the accession.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("exited_on__isnull", True), ("exited_on__gt", models.F("acceded_on")), _connector="OR"
                        ),
                        name="left_after_accession",
                        violation_error_message="A Party leaves after it acceded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("exit_kind", ""), ("exited_on__isnull", True)),
                            models.Q(("exit_kind__in", ["withdrawn", "expelled"]), ("exited_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="exit_has_a_kind",
                        violation_error_message="Say whether the Party withdrew or was expelled, and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("exit_kind", "expelled"), _negated=True),
                            models.Q(("exit_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="expulsion_has_a_reason",
                        violation_error_message="An expulsion needs its reason.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("party", "="),
                            (
                                parties.expressions.DateRange(
                                    "acceded_on", parties.expressions.BarredUntil("exited_on", "exit_kind")
                                ),
                                "&&",
                            ),
                        ],
                        name="no_return_within_a_year_of_expulsion",
                        violation_error_message="The Party is already a Party for part of this time, or was expelled in the twelve months before.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventOfDefault",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                ("reference", models.CharField(max_length=40, unique=True)),
                ("limb", models.CharField(help_text="The limb of SEC M8.1, such as (a).", max_length=10)),
                ("raised_on", models.DateField(verbose_name="raised")),
                ("considered_on", models.DateField(blank=True, null=True, verbose_name="considered by the Panel")),
                (
                    "closed_on",
                    models.DateField(
                        blank=True, help_text="The first day it no longer stands.", null=True, verbose_name="closed"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True, choices=[("resolved", "Resolved"), ("expelled", "Party expelled")], max_length=10
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events_of_default",
                        to="parties.party",
                        verbose_name="Party",
                    ),
                ),
            ],
            options={
                "verbose_name": "Event of Default",
                "verbose_name_plural": "Events of Default",
                "ordering": ("-raised_on", "reference"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("limb__regex", "^\\([a-z]{1,3}\\)$")),
                        name="limb_of_m8_1",
                        violation_error_message="Write the limb like (a).",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", True), ("outcome", "")),
                            models.Q(
                                ("closed_on__gte", models.F("raised_on")), ("outcome__in", ["resolved", "expelled"])
                            ),
                            _connector="OR",
                        ),
                        name="closed_default_has_an_outcome",
                        violation_error_message="A closed Event of Default has an outcome, and closes on or after the day it was raised.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("considered_on__isnull", True),
                            ("considered_on__gte", models.F("raised_on")),
                            _connector="OR",
                        ),
                        name="default_considered_after_raised",
                        violation_error_message="The Panel considers an Event of Default after it is raised.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CategoryPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("large_supplier", "Large Suppliers"),
                            ("small_supplier", "Small Suppliers"),
                            ("electricity_network", "Electricity Networks"),
                            ("gas_network", "Gas Networks"),
                            ("other", "Other SEC Parties"),
                            ("dcc", "DCC"),
                        ],
                        max_length=30,
                        verbose_name="Party Category",
                    ),
                ),
                (
                    "valid",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        help_text="From the first day, up to but not including the day it ends; leave the end blank if it goes on.",
                        verbose_name="period",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="category_periods",
                        to="parties.party",
                        verbose_name="Party",
                    ),
                ),
            ],
            options={
                "verbose_name": "Party Category period",
                "ordering": ("party", "valid"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                [
                                    "large_supplier",
                                    "small_supplier",
                                    "electricity_network",
                                    "gas_network",
                                    "other",
                                    "dcc",
                                ],
                            )
                        ),
                        name="party_category_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid__isempty", False), ("valid__startswith__isnull", False)),
                        name="category_period_begins",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("party", "="), ("valid", "&&")],
                        name="one_category_at_a_time",
                        violation_error_message="The Party is in another category for part of this time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TestingCompletion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                (
                    "test",
                    models.CharField(
                        choices=[
                            ("srept", "SMKI and Repository Entry Process Testing (SREPT)"),
                            ("uept", "User Entry Process Testing (UEPT)"),
                            ("smets1", "SMETS1 Eligibility Testing"),
                        ],
                        max_length=10,
                    ),
                ),
                ("completed_on", models.DateField(verbose_name="completed")),
                (
                    "classification",
                    models.CharField(
                        choices=[("white", "White"), ("green", "Green"), ("amber", "Amber"), ("red", "Red")],
                        default="green",
                        max_length=10,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="testing_completions",
                        to="parties.party",
                        verbose_name="Party",
                    ),
                ),
            ],
            options={
                "ordering": ("-completed_on", "party"),
                "constraints": [
                    models.UniqueConstraint(fields=("party", "test"), name="test_completed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("test__in", ["srept", "uept", "smets1"])), name="test_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UepCompletion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                (
                    "user_role",
                    models.CharField(
                        choices=[
                            ("import_supplier", "Import Supplier"),
                            ("export_supplier", "Export Supplier"),
                            ("gas_supplier", "Gas Supplier"),
                            ("electricity_distributor", "Electricity Distributor"),
                            ("gas_transporter", "Gas Transporter"),
                            ("registered_supplier_agent", "Registered Supplier Agent"),
                            ("other_user", "Other User"),
                        ],
                        max_length=30,
                        verbose_name="User Role",
                    ),
                ),
                (
                    "extent",
                    models.CharField(choices=[("full", "FULL"), ("partial", "PARTIAL")], default="full", max_length=10),
                ),
                ("completed_on", models.DateField(verbose_name="completed")),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uep_completions",
                        to="parties.party",
                        verbose_name="Party",
                    ),
                ),
            ],
            options={
                "verbose_name": "UEP completion",
                "ordering": ("-completed_on", "party"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("party", "user_role", "extent"), name="uep_completed_once_per_role"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "user_role__in",
                                [
                                    "import_supplier",
                                    "export_supplier",
                                    "gas_supplier",
                                    "electricity_distributor",
                                    "gas_transporter",
                                    "registered_supplier_agent",
                                    "other_user",
                                ],
                            )
                        ),
                        name="user_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VotingGroupPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                (
                    "valid",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        help_text="From the first day, up to but not including the day it ends; leave the end blank if it goes on.",
                        verbose_name="period",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voting_group_periods",
                        to="parties.party",
                        verbose_name="Party",
                    ),
                ),
                (
                    "voting_group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="parties.votinggroup",
                        verbose_name="Voting Group",
                    ),
                ),
            ],
            options={
                "verbose_name": "Voting Group period",
                "ordering": ("party", "valid"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid__isempty", False), ("valid__startswith__isnull", False)),
                        name="voting_group_period_begins",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("party", "="), ("valid", "&&")],
                        name="one_voting_group_at_a_time",
                        violation_error_message="The Party is in another Voting Group for part of this time.",
                    ),
                ],
            },
        ),
    ]
