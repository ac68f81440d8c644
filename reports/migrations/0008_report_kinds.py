from django.db import migrations, models

import reports.models.report


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0007_sub_committee_report"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="report",
            name="report_kind_known",
        ),
        migrations.AlterField(
            model_name="report",
            name="kind",
            field=models.CharField(choices=reports.models.report.report_kinds, max_length=20),
        ),
        migrations.AlterField(
            model_name="reportevent",
            name="kind",
            field=models.CharField(choices=reports.models.report.report_kinds, max_length=20),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__regex", "^[a-z]+(-[a-z]+)*$")), name="report_kind_spelt"
            ),
        ),
    ]
