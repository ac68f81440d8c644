"""What is found of a pack goes with its file, and gives way to what takes its paper's place."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("readers", "0004_mentions_found_by_paper"),
        ("reports", "0021_words_of_brought_papers"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchentry",
            name="paper",
            field=models.ForeignKey(
                db_index=False,
                help_text="Of a pack: what another may take the place of.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="reports.agendapaper",
            ),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="stands_with",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                default=list,
                help_text="The publications in the same file of a pack, which go with it.",
                size=None,
            ),
        ),
    ]
