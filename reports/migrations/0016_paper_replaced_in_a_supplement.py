"""A later version of a paper that was issued is a paper at a place of its own under the same number, which replaces it."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

REPLACES = """
CREATE FUNCTION reports_paper_that_replaces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.replaces_id IS DISTINCT FROM NEW.replaces_id THEN
        RAISE EXCEPTION 'A paper goes on replacing what it replaces'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'paper_replaces_an_issued_one';
    END IF;
    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM reports_agendapaper former
        WHERE former.id = NEW.replaces_id AND former.id <> NEW.id AND former.pack_id = NEW.pack_id
          AND former.number = NEW.number AND former.report_id IS NOT DISTINCT FROM NEW.report_id
          AND former.issue_id IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'A paper replaces one of its own number, which an issue of the pack holds'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'paper_replaces_an_issued_one';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paper_replaces_an_issued_one
    BEFORE INSERT OR UPDATE OF number, pack_id, report_id, replaces_id ON reports_agendapaper
    FOR EACH ROW EXECUTE FUNCTION reports_paper_that_replaces();
"""
WITHOUT_REPLACES = """
DROP TRIGGER paper_replaces_an_issued_one ON reports_agendapaper;
DROP FUNCTION reports_paper_that_replaces();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0015_a_version_keeps_its_files"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="agendapaper",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="agendapaper",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="agendapaper",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="agendapaper",
            name="paper_number_given_once",
        ),
        migrations.AddField(
            model_name="agendapaper",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacements",
                to="reports.agendapaper",
            ),
        ),
        migrations.AddField(
            model_name="agendapaperevent",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="reports.agendapaper",
            ),
        ),
        migrations.AddField(
            model_name="uploadedpaper",
            name="tagged",
            field=models.BooleanField(default=False, help_text="Whether it says that it is PDF/UA."),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agendapaper",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reports_agendapaperevent" ("announced_id", "audience", "classification", "id", "issue_id", "number", "pack_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "publication_id", "removed_at", "replaces_id", "report_id", "title", "upload_id") VALUES (NEW."announced_id", NEW."audience", NEW."classification", NEW."id", NEW."issue_id", NEW."number", NEW."pack_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."position", NEW."publication_id", NEW."removed_at", NEW."replaces_id", NEW."report_id", NEW."title", NEW."upload_id"); RETURN NULL;',
                    hash="9d9f82033e235367b0efb0da08c58bbe5734c197",
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
                    func='INSERT INTO "reports_agendapaperevent" ("announced_id", "audience", "classification", "id", "issue_id", "number", "pack_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "publication_id", "removed_at", "replaces_id", "report_id", "title", "upload_id") VALUES (NEW."announced_id", NEW."audience", NEW."classification", NEW."id", NEW."issue_id", NEW."number", NEW."pack_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."position", NEW."publication_id", NEW."removed_at", NEW."replaces_id", NEW."report_id", NEW."title", NEW."upload_id"); RETURN NULL;',
                    hash="4bb8253d8ddca47703ae82c9c28c91e3d232e892",
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
                    func='INSERT INTO "reports_agendapaperevent" ("announced_id", "audience", "classification", "id", "issue_id", "number", "pack_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "publication_id", "removed_at", "replaces_id", "report_id", "title", "upload_id") VALUES (OLD."announced_id", OLD."audience", OLD."classification", OLD."id", OLD."issue_id", OLD."number", OLD."pack_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."position", OLD."publication_id", OLD."removed_at", OLD."replaces_id", OLD."report_id", OLD."title", OLD."upload_id"); RETURN NULL;',
                    hash="4743aa87a8bd9d76ad10cd41bb1e0c532189fe78",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d0661",
                    table="reports_agendapaper",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="agendapaper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaces__isnull", True)),
                fields=("pack", "number"),
                name="paper_number_given_once",
                violation_error_message="Another paper of this meeting has, or had, this number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendapaper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("replaces",),
                name="agenda_paper_replaced_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendapaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaces__isnull", True),
                    ("publication__isnull", False),
                    ("upload__isnull", False),
                    _connector="OR",
                ),
                name="agenda_paper_replaced_by_a_version",
            ),
        ),
        migrations.RunSQL(REPLACES, WITHOUT_REPLACES),
    ]
