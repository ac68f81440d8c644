"""Numbers marked as quoted."""

from __future__ import annotations

from tests.reports.checks.planting import Ground, plant


@plant("text.quoted_reason", "“6” is quoted for a reason that says too little: “n/a”")
def no_reason(ground: Ground) -> None:
    ground.text("website", "<p>Recommendation {{quoted: 6 | n/a}} is read most.</p>")


@plant("text.quoted_fact", "“59” is quoted (“as counted by hand”), but is what “Proposals open (pre-decision)” is")
def counted_by_hand(ground: Ground) -> None:
    ground.text("website", "<p>There were {{quoted: 59 | as counted by hand}} open modifications.</p>")
