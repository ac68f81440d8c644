"""Addresses of other sites that a setting may name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_ORIGIN = re.compile(rf"https://{_LABEL}(\.{_LABEL})*(:[1-9][0-9]{{0,4}})?", re.IGNORECASE)
_HERE = re.compile(r"http://(localhost|127\.0\.0\.1)(:[1-9][0-9]{0,4})?")


def origins(variable: str, named: Iterable[str]) -> list[str]:
    """The origins that a variable names, such as https://login.example.org: scheme and host, a port at most. They stand
    in a header, so that a path, a wildcard or a second word in one would allow what nobody meant. Without TLS, this
    machine alone. Raises ImproperlyConfigured, naming the first that is none."""
    found = [one.strip() for one in named if one.strip()]
    wrong = next((one for one in found if not (_ORIGIN.fullmatch(one) or _HERE.fullmatch(one))), None)
    if wrong is not None:
        raise ImproperlyConfigured(
            f"{variable} names {wrong!r}, which is no origin: write https:// and a host, such as "
            "https://login.example.org, with commas between several. docs/settings.md describes it."
        )
    return found
