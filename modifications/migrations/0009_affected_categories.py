"""Which Party Categories a modification affects, from a day on."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("modifications", "0008_audit_trail"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="AffectedCategoriesFrom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                ("since", models.DateField(help_text="The first day this holds.")),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("large_supplier", "Large Suppliers"),
                                ("small_supplier", "Small Suppliers"),
                                ("electricity_network", "Electricity Networks"),
                                ("gas_network", "Gas Networks"),
                                ("other", "Other SEC Parties"),
                                ("dcc", "DCC"),
                            ],
                            max_length=30,
                        ),
                        size=None,
                        verbose_name="Party Categories",
                    ),
                ),
                (
                    "modification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="affected_categories",
                        to="modifications.modification",
                    ),
                ),
            ],
            options={
                "ordering": ("modification", "since"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AffectedCategoriesFromEvent",
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
                ("since", models.DateField(help_text="The first day this holds.")),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("large_supplier", "Large Suppliers"),
                                ("small_supplier", "Small Suppliers"),
                                ("electricity_network", "Electricity Networks"),
                                ("gas_network", "Gas Networks"),
                                ("other", "Other SEC Parties"),
                                ("dcc", "DCC"),
                            ],
                            max_length=30,
                        ),
                        size=None,
                        verbose_name="Party Categories",
                    ),
                ),
                (
                    "modification",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="modifications.modification",
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
                        to="modifications.affectedcategoriesfrom",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="affectedcategoriesfrom",
            constraint=models.UniqueConstraint(
                fields=("modification", "since"),
                name="affectedcategoriesfrom_one_a_day",
                violation_error_message="Another row of this history begins on the same day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="affectedcategoriesfrom",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    django.db.models.expressions.CombinedExpression(
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.functions.comparison.Coalesce(
                                            django.db.models.expressions.CombinedExpression(
                                                models.Func(
                                                    models.F("categories"),
                                                    models.Value("large_supplier"),
                                                    function="ARRAY_POSITION",
                                                    output_field=models.IntegerField(),
                                                ),
                                                "/",
                                                models.Func(
                                                    models.F("categories"),
                                                    models.Value("large_supplier"),
                                                    function="ARRAY_POSITION",
                                                    output_field=models.IntegerField(),
                                                ),
                                            ),
                                            models.Value(0),
                                        ),
                                        "+",
                                        django.db.models.functions.comparison.Coalesce(
                                            django.db.models.expressions.CombinedExpression(
                                                models.Func(
                                                    models.F("categories"),
                                                    models.Value("small_supplier"),
                                                    function="ARRAY_POSITION",
                                                    output_field=models.IntegerField(),
                                                ),
                                                "/",
                                                models.Func(
                                                    models.F("categories"),
                                                    models.Value("small_supplier"),
                                                    function="ARRAY_POSITION",
                                                    output_field=models.IntegerField(),
                                                ),
                                            ),
                                            models.Value(0),
                                        ),
                                    ),
                                    "+",
                                    django.db.models.functions.comparison.Coalesce(
                                        django.db.models.expressions.CombinedExpression(
                                            models.Func(
                                                models.F("categories"),
                                                models.Value("electricity_network"),
                                                function="ARRAY_POSITION",
                                                output_field=models.IntegerField(),
                                            ),
                                            "/",
                                            models.Func(
                                                models.F("categories"),
                                                models.Value("electricity_network"),
                                                function="ARRAY_POSITION",
                                                output_field=models.IntegerField(),
                                            ),
                                        ),
                                        models.Value(0),
                                    ),
                                ),
                                "+",
                                django.db.models.functions.comparison.Coalesce(
                                    django.db.models.expressions.CombinedExpression(
                                        models.Func(
                                            models.F("categories"),
                                            models.Value("gas_network"),
                                            function="ARRAY_POSITION",
                                            output_field=models.IntegerField(),
                                        ),
                                        "/",
                                        models.Func(
                                            models.F("categories"),
                                            models.Value("gas_network"),
                                            function="ARRAY_POSITION",
                                            output_field=models.IntegerField(),
                                        ),
                                    ),
                                    models.Value(0),
                                ),
                            ),
                            "+",
                            django.db.models.functions.comparison.Coalesce(
                                django.db.models.expressions.CombinedExpression(
                                    models.Func(
                                        models.F("categories"),
                                        models.Value("other"),
                                        function="ARRAY_POSITION",
                                        output_field=models.IntegerField(),
                                    ),
                                    "/",
                                    models.Func(
                                        models.F("categories"),
                                        models.Value("other"),
                                        function="ARRAY_POSITION",
                                        output_field=models.IntegerField(),
                                    ),
                                ),
                                models.Value(0),
                            ),
                        ),
                        "+",
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.expressions.CombinedExpression(
                                models.Func(
                                    models.F("categories"),
                                    models.Value("dcc"),
                                    function="ARRAY_POSITION",
                                    output_field=models.IntegerField(),
                                ),
                                "/",
                                models.Func(
                                    models.F("categories"),
                                    models.Value("dcc"),
                                    function="ARRAY_POSITION",
                                    output_field=models.IntegerField(),
                                ),
                            ),
                            models.Value(0),
                        ),
                    ),
                    django.db.models.functions.comparison.Greatest(
                        models.Func(models.F("categories"), function="CARDINALITY", output_field=models.IntegerField()),
                        models.Value(1),
                    ),
                ),
                name="affected_categories_known_once",
                violation_error_message="Give the Party Categories it affects, each once.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="affectedcategoriesfrom",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "modifications_affectedcategoriesfromevent" ("categories", "id", "illustrative", "modification_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (NEW."categories", NEW."id", NEW."illustrative", NEW."modification_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."since"); RETURN NULL;',
                    hash="0483cda4f81c5bae6eb02dfbe74884845ed22a6a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_85064",
                    table="modifications_affectedcategoriesfrom",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="affectedcategoriesfrom",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "modifications_affectedcategoriesfromevent" ("categories", "id", "illustrative", "modification_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (NEW."categories", NEW."id", NEW."illustrative", NEW."modification_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."since"); RETURN NULL;',
                    hash="c3c4170271ac219621bf7654e912d85aae1a7fb3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_50e60",
                    table="modifications_affectedcategoriesfrom",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="affectedcategoriesfrom",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "modifications_affectedcategoriesfromevent" ("categories", "id", "illustrative", "modification_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since") VALUES (OLD."categories", OLD."id", OLD."illustrative", OLD."modification_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."since"); RETURN NULL;',
                    hash="8295081cd8c2ff046109f7311b09696f510ca36a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_74604",
                    table="modifications_affectedcategoriesfrom",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="affectedcategoriesfromevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="11a4249717000808397362cb685c4892c8cc9e66",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0c784",
                    table="modifications_affectedcategoriesfromevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL("SELECT access_guard_against_truncate()", migrations.RunSQL.noop),
    ]
