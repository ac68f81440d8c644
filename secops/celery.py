"""The Celery application: `celery -A secops worker`.

Whoever imports anything of this package imports this module, web servers before their own entry point is read. So the
settings that it takes where nobody named others are production's, as theirs are: what is refused there must never start
with a developer's settings instead. `manage.py` and devtools name their own beforehand.
"""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

from secops.heap import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.production")

app = Celery("secops")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def settle_memory(**event: Any) -> None:
    """Each process of a worker's, once Django is set up."""
    settle()
