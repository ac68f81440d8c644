"""One machine, one person: servers of our own under var/ unless the environment names others."""

from pathlib import Path

from devtools.state import VarDir

from .base import *  # noqa: F403
from .base import BASE_DIR, POSTGRES_OPTIONS, env

VAR_DIR = VarDir.from_environment(BASE_DIR)

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="") or VAR_DIR.secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

DATABASES = {"default": env.db_url_config(env.str("DATABASE_URL", default="") or VAR_DIR.database_url())}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", POSTGRES_OPTIONS)
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="") or VAR_DIR.broker_url()

STORAGE_DIR = Path(env.str("SEC_STORAGE_DIR", default="") or VAR_DIR.path)
STATIC_ROOT = VAR_DIR.path / "static"
MEDIA_ROOT = STORAGE_DIR / "media"

# Mails become files.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR.path / "mail"
