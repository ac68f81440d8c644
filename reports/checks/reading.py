"""What several checks read alike: the number in a printed value, and the section that prints a measure."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from reports.engine.values import Value

SECTIONS = {
    "helpdesk": "helpdesk",
    "telephone": "helpdesk",
    "website": "website",
    "codeworks": "codeworks",
    "security": "security",
    "newsletter": "party-engagement",
    "newsletters": "party-engagement",
    "product": "technical-operations",
    "cpl": "technical-operations",
    "new": "technical-operations",
    "smda": "smda",
    "resource": "time",
}
"""The section that prints a measure, by the first word of its code; others are filed under the snapshot."""


def section_of(code: str) -> str:
    return SECTIONS.get(code.partition("-")[0], "snapshot")


def number_of(value: Value) -> Decimal | None:
    """What can be added up; None for text, dates, and what is missing or was not measured."""
    return Decimal(value.raw) if isinstance(value.raw, int | Decimal) else None


def digest(text: str) -> str:
    """What of a text goes into a finding's state: another text is another finding."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
