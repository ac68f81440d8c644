"""Which sections of published papers name which records, kept so that a record's page need not read the papers."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("reports", "0015_a_version_keeps_its_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedMention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "classification",
                    models.CharField(
                        choices=[("white", "White"), ("green", "Green"), ("amber", "Amber"), ("red", "Red")],
                        max_length=10,
                    ),
                ),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("target", models.CharField(max_length=80)),
                ("anchor", models.CharField(max_length=80)),
                ("label", models.CharField(max_length=400)),
                ("within", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField(help_text="Of the section in its file, from 0.")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="reports.publishedfile"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reports.publication"
                    ),
                ),
            ],
            options={
                "ordering": ("publication", "file", "position"),
                "indexes": [models.Index(fields=["target"], name="mention_of")],
                "constraints": [
                    models.UniqueConstraint(fields=("file", "target", "anchor"), name="mentioned_once_a_section"),
                    models.CheckConstraint(
                        condition=models.Q(("classification__in", ["white", "green", "amber", "red"])),
                        name="mention_classification_known",
                    ),
                ],
            },
        ),
    ]
