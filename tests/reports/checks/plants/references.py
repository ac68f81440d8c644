"""Numbers, references and captions."""

from __future__ import annotations

from dataclasses import replace

from tests.reports.checks.planting import Ground, plant, with_section


@plant("references.resolved", "has the id “voting-grops”")
def leads_nowhere(ground: Ground) -> None:
    ground.text("website", "<p>See {{#voting-grops}}.</p>")


@plant("references.numbers", "The section number 5.3 is used 2 times")
def number_twice(ground: Ground) -> None:
    ground.document(lambda document: with_section(document, "cacop", lambda one: replace(one, number="5.3")))


@plant("references.captions", "the caption breaks off")
def cut_short(ground: Ground) -> None:
    ground.block("stages", lambda block: replace(block, caption="Open proposals in each stage of the"))


@plant("references.alternative_text", "Figure 3 has no alternative text")
def not_told_in_words(ground: Ground) -> None:
    ground.block("stages", lambda block: replace(block, alt=""))


@plant("references.typed", "“Figure 2” is typed in the text")
def typed(ground: Ground) -> None:
    ground.text("website", "<p>Figure 2 shows it.</p>")
