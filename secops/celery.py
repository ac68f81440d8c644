"""The Celery application: `celery -A secops worker`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.development")

app = Celery("secops")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
