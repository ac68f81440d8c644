import django.contrib.postgres.constraints
import django.db.models.constraints
from django.db import migrations, models

import parties.expressions


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_records"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="categoryperiod",
            name="one_category_at_a_time",
        ),
        migrations.RemoveConstraint(
            model_name="eventofdefault",
            name="closed_default_has_an_outcome",
        ),
        migrations.RemoveConstraint(
            model_name="membership",
            name="no_return_within_a_year_of_expulsion",
        ),
        migrations.RemoveConstraint(
            model_name="votinggroupperiod",
            name="one_voting_group_at_a_time",
        ),
        migrations.AddConstraint(
            model_name="categoryperiod",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                expressions=[("party", "="), ("valid", "&&")],
                name="one_category_at_a_time",
                violation_error_message="The Party is in another category for part of this time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventofdefault",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", True), ("outcome", "")),
                    models.Q(
                        ("closed_on__gte", models.F("raised_on")),
                        ("closed_on__isnull", False),
                        ("outcome__in", ["resolved", "expelled"]),
                    ),
                    _connector="OR",
                ),
                name="closed_default_has_an_outcome",
                violation_error_message="A closed Event of Default has an outcome, and closes on or after the day it was raised.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
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
                violation_error_message="It is already a Party for part of this time, or was expelled in the twelve months before.",
            ),
        ),
        migrations.AddConstraint(
            model_name="testingcompletion",
            constraint=models.CheckConstraint(
                condition=models.Q(("classification__in", ["white", "green", "amber", "red"])),
                name="testing_classification_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="uepcompletion",
            constraint=models.CheckConstraint(
                condition=models.Q(("extent__in", ["full", "partial"])), name="uep_extent_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="votinggroupperiod",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                expressions=[("party", "="), ("valid", "&&")],
                name="one_voting_group_at_a_time",
                violation_error_message="The Party is in another Voting Group for part of this time.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="categoryperiod",
            name="category_period_begins",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid__isempty", False), ("valid__startswith__isnull", False)),
                name="category_period_begins",
                violation_error_message="Give the day it began, and an end after it.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="testingcompletion",
            name="test_completed_once",
            constraint=models.UniqueConstraint(
                fields=("party", "test"),
                name="test_completed_once",
                violation_error_message="The Party completed this test already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="uepcompletion",
            name="uep_completed_once_per_role",
            constraint=models.UniqueConstraint(
                fields=("party", "user_role", "extent"),
                name="uep_completed_once_per_role",
                violation_error_message="The Party completed the UEP for this User Role already.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="votinggroupperiod",
            name="voting_group_period_begins",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid__isempty", False), ("valid__startswith__isnull", False)),
                name="voting_group_period_begins",
                violation_error_message="Give the day it began, and an end after it.",
            ),
        ),
    ]
