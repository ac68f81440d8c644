"""No file is added to a version after the transaction that published it: from there on the database refuses it."""

import pgtrigger.compiler
from django.db import migrations

from access.triggers import AddTriggerOnly


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0014_packs"),
    ]

    operations = [
        AddTriggerOnly(
            model_name="publishedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="with_its_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE written bigint; state text;",
                    func="\n        SELECT (pg_current_xact_id()::text::bigint >> 32 << 32) | xmin::text::bigint INTO written\n            FROM reports_publication WHERE id = NEW.publication_id;\n        BEGIN\n            state := pg_xact_status(written::text::xid8);\n        EXCEPTION WHEN invalid_parameter_value THEN\n            state := NULL;\n        END;\n        IF state IS DISTINCT FROM 'in progress' THEN\n            RAISE EXCEPTION 'A published version has the files that it was published with: none is added to it'\n                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'published_file_with_its_version';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="4447b141dc15fc4ecf3c2eb3f1bbd23cc6d387fa",
                    operation="INSERT",
                    pgid="pgtrigger_with_its_version_ce79e",
                    table="reports_publishedfile",
                    when="BEFORE",
                ),
            ),
        ),
    ]
