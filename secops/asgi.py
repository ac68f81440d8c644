"""Entry point of an ASGI server."""

import os
from importlib import import_module

from django.conf import settings
from django.core.asgi import get_asgi_application

from secops.heap import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.production")

application = get_asgi_application()

import_module(settings.ROOT_URLCONF)  # which it otherwise does at its first request
settle()
