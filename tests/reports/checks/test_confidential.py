"""The book is Amber: what is classified higher it counts, and does not name."""

from __future__ import annotations

from datetime import date

import pytest

from access.classification import Classification
from parties import models as parties
from tests.parties.cast import party, uep
from tests.reports.checks.planting import Ground, found_by
from tests.reports.checks.plants.gaps import august
from tests.reports.checks.plants.reviews import name_in_the_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]


def completed(name: str, classification: Classification) -> parties.TestingCompletion:
    return parties.TestingCompletion.objects.create(
        party=party(name), test="srept", completed_on=date(2021, 9, 15), classification=classification
    )


def test_completion_that_is_red_is_counted_between_two_papers_and_its_party_not_named() -> None:
    august(issue_date=date(2021, 9, 10))
    uep(party("Open Energy"), date(2021, 9, 15))
    completed("Amber Energy", Classification.AMBER)
    completed("Secret Energy", Classification.RED)
    (found,) = found_by("gaps.between_papers", Ground())
    assert "Amber Energy; Open Energy; 1 that is Red and not named here." in found.finding.message
    assert "Secret" not in repr(found)


def test_another_completion_that_is_red_asks_for_another_reason() -> None:
    august(issue_date=date(2021, 9, 10))
    first = completed("Secret Energy", Classification.RED)
    (before,) = found_by("gaps.between_papers", Ground())
    first.delete()
    completed("Hidden Energy", Classification.RED)
    (after,) = found_by("gaps.between_papers", Ground())
    assert before.finding.message == after.finding.message
    assert before.fingerprint != after.fingerprint


def test_name_of_a_red_part_that_stands_in_the_paper_is_found_and_not_told() -> None:
    ground = Ground()
    name_in_the_paper(ground)
    (found,) = found_by("reviews.names", ground)
    assert (found.finding.section, found.finding.block) == ("ssc-highlights", "ssc-highlights-text")
    assert "Wharf" not in repr(found)
