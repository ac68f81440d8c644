"""Wiring: settings, addresses, the task queue. Rules and records live in the apps."""

from secops.celery import app as celery_app

__all__ = ["celery_app"]
