"""The clock of the mails to those who follow something."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from readers.following.digests import send_digests


@shared_task(name="readers.send_digests")
def send_digests_by_the_clock() -> int:
    """How many mails were written. Begun again after it was killed, it goes on with the people who are left."""
    return send_digests(timezone.now())
