"""What editors laid out."""

from __future__ import annotations

from dataclasses import replace

from reports.engine.document import Document
from reports.engine.problems import Problem
from tests.reports.checks.planting import Ground, plant


@plant("editions.titles", "“4,711” in the title “Purpose of 4,711 e-mails”")
def number_in_a_title(ground: Ground) -> None:
    def entitled(document: Document) -> Document:
        body = document.parts[0]
        purpose = replace(body.sections[0], title="Purpose of 4,711 e-mails")
        return replace(document, parts=(replace(body, sections=(purpose, *body.sections[1:])), *document.parts[1:]))

    ground.document(entitled)


@plant("editions.parts", "Appendix A is announced")
def announced_and_not_made(ground: Ground) -> None:
    # No edition of the sample's report makes a part, so the build's Problem is planted itself.
    problem = Problem("paper.part_missing", "warning", "Appendix A is announced, and this edition does not make it.")
    ground.results.append(lambda result: replace(result, problems=(*result.problems, problem)))
