"""The health page, as a monitor sees it."""

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client

from jobs.alarms import beat


@pytest.mark.django_db
def test_healthz_database_up(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"database": "up", "work": "late"})
    assert "no-cache" in response["Cache-Control"]


@pytest.mark.django_db
def test_healthz_worker_heard_and_nothing_waits(client: Client) -> None:
    beat("worker@test")
    assert client.get("/healthz").json() == {"database": "up", "work": "up"}


@pytest.mark.django_db
def test_healthz_database_down(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        raise OperationalError("connection refused by 10.1.2.3")

    monkeypatch.setattr(connection, "cursor", refused)
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"database": "down"})


def test_healthz_post_refused(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
