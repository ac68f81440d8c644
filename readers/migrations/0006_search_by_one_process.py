"""One process looks through the entries of search for one question. The planner thinks little of several that read all of
them, since it leaves out what unpacking each entry's words takes: several times as long as by the index."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("readers", "0005_search_in_brought_papers")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE readers_searchentry SET (parallel_workers = 0)",
            "ALTER TABLE readers_searchentry RESET (parallel_workers)",
        )
    ]
