"""Restatements: which figures can be restated, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from access import policy
from access.events import events_of
from reports.models import Restatement, faults_of_figure
from tests.access.cast import CAST, browser, reader
from tests.importing.files import load

pytestmark = pytest.mark.django_db
JULY = date(2019, 7, 1)
FILE = "month,fact,published,reason,restated_on"


def restatement(**fields: Any) -> Restatement:
    sound = {"month": JULY, "fact": "modifications.raised", "published": Decimal(4), "reason": "One came late."}
    return Restatement.objects.create(**{**sound, "restated_on": date(2019, 8, 12), **fields})


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("one_restatement_a_figure", {}),
        ("restated_month_by_first_day", {"month": date(2019, 7, 2), "fact": "modifications.open"}),
        ("restatement_says_why", {"fact": "modifications.open", "reason": ""}),
        ("restated_after_its_month", {"fact": "modifications.open", "restated_on": date(2019, 7, 31)}),
    ],
)
def test_database_refuses_a_restatement_that_breaks(constraint: str, fields: dict[str, Any]) -> None:
    restatement()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        restatement(**fields)
    restatement(fact="modifications.open", restated_on=date(2019, 8, 1))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("modifications.raised", None),
        ("year.parties.acceded", None),
        ("assessments.pa_open_average", None),
        ("measure.cpl-entries.smets2", None),
        ("committee.tag.meetings", None),
        ("modifications.rasied", "Is modifications.raised meant?"),
        ("everything", "no figure of this name"),
        ("measure", "no figure of this name"),
        ("releases.next_go_live", "no number"),
    ],
)
def test_figure_that_is_restated_is_a_known_number(key: str, said: str | None) -> None:
    found = [message for _, message in faults_of_figure(key)]
    assert (said is None and found == []) or (said is not None and said in found[0])


def test_unknown_figure_is_refused_by_the_record_itself() -> None:
    with pytest.raises(ValidationError, match="no figure of this name"):
        Restatement(month=JULY, fact="everything", published=1, reason="Why.", restated_on=date(2019, 8, 1)).clean()


@pytest.mark.parametrize("role", CAST)
def test_restatement_is_read_by_all_and_written_by_those_who_open_reports(role: str) -> None:
    made = restatement()
    assert list(policy.visible_to(reader(role), Restatement.objects.all())) == [made]
    assert policy.may(reader(role), "add", Restatement) is (role in ("editor", "administrator"))


def test_restatement_leaves_its_trail() -> None:
    made = restatement()
    row = made.pk
    made.delete()
    assert [event.pgh_label for event in events_of(Restatement, [row])] == ["insert", "delete"]


def test_restatement_entered_on_its_page_stands_in_the_list() -> None:
    typed = {"month": "2019-07", "fact": "modifications.raised", "published": "4", "reason": "One came late."}
    client = browser("editor")
    answer = client.post(reverse("admin:reports_restatement_add"), {**typed, "restated_on": "2019-08-12"})
    assert answer.status_code == 302
    assert "modifications.raised" in client.get(reverse("admin:reports_restatement_changelist")).content.decode()
    again = client.post(reverse("admin:reports_restatement_add"), {**typed, "restated_on": "2019-08-13"})
    assert "has a restatement already" in again.content.decode()
    wrong = {**typed, "fact": "modifications.rasied", "restated_on": "2019-08-13"}
    assert (
        "Is modifications.raised meant?"
        in client.post(reverse("admin:reports_restatement_add"), wrong).content.decode()
    )
    assert Restatement.objects.count() == 1


def test_restatement_of_no_figure_is_refused_at_its_cell() -> None:
    sound = "2019-07,modifications.raised,4,One came late.,2019-08-12"
    assert load(restatements=(FILE, sound)).problems == ()
    (problem,) = load(restatements=(FILE, sound.replace("raised", "rasied"))).problems
    assert (problem.line, problem.column) == (2, "fact")
    (problem,) = load(restatements=(FILE, sound.replace("2019-08-12", "2019-07-31"))).problems
    assert (problem.line, problem.column) == (2, "restated_on")
    assert [one.published for one in Restatement.objects.all()] == [4]
