"""The review of a report, and what was published: rows that are written once are held so by the database, against
TRUNCATE as well."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from access.triggers import AddTriggerOnly

WRITTEN_ONCE = ("reviewedcontent", "signoff", "override", "publication", "publishedfile", "withdrawal")
GUARD = "".join(
    f"CREATE TRIGGER access_never_emptied BEFORE TRUNCATE ON reports_{table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION access_never_emptied();"
    for table in WRITTEN_ONCE
)
LIFT = "".join(f"DROP TRIGGER access_never_emptied ON reports_{table};" for table in WRITTEN_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("reports", "0011_editions_laid_out"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("reason", models.TextField(help_text="What was wrong, for the paper's first page.")),
                ("changes", models.TextField(help_text="What has changed, for the paper's first page.")),
                ("dated", models.DateField(help_text="The day that the correction carries.")),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("report", "version", "begun_at"),
            },
        ),
        migrations.CreateModel(
            name="CorrectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveSmallIntegerField()),
                ("reason", models.TextField(help_text="What was wrong, for the paper's first page.")),
                ("changes", models.TextField(help_text="What has changed, for the paper's first page.")),
                ("dated", models.DateField(help_text="The day that the correction carries.")),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("four_eyes", "Four eyes: who changed the report cannot approve it"),
                            ("open_comments", "Every comment is resolved before approval"),
                            ("errors", "No error of the reconciliation book stands"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="PlannedPublication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("content_hash", models.CharField(max_length=64)),
                ("due_at", models.DateTimeField()),
                ("planned_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("called_off_at", models.DateTimeField(blank=True, null=True)),
                ("called_off_reason", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("due_at",),
            },
        ),
        migrations.CreateModel(
            name="PlannedPublicationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveSmallIntegerField()),
                ("content_hash", models.CharField(max_length=64)),
                ("due_at", models.DateTimeField()),
                ("planned_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("called_off_at", models.DateTimeField(blank=True, null=True)),
                ("called_off_reason", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("month", models.DateField(help_text="The first day of the month it covers.")),
                ("reference", models.CharField(help_text="The paper reference.", max_length=60)),
                ("title", models.CharField(max_length=300)),
                (
                    "classification",
                    models.CharField(
                        choices=[("white", "White"), ("green", "Green"), ("amber", "Amber"), ("red", "Red")],
                        help_text="Of the paper itself: its body, and what is bound with it.",
                        max_length=10,
                    ),
                ),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        help_text="The committees it is for, by code.",
                        size=None,
                    ),
                ),
                ("issue_date", models.DateField(verbose_name="issued")),
                ("content_hash", models.CharField(max_length=64)),
                ("payload", models.TextField()),
                ("facts", models.JSONField(default=dict)),
                ("record", models.JSONField(default=dict)),
                ("made_with", models.JSONField(default=dict)),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-month", "kind", "-version"),
            },
        ),
        migrations.CreateModel(
            name="PublishedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("pdf", "PDF"),
                            ("data", "Document as JSON"),
                            ("tables", "Tables as a workbook"),
                            ("table", "Table as CSV"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(help_text="Its file name, which is in its address.", max_length=120)),
                ("content_type", models.CharField(max_length=100)),
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
                ("pages", models.PositiveSmallIntegerField(blank=True, help_text="Of a PDF.", null=True)),
                ("size", models.PositiveIntegerField(help_text="Bytes.")),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("content", models.BinaryField()),
            ],
            options={
                "ordering": ("publication", "part", "kind", "name"),
            },
        ),
        migrations.CreateModel(
            name="ReviewComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("section", models.SlugField(help_text="The section's id in the report's edition.", max_length=60)),
                (
                    "passage",
                    models.TextField(
                        blank=True, help_text="The words it is about, as they stood; blank: the whole section."
                    ),
                ),
                ("body", models.TextField()),
                (
                    "classification",
                    models.CharField(
                        choices=[("white", "White"), ("green", "Green"), ("amber", "Amber"), ("red", "Red")],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("resolution", models.TextField(blank=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("report", "at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ReviewCommentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveSmallIntegerField()),
                (
                    "section",
                    models.SlugField(
                        db_index=False, help_text="The section's id in the report's edition.", max_length=60
                    ),
                ),
                (
                    "passage",
                    models.TextField(
                        blank=True, help_text="The words it is about, as they stood; blank: the whole section."
                    ),
                ),
                ("body", models.TextField()),
                (
                    "classification",
                    models.CharField(
                        choices=[("white", "White"), ("green", "Green"), ("amber", "Amber"), ("red", "Red")],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("resolution", models.TextField(blank=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewedContent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content_hash", models.CharField(max_length=64)),
                ("payload", models.TextField(help_text="The Document as canonical JSON.")),
                ("kept_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Reviewer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("named_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("round", "named_at"),
            },
        ),
        migrations.CreateModel(
            name="ReviewerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("id", models.BigIntegerField()),
                ("named_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("version", models.PositiveSmallIntegerField()),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("note", models.TextField(blank=True, help_text="What the reviewers should know.")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("returned", "Returned for changes"),
                            ("recalled", "Taken back"),
                            ("published", "Published"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ending_reason", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("report", "number"),
            },
        ),
        migrations.CreateModel(
            name="ReviewRoundEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("version", models.PositiveSmallIntegerField()),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("note", models.TextField(blank=True, help_text="What the reviewers should know.")),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("returned", "Returned for changes"),
                            ("recalled", "Taken back"),
                            ("published", "Published"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ending_reason", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("comment", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportattachment",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportattachment",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportattachment",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="reportattachment",
            name="audience",
            field=models.CharField(
                blank=True,
                help_text="The codes of the committees whose members may read it when it is Amber or Red, with spaces between. Blank: the committee whose meeting it goes to.",
                max_length=200,
                verbose_name="for the members of",
            ),
        ),
        migrations.AddField(
            model_name="reportattachmentevent",
            name="audience",
            field=models.CharField(
                blank=True,
                help_text="The codes of the committees whose members may read it when it is Amber or Red, with spaces between. Blank: the committee whose meeting it goes to.",
                max_length=200,
                verbose_name="for the members of",
            ),
        ),
        AddTriggerOnly(
            model_name="reportattachment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_reportattachmentevent" ("audience", "classification", "id", "illustrative", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "title") VALUES (NEW."audience", NEW."classification", NEW."id", NEW."illustrative", NEW."label", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."report_id", NEW."title"); RETURN NULL;',
                    hash="e8a5c4e3558d8af38ae2738dd8fa91d79803a50f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_18dfd",
                    table="reports_reportattachment",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="reportattachment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reports_reportattachmentevent" ("audience", "classification", "id", "illustrative", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "title") VALUES (NEW."audience", NEW."classification", NEW."id", NEW."illustrative", NEW."label", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."report_id", NEW."title"); RETURN NULL;',
                    hash="6e5877a1d83f6418faaec72a4839783f02e5ca72",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8530b",
                    table="reports_reportattachment",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="reportattachment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_reportattachmentevent" ("audience", "classification", "id", "illustrative", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "title") VALUES (OLD."audience", OLD."classification", OLD."id", OLD."illustrative", OLD."label", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."report_id", OLD."title"); RETURN NULL;',
                    hash="dc60927a12defe24d10dfd12226bd6e45a01c587",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e6df8",
                    table="reports_reportattachment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="begun_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="reports.report"
            ),
        ),
        migrations.AddField(
            model_name="correctionevent",
            name="begun_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correctionevent",
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
            model_name="correctionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reports.correction",
            ),
        ),
        migrations.AddField(
            model_name="correctionevent",
            name="report",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reports.report",
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="benefits",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="plannedpublication",
            name="called_off_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="plannedpublication",
            name="planned_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="plannedpublication",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="planned_publications", to="reports.report"
            ),
        ),
        migrations.AddField(
            model_name="plannedpublicationevent",
            name="called_off_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="plannedpublicationevent",
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
            model_name="plannedpublicationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reports.plannedpublication",
            ),
        ),
        migrations.AddField(
            model_name="plannedpublicationevent",
            name="planned_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="plannedpublicationevent",
            name="report",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reports.report",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="correction",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publication",
                to="reports.correction",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="published_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="publications", to="reports.report"
            ),
        ),
        migrations.AddField(
            model_name="plannedpublicationevent",
            name="publication",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reports.publication",
            ),
        ),
        migrations.AddField(
            model_name="plannedpublication",
            name="publication",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="planned",
                to="reports.publication",
            ),
        ),
        migrations.AddField(
            model_name="publishedfile",
            name="publication",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="reports.publication"
            ),
        ),
        migrations.AddField(
            model_name="reviewcomment",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reviewcomment",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="reports.report"
            ),
        ),
        migrations.AddField(
            model_name="reviewcomment",
            name="resolved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reviewcommentevent",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reviewcommentevent",
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
            model_name="reviewcommentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reports.reviewcomment",
            ),
        ),
        migrations.AddField(
            model_name="reviewcommentevent",
            name="report",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reports.report",
            ),
        ),
        migrations.AddField(
            model_name="reviewcommentevent",
            name="resolved_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reviewedcontent",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reviewed_contents", to="reports.report"
            ),
        ),
        migrations.AddField(
            model_name="reviewer",
            name="named_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reviewer",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reviewerevent",
            name="named_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reviewerevent",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reviewerevent",
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
            model_name="reviewerevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reports.reviewer",
            ),
        ),
        migrations.AddField(
            model_name="reviewround",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reviewround",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="review_rounds", to="reports.report"
            ),
        ),
        migrations.AddField(
            model_name="reviewround",
            name="sent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reports.reviewedcontent"
            ),
        ),
        migrations.AddField(
            model_name="reviewround",
            name="sent_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reviewerevent",
            name="round",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reports.reviewround",
            ),
        ),
        migrations.AddField(
            model_name="reviewer",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reviewers", to="reports.reviewround"
            ),
        ),
        migrations.AddField(
            model_name="override",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="reports.reviewround"
            ),
        ),
        migrations.AddField(
            model_name="reviewroundevent",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reviewroundevent",
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
            model_name="reviewroundevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reports.reviewround",
            ),
        ),
        migrations.AddField(
            model_name="reviewroundevent",
            name="report",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reports.report",
            ),
        ),
        migrations.AddField(
            model_name="reviewroundevent",
            name="sent",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reports.reviewedcontent",
            ),
        ),
        migrations.AddField(
            model_name="reviewroundevent",
            name="sent_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="content",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sign_offs", to="reports.reviewedcontent"
            ),
        ),
        migrations.AddField(
            model_name="signoff",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sign_offs", to="reports.reviewround"
            ),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="publication",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="withdrawal", to="reports.publication"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("given_up_at__isnull", True)),
                fields=("report", "version"),
                name="one_correction_a_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 2)), name="correction_from_the_second_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("reason", ""), _negated=True), models.Q(("changes", ""), _negated=True)),
                name="correction_says_why_and_what",
            ),
        ),
        AddTriggerOnly(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_correctionevent" ("begun_at", "begun_by_id", "changes", "dated", "given_up_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "version") VALUES (NEW."begun_at", NEW."begun_by_id", NEW."changes", NEW."dated", NEW."given_up_at", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reason", NEW."report_id", NEW."version"); RETURN NULL;',
                    hash="89963cc427844180ea67ead881d147b0f558d2a4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b6bcc",
                    table="reports_correction",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reports_correctionevent" ("begun_at", "begun_by_id", "changes", "dated", "given_up_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "version") VALUES (NEW."begun_at", NEW."begun_by_id", NEW."changes", NEW."dated", NEW."given_up_at", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reason", NEW."report_id", NEW."version"); RETURN NULL;',
                    hash="61980232e488173e04d5d5905a6742b5dd3cc130",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_38aee",
                    table="reports_correction",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_correctionevent" ("begun_at", "begun_by_id", "changes", "dated", "given_up_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "report_id", "version") VALUES (OLD."begun_at", OLD."begun_by_id", OLD."changes", OLD."dated", OLD."given_up_at", OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reason", OLD."report_id", OLD."version"); RETURN NULL;',
                    hash="9bea475bbd403cd8e7b71e816e08f514b3e9e620",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_23420",
                    table="reports_correction",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="correctionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2a99443d0d69ab8c8fa67036a830bbe4aebd15b3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_936dc",
                    table="reports_correctionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(fields=("report", "version"), name="version_published_once"),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(fields=("kind", "month", "version"), name="version_of_a_month_once"),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("correction__isnull", True), ("version", 1)),
                    models.Q(("correction__isnull", False), ("version__gte", 2)),
                    _connector="OR",
                ),
                name="later_versions_are_corrections",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("classification__in", ["white", "green", "amber", "red"])),
                name="publication_classification_known",
            ),
        ),
        AddTriggerOnly(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fac5d35ddff678d6e39391650ce3daa3dd35ac1a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_e911d",
                    table="reports_publication",
                    when="BEFORE",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="plannedpublicationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2c69ceb8c07161276cd44f075bd3d0bc52af4a76",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0753c",
                    table="reports_plannedpublicationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedpublication",
            constraint=models.UniqueConstraint(
                condition=models.Q(("called_off_at__isnull", True), ("publication__isnull", True)),
                fields=("report",),
                name="one_publication_planned",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("called_off_at__isnull", True), ("called_off_by__isnull", True)),
                    models.Q(("called_off_at__isnull", False), ("called_off_by__isnull", False)),
                    _connector="OR",
                ),
                name="planned_called_off_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(("called_off_at__isnull", True), ("publication__isnull", True), _connector="OR"),
                name="planned_published_or_called_off",
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gte", models.F("planned_at"))), name="planned_for_later"
            ),
        ),
        AddTriggerOnly(
            model_name="plannedpublication",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_plannedpublicationevent" ("called_off_at", "called_off_by_id", "called_off_reason", "content_hash", "due_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "publication_id", "report_id", "version") VALUES (NEW."called_off_at", NEW."called_off_by_id", NEW."called_off_reason", NEW."content_hash", NEW."due_at", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."publication_id", NEW."report_id", NEW."version"); RETURN NULL;',
                    hash="e82972135f497d872315d9270c36eb415f2350d6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_db161",
                    table="reports_plannedpublication",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="plannedpublication",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reports_plannedpublicationevent" ("called_off_at", "called_off_by_id", "called_off_reason", "content_hash", "due_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "publication_id", "report_id", "version") VALUES (NEW."called_off_at", NEW."called_off_by_id", NEW."called_off_reason", NEW."content_hash", NEW."due_at", NEW."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."publication_id", NEW."report_id", NEW."version"); RETURN NULL;',
                    hash="f15fdf9c613a4db16c0865de264ab809116ee02c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2ae02",
                    table="reports_plannedpublication",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="plannedpublication",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_plannedpublicationevent" ("called_off_at", "called_off_by_id", "called_off_reason", "content_hash", "due_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "publication_id", "report_id", "version") VALUES (OLD."called_off_at", OLD."called_off_by_id", OLD."called_off_reason", OLD."content_hash", OLD."due_at", OLD."id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."planned_at", OLD."planned_by_id", OLD."publication_id", OLD."report_id", OLD."version"); RETURN NULL;',
                    hash="287afc86a2cca40acf498a5379e540dacedd4aaf",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_58764",
                    table="reports_plannedpublication",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfile",
            constraint=models.UniqueConstraint(fields=("publication", "name"), name="published_file_named_once"),
        ),
        migrations.AddConstraint(
            model_name="publishedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["page", "pdf", "data", "tables", "table"])),
                name="published_file_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("classification__in", ["white", "green", "amber", "red"])),
                name="published_file_classification_known",
            ),
        ),
        AddTriggerOnly(
            model_name="publishedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fe2a7c3833b0ab8fc0ea3f900013da8353c1090e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_2bee0",
                    table="reports_publishedfile",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewcomment",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True), name="comment_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewcomment",
            constraint=models.CheckConstraint(
                condition=models.Q(("classification__in", ["white", "green", "amber", "red"])),
                name="comment_classification_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewcomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resolved_at__isnull", True), ("resolved_by__isnull", True)),
                    models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                    _connector="OR",
                ),
                name="comment_resolved_by_someone",
            ),
        ),
        AddTriggerOnly(
            model_name="reviewcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_reviewcommentevent" ("at", "body", "by_id", "classification", "id", "passage", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "resolution", "resolved_at", "resolved_by_id", "section", "version") VALUES (NEW."at", NEW."body", NEW."by_id", NEW."classification", NEW."id", NEW."passage", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."report_id", NEW."resolution", NEW."resolved_at", NEW."resolved_by_id", NEW."section", NEW."version"); RETURN NULL;',
                    hash="01df54866474d6b490599ebccfa8a3f81365fa31",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_139d5",
                    table="reports_reviewcomment",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="reviewcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reports_reviewcommentevent" ("at", "body", "by_id", "classification", "id", "passage", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "resolution", "resolved_at", "resolved_by_id", "section", "version") VALUES (NEW."at", NEW."body", NEW."by_id", NEW."classification", NEW."id", NEW."passage", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."report_id", NEW."resolution", NEW."resolved_at", NEW."resolved_by_id", NEW."section", NEW."version"); RETURN NULL;',
                    hash="f480f10345c5f97d3987bc202bc325e95552d160",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9629c",
                    table="reports_reviewcomment",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="reviewcomment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_reviewcommentevent" ("at", "body", "by_id", "classification", "id", "passage", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "resolution", "resolved_at", "resolved_by_id", "section", "version") VALUES (OLD."at", OLD."body", OLD."by_id", OLD."classification", OLD."id", OLD."passage", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."report_id", OLD."resolution", OLD."resolved_at", OLD."resolved_by_id", OLD."section", OLD."version"); RETURN NULL;',
                    hash="52d803cdf02d410723ee9f97e79b595799131644",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2672c",
                    table="reports_reviewcomment",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="reviewcommentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3c19efc1e08ae277118e50dee0c053e80820ea4f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a78cf",
                    table="reports_reviewcommentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewedcontent",
            constraint=models.UniqueConstraint(fields=("report", "content_hash"), name="reviewed_content_once"),
        ),
        AddTriggerOnly(
            model_name="reviewedcontent",
            trigger=pgtrigger.compiler.Trigger(
                name="stays_as_it_was",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="30d9063dcc6db409de4c1e1547da862d65bcff2a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_as_it_was_cb018",
                    table="reports_reviewedcontent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="review_round_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ending", "")), fields=("report",), name="one_open_review_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("version__gte", 1)), name="review_rounds_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.CheckConstraint(
                condition=models.Q(("ending__in", ("", "returned", "recalled", "published"))),
                name="review_ending_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True), ("ending", "")),
                    models.Q(
                        models.Q(("ending", ""), _negated=True),
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="review_ended_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ending", "returned"), _negated=True),
                    models.Q(("ending_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="review_returned_says_why",
            ),
        ),
        AddTriggerOnly(
            model_name="reviewround",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_reviewroundevent" ("ended_at", "ended_by_id", "ending", "ending_reason", "id", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "sent_at", "sent_by_id", "sent_id", "version") VALUES (NEW."ended_at", NEW."ended_by_id", NEW."ending", NEW."ending_reason", NEW."id", NEW."note", NEW."number", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."report_id", NEW."sent_at", NEW."sent_by_id", NEW."sent_id", NEW."version"); RETURN NULL;',
                    hash="a21d4ec3b6ded9c6295659380d3452b269a6dc78",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_30d35",
                    table="reports_reviewround",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="reviewround",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reports_reviewroundevent" ("ended_at", "ended_by_id", "ending", "ending_reason", "id", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "sent_at", "sent_by_id", "sent_id", "version") VALUES (NEW."ended_at", NEW."ended_by_id", NEW."ending", NEW."ending_reason", NEW."id", NEW."note", NEW."number", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."report_id", NEW."sent_at", NEW."sent_by_id", NEW."sent_id", NEW."version"); RETURN NULL;',
                    hash="04b4cdf06fa2270d540827edfc4c65df330ef4cd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8fb39",
                    table="reports_reviewround",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="reviewround",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_reviewroundevent" ("ended_at", "ended_by_id", "ending", "ending_reason", "id", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "sent_at", "sent_by_id", "sent_id", "version") VALUES (OLD."ended_at", OLD."ended_by_id", OLD."ending", OLD."ending_reason", OLD."id", OLD."note", OLD."number", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."report_id", OLD."sent_at", OLD."sent_by_id", OLD."sent_id", OLD."version"); RETURN NULL;',
                    hash="a59fb1c5c443f8ea9c1e8db71de3e1d46478f465",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ebacf",
                    table="reports_reviewround",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="reviewerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9faab7c3dc3e1e568729324eca76ad59ed15d68c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1fd23",
                    table="reports_reviewerevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=models.UniqueConstraint(fields=("round", "person"), name="reviewer_named_once"),
        ),
        AddTriggerOnly(
            model_name="reviewer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_reviewerevent" ("id", "named_at", "named_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id") VALUES (NEW."id", NEW."named_at", NEW."named_by_id", NEW."person_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."round_id"); RETURN NULL;',
                    hash="c8e45733c1d2e3ba495238bae1d1accaceaef81f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e4ed4",
                    table="reports_reviewer",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="reviewer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reports_reviewerevent" ("id", "named_at", "named_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id") VALUES (NEW."id", NEW."named_at", NEW."named_by_id", NEW."person_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."round_id"); RETURN NULL;',
                    hash="88fa1714e39e595ffa490f723979955b7d6e4270",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d4e9c",
                    table="reports_reviewer",
                    when="AFTER",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="reviewer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_reviewerevent" ("id", "named_at", "named_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id") VALUES (OLD."id", OLD."named_at", OLD."named_by_id", OLD."person_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."round_id"); RETURN NULL;',
                    hash="3ca33d62a8aa2e0992acf3d15e4ae9fc32d6346c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9a032",
                    table="reports_reviewer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("rule__in", ["four_eyes", "open_comments", "errors"])), name="override_rule_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="override_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("benefits__isnull", False), ("rule", "four_eyes")),
                    models.Q(models.Q(("rule", "four_eyes"), _negated=True), ("benefits__isnull", True)),
                    _connector="OR",
                ),
                name="override_of_four_eyes_names_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("benefits__isnull", True), models.Q(("benefits", models.F("by")), _negated=True), _connector="OR"
                ),
                name="override_never_for_oneself",
            ),
        ),
        AddTriggerOnly(
            model_name="override",
            trigger=pgtrigger.compiler.Trigger(
                name="stays_as_it_was",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="40088a8c7a928fc7b04a3dddd11e68a8bcacddd3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_as_it_was_3d6e0",
                    table="reports_override",
                    when="BEFORE",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="reviewroundevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b0850aa4d80d77ec0d24f260dcd5b1ca066b2724",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b1713",
                    table="reports_reviewroundevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="signoff",
            constraint=models.UniqueConstraint(
                fields=("round", "content", "by"), name="content_signed_off_once_a_person"
            ),
        ),
        AddTriggerOnly(
            model_name="signoff",
            trigger=pgtrigger.compiler.Trigger(
                name="stays_as_it_was",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a00a3a6a3c453c4f421601285aed5f9374fcb4df",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_as_it_was_97d55",
                    table="reports_signoff",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="withdrawal_says_why"
            ),
        ),
        AddTriggerOnly(
            model_name="withdrawal",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="429f48614c896dedf364a509946341f41b505afc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_2855f",
                    table="reports_withdrawal",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(GUARD, LIFT),
        # The trail of these tables is never emptied either.
        migrations.RunSQL("SELECT access_guard_against_truncate()", migrations.RunSQL.noop),
    ]
