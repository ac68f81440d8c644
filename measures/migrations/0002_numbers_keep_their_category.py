from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0001_records"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="measurecategory",
            constraint=models.UniqueConstraint(fields=("id", "measure"), name="category_with_its_measure"),
        ),
        migrations.AlterConstraint(
            model_name="observation",
            name="one_number_a_month",
            constraint=models.UniqueConstraint(
                fields=("measure", "category", "month"),
                name="one_number_a_month",
                nulls_distinct=False,
                violation_error_message="The month has a number for this measure and category already.",
            ),
        ),
        # A number with a category is one of the measure that the category is of: a reference over both columns,
        # which Django has no field for.
        migrations.RunSQL(
            """
            ALTER TABLE measures_observation ADD CONSTRAINT observation_category_of_its_measure
            FOREIGN KEY (category_id, measure_id) REFERENCES measures_measurecategory (id, measure_id)
            DEFERRABLE INITIALLY DEFERRED
            """,
            "ALTER TABLE measures_observation DROP CONSTRAINT observation_category_of_its_measure",
        ),
    ]
