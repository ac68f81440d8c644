"""Errors of figures that were published before, and of what staff say of them."""

from __future__ import annotations

from dataclasses import replace

from reports.building import built_in_context
from reports.engine.month import Month
from tests.reports.checks.planting import Ground, plant
from tests.reports.checks.plants.year import of_the_year
from tests.reports.restating.papers import AUGUST, published_as, restated


def figure_now(ground: Ground) -> int:
    """August's Events of Default, as September's paper prints them."""
    judged = built_in_context(ground.report)[1].restating.judged
    raw = next(one.named.value.raw for one in judged if one.named.of.month == AUGUST and one.named.of.fact == _FACT)
    assert isinstance(raw, int)
    return raw


_FACT = "defaults.raised"


@plant("restated.unexplained", "Say why it was restated.")
def another_figure_without_a_reason(ground: Ground) -> None:
    published_as({_FACT: figure_now(ground) + 2})


@plant("restated.withheld", "It is marked there: enter a restatement, classified as the part is.")
def another_figure_without_a_reason_where_the_book_may_not_look(ground: Ground) -> None:
    another_figure_without_a_reason(ground)
    # As where all that the paper prints stood in a Red part, which is not in the Document that checks are given.
    ground.document(lambda document: replace(document, parts=(replace(document.parts[0], id="another"),)))


@plant("restated.otherwise", "and the restatement says 99.")
def restatement_of_what_was_never_published(ground: Ground) -> None:
    published_as({_FACT: figure_now(ground) + 2})
    restated(_FACT, published=99)


@plant("restated.equal", "New modifications raised, January 2021: 4 was published, and is the figure now.")
def restated_as_it_was(ground: Ground) -> None:
    of_the_year(ground)
    restated("modifications.raised", Month(2021, 1), 4)
