"""How much one client may ask: what many processes count at once, and what whoever asks for more is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django import Settings

from readers import rates

AT = 1_000_020


def _ask(what: str = "api") -> int:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    try:
        return rates.to_wait(request, what, 10)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_calls_of_one_moment_are_each_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exactly as many as the bound says are let through, however many ask together; anew in the next minute, and for
    another thing."""
    cache.clear()
    clock = SimpleNamespace(time=lambda: AT)
    monkeypatch.setattr(rates, "time", clock)
    with ThreadPoolExecutor(8) as pool:
        waits = sorted(pool.map(lambda _: _ask(), range(24)))
    assert waits == [0] * 10 + [60 - AT % 60] * 14
    assert _ask("search") == 0
    clock.time = lambda: AT + 60
    assert _ask() == 0


@pytest.mark.django_db
def test_client_that_searches_or_takes_files_too_often_is_told_when_to_ask_again(settings: Settings) -> None:
    cache.clear()
    settings.SEARCHES_A_MINUTE = settings.EXPORTS_A_MINUTE = 0
    for address in ("/search/?q=panel", "/registers/parties/export.csv", "/registers/releases/export.xlsx"):
        answer = Client().get(address)
        assert answer.status_code == 429, address
        assert 1 <= int(answer.headers["Retry-After"]) <= 60
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Ask again in" in answer.content.decode()
    assert Client().get("/registers/parties/").status_code == 200
