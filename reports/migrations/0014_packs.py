"""The pack of a meeting, with its trail: what is issued is frozen, and a paper number is never given twice in a meeting,
neither by the pack nor by a report. PDFs are compressed in themselves, so they are stored as they come and can be read
in part."""

import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

NUMBERS = """
CREATE FUNCTION reports_paper_number_of_a_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM meetings_meeting WHERE id = NEW.meeting_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM reports_agendapaper paper JOIN reports_pack pack ON pack.id = paper.pack_id
        WHERE pack.meeting_id = NEW.meeting_id AND paper.number = NEW.paper_number
          AND paper.report_id IS DISTINCT FROM NEW.id
    ) THEN
        RAISE EXCEPTION 'Another paper of the meeting''s pack has, or had, the number %', NEW.paper_number
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'paper_number_once_in_pack_and_reports';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paper_number_once_in_pack BEFORE INSERT OR UPDATE OF meeting_id, paper_number ON reports_report
    FOR EACH ROW EXECUTE FUNCTION reports_paper_number_of_a_report();
CREATE FUNCTION reports_paper_number_of_a_pack() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_meeting bigint := (SELECT meeting_id FROM reports_pack WHERE id = NEW.pack_id);
BEGIN
    PERFORM 1 FROM meetings_meeting WHERE id = of_meeting FOR NO KEY UPDATE;
    IF TG_OP = 'UPDATE' AND (OLD.number <> NEW.number OR OLD.pack_id <> NEW.pack_id) THEN
        RAISE EXCEPTION 'A paper keeps its number';
    END IF;
    IF EXISTS (
        SELECT 1 FROM reports_report report
        WHERE report.meeting_id = of_meeting AND report.paper_number = NEW.number
          AND report.id IS DISTINCT FROM NEW.report_id
    ) THEN
        RAISE EXCEPTION 'A report to the meeting has the number %', NEW.number
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'paper_number_once_in_pack_and_reports';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paper_number_once_in_reports BEFORE INSERT OR UPDATE OF number, pack_id, report_id ON reports_agendapaper
    FOR EACH ROW EXECUTE FUNCTION reports_paper_number_of_a_pack();
"""
WITHOUT_NUMBERS = """
DROP TRIGGER paper_number_once_in_pack ON reports_report;
DROP TRIGGER paper_number_once_in_reports ON reports_agendapaper;
DROP FUNCTION reports_paper_number_of_a_report();
DROP FUNCTION reports_paper_number_of_a_pack();
"""
AS_IT_COMES = """
ALTER TABLE reports_packfile ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE reports_uploadedpaper ALTER COLUMN content SET STORAGE EXTERNAL;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_reports_without_a_day_due"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("reports", "0013_overrides_before_a_round"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Pack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=0)),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pack", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ("-meeting__held_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="PackEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("id", models.BigIntegerField()),
                ("revision", models.PositiveIntegerField(default=0)),
                ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "begun_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reports.pack",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PackIssue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("first_page", models.PositiveIntegerField()),
                ("last_page", models.PositiveIntegerField()),
                ("issued_at", models.DateTimeField()),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="issues", to="reports.pack"
                    ),
                ),
            ],
            options={
                "ordering": ("pack", "number"),
            },
        ),
        migrations.CreateModel(
            name="PackFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300)),
                ("name", models.CharField(help_text="Its file name, which is in its address.", max_length=120)),
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
                        base_field=models.CharField(max_length=40),
                        default=list,
                        help_text="The committees it is for, by code.",
                        size=None,
                    ),
                ),
                (
                    "pages",
                    models.PositiveIntegerField(
                        help_text="Of the file: fewer than the pack's, where papers are left out."
                    ),
                ),
                ("size", models.PositiveIntegerField(help_text="Bytes.")),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("contents", models.JSONField(default=list)),
                ("page_map", models.JSONField(default=list)),
                ("content", models.BinaryField()),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="reports.packissue"
                    ),
                ),
            ],
            options={
                "ordering": ("issue", "pk"),
            },
        ),
        migrations.CreateModel(
            name="AgendaPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="From 1; blank once it is removed.", null=True
                    ),
                ),
                ("title", models.CharField(max_length=300)),
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
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "publication",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_papers",
                        to="reports.publication",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="reports.pack"
                    ),
                ),
                (
                    "announced",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announces",
                        to="reports.packissue",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="reports.packissue",
                    ),
                ),
            ],
            options={
                "ordering": ("pack", models.OrderBy(models.F("position"), nulls_last=True), "number"),
            },
        ),
        migrations.CreateModel(
            name="UploadedPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="The file's name, cleaned.", max_length=120)),
                ("pages", models.PositiveSmallIntegerField()),
                ("size", models.PositiveIntegerField(help_text="Bytes.")),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("content", models.BinaryField()),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uploads", to="reports.pack"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("pack", "uploaded_at"),
            },
        ),
        migrations.CreateModel(
            name="AgendaPaperEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="From 1; blank once it is removed.", null=True
                    ),
                ),
                ("title", models.CharField(max_length=300)),
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
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reports.agendapaper",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reports.publication",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reports.pack",
                    ),
                ),
                (
                    "announced",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reports.packissue",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reports.packissue",
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reports.uploadedpaper",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="agendapaper",
            name="upload",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agenda_paper",
                to="reports.uploadedpaper",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pack",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_packevent" ("begun_at", "begun_by_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."begun_at", NEW."begun_by_id", NEW."id", NEW."meeting_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."revision"); RETURN NULL;',
                    hash="5368902320cdb2f4331c2fa02b61b96719e4867c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f9830",
                    table="reports_pack",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pack",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reports_packevent" ("begun_at", "begun_by_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."begun_at", NEW."begun_by_id", NEW."id", NEW."meeting_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."revision"); RETURN NULL;',
                    hash="56bc6f535abec5ecd83daf400191066e6cb1b1a2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2dc73",
                    table="reports_pack",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pack",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_packevent" ("begun_at", "begun_by_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (OLD."begun_at", OLD."begun_by_id", OLD."id", OLD."meeting_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."revision"); RETURN NULL;',
                    hash="18ea8e3eb5d4a8d9436a630b61f31c7f8e5ca253",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_eb3a3",
                    table="reports_pack",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="packevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="54911d8c686b61776a9fbb9a31822fe2e8ed7695",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_73dc0",
                    table="reports_packevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="packissue",
            constraint=models.UniqueConstraint(fields=("pack", "number"), name="pack_issued_once"),
        ),
        migrations.AddConstraint(
            model_name="packissue",
            constraint=models.UniqueConstraint(fields=("pack", "first_page"), name="pack_page_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="packissue",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_page__gte", 1), ("last_page__gte", models.F("first_page"))),
                name="issue_pages_in_order",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="packissue",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="83b45e6eb16a498f5057a6552b33aa319fe1a65b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_9edc4",
                    table="reports_packissue",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="packfile",
            constraint=models.UniqueConstraint(fields=("issue", "name"), name="pack_file_named_once"),
        ),
        migrations.AddConstraint(
            model_name="packfile",
            constraint=models.UniqueConstraint(fields=("issue", "classification"), name="pack_file_once_an_audience"),
        ),
        migrations.AddConstraint(
            model_name="packfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("classification__in", ["white", "green", "amber", "red"])),
                name="pack_file_classification_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="packfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("classification__in", ("amber", "red")), _negated=True),
                    models.Q(("audience", []), _negated=True),
                    _connector="OR",
                ),
                name="pack_file_names_its_audience",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="packfile",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4ba15b245b182660ecb1e2ffea3b2077c2b9556b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_ed7f7",
                    table="reports_packfile",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="uploadedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("pages__gte", 1), ("size__gte", 1)), name="upload_has_pages"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="uploadedpaper",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fffbd7a5cfac31cbec04f95bd15872c7678be21a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_b619c",
                    table="reports_uploadedpaper",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agendapaperevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2bfbe874df490b6b26ce9beed6b197de0191dee5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4a89f",
                    table="reports_agendapaperevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="agendapaper",
            constraint=models.UniqueConstraint(
                fields=("pack", "number"),
                name="paper_number_given_once",
                violation_error_message="Another paper of this meeting has, or had, this number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendapaper",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("pack", "position"),
                name="paper_position_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendapaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="agenda_paper_numbered_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendapaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("classification__in", ["white", "green", "amber", "red"])),
                name="agenda_paper_classification_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendapaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("position__isnull", True), ("removed_at__isnull", False)),
                    models.Q(("position__gte", 1), ("removed_at__isnull", True)),
                    _connector="OR",
                ),
                name="agenda_paper_placed_or_removed",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendapaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("publication__isnull", True),
                    models.Q(("report__isnull", False), ("upload__isnull", True)),
                    _connector="OR",
                ),
                name="agenda_paper_of_one_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendapaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("issue__isnull", True),
                    models.Q(
                        ("removed_at__isnull", True),
                        models.Q(("publication__isnull", False), ("upload__isnull", False), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="agenda_paper_issued_stays",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agendapaper",
            trigger=pgtrigger.compiler.Trigger(
                name="kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0e72feafbba9a748aa64d3f17d2e01a7e9470f32",
                    operation="DELETE",
                    pgid="pgtrigger_kept_2d092",
                    table="reports_agendapaper",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agendapaper",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_agendapaperevent" ("announced_id", "audience", "classification", "id", "issue_id", "number", "pack_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "publication_id", "removed_at", "report_id", "title", "upload_id") VALUES (NEW."announced_id", NEW."audience", NEW."classification", NEW."id", NEW."issue_id", NEW."number", NEW."pack_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."position", NEW."publication_id", NEW."removed_at", NEW."report_id", NEW."title", NEW."upload_id"); RETURN NULL;',
                    hash="2f35950698d4438748d62648c0a653d1e4245075",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cca06",
                    table="reports_agendapaper",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agendapaper",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reports_agendapaperevent" ("announced_id", "audience", "classification", "id", "issue_id", "number", "pack_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "publication_id", "removed_at", "report_id", "title", "upload_id") VALUES (NEW."announced_id", NEW."audience", NEW."classification", NEW."id", NEW."issue_id", NEW."number", NEW."pack_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."position", NEW."publication_id", NEW."removed_at", NEW."report_id", NEW."title", NEW."upload_id"); RETURN NULL;',
                    hash="928ea43b6b3e571434ce2c235b296b70689bb9c8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2370e",
                    table="reports_agendapaper",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agendapaper",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_agendapaperevent" ("announced_id", "audience", "classification", "id", "issue_id", "number", "pack_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "publication_id", "removed_at", "report_id", "title", "upload_id") VALUES (OLD."announced_id", OLD."audience", OLD."classification", OLD."id", OLD."issue_id", OLD."number", OLD."pack_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."position", OLD."publication_id", OLD."removed_at", OLD."report_id", OLD."title", OLD."upload_id"); RETURN NULL;',
                    hash="a8136993030d8a9f8e0d6c73c6c690994219d2b5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d0661",
                    table="reports_agendapaper",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(NUMBERS, WITHOUT_NUMBERS),
        migrations.RunSQL(AS_IT_COMES, migrations.RunSQL.noop),
        migrations.RunSQL("SELECT access_guard_against_truncate()", migrations.RunSQL.noop),
    ]
