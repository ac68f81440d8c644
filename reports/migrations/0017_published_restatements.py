"""Restatements are classified, and what published papers mark as revised is kept as rows of a register."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Held here and not by the model: what a model holds is tried on every row of a file, and files do not classify these.
KNOWN = """
ALTER TABLE reports_restatement ADD CONSTRAINT restatement_classification_known
    CHECK (classification IN ('white', 'green', 'amber', 'red'));
"""
UNKNOWN = "ALTER TABLE reports_restatement DROP CONSTRAINT restatement_classification_known;"


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0016_paper_replaced_in_a_supplement"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedRestatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        blank=True, help_text="Blank for the paper itself, as of its files.", max_length=40
                    ),
                ),
                (
                    "block",
                    models.CharField(help_text="The first table or figure that marks it, by its id.", max_length=80),
                ),
                (
                    "classification",
                    models.CharField(
                        choices=[("white", "White"), ("green", "Green"), ("amber", "Amber"), ("red", "Red")],
                        max_length=10,
                    ),
                ),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("month", models.DateField(help_text="The first day of the month whose figure it is.")),
                ("fact", models.CharField(max_length=120)),
                ("label", models.CharField(max_length=300)),
                ("published", models.CharField(help_text="As it was printed for its month.", max_length=60)),
                ("now", models.CharField(help_text="As this paper prints it.", max_length=60)),
                ("reason", models.TextField()),
                ("restated_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ("publication", "month", "label"),
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="restatement",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="restatement",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="restatement",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="restatement",
            name="classification",
            field=models.CharField(
                choices=[("white", "White"), ("green", "Green"), ("amber", "Amber"), ("red", "Red")],
                default="white",
                help_text="At least that of the part that printed the figure; its reason is told to nobody lower.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="restatementevent",
            name="classification",
            field=models.CharField(
                choices=[("white", "White"), ("green", "Green"), ("amber", "Amber"), ("red", "Red")],
                default="white",
                help_text="At least that of the part that printed the figure; its reason is told to nobody lower.",
                max_length=10,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="restatement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_restatementevent" ("classification", "fact", "id", "illustrative", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "reason", "restated_on") VALUES (NEW."classification", NEW."fact", NEW."id", NEW."illustrative", NEW."month", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."published", NEW."reason", NEW."restated_on"); RETURN NULL;',
                    hash="5a971893f0cbbb7616336c33f2c7351a88edcb05",
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
                    func='INSERT INTO "reports_restatementevent" ("classification", "fact", "id", "illustrative", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "reason", "restated_on") VALUES (NEW."classification", NEW."fact", NEW."id", NEW."illustrative", NEW."month", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."published", NEW."reason", NEW."restated_on"); RETURN NULL;',
                    hash="d81c841e154b038fb644d5c3081a84005fbf8def",
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
                    func='INSERT INTO "reports_restatementevent" ("classification", "fact", "id", "illustrative", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "reason", "restated_on") VALUES (OLD."classification", OLD."fact", OLD."id", OLD."illustrative", OLD."month", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."published", OLD."reason", OLD."restated_on"); RETURN NULL;',
                    hash="b728cc8639ea0eb402d142305117d77efd4325d2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_229ff",
                    table="reports_restatement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(KNOWN, UNKNOWN),
        migrations.AddField(
            model_name="publishedrestatement",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="restatements", to="reports.publication"
            ),
        ),
        migrations.AddField(
            model_name="publishedrestatement",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reports.publication",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedrestatement",
            constraint=models.UniqueConstraint(
                fields=("publication", "part", "month", "fact", "published", "now"), name="marked_once_in_a_part"
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedrestatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("classification__in", ["white", "green", "amber", "red"])),
                name="marked_classification_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedrestatement",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4c3de13fddc1aae5d76991d287d2d01728e5464a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_bb8d1",
                    table="reports_publishedrestatement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publishedrestatement",
            trigger=pgtrigger.compiler.Trigger(
                name="with_its_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE written bigint; state text;",
                    func="\n        SELECT (pg_current_xact_id()::text::bigint >> 32 << 32) | xmin::text::bigint INTO written\n            FROM reports_publication WHERE id = NEW.publication_id;\n        BEGIN\n            state := pg_xact_status(written::text::xid8);\n        EXCEPTION WHEN invalid_parameter_value THEN\n            state := NULL;\n        END;\n        IF state IS DISTINCT FROM 'in progress' THEN\n            RAISE EXCEPTION 'A published version has the files that it was published with: none is added to it'\n                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'published_file_with_its_version';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="6c2b5bf21bbe31ee2bf35ae720d0a25ebfe9fc03",
                    operation="INSERT",
                    pgid="pgtrigger_with_its_version_f0fee",
                    table="reports_publishedrestatement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL("SELECT access_guard_against_truncate()", migrations.RunSQL.noop),
    ]
