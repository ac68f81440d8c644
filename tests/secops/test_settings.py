"""Settings: documented, refused when half there, and safe when whole."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from devtools.lint import production_environment
from secops.settings.origins import origins

ROOT = Path(settings.BASE_DIR)
# Read by calls such as env.int("NAME"), os.environ.get("NAME"), os.environ["NAME"].
READ = re.compile(
    r"""(?:\benv(?:\.\w+)?\(|environ(?:ment)?(?:\.get\(|\.setdefault\(|\[))\s*["']([A-Z][A-Z0-9_]+)["']"""
)
# Set by us for others, by the shell for everyone, or by the test runner for each of its processes.
NOT_SETTINGS = {"PATH", "DJANGO_ALLOW_ASYNC_UNSAFE", "PYTEST_XDIST_WORKER"}


def names_read() -> set[str]:
    files = [*ROOT.glob("secops/**/*.py"), *ROOT.glob("devtools/*.py"), ROOT / "tests" / "conftest.py"]
    return {name for file in files for name in READ.findall(file.read_text())} - NOT_SETTINGS


def names_documented() -> list[str]:
    rows = (ROOT / "docs" / "settings.md").read_text().splitlines()
    return [found.group(1) for row in rows if (found := re.match(r"\| `([A-Z0-9_]+)`", row))]


def run_with_settings(code: str, environment: dict[str, str], named: bool = True) -> subprocess.CompletedProcess[str]:
    """In a process of its own: settings are read once in the life of one. It is told which, unless not `named`."""
    clean = {"PATH": os.environ["PATH"], **({"DJANGO_SETTINGS_MODULE": "secops.settings.production"} if named else {})}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_settings_every_variable_documented_once() -> None:
    documented = names_documented()
    assert sorted(documented) == sorted(names_read())


def test_production_unset_names_all_that_is_missing() -> None:
    done = run_with_settings("import secops.settings.production", {})
    assert done.returncode != 0
    assert (
        "SECRET_KEY, DATABASE_URL, CELERY_BROKER_URL, ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS, SEC_STORAGE_DIR"
        in done.stderr
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"])
def test_production_one_empty_is_named_alone(missing: str, tmp_path: Path) -> None:
    environment = {**production_environment(str(tmp_path)), missing: " "}
    done = run_with_settings("import secops.settings.production", environment)
    assert f"unset or empty: {missing}." in done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "import secops.wsgi",
        "import secops.asgi",
        "from secops.celery import app; app.conf.broker_url",
        "import secops; from django.conf import settings; settings.DEBUG",
    ],
)
def test_server_whose_settings_nobody_names_takes_production(code: str) -> None:
    """Without its environment it refuses to start, rather than start with a developer's settings."""
    done = run_with_settings(code, {}, named=False)
    assert done.returncode != 0
    assert "unset or empty: SECRET_KEY, DATABASE_URL" in done.stderr


def test_server_whose_settings_nobody_names_starts_with_productions(tmp_path: Path) -> None:
    environment = production_environment(str(tmp_path))
    environment.pop("DJANGO_SETTINGS_MODULE")
    code = (
        "import gc, secops.wsgi; from django.conf import settings as s; "
        "print(s.SETTINGS_MODULE, s.DEBUG, gc.get_freeze_count() > 100_000)"
    )
    said = run_with_settings(code, environment, named=False).stdout.split()
    assert said == ["secops.settings.production", "False", "True"]


def test_celery_command_takes_production_by_default() -> None:
    done = run_with_settings(
        "import sys; sys.argv = ['celery', '-A', 'secops', 'report']; from celery.__main__ import main; main()",
        {},
        named=False,
    )
    assert done.returncode != 0
    assert "unset or empty: SECRET_KEY" in done.stderr + done.stdout


UNSAFE = {
    "SECRET_KEY": ["x7Kq" * 12, "abcd" * 20],
    "ALLOWED_HOSTS": ["*", "reports.example.org, *"],
    "CELERY_BROKER_URL": ["memory://", "filesystem://", "localhost:6379"],
    "DATABASE_URL": ["sqlite:////tmp/db", "mysql://someone@localhost/db", "nonsense", "postgres://h:port/db"],
    "LOG_FORMAT": ["JSON", "xml"],
}


WORK_ACCOUNTS = {
    "OIDC_ISSUER": "https://login.example.org",
    "OIDC_CLIENT_ID": "sec-reports",
    "OIDC_CLIENT_SECRET": "made up",
    "OIDC_MAIL_DOMAIN": "example.org",
}


@pytest.mark.parametrize("missing", WORK_ACCOUNTS)
def test_production_refuses_work_accounts_that_are_half_configured(missing: str, tmp_path: Path) -> None:
    told = {**production_environment(str(tmp_path)), **WORK_ACCOUNTS, missing: " "}
    done = run_with_settings("import secops.settings.production", told)
    assert done.returncode != 0
    assert f"work accounts are half configured: {missing} must be set too" in done.stderr


def test_production_refuses_a_provider_of_work_accounts_without_tls(tmp_path: Path) -> None:
    told = {**production_environment(str(tmp_path)), **WORK_ACCOUNTS, "OIDC_ISSUER": "http://login.example.org"}
    assert "OIDC_ISSUER must begin with https://" in run_with_settings("import secops.settings.production", told).stderr


def test_production_sends_a_sign_in_on_to_the_provider_it_is_told_of_alone(tmp_path: Path) -> None:
    code = (
        "from django.conf import settings as s;"
        "print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'], s.SECOND_FACTOR_REQUIRED)"
    )
    told = production_environment(str(tmp_path))
    assert "login.example.org" not in run_with_settings(code, told).stdout
    issuer = {**WORK_ACCOUNTS, "OIDC_ISSUER": "https://login.example.org/tenant/v2.0/"}
    done = run_with_settings(code, {**told, **issuer})
    assert done.stdout.endswith("'https://login.example.org'] True\n")
    further = {**issuer, "OIDC_FORM_ORIGINS": "https://sts.example.org, https://sts.example.net:8443"}
    said = "'https://login.example.org', 'https://sts.example.org', 'https://sts.example.net:8443'] True\n"
    assert run_with_settings(code, {**told, **further}).stdout.endswith(said)
    assert "sts.example.org" not in run_with_settings(code, {**told, **further, **dict.fromkeys(issuer, "")}).stdout


@pytest.mark.parametrize(
    "named",
    [
        "login.example.org",
        "http://login.example.org",
        "https://",
        "https://*.example.org",
        "https://login.example.org/",
        "https://login.example.org/tenant",
        "https://login.example.org; script-src *",
        "https://login.example.org https://other.example.org",
        "https://somebody@login.example.org",
        "https://login.example.org:0",
        "'unsafe-inline'",
    ],
)
def test_origins_refuse_what_is_none(named: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"OIDC_FORM_ORIGINS names .* which is no origin"):
        origins("OIDC_FORM_ORIGINS", ["https://sts.example.org", named])


def test_origins_take_hosts_and_this_machine() -> None:
    named = ["https://sts.example.org", "https://sts.example.org:8443", "http://localhost:9000", " "]
    assert origins("OIDC_FORM_ORIGINS", named) == named[:3]


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in UNSAFE.items() for value in values])
def test_production_refuses_what_is_not_safe(name: str, value: str, tmp_path: Path) -> None:
    done = run_with_settings(
        "import secops.settings.production", {**production_environment(str(tmp_path)), name: value}
    )
    assert done.returncode != 0
    assert "Production cannot start" in done.stderr
    said = done.stderr.partition("Production cannot start")[2]
    assert [known for known in UNSAFE if known in said] == [name]


def test_production_names_everything_unsafe_in_one_error(tmp_path: Path) -> None:
    unsafe = {**production_environment(str(tmp_path)), **{name: values[0] for name, values in UNSAFE.items()}}
    said = run_with_settings("import secops.settings.production", {**unsafe, "SEC_STORAGE_DIR": ""}).stderr
    assert [name for name in (*UNSAFE, "SEC_STORAGE_DIR") if name not in said] == []
    assert unsafe["SECRET_KEY"] not in said


def test_production_check_deploy_is_clean(tmp_path: Path) -> None:
    code = "from django.core.management import execute_from_command_line as run;"
    code += "run(['manage.py', 'check', '--deploy', '--fail-level', 'WARNING'])"
    done = run_with_settings(code, production_environment(str(tmp_path)))
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr


def test_production_storage_missing_is_an_error(tmp_path: Path) -> None:
    code = "from django.core.management import execute_from_command_line as run;"
    code += "run(['manage.py', 'check', '--deploy'])"
    done = run_with_settings(code, production_environment(str(tmp_path / "nowhere")))
    assert done.returncode != 0
    assert "secops.E004" in done.stderr


def test_production_values_come_from_environment(tmp_path: Path) -> None:
    code = (
        "import json; from secops.settings import production as p;"
        "print(json.dumps([p.DEBUG, p.ALLOWED_HOSTS, p.DATABASES['default']['NAME'], p.SESSION_COOKIE_SECURE,"
        " p.SECURE_HSTS_SECONDS, hasattr(p, 'VAR_DIR'), hasattr(p, 'SECURE_PROXY_SSL_HEADER'),"
        " p.LOGGING['handlers']['console']['formatter']]))"
    )
    done = run_with_settings(code, {**production_environment(str(tmp_path)), "SECURE_HSTS_SECONDS": "60"})
    assert json.loads(done.stdout) == [False, ["reports.example.org"], "nowhere", True, 60, False, False, "json"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/healthz", "/admin/login/"])
def test_every_page_has_a_strict_content_policy(page: str, client: Client) -> None:
    response = client.get(page)
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["object-src"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_visibility_timeout_exceeds_longest_job() -> None:
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > settings.CELERY_TASK_TIME_LIMIT
