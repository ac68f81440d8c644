"""How much one client may ask. Counted in the cache that all processes share."""

from __future__ import annotations

import hashlib
import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from access.accounts.sign_ins import address_of

MINUTE = 60


def to_wait(request: HttpRequest) -> int:
    """The seconds until the client may ask again; 0 where it may. Each call counts.

    Two that ask in the same moment may be counted as one: it is a bound on load, not on a right.
    """
    most: int = settings.API_REQUESTS_A_MINUTE
    now = int(time.time())
    window, key = now // MINUTE, f"api-{hashlib.sha256(_client(request).encode()).hexdigest()[:32]}"
    before: tuple[int, int] | None = cache.get(key)
    count = before[1] + 1 if before and before[0] == window else 1
    if count > most:
        return MINUTE - now % MINUTE
    cache.set(key, (window, count), timeout=2 * MINUTE)
    return 0


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
