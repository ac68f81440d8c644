"""The glossary, with its trail, which is never emptied at a stroke."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_trail_is_never_emptied"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("reports", "0009_objectives_and_restatements"),
    ]

    operations = [
        migrations.CreateModel(
            name="AbbreviationEvent",
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
                    "short",
                    models.CharField(help_text="As the text has it: DMC.", max_length=40, verbose_name="abbreviation"),
                ),
                (
                    "stands_for",
                    models.CharField(help_text="As reports print it: Device Model Combination.", max_length=200),
                ),
                (
                    "plural",
                    models.CharField(
                        blank=True,
                        help_text="Blank where an s does: Device Model Combinations. Such as: Points of Contact.",
                        max_length=200,
                        verbose_name="several are called",
                    ),
                ),
                (
                    "since",
                    models.DateField(
                        help_text="The first day from which it stands for this.", verbose_name="in force since"
                    ),
                ),
                (
                    "well_known",
                    models.BooleanField(
                        default=False,
                        help_text="Every reader of a SEC paper knows it: it is never spelt out in the text.",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Abbreviation",
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
                    "short",
                    models.CharField(help_text="As the text has it: DMC.", max_length=40, verbose_name="abbreviation"),
                ),
                (
                    "stands_for",
                    models.CharField(help_text="As reports print it: Device Model Combination.", max_length=200),
                ),
                (
                    "plural",
                    models.CharField(
                        blank=True,
                        help_text="Blank where an s does: Device Model Combinations. Such as: Points of Contact.",
                        max_length=200,
                        verbose_name="several are called",
                    ),
                ),
                (
                    "since",
                    models.DateField(
                        help_text="The first day from which it stands for this.", verbose_name="in force since"
                    ),
                ),
                (
                    "well_known",
                    models.BooleanField(
                        default=False,
                        help_text="Every reader of a SEC paper knows it: it is never spelt out in the text.",
                    ),
                ),
            ],
            options={
                "ordering": ("short", "-since"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("short", "since"),
                        name="one_meaning_a_day",
                        violation_error_message="The abbreviation has another meaning from that day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("short__regex", "^[A-Za-z0-9]([A-Za-z0-9 &-]*[A-Za-z0-9])?$"),
                            ("short__regex", "[A-Z].*[A-Z]"),
                        ),
                        name="abbreviation_in_capitals",
                        violation_error_message="An abbreviation has two capitals or more, and no signs beside letters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stands_for", ""), _negated=True), name="abbreviation_stands_for_something"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="abbreviation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_abbreviationevent" ("id", "illustrative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "short", "since", "stands_for", "well_known") VALUES (NEW."id", NEW."illustrative", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."plural", NEW."short", NEW."since", NEW."stands_for", NEW."well_known"); RETURN NULL;',
                    hash="0b349c119004fd305bca8d6dd5490dd6b283eaa0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_67571",
                    table="reports_abbreviation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="abbreviation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reports_abbreviationevent" ("id", "illustrative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "short", "since", "stands_for", "well_known") VALUES (NEW."id", NEW."illustrative", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."plural", NEW."short", NEW."since", NEW."stands_for", NEW."well_known"); RETURN NULL;',
                    hash="b740a31cd64cb667e4ea6b1b62a12e55e12448bf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_61eb2",
                    table="reports_abbreviation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="abbreviation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_abbreviationevent" ("id", "illustrative", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plural", "short", "since", "stands_for", "well_known") VALUES (OLD."id", OLD."illustrative", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."plural", OLD."short", OLD."since", OLD."stands_for", OLD."well_known"); RETURN NULL;',
                    hash="ae114362d1fdee297087b84159db3c2828869e27",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_65b70",
                    table="reports_abbreviation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="abbreviationevent",
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
            model_name="abbreviationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reports.abbreviation",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="abbreviationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="eca0b73dd744ff3ab8ba46e1814879798f602481",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_937ab",
                    table="reports_abbreviationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL("SELECT access_guard_against_truncate()", migrations.RunSQL.noop),
    ]
