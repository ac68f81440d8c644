"""Real servers. Every value comes from the environment, and nothing starts half configured."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import BROKERS, LOGGING, POSTGRES_OPTIONS, env

REQUIRED = (
    "SECRET_KEY",
    "DATABASE_URL",
    "CELERY_BROKER_URL",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "SEC_STORAGE_DIR",
    "EMAIL_HOST",
    "DEFAULT_FROM_EMAIL",
)
WORK_ACCOUNTS = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_MAIL_DOMAIN")
MIN_KEY_LENGTH, MIN_KEY_CHARACTERS = 50, 5  # Django's own measure of a key that can't be guessed


def _database_engine() -> str:
    try:
        return str(env.db_url("DATABASE_URL").get("ENGINE", ""))
    except (ValueError, ImproperlyConfigured):
        return ""


def _problems() -> list[str]:
    """All that would keep the program from starting safely, each in words that name the variable."""
    missing = [name for name in REQUIRED if not env.str(name, default="").strip()]
    found = [f"these are unset or empty: {', '.join(missing)}."] if missing else []
    key, log_format = env.str("SECRET_KEY", default=""), env.str("LOG_FORMAT", default="json")
    broker = env.str("CELERY_BROKER_URL", default="").partition("://")[0]
    refused = {
        "SECRET_KEY": (
            len(key) < MIN_KEY_LENGTH or len(set(key)) < MIN_KEY_CHARACTERS,
            f"has fewer than {MIN_KEY_LENGTH} characters, or fewer than {MIN_KEY_CHARACTERS} different ones",
        ),
        "ALLOWED_HOSTS": (
            "*" in (host.strip() for host in env.list("ALLOWED_HOSTS", default=[])),
            'holds "*": it must name the hosts',
        ),
        "CELERY_BROKER_URL": (broker not in BROKERS, f"must begin with one of {', '.join(BROKERS)}, and ://"),
        "DATABASE_URL": (
            "DATABASE_URL" not in missing and _database_engine() != "django.db.backends.postgresql",
            "must be the address of a PostgreSQL database",
        ),
        "LOG_FORMAT": (
            log_format not in LOGGING["formatters"],
            f"must be one of {', '.join(LOGGING['formatters'])}",
        ),
    }
    found += _half_configured()
    wrong = (name for name, (is_wrong, _) in refused.items() if is_wrong and name not in missing)
    return found + [f"{name} {refused[name][1]}." for name in wrong]


def _half_configured() -> list[str]:
    """Work accounts are there or not. A provider without TLS could be anybody."""
    values = {name: env.str(name, default="").strip() for name in WORK_ACCOUNTS}
    unset = [name for name, value in values.items() if not value]
    if len(unset) == len(values):
        return []
    if unset:
        return [f"work accounts are half configured: {', '.join(unset)} must be set too, or none of them."]
    return [] if values["OIDC_ISSUER"].startswith("https://") else ["OIDC_ISSUER must begin with https://."]


if problems := _problems():
    raise ImproperlyConfigured(
        "\n  ".join(["Production cannot start with this environment:", *problems, "docs/settings.md describes each."])
    )

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS")

DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", POSTGRES_OPTIONS)
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL")
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)

# Files that the program makes and keeps, and the static files that collectstatic gathers.
STORAGE_DIR = Path(env.str("SEC_STORAGE_DIR"))
MEDIA_ROOT = STORAGE_DIR / "media"
STATIC_ROOT = STORAGE_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "secops.static_files.ModuleStaticFilesStorage",
        # Public, and often gathered by another user than the one that serves them.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}

# One JSON object per line, for whatever collects them.
LOGGING["handlers"]["console"]["formatter"] = env.str("LOG_FORMAT", default="json")

# --- HTTPS only -----------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# The health page is asked for by the machine next door, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
CSRF_COOKIE_SECURE = True
if env.bool("BEHIND_PROXY", default=False):
    # Only where a proxy sets this header itself: a client could otherwise claim to use HTTPS.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
