"""Files as a person would write them."""

from __future__ import annotations


def csv(*lines: str) -> bytes:
    return "\n".join((*lines, "")).encode()
