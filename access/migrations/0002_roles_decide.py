from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_records"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="rolegrant",
            options={"ordering": ("role", "scope"), "verbose_name": "role"},
        ),
        migrations.AlterModelOptions(
            name="user",
            options={"ordering": ("username",), "verbose_name": "person", "verbose_name_plural": "people"},
        ),
        migrations.AlterModelManagers(
            name="user",
            managers=[],
        ),
        migrations.RemoveField(
            model_name="user",
            name="groups",
        ),
        migrations.RemoveField(
            model_name="user",
            name="is_staff",
        ),
        migrations.RemoveField(
            model_name="user",
            name="user_permissions",
        ),
        migrations.AlterField(
            model_name="rolegrant",
            name="scope",
            field=models.CharField(
                blank=True,
                help_text="A committee's code, for a Sub-Committee member only.",
                max_length=40,
                verbose_name="committee",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        ["party", "panel", "sub_committee", "contributor", "editor", "approver", "administrator"],
                    )
                ),
                name="role_known",
            ),
        ),
        migrations.AlterConstraint(
            model_name="rolegrant",
            name="role_granted_once",
            constraint=models.UniqueConstraint(
                fields=("user", "role", "scope"),
                name="role_granted_once",
                violation_error_message="The person holds this role already.",
            ),
        ),
    ]
