"""Text that is last month's."""

from __future__ import annotations

from reports.models import SectionText
from tests.reports.checks.planting import Ground, plant
from tests.reports.checks.plants.gaps import august


@plant("text.carried", "still that of August 2021")
def carried(ground: Ground) -> None:
    SectionText.objects.filter(section="smda").update(carried_from=august())


@plant("text.unchanged", "these moved: Parties: 331 → 332; Voting Groups: 260 → 261")
def word_for_word(ground: Ground) -> None:
    body = SectionText.objects.get(section="parties").body
    SectionText.objects.create(report=august(), section="parties", body=body)


@plant("text.carried_blocks", "The same words stood in last month's paper: “Questions about the portal were few")
def one_paragraph_carried(ground: Ground) -> None:
    words = "<p>Questions about the portal were few, as they are in summer.</p>"
    SectionText.objects.create(report=august(), section="website", body=words)
    body = SectionText.objects.get(report=ground.report, section="website").body
    ground.text(
        "website", f"{body}<p>Questions about the  portal were <strong>few</strong>, as they are in summer.</p>"
    )
