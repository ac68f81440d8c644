"""The book is Amber: what is classified higher it counts, and does not name."""

from __future__ import annotations

from datetime import date

import pytest

from access.classification import Classification
from parties import models as parties
from parties.models import SecurityReview
from reports.models import ReportAttachment
from tests.parties.cast import party, review, uep
from tests.reports.checks.planting import Ground, found_by
from tests.reports.checks.plants.gaps import august
from tests.reports.checks.plants.reviews import sub_committee

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


def test_party_named_beside_a_red_part_is_found_whether_that_names_it_or_not() -> None:
    """Whoever may write the text learns from the check nothing of whom was reviewed."""
    told = []
    for reviewed in (True, False):
        SecurityReview.objects.all().delete()
        ground = Ground()
        sub_committee(ground)
        one = parties.Party.objects.filter(code__startswith="example-").first()
        assert one is not None
        if reviewed:
            review(one, date(2021, 9, 8))
        ground.text("ssc-highlights", f"<p>The SSC heard {one.name} speak.</p>")
        told.append([found.finding for found in found_by("reviews.names", ground)])
        ground.report.delete()
    assert [(one.section, one.block) for one in told[0]] == [("ssc-highlights", "ssc-highlights-text")]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "written",
    ["Zebra Energy (UK) Limited", "ZEBRA energy (UK) Ltd.", "Ze<strong>bra Energy (UK)</strong> Limited", "Stripe’s"],
)
def test_party_is_found_however_it_is_written(written: str) -> None:
    ground = Ground()
    sub_committee(ground)
    of = party("Zebra Energy (UK) Limited")
    parties.Party.objects.filter(pk=of.pk).update(trading_name="Stripe's")
    ground.text("ssc-highlights", f"<p>The SSC heard {written} speak.</p>")
    assert len(found_by("reviews.names", ground)) == 1


def test_party_is_found_in_the_title_of_an_attachment() -> None:
    ground = Ground()
    ReportAttachment.objects.create(
        report=sub_committee(ground), label="Appendix B", title="Letter to Zebra Energy", classification="white"
    )
    party("Zebra Energy")
    (found,) = found_by("reviews.names", ground)
    assert "Zebra Energy" in found.finding.message
