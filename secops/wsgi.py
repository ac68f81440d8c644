"""Entry point of a WSGI server."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from secops.heap import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings.production")

application = get_wsgi_application()

import_module(settings.ROOT_URLCONF)  # which it otherwise does at its first request
settle()
