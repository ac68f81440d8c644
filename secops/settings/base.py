"""Settings that hold everywhere. What differs stands in development.py, test.py and production.py.

Every environment variable that is read here or there is described in docs/settings.md.
"""

from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

from .origins import origins

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

# --- What the program is made of ------------------------------------------------------------------

INSTALLED_APPS = [
    "secops.apps.WiringConfig",
    "secops.apps.RecordsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "csp",
    "django_prose_editor",
    "pgtrigger",
    "pghistory",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_filters",
    "django_tables2",
    "access",
    "access.accounts",
    "jobs",
    "importing",
    "parties",
    "modifications",
    "meetings",
    "measures",
    "reports",
    "readers",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    # Puts off the end of a session that is used.
    "access.accounts.sign_ins.SeenMiddleware",
    "access.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Gives back what was typed by somebody who turns out to be signed out.
    "access.kept.KeptForms",
    # Says in the audit trail who asked for what is written.
    "access.middleware.AuditMiddleware",
    # Leads staff to a second factor before anything else.
    "access.accounts.second_factor.SecondFactorMiddleware",
    # Asks once a request which editions of reports are stored.
    "reports.editions.EditionsReadOnce",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "secops.urls"
WSGI_APPLICATION = "secops.wsgi.application"
ASGI_APPLICATION = "secops.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# A misjudged number of rows makes PostgreSQL compile a query that takes milliseconds to run: that costs a second.
POSTGRES_OPTIONS = "-c jit=off"

# --- Records --------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- The audit trail ------------------------------------------------------------------------------

PGHISTORY_BASE_MODEL = "access.events.Event"
PGHISTORY_APPEND_ONLY = True
# Reading writes no record, and need not look up who reads.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
# The time of the change itself, not of its transaction's start: changes of one transaction keep their order.
PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"

# --- People ---------------------------------------------------------------------------------------

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk:arrive"
LOGOUT_REDIRECT_URL = "reports:library"
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["access.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Signing in -----------------------------------------------------------------------------------

# On in production. Sample people of a developer's machine sign in by password.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
SESSION_ENGINE = "access.accounts.sessions"
SESSION_COOKIE_AGE = 60 * env.int("SIGN_IN_IDLE_MINUTES", default=60)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SIGN_IN_LONGEST = 60 * env.int("SIGN_IN_LONGEST_MINUTES", default=10 * 60)  # a working day, with its breaks
PASSWORD_RESET_TIMEOUT = 60 * 60
INVITATION_DAYS = env.int("INVITATION_DAYS", default=14)

# Guesses are counted by all processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # Culling forgets counts: it must not be reached by guessing at many names.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}
ACCOUNT_ADAPTER = "access.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]  # nobody signs up; it checks that both are there
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come from administrators and invitations
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    # From one address, and from it at one person. Whoever is locked out is refused with the right password too.
    "login_failed": "20/15m/ip,5/15m/key",
    # At one person, from all addresses together. Few enough to guess by; enough that locking somebody out takes many.
    "login_failed_anywhere": "50/h/key",
    "reset_password": "10/h/ip,3/h/key",  # each may be a mail to somebody who did not ask for it
}
# How many proxies of ours add the client to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = 0
MFA_ADAPTER = "access.accounts.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # clocks of telephones differ
MFA_FORMS = {
    "authenticate": "access.accounts.factor_forms.CodeForm",
    "authenticate_webauthn": "access.accounts.factor_forms.PasskeyForm",
    "login_webauthn": "access.accounts.factor_forms.PasskeyAloneForm",
    "reauthenticate_webauthn": "access.accounts.factor_forms.PasskeyAgainForm",
    "add_webauthn": "access.accounts.factor_forms.NewPasskeyForm",
}

# SECAS's own accounts, by OpenID Connect: all four or none.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="").rstrip("/")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
OIDC_MAIL_DOMAIN = env.str("OIDC_MAIL_DOMAIN", default="").lower()
OIDC_FORM_ORIGINS = origins("OIDC_FORM_ORIGINS", env.list("OIDC_FORM_ORIGINS", default=[]))
SOCIALACCOUNT_ADAPTER = "access.accounts.work_accounts.WorkAccountAdapter"


def work_accounts(issuer: str, client_id: str, secret: str) -> dict[str, Any]:
    """What django-allauth is told of the provider; nothing without one."""
    if not issuer:
        return {}
    app = {"provider_id": "secas", "name": "SECAS", "client_id": client_id, "secret": secret}
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [{**app, "settings": {"server_url": issuer}}]}}


