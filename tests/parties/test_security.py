"""Security reviews: counted for anybody, named to the few who may read what is Red."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access import policy
from parties.models import ReviewKind, SecurityOutcome, SecurityReview
from parties.queries_security import security_outcomes, security_reviews
from tests.access.cast import CAST, browser, reader
from tests.parties.cast import outcome, party, review

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2018, 9, 1), date(2018, 9, 30)
READERS = {"editor", "approver", "administrator"}


def test_reviews_of_a_period_hold_both_ends_by_day_and_party() -> None:
    for name, on in (("Zeta", FIRST), ("Alpha", LAST), ("Beta", LAST), ("Before", date(2018, 8, 31))):
        review(party(name), on)
    review(party("After"), date(2018, 10, 1))
    assert [row.party for row in security_reviews(FIRST, LAST)] == ["Zeta", "Alpha", "Beta"]


def test_reviews_take_one_query_however_many() -> None:
    for rows in (1, 3):
        while SecurityReview.objects.count() < rows:
            review(party(), FIRST)
        with CaptureQueriesContext(connection) as captured:
            assert len(security_reviews(FIRST, LAST)) == rows
        assert len(captured) == 1


def test_outcomes_stand_by_kind_in_the_order_they_were_entered() -> None:
    outcome(code="second-kind")
    outcome(ReviewKind.ASSURANCE_STATUS, "Deferred", "deferred")
    outcome(ReviewKind.ASSURANCE_STATUS, "Approved", "approved")
    assert [row.code for row in security_outcomes()] == ["deferred", "approved", "second-kind"]


@pytest.mark.parametrize(
    ("constraint", "row"),
    [
        ("security_review_kind_known", {"kind": "rumour", "code": "a", "name": "A"}),
        ("security_outcome_once", {"kind": "directors_letter", "code": "a", "name": "Further steps asked"}),
        ("security_outcome_code_in_small_letters", {"kind": "directors_letter", "code": "A", "name": "A"}),
    ],
)
def test_outcome_against_its_rules_refused(constraint: str, row: dict[str, str]) -> None:
    outcome()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        SecurityOutcome.objects.bulk_create([SecurityOutcome(**row)])


def test_review_recorded_twice_refused() -> None:
    one = review(party(), FIRST)
    with pytest.raises(IntegrityError, match="security_review_once"), transaction.atomic():
        review(one.party, FIRST)


@pytest.mark.parametrize("role", CAST)
def test_whom_a_review_is_about_is_read_by_the_few(role: str) -> None:
    made = review(party(), FIRST)
    seen = policy.visible_to(reader(role), SecurityReview.objects.all())
    assert list(seen) == ([made] if role in READERS else [])
    assert policy.may_read(reader(role), made) is (role in READERS)


def test_review_is_found_in_the_admin_by_those_alone_who_may_read_it() -> None:
    made = review(party("Arrow"), FIRST)
    page = reverse("admin:parties_securityreview_change", args=(made.pk,))
    assert [browser(role).get(page).status_code for role in ("editor", "approver", "contributor")] == [200, 200, 302]
    listed = reverse("admin:parties_securityreview_changelist")
    assert b"Arrow" not in browser("contributor").get(listed).content
    assert b"Arrow" in browser("editor").get(listed).content


def test_no_contributor_enters_a_review() -> None:
    assert browser("contributor").get(reverse("admin:parties_securityreview_add")).status_code == 403
