"""A published report's own row stays as it is until a correction of it is in hand, and it stays the report that it is."""

import pgtrigger.compiler
from django.db import migrations

from access.triggers import AddTriggerOnly


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0019_packs_keep_their_files"),
    ]

    operations = [
        AddTriggerOnly(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_once_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'carried_from_id' = to_jsonb(OLD) - 'carried_from_id' THEN\n                RETURN NEW;\n            END IF;\n            IF EXISTS (\n                SELECT FROM reports_publication published\n                WHERE published.report_id IN (OLD.id, NEW.id) AND NOT EXISTS (\n                    SELECT FROM reports_correction correction\n                    WHERE correction.report_id = published.report_id AND correction.given_up_at IS NULL\n                      AND NOT EXISTS (SELECT FROM reports_publication WHERE correction_id = correction.id)\n                )\n            ) THEN\n                RAISE EXCEPTION 'The report is published, so nothing of it is changed: a correction of it is begun first'\n                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'report_closed_once_published';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="c8e04e1370f94da78f8052ee05760c0413802374",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_closed_once_published_42b54",
                    table="reports_report",
                    when="BEFORE",
                ),
            ),
        ),
        AddTriggerOnly(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="stays_what_it_is",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP = 'UPDATE' AND (NEW.id, NEW.kind, NEW.month) = (OLD.id, OLD.kind, OLD.month) THEN\n                RETURN NEW;\n            END IF;\n            IF EXISTS (SELECT FROM reports_publication WHERE report_id = OLD.id) THEN\n                RAISE EXCEPTION 'The report is published, so it stays what it is: its kind and its month, and that it is there'\n                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'report_stays_what_it_is';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="8504c243a22c1433167e5c9a37da3610138ad6e8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_what_it_is_f707b",
                    table="reports_report",
                    when="BEFORE",
                ),
            ),
        ),
    ]
