"""The SEC's objectives, how reports say they stand, and restated figures, with their trails, none of which is ever
emptied at a stroke."""

import django.db.models.constraints
import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import reports.expressions


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_trail_is_never_emptied"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("reports", "0008_report_kinds"),
    ]

    operations = [
        migrations.CreateModel(
            name="ObjectiveEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("id", models.BigIntegerField()),
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
                        db_index=False,
                        help_text="SECAS's own short name for it. The note beside its status is the text “objective-” and this code.",
                        max_length=40,
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(help_text="Its place in the list of all objectives, from 1."),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("general", "General SEC Objectives"),
                            ("transition", "Transition Objective"),
                            ("charging", "Charging Objectives"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(help_text="Such as: First General SEC Objective.", max_length=120)),
                (
                    "wording",
                    models.TextField(
                        help_text="What is to be achieved, in brief: the SEC's own words stand in the SEC."
                    ),
                ),
                (
                    "since",
                    models.DateField(
                        help_text="The first day on which it was one of the SEC's objectives.",
                        verbose_name="in force since",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ObjectiveStatus",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("meets", "Continues to meet the objective"),
                            ("will_meet", "Will be met subject to the introduction of future SEC content"),
                            ("not_met", "Does not meet the objective"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "verbose_name": "status of an objective",
                "verbose_name_plural": "statuses of objectives",
                "ordering": ("report", "objective__rank"),
            },
        ),
        migrations.CreateModel(
            name="ObjectiveStatusEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("id", models.BigIntegerField()),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("meets", "Continues to meet the objective"),
                            ("will_meet", "Will be met subject to the introduction of future SEC content"),
                            ("not_met", "Does not meet the objective"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Restatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                ("month", models.DateField(help_text="The first day of the month whose figure it is.")),
                (
                    "fact",
                    models.CharField(help_text="The figure's name, such as modifications.raised.", max_length=120),
                ),
                (
                    "published",
                    models.DecimalField(
                        decimal_places=4, help_text="The number that the month's own paper printed.", max_digits=16
                    ),
                ),
                ("reason", models.TextField(help_text="Why it is another now, for the report to print.")),
                (
                    "restated_on",
                    models.DateField(help_text="The day on which the records were put right.", verbose_name="restated"),
                ),
            ],
            options={
                "ordering": ("month", "fact"),
            },
        ),
        migrations.CreateModel(
            name="RestatementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("id", models.BigIntegerField()),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                ("month", models.DateField(help_text="The first day of the month whose figure it is.")),
                (
                    "fact",
                    models.CharField(help_text="The figure's name, such as modifications.raised.", max_length=120),
                ),
                (
                    "published",
                    models.DecimalField(
                        decimal_places=4, help_text="The number that the month's own paper printed.", max_digits=16
                    ),
                ),
                ("reason", models.TextField(help_text="Why it is another now, for the report to print.")),
                (
                    "restated_on",
                    models.DateField(help_text="The day on which the records were put right.", verbose_name="restated"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Objective",
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
                        help_text="SECAS's own short name for it. The note beside its status is the text “objective-” and this code.",
                        max_length=40,
                        unique=True,
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(help_text="Its place in the list of all objectives, from 1."),
                ),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("general", "General SEC Objectives"),
                            ("transition", "Transition Objective"),
                            ("charging", "Charging Objectives"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="Such as: First General SEC Objective.", max_length=120, unique=True),
                ),
                (
                    "wording",
                    models.TextField(
                        help_text="What is to be achieved, in brief: the SEC's own words stand in the SEC."
                    ),
                ),
                (
                    "since",
                    models.DateField(
                        help_text="The first day on which it was one of the SEC's objectives.",
                        verbose_name="in force since",
                    ),
                ),
            ],
            options={
                "ordering": ("rank",),
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                        fields=("rank",),
                        name="objective_rank_once",
                        violation_error_message="Another objective has this place.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rank__gte", 1)),
                        name="objective_rank_from_one",
                        violation_error_message="Places are counted from 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("group__in", ["general", "transition", "charging"])),
                        name="objective_group_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[a-z0-9_-]+$")),
                        name="objective_code_in_small_letters",
                        violation_error_message="A code is in small letters: general-1.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_objectiveevent" ("code", "group", "id", "illustrative", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "since", "wording") VALUES (NEW."code", NEW."group", NEW."id", NEW."illustrative", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."rank", NEW."since", NEW."wording"); RETURN NULL;',
                    hash="67c7cbe3904b5204de76c8224989f46d16cc2603",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a8176",
                    table="reports_objective",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reports_objectiveevent" ("code", "group", "id", "illustrative", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "since", "wording") VALUES (NEW."code", NEW."group", NEW."id", NEW."illustrative", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."rank", NEW."since", NEW."wording"); RETURN NULL;',
                    hash="3b88f4a1479541552af100023158a965616891fc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4d719",
                    table="reports_objective",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objective",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_objectiveevent" ("code", "group", "id", "illustrative", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "since", "wording") VALUES (OLD."code", OLD."group", OLD."id", OLD."illustrative", OLD."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."rank", OLD."since", OLD."wording"); RETURN NULL;',
                    hash="ca9c9481107937a172b48ce743d8e21f25ba6b71",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a5e98",
                    table="reports_objective",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="objectiveevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="objectiveevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reports.objective",
            ),
        ),
        migrations.AddField(
            model_name="objectivestatus",
            name="objective",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="statuses", to="reports.objective"
            ),
        ),
        migrations.AddField(
            model_name="objectivestatus",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="objective_statuses", to="reports.report"
            ),
        ),
        migrations.AddField(
            model_name="objectivestatusevent",
            name="objective",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reports.objective",
            ),
        ),
        migrations.AddField(
            model_name="objectivestatusevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="objectivestatusevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reports.objectivestatus",
            ),
        ),
        migrations.AddField(
            model_name="objectivestatusevent",
            name="report",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reports.report",
            ),
        ),
        migrations.AddConstraint(
            model_name="restatement",
            constraint=models.UniqueConstraint(
                fields=("month", "fact"),
                name="one_restatement_a_figure",
                violation_error_message="This figure of that month has a restatement already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="restatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)),
                name="restated_month_by_first_day",
                violation_error_message="Name the month by its first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="restatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="restatement_says_why",
                violation_error_message="Say why the figure is another now.",
            ),
        ),
        migrations.AddConstraint(
            model_name="restatement",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.GreaterThanOrEqual(
                    models.F("restated_on"), reports.expressions.MonthAfter("month")
                ),
                name="restated_after_its_month",
                violation_error_message="A figure is restated after its month.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="restatement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_restatementevent" ("fact", "id", "illustrative", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "reason", "restated_on") VALUES (NEW."fact", NEW."id", NEW."illustrative", NEW."month", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."published", NEW."reason", NEW."restated_on"); RETURN NULL;',
                    hash="72179e66a4b5f192e4610c2ffe204103f555984c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_96a52",
                    table="reports_restatement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="restatement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reports_restatementevent" ("fact", "id", "illustrative", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "reason", "restated_on") VALUES (NEW."fact", NEW."id", NEW."illustrative", NEW."month", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."published", NEW."reason", NEW."restated_on"); RETURN NULL;',
                    hash="58222d245347d0c7b77793732b7ac1bbf9b24928",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_07f96",
                    table="reports_restatement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="restatement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_restatementevent" ("fact", "id", "illustrative", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "reason", "restated_on") VALUES (OLD."fact", OLD."id", OLD."illustrative", OLD."month", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."published", OLD."reason", OLD."restated_on"); RETURN NULL;',
                    hash="34244a876f9b6399ef5c971f56a5ed7f25949e45",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_229ff",
                    table="reports_restatement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="restatementevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="restatementevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reports.restatement",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objectiveevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a15deb4198356d48573aae6d1b3deb63988b29a2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2a06d",
                    table="reports_objectiveevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="objectivestatus",
            constraint=models.UniqueConstraint(
                fields=("report", "objective"),
                name="one_status_an_objective",
                violation_error_message="The report has a status of this objective already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectivestatus",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["meets", "will_meet", "not_met"])), name="objective_status_known"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objectivestatus",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_objectivestatusevent" ("id", "illustrative", "objective_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "status") VALUES (NEW."id", NEW."illustrative", NEW."objective_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."report_id", NEW."status"); RETURN NULL;',
                    hash="17aa6bdda3376c7414f6fce655cb4ed9fc7c0708",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f56f8",
                    table="reports_objectivestatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objectivestatus",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reports_objectivestatusevent" ("id", "illustrative", "objective_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "status") VALUES (NEW."id", NEW."illustrative", NEW."objective_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."report_id", NEW."status"); RETURN NULL;',
                    hash="7d7a22196612b9cb731941174e8a686078a4d978",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1fac9",
                    table="reports_objectivestatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objectivestatus",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_objectivestatusevent" ("id", "illustrative", "objective_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "status") VALUES (OLD."id", OLD."illustrative", OLD."objective_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."report_id", OLD."status"); RETURN NULL;',
                    hash="69ff84e0340dfeb4903f40a9cd82c2e7958db4ae",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b2c57",
                    table="reports_objectivestatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objectivestatusevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f1477e66ef549939ce4efc07dd841fa9f3fd241a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b8904",
                    table="reports_objectivestatusevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="restatementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d98321b2479790181a5d4f6e5a20068e2a8a68d8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e3bef",
                    table="reports_restatementevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL("SELECT access_guard_against_truncate()", migrations.RunSQL.noop),
    ]
