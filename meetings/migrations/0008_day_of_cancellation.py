"""The day on which a meeting was cancelled. Of those that are recorded as cancelled it is not known."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_reports_without_a_day_due"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="meeting",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="meeting",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="meeting",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="meeting",
            name="cancelled_on",
            field=models.DateField(
                blank=True,
                help_text="The day it was cancelled; blank where that is not known.",
                null=True,
                verbose_name="cancelled on",
            ),
        ),
        migrations.AddField(
            model_name="meetingevent",
            name="cancelled_on",
            field=models.DateField(
                blank=True,
                help_text="The day it was cancelled; blank where that is not known.",
                null=True,
                verbose_name="cancelled on",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_meetingevent" ("cancelled", "cancelled_on", "committee_id", "headline", "held_on", "id", "illustrative", "kind", "link", "minutes_issued_on", "notice_on", "number", "papers_issued_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "suffix", "title") VALUES (NEW."cancelled", NEW."cancelled_on", NEW."committee_id", NEW."headline", NEW."held_on", NEW."id", NEW."illustrative", NEW."kind", NEW."link", NEW."minutes_issued_on", NEW."notice_on", NEW."number", NEW."papers_issued_on", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."purpose", NEW."suffix", NEW."title"); RETURN NULL;',
                    hash="1e2add35564803496eea8b94b02c0617aa2ef803",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_61d9e",
                    table="meetings_meeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "meetings_meetingevent" ("cancelled", "cancelled_on", "committee_id", "headline", "held_on", "id", "illustrative", "kind", "link", "minutes_issued_on", "notice_on", "number", "papers_issued_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "suffix", "title") VALUES (NEW."cancelled", NEW."cancelled_on", NEW."committee_id", NEW."headline", NEW."held_on", NEW."id", NEW."illustrative", NEW."kind", NEW."link", NEW."minutes_issued_on", NEW."notice_on", NEW."number", NEW."papers_issued_on", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."purpose", NEW."suffix", NEW."title"); RETURN NULL;',
                    hash="eb7b228f6d34e730bc157b60e2d192d5452bfefb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_495b8",
                    table="meetings_meeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "meetings_meetingevent" ("cancelled", "cancelled_on", "committee_id", "headline", "held_on", "id", "illustrative", "kind", "link", "minutes_issued_on", "notice_on", "number", "papers_issued_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "suffix", "title") VALUES (OLD."cancelled", OLD."cancelled_on", OLD."committee_id", OLD."headline", OLD."held_on", OLD."id", OLD."illustrative", OLD."kind", OLD."link", OLD."minutes_issued_on", OLD."notice_on", OLD."number", OLD."papers_issued_on", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."purpose", OLD."suffix", OLD."title"); RETURN NULL;',
                    hash="afc24fb96f6da1470056f0444e4847daa00ae7de",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4bf26",
                    table="meetings_meeting",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("cancelled_on__isnull", True), ("cancelled", True), _connector="OR"),
                name="day_of_a_cancelled_meeting",
                violation_error_message="Only a meeting that is cancelled has a day on which it was.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancelled_on__isnull", True), ("cancelled_on__lte", models.F("held_on")), _connector="OR"
                ),
                name="cancelled_by_its_day",
                violation_error_message="A meeting is cancelled by the day that it was planned for.",
            ),
        ),
    ]
