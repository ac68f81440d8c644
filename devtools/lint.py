"""`make lint`: every check that needs no test, all of them even when one fails."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from pathlib import Path

from devtools.children import Children, Stopped, stoppable
from devtools.errors import SetupError
from devtools.services import in_use, needed
from devtools.state import VarDir

ROOT = Path(__file__).resolve().parents[1]


def production_environment(storage: str) -> dict[str, str]:
    """Production's settings, whole but pointing nowhere: what is checked is that they are safe."""
    return {
        "DJANGO_SETTINGS_MODULE": "secops.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": "postgres://nobody@localhost/nowhere",
        "CELERY_BROKER_URL": "redis://localhost/0",
        "ALLOWED_HOSTS": "reports.example.org",
        "CSRF_TRUSTED_ORIGINS": "https://reports.example.org",
        "SEC_STORAGE_DIR": storage,
        "EMAIL_HOST": "mail.example.org",
        "DEFAULT_FROM_EMAIL": "reports@example.org",
    }


def checks(production: dict[str, str]) -> list[tuple[str, list[str], dict[str, str]]]:
    """Name, command and environment of each."""
    python, development = [sys.executable, "-m"], {"DJANGO_SETTINGS_MODULE": "secops.settings.development"}
    # The same two warnings as in pyproject.toml are no errors.
    expected = ["-W", "ignore:The FORMS_URLFIELD_ASSUME_HTTPS", "-W", "ignore:HarfBuzz-Subset will be required"]
    manage = [sys.executable, "-W", "error", *expected, "manage.py"]
    return [
        ("style", [*python, "ruff", "check", "."], {}),
        ("format", [*python, "ruff", "format", "--check", "."], {}),
        ("types", [*python, "mypy"], {}),
        ("migrations", [*manage, "makemigrations", "--check", "--dry-run"], development),
        ("production settings", [*manage, "check", "--deploy", "--fail-level", "WARNING"], production),
        # Every static file that another one names is there.
        ("static files", [*manage, "collectstatic", "--no-input", "--verbosity", "0"], production),
    ]


def main() -> int:
    var = VarDir.from_environment(ROOT)
    failed = []
    try:
        with stoppable(), in_use(var, needed(var)), tempfile.TemporaryDirectory() as storage:
            for name, command, environment in checks(production_environment(storage)):
                print(f"--- {name}", flush=True)
                children = Children({**os.environ, **environment}, ROOT)
                try:
                    if children.run(name, command):
                        failed.append(name)
                finally:
                    children.stop_all()
    except Stopped:
        return 130
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
