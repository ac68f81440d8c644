"""The sections that name a record are found with their paper, so that twenty years of them are found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("readers", "0003_following"),
        ("reports", "0018_published_reports_are_closed"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="publishedmention",
            name="mention_of",
        ),
        migrations.AddIndex(
            model_name="publishedmention",
            index=models.Index(fields=["target", "publication"], name="mention_of_in"),
        ),
    ]
