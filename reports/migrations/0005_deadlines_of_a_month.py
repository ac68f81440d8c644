"""The steps of every month that the desk starts with; SECAS may change them."""

from django.db import migrations

DEADLINES = (("data-cut", "Data cut", 5), ("sign-off", "Sign-off", 2))


def enter(apps, schema_editor):
    deadline = apps.get_model("reports", "Deadline")
    for code, name, working_days in DEADLINES:
        deadline.objects.get_or_create(code=code, defaults={"name": name, "working_days": working_days})


def leave(apps, schema_editor):
    apps.get_model("reports", "Deadline").objects.filter(code__in=[code for code, *_ in DEADLINES]).delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_month_desk_and_audit_trail")]

    operations = [migrations.RunPython(enter, leave)]