SOCIALACCOUNT_PROVIDERS = work_accounts(OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET)

# --- Mail -----------------------------------------------------------------------------------------

EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="SEC Reports <reports@localhost>")

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
# Django 6's behaviour, taken now: a web address typed without a scheme means https.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Files ----------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
# Drafts are among them: nobody on the machine reads them but the program's user and group.
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

# --- Imports --------------------------------------------------------------------------------------

IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", default=50_000)  # of one CSV file
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=32 * 1024 * 1024)
IMPORT_KEEP_DAYS = env.int("IMPORT_KEEP_DAYS", default=180)  # the files and rows of one that is done

# --- Paper packs ----------------------------------------------------------------------------------

PACK_MAX_PAGES = env.int("PACK_MAX_PAGES", default=500)  # of one paper that is brought
PACK_MAX_BYTES = env.int("PACK_MAX_BYTES", default=32 * 1024 * 1024)

# --- What one client may ask a minute ---------------------------------------------------------------

API_REQUESTS_A_MINUTE = env.int("API_REQUESTS_A_MINUTE", default=120)
SEARCHES_A_MINUTE = env.int("SEARCHES_A_MINUTE", default=60)
EXPORTS_A_MINUTE = env.int("EXPORTS_A_MINUTE", default=20)  # registers as files

# --- What a browser may do with our pages ---------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Charts are images; some of them are data: addresses inside the page.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        # Signing in with a work account is sent on to its provider, and from there where that sends it.
        "form-action": [SELF, *(["/".join(OIDC_ISSUER.split("/")[:3]), *OIDC_FORM_ORIGINS] if OIDC_ISSUER else [])],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "access.kept.refuse_token"

# --- Work outside the request ---------------------------------------------------------------------

# Schemes of the message brokers that are served; tests send messages inside their process as well.
BROKERS = ("redis", "rediss", "redis+socket", "amqp", "amqps")
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True  # the Job row holds state and result
CELERY_TASK_ACKS_LATE = False  # the Job row, not the message, remembers what is unfinished
CELERY_TASK_SOFT_TIME_LIMIT = env.int("JOB_SOFT_TIME_LIMIT", default=15 * 60)
CELERY_TASK_TIME_LIMIT = CELERY_TASK_SOFT_TIME_LIMIT + 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # a waiting job goes to whoever is free
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Seconds until an unacknowledged message is sent again. It must exceed the longest job, or the
    # broker would hand a running one out twice.
    "visibility_timeout": 2 * CELERY_TASK_TIME_LIMIT,
    # Look for such messages often enough that a dead worker's are found soon after that.
    "unacked_restore_throttle": 1,
    "unacked_restore_interval": 5,
    # Seconds. A broker that takes calls and never answers must not keep a request waiting: the job's row is enough.
    # Longer than the one second after which the broker itself answers a worker that waits for messages.
    "socket_connect_timeout": 3,
    "socket_timeout": 3,
    "max_retries": 0,  # of a connection to send by; workers have their own patience
}
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "jobs.sweep", "schedule": 30.0, "options": {"expires": 30}},
    "publish-due": {"task": "reports.publish_due", "schedule": 15.0, "options": {"expires": 15}},
    # What is published is found at once; this is for the records, and for what was missed.
    "index-for-search": {"task": "readers.index_for_search", "schedule": 600.0, "options": {"expires": 600}},
    # What is published is drawn at once; this is for a release that draws otherwise, and for withdrawals.
    "draw-dashboard": {"task": "readers.draw_dashboard", "schedule": 300.0, "options": {"expires": 300}},
    # At night, and at once where a machine was down then.
    "tidy": {"task": "secops.tidy", "schedule": crontab(hour=3, minute=20), "options": {"expires": 3600}},
    # Through the day, so that news is not a day old: whoever had a mail today gets none before tomorrow.
    "send-digests": {
        "task": "readers.send_digests",
        "schedule": crontab(hour="7-20", minute="40"),
        "options": {"expires": 1800},
    },
    "clear-imports": {
        "task": "importing.clear",
        "schedule": crontab(hour="3", minute="20"),
        "options": {"expires": 6 * 3600},
    },
}

# --- Logs -----------------------------------------------------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "secops.logs.JsonFormatter"},
        "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
        },
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django's own handlers would print a second copy of each line.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # Each names every font and subset that it touches.
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "matplotlib": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
    },
}
