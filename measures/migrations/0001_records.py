import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=120, unique=True)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("security", "Security and Privacy"),
                            ("helpdesk", "Helpdesk"),
                            ("website", "Website"),
                            ("newsletter", "Newsletter"),
                            ("codeworks", "CodeWorks"),
                            ("product_lists", "Product lists"),
                            ("resource_days", "Resource days"),
                            ("smda", "Smart Meter Device Assurance"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[("count", "Number"), ("days", "Days"), ("percent", "Per cent")],
                        default="count",
                        max_length=10,
                    ),
                ),
                ("decimals", models.PositiveSmallIntegerField(default=0)),
                (
                    "ranked",
                    models.BooleanField(
                        default=False, help_text="A ranked list, such as the top five pages, instead of numbers."
                    ),
                ),
                ("definition", models.TextField(blank=True, help_text="What is counted, and what is not.")),
            ],
            options={
                "ordering": ("group", "name"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit__in", ["count", "days", "percent"])), name="measure_unit_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "group__in",
                                [
                                    "security",
                                    "helpdesk",
                                    "website",
                                    "newsletter",
                                    "codeworks",
                                    "product_lists",
                                    "resource_days",
                                    "smda",
                                ],
                            )
                        ),
                        name="measure_group_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("decimals__lte", 4)), name="measure_decimals_bounded"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureCategory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                ("code", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=120)),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        help_text="A heading the category stands under, such as Services or Projects.",
                        max_length=60,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "first_month",
                    models.DateField(
                        blank=True,
                        help_text="The first day of the first month it is measured; blank if always.",
                        null=True,
                    ),
                ),
                (
                    "last_month",
                    models.DateField(
                        blank=True,
                        help_text="The first day of the last month it is measured; blank if still.",
                        null=True,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="categories", to="measures.measure"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "measure categories",
                "ordering": ("measure", "position", "name"),
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                ("month", models.DateField(help_text="The first day of the month.")),
                ("value", models.DecimalField(decimal_places=4, max_digits=16)),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="measures.measurecategory",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="observations", to="measures.measure"
                    ),
                ),
            ],
            options={
                "ordering": ("-month", "measure", "category"),
            },
        ),
        migrations.CreateModel(
            name="RankedEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "illustrative",
                    models.BooleanField(
                        default=False,
                        help_text="Made up so that a published total comes out of a count; never a fact about a real record.",
                    ),
                ),
                ("month", models.DateField(help_text="The first day of the month.")),
                ("rank", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=200)),
                (
                    "measure",
                    models.ForeignKey(
                        limit_choices_to={"ranked": True},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ranked_entries",
                        to="measures.measure",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ranked entries",
                "ordering": ("-month", "measure", "rank"),
            },
        ),
        migrations.AddConstraint(
            model_name="measurecategory",
            constraint=models.UniqueConstraint(fields=("measure", "code"), name="category_code_once"),
        ),
        migrations.AddConstraint(
            model_name="measurecategory",
            constraint=models.UniqueConstraint(fields=("measure", "name"), name="category_name_once"),
        ),
        migrations.AddConstraint(
            model_name="measurecategory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_month__isnull", True), ("first_month__day", 1), _connector="OR"),
                    models.Q(("last_month__isnull", True), ("last_month__day", 1), _connector="OR"),
                ),
                name="category_months_by_first_day",
                violation_error_message="Name a month by its first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurecategory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("first_month__isnull", True),
                    ("last_month__isnull", True),
                    ("last_month__gte", models.F("first_month")),
                    _connector="OR",
                ),
                name="category_ends_after_it_begins",
                violation_error_message="A category ends in or after the month it begins.",
            ),
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(fields=["month", "measure"], name="observation_by_month"),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.UniqueConstraint(
                fields=("measure", "category", "month"), name="one_number_a_month", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)),
                name="observation_month_by_first_day",
                violation_error_message="Name the month by its first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__gte", 0)),
                name="observation_not_negative",
                violation_error_message="A measure is not negative.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rankedentry",
            constraint=models.UniqueConstraint(fields=("measure", "month", "rank"), name="rank_once"),
        ),
        migrations.AddConstraint(
            model_name="rankedentry",
            constraint=models.UniqueConstraint(fields=("measure", "month", "label"), name="ranked_label_once"),
        ),
        migrations.AddConstraint(
            model_name="rankedentry",
            constraint=models.CheckConstraint(condition=models.Q(("rank__gte", 1)), name="rank_from_one"),
        ),
        migrations.AddConstraint(
            model_name="rankedentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)),
                name="ranked_month_by_first_day",
                violation_error_message="Name the month by its first day.",
            ),
        ),
    ]
