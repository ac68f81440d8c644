"""The program's own timetable, beaten faster: `celery -A tests.reports.publishing.clock beat`."""

from __future__ import annotations

from secops.celery import app

SECONDS = 0.5

app.conf.beat_schedule = {name: {**entry, "schedule": SECONDS} for name, entry in app.conf.beat_schedule.items()}
app.conf.beat_max_loop_interval = SECONDS
