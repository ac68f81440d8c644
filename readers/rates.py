"""How much one client may ask of what is dear to answer. Counted in the cache's table, which all processes share."""

from __future__ import annotations

import hashlib
import ipaddress
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from access.accounts.sign_ins import address_of

MINUTE = 60
# Who asks in the same moment waits for the other's count. What is over the bound already is not written again.
_COUNT = """
    INSERT INTO {table} AS kept (cache_key, value, expires) VALUES (%(key)s, '1', %(ends)s)
    ON CONFLICT (cache_key) DO UPDATE SET expires = excluded.expires,
        value = CASE WHEN kept.expires = excluded.expires THEN (kept.value::integer + 1)::text ELSE '1' END
        WHERE kept.expires <> excluded.expires OR kept.value::integer < %(most)s
    RETURNING value
"""
View = Callable[..., HttpResponseBase]


def to_wait(request: HttpRequest, what: str, most: int) -> int:
    """The seconds until the client may ask for `what` again; 0 where it may. Each call counts, and `most` are let
    through in a minute of the clock. One query."""
    now = int(time.time())
    ends = now - now % MINUTE + MINUTE
    named = hashlib.sha256(_client(request).encode()).hexdigest()[:32]
    asked: dict[str, str | int | datetime] = {
        "key": cache.make_key(f"rate-{what}-{named}"),
        "ends": datetime.fromtimestamp(ends, UTC),
        "most": most,
    }
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(table=table), asked)
        counted = cursor.fetchone()
    return 0 if counted and int(counted[0]) <= most else ends - now


def bounded(what: str, setting: str) -> Callable[[View], View]:
    """The view as it answers as many requests a minute of one client as the setting says. Whoever asks for more is told
    when to ask again; nothing of it is kept by a cache."""

    def bound(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **place: Any) -> HttpResponseBase:
            if seconds := to_wait(request, what, getattr(settings, setting)):
                response = render(request, "readers/too_many.html", {"seconds": seconds}, status=429)
                response.headers["Retry-After"] = str(seconds)
                response.headers["Cache-Control"] = "no-store"
                return response
            return view(request, *args, **place)

        return answer

    return bound


def _client(request: HttpRequest) -> str:
    """Whoever is signed in; else an address, of IPv6 the network that one household has."""
    if request.user.is_authenticated:
        return f"person {request.user.pk}"
    try:
        address = ipaddress.ip_address(address_of(request))
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
