"""The words of PDFs that are brought to packs, so that search finds what they say."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0020_published_reports_own_row_is_closed"),
    ]

    operations = [
        migrations.CreateModel(
            name="UploadedText",
            fields=[
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="reports.uploadedpaper",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("read", "Read"),
                            ("cut", "Read in part"),
                            ("none", "Holds no text"),
                            ("failed", "Could not be read"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "pages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        default=list,
                        help_text="From the first; blank for one that holds no text.",
                        size=None,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["read", "cut", "none", "failed"])), name="text_state_known"
                    )
                ],
            },
        ),
    ]
