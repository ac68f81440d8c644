"""The rows that a published report's paper is made from stay as they are until a correction of it is in hand."""

import pgtrigger.compiler
from django.db import migrations

from access.triggers import AddTriggerOnly


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0017_published_restatements"),
    ]

    operations = [
        AddTriggerOnly(
            model_name="objectivestatus",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_once_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'carried_from_id' = to_jsonb(OLD) - 'carried_from_id' THEN\n                RETURN NEW;\n            END IF;\n            IF EXISTS (\n                SELECT FROM reports_publication published\n                WHERE published.report_id IN (OLD.report_id, NEW.report_id) AND NOT EXISTS (\n                    SELECT FROM reports_correction correction\n                    WHERE correction.report_id = published.report_id AND correction.given_up_at IS NULL\n                      AND NOT EXISTS (SELECT FROM reports_publication WHERE correction_id = correction.id)\n                )\n            ) THEN\n                RAISE EXCEPTION 'The report is published, so nothing of it is changed: a correction of it is begun first'\n                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'report_closed_once_published';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="30677308562f84ce0defdb8cbe0f99c759a35c04",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_closed_once_published_0f646",
                    table="reports_objectivestatus",
                    when="BEFORE",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="reportattachment",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_once_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'carried_from_id' = to_jsonb(OLD) - 'carried_from_id' THEN\n                RETURN NEW;\n            END IF;\n            IF EXISTS (\n                SELECT FROM reports_publication published\n                WHERE published.report_id IN (OLD.report_id, NEW.report_id) AND NOT EXISTS (\n                    SELECT FROM reports_correction correction\n                    WHERE correction.report_id = published.report_id AND correction.given_up_at IS NULL\n                      AND NOT EXISTS (SELECT FROM reports_publication WHERE correction_id = correction.id)\n                )\n            ) THEN\n                RAISE EXCEPTION 'The report is published, so nothing of it is changed: a correction of it is begun first'\n                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'report_closed_once_published';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="faa90ee8eb0b63f4ad969462f8343ebb852ea072",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_closed_once_published_cd8ad",
                    table="reports_reportattachment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="sectiontext",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_once_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'carried_from_id' = to_jsonb(OLD) - 'carried_from_id' THEN\n                RETURN NEW;\n            END IF;\n            IF EXISTS (\n                SELECT FROM reports_publication published\n                WHERE published.report_id IN (OLD.report_id, NEW.report_id) AND NOT EXISTS (\n                    SELECT FROM reports_correction correction\n                    WHERE correction.report_id = published.report_id AND correction.given_up_at IS NULL\n                      AND NOT EXISTS (SELECT FROM reports_publication WHERE correction_id = correction.id)\n                )\n            ) THEN\n                RAISE EXCEPTION 'The report is published, so nothing of it is changed: a correction of it is begun first'\n                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'report_closed_once_published';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="2bcb506d2a354680f1fb57ac68d3b12a87816eef",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_closed_once_published_b05cf",
                    table="reports_sectiontext",
                    when="BEFORE",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="warningreason",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_once_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'carried_from_id' = to_jsonb(OLD) - 'carried_from_id' THEN\n                RETURN NEW;\n            END IF;\n            IF EXISTS (\n                SELECT FROM reports_publication published\n                WHERE published.report_id IN (OLD.report_id, NEW.report_id) AND NOT EXISTS (\n                    SELECT FROM reports_correction correction\n                    WHERE correction.report_id = published.report_id AND correction.given_up_at IS NULL\n                      AND NOT EXISTS (SELECT FROM reports_publication WHERE correction_id = correction.id)\n                )\n            ) THEN\n                RAISE EXCEPTION 'The report is published, so nothing of it is changed: a correction of it is begun first'\n                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'report_closed_once_published';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="deaeb50c5c706de32db5f7e855497130a1afa1b1",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_closed_once_published_b6e2b",
                    table="reports_warningreason",
                    when="BEFORE",
                ),
            ),
        ),
    ]
