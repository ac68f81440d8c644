"""Events of Default."""

from __future__ import annotations

from dataclasses import replace

from parties.models import EventOfDefault
from tests.reports.checks.planting import Ground, plant, with_section


@plant("defaults.named", "which is confidential")
def party_in_default_named(ground: Ground) -> None:
    party = EventOfDefault.objects.filter(closed_on=None).earliest("raised_on", "reference").party
    ground.text("market", f"<p>The Panel looked at the default of {party.name}.</p>")


@plant("defaults.paper", "names no confidential paper")
def no_paper_pointed_to(ground: Ground) -> None:
    """As in an edition with a section of its own for them."""
    ground.document(lambda document: with_section(document, "market", lambda section: replace(section, id="defaults")))
