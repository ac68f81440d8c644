"""A rule can be set aside before a report is sent, when there is no round yet. No program has written an override
before this, so none is carried over."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0012_reviewed_and_published"),
    ]

    operations = [
        migrations.AddField(
            model_name="override",
            name="report",
            field=models.ForeignKey(
                default=None,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="overrides",
                to="reports.report",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="override",
            name="version",
            field=models.PositiveSmallIntegerField(default=None),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="override",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="overrides",
                to="reports.reviewround",
            ),
        ),
    ]
