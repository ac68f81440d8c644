"""Words that no page of a brought PDF shows are left out, and counted: those kept before are read again by search."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0021_words_of_brought_papers"),
    ]

    operations = [
        migrations.AddField(
            model_name="uploadedtext",
            name="hidden",
            field=models.PositiveIntegerField(
                default=0,
                help_text="Words that the PDF holds and no page of it shows: they are not among those of its pages.",
            ),
        ),
        migrations.RunSQL("DELETE FROM reports_uploadedtext", migrations.RunSQL.noop),
    ]
