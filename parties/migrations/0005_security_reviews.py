"""What the Security Sub-Committee reviews, with its trail, neither of which is ever emptied at a stroke."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_trail_is_never_emptied"),
        ("parties", "0004_audit_trail"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecurityOutcomeEvent",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assurance_status", "Assurance status"),
                            ("verification", "Verification Assessment"),
                            ("directors_letter", "Director’s Letter"),
                        ],
                        max_length=20,
                        verbose_name="review",
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        db_index=False, help_text="SECAS's own short name for the outcome.", max_length=40
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As reports print it, of a review and of no Party: Approved, or Further steps asked.",
                        max_length=200,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SecurityReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                (
                    "reviewed_on",
                    models.DateField(help_text="The day the Security Sub-Committee decided.", verbose_name="reviewed"),
                ),
                ("remark", models.TextField(blank=True, help_text="What the Party is to do, for the Red appendix.")),
            ],
            options={
                "ordering": ("-reviewed_on", "outcome", "party"),
            },
        ),
        migrations.CreateModel(
            name="SecurityReviewEvent",
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
                (
                    "reviewed_on",
                    models.DateField(help_text="The day the Security Sub-Committee decided.", verbose_name="reviewed"),
                ),
                ("remark", models.TextField(blank=True, help_text="What the Party is to do, for the Red appendix.")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SecurityOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assurance_status", "Assurance status"),
                            ("verification", "Verification Assessment"),
                            ("directors_letter", "Director’s Letter"),
                        ],
                        max_length=20,
                        verbose_name="review",
                    ),
                ),
                (
                    "code",
                    models.SlugField(help_text="SECAS's own short name for the outcome.", max_length=40, unique=True),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As reports print it, of a review and of no Party: Approved, or Further steps asked.",
                        max_length=200,
                    ),
                ),
            ],
            options={
                "ordering": ("kind", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["assurance_status", "verification", "directors_letter"])),
                        name="security_review_kind_known",
                    ),
                    models.UniqueConstraint(
                        fields=("kind", "name"),
                        name="security_outcome_once",
                        violation_error_message="This kind of review has an outcome of this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[a-z0-9_-]+$")),
                        name="security_outcome_code_in_small_letters",
                        violation_error_message="A code is in small letters: northbank-energy.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="securityoutcome",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "parties_securityoutcomeevent" ("code", "id", "illustrative", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."illustrative", NEW."kind", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="75b1be6e01aa08e9f0f9e4c0e9d0d59444f92d46",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ba7cf",
                    table="parties_securityoutcome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="securityoutcome",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "parties_securityoutcomeevent" ("code", "id", "illustrative", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."illustrative", NEW."kind", NEW."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id"); RETURN NULL;',
                    hash="a03f0dd80d3d3004dd9d4ab816726a7ac7be059b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f4c3f",
                    table="parties_securityoutcome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="securityoutcome",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "parties_securityoutcomeevent" ("code", "id", "illustrative", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."illustrative", OLD."kind", OLD."name", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="275ac2dfaf81012e8668f90d94b98d22d5574ef9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_add47",
                    table="parties_securityoutcome",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="securityoutcomeevent",
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
            model_name="securityoutcomeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="parties.securityoutcome",
            ),
        ),
        migrations.AddField(
            model_name="securityreview",
            name="outcome",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="parties.securityoutcome"
            ),
        ),
        migrations.AddField(
            model_name="securityreview",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="security_reviews",
                to="parties.party",
                verbose_name="Party",
            ),
        ),
        migrations.AddField(
            model_name="securityreviewevent",
            name="outcome",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="parties.securityoutcome",
            ),
        ),
        migrations.AddField(
            model_name="securityreviewevent",
            name="party",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="parties.party",
                verbose_name="Party",
            ),
        ),
        migrations.AddField(
            model_name="securityreviewevent",
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
            model_name="securityreviewevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="parties.securityreview",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="securityoutcomeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f8f9c4d4e230e69140ce3ddda46ed3d5e2d61164",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_99e87",
                    table="parties_securityoutcomeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="securityreview",
            index=models.Index(fields=["reviewed_on"], name="security_reviewed"),
        ),
        migrations.AddConstraint(
            model_name="securityreview",
            constraint=models.UniqueConstraint(
                fields=("party", "outcome", "reviewed_on"),
                name="security_review_once",
                violation_error_message="This outcome is recorded for the Party on that day already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="securityreview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "parties_securityreviewevent" ("id", "illustrative", "outcome_id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "reviewed_on") VALUES (NEW."id", NEW."illustrative", NEW."outcome_id", NEW."party_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."remark", NEW."reviewed_on"); RETURN NULL;',
                    hash="47a1bef60b40cfe83cc588107dfd2b27b803d8fd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1d840",
                    table="parties_securityreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="securityreview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "parties_securityreviewevent" ("id", "illustrative", "outcome_id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "reviewed_on") VALUES (NEW."id", NEW."illustrative", NEW."outcome_id", NEW."party_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."remark", NEW."reviewed_on"); RETURN NULL;',
                    hash="200868054bd3d144592b6ed81ccf17fb953836cf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ec758",
                    table="parties_securityreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="securityreview",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "parties_securityreviewevent" ("id", "illustrative", "outcome_id", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "reviewed_on") VALUES (OLD."id", OLD."illustrative", OLD."outcome_id", OLD."party_id", _pgh_attach_context(), CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."remark", OLD."reviewed_on"); RETURN NULL;',
                    hash="fee82cfbd317be64b0e44e9d67dbb4557ecf95fb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_17fc1",
                    table="parties_securityreview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="securityreviewevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c70630ab6e964753b6799a5fa591368d6e098430",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_39b3c",
                    table="parties_securityreviewevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL("SELECT access_guard_against_truncate()", migrations.RunSQL.noop),
    ]
