"""The names that browsers are listed by."""

from __future__ import annotations

import pytest

from access.accounts.browsers import named

LIKE_ALL = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) {}"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (LIKE_ALL.format("X11; Linux x86_64", "Chrome/156.0 Safari/537.36"), "Chrome on Linux"),
        (LIKE_ALL.format("Windows NT 10.0; Win64; x64", "Chrome/156.0 Safari/537.36 Edg/156.0"), "Edge on Windows"),
        (LIKE_ALL.format("Linux; Android 16", "Chrome/156.0 Mobile Safari/537.36"), "Chrome on Android"),
        (
            LIKE_ALL.format("iPhone; CPU iPhone OS 19_0", "CriOS/156.0 Safari/604.1"),
            "Chrome on an iPhone",
        ),
        (LIKE_ALL.format("Macintosh; Intel Mac OS X 10_15_7", "Version/19.0 Safari/605.1.15"), "Safari on a Mac"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox on Windows"),
        ("Firefox", "Firefox"),
        ("curl/8.0", "curl/8.0"),
        ("", "A browser that gave no name"),
    ],
)
def test_browser_is_named_as_its_owner_knows_it(agent: str, name: str) -> None:
    assert named(agent) == name
