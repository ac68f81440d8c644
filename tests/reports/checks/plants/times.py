"""Figures of the month with another month beside them."""

from __future__ import annotations

from reports.models import SectionText
from reports.narrative.services import accept_text, digest
from tests.access.cast import person
from tests.reports.checks.planting import Ground, plant
from tests.reports.checks.plants.gaps import august


@plant("text.stale_month", "gives “Parties” the time “31 August 2021”, but the figure is September 2021’s")
def as_at_august(ground: Ground) -> None:
    ground.text("website", "<p>As at 31 August 2021 there were {{parties.total}} Parties.</p>")


@plant("text.carried_month", "Words accepted from last month's paper still name “August 2021”")
def accepted_and_of_august(ground: Ground) -> None:
    words = "<p>In August 2021 most people who asked us about the portal did so by telephone.</p>"
    before = august()
    SectionText.objects.create(report=before, section="website", body=words)
    ground.text("website", words)
    SectionText.objects.filter(report=ground.report, section="website").update(carried_from=before)
    accept_text(ground.report, "website", based_on=digest(words), by=person("editor"))
