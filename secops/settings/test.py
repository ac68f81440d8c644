"""Development's servers, a database of the tests' own, and whatever makes tests quick and closed."""

import os
import warnings

from .development import *  # noqa: F403
from .development import DATABASES, POSTGRES_OPTIONS, VAR_DIR, env

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# Two runs at once need two databases: each sets its own TEST_DB_SUFFIX.
_suffix = env.str("TEST_DB_SUFFIX", default="")
_database = DATABASES["default"]
_database["TEST"] = {"NAME": "_".join(filter(None, ["test", _database["NAME"], _suffix]))}
_database["CONN_MAX_AGE"] = 0
# A test database need not survive a power cut.
# Its tables are emptied between tests, which the trail refuses to any other.
_options = f"{POSTGRES_OPTIONS} -c synchronous_commit=off -c access.may_truncate=on"
_database["OPTIONS"] = {**_database.get("OPTIONS", {}), "options": _options}

# A test asks more in a minute than any client may.
API_REQUESTS_A_MINUTE = SEARCHES_A_MINUTE = EXPORTS_A_MINUTE = 1_000_000

# Messages stay inside the process. Tests of the real thing start a broker and a worker themselves.
CELERY_BROKER_URL = "memory://"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR_DIR.path / "test-media" / os.environ.get("PYTEST_XDIST_WORKER", "")  # a folder for each process
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # find static files where they are: tests build none

# The transitional setting in base.py announces its own removal in Django 6.
warnings.filterwarnings("ignore", message="The FORMS_URLFIELD_ASSUME_HTTPS transitional setting")
