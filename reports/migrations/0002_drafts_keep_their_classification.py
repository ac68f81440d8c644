from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_records")]

    operations = [
        migrations.AddField(
            model_name="draftpaper",
            name="classification",
            # What was printed before was not asked, so it is taken for the highest.
            field=models.CharField(
                choices=[("white", "White"), ("green", "Green"), ("amber", "Amber"), ("red", "Red")],
                default="red",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="draftpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("classification__in", ["white", "green", "amber", "red"])),
                name="draft_classification_known",
            ),
        ),
        migrations.AlterField(model_name="draftpaper", name="file", field=models.FileField(upload_to="drafts/")),
    ]
