"""No file is added to an issue of a pack after the transaction that wrote it, and what is written once is never emptied.

What a report's own rows are known by may be the same of two of them within a transaction, so that two change places.
"""

from typing import Any

import pgtrigger.compiler
from django.db import migrations, models

from access.triggers import AddTriggerOnly

WRITTEN_ONCE = ("publishedrestatement", "packissue", "packfile", "uploadedpaper")
GUARD = "".join(
    f"CREATE TRIGGER access_never_emptied BEFORE TRUNCATE ON reports_{table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION access_never_emptied();"
    for table in WRITTEN_ONCE
)
LIFT = "".join(f"DROP TRIGGER access_never_emptied ON reports_{table};" for table in WRITTEN_ONCE)
AT_ONCE = models.Deferrable.IMMEDIATE
KNOWN_BY: tuple[tuple[str, str, tuple[str, ...], dict[str, Any]], ...] = (
    ("reportattachment", "attachment_label_once", ("report", "label"), {}),
    ("sectiontext", "one_text_a_section", ("report", "section"), {}),
    ("warningreason", "one_reason_a_finding", ("report", "check_id", "finding"), {}),
    (
        "objectivestatus",
        "one_status_an_objective",
        ("report", "objective"),
        {"violation_error_message": "The report has a status of this objective already."},
    ),
)


def changing_places() -> list[migrations.operations.base.Operation]:
    found: list[migrations.operations.base.Operation] = []
    for model, name, fields, said in KNOWN_BY:
        constraint = models.UniqueConstraint(fields=fields, name=name, deferrable=AT_ONCE, **said)
        found += [migrations.RemoveConstraint(model, name), migrations.AddConstraint(model, constraint)]
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_trail_is_never_emptied"),
        ("reports", "0018_published_reports_are_closed"),
    ]

    operations = [
        AddTriggerOnly(
            model_name="packfile",
            trigger=pgtrigger.compiler.Trigger(
                name="with_its_issue",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE written bigint; state text;",
                    func="\n        SELECT (pg_current_xact_id()::text::bigint >> 32 << 32) | xmin::text::bigint INTO written\n            FROM reports_packissue WHERE id = NEW.issue_id;\n        BEGIN\n            state := pg_xact_status(written::text::xid8);\n        EXCEPTION WHEN invalid_parameter_value THEN\n            state := NULL;\n        END;\n        IF state IS DISTINCT FROM 'in progress' THEN\n            RAISE EXCEPTION 'An issue of a pack has the files that it was issued with: none is added to it'\n                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'pack_file_with_its_issue';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="e020b9997692f66634b24d48ed9c552db24bf32a",
                    operation="INSERT",
                    pgid="pgtrigger_with_its_issue_42756",
                    table="reports_packfile",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(GUARD, LIFT),
        *changing_places(),
    ]
