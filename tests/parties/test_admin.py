"""Parties as staff enter, find and correct them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parties import models, queries
from parties.models import CategoryPeriod, Membership, Party, PartyCategory
from tests.access.cast import browser
from tests.parties.cast import START, default, party, review, uep, voting_group

pytestmark = pytest.mark.django_db

DAY = date(2021, 9, 15)
LISTS = (
    "party",
    "votinggroup",
    "membership",
    "categoryperiod",
    "votinggroupperiod",
    "eventofdefault",
    "uepcompletion",
    "testingcompletion",
    "securityreview",
)


def page(name: str, *arguments: Any) -> str:
    return reverse(f"admin:parties_{name}", args=arguments)


def typed(form: Any) -> dict[str, Any]:
    """What the browser would send back of a page as it was shown."""
    parts = [form["adminform"].form, *(inline.formset for inline in form["inline_admin_formsets"])]
    sent: dict[str, Any] = {}
    for part in parts:
        for one in (part, *getattr(part, "forms", ()), *filter(None, [getattr(part, "management_form", None)])):
            if not hasattr(one, "fields"):
                continue
            for bound in one:
                value = bound.value()
                for suffix, each in _inputs(bound, value):
                    sent[bound.html_name + suffix] = "" if each is None else each
    return {name: value for name, value in sent.items() if value is not False}


def _inputs(bound: Any, value: Any) -> list[tuple[str, Any]]:
    widgets = getattr(bound.field.widget, "widgets", None)
    if widgets is None:
        return [("", value)]
    ends = value if isinstance(value, list) else bound.field.widget.decompress(value)
    return [(f"_{number}", end) for number, end in enumerate(ends)]


def save(client: Client, address: str, **changes: Any) -> Any:
    """Opens a page, changes some fields, and presses Save."""
    shown = client.get(address)
    return client.post(address, {**typed(shown.context), **changes})


# --- Lists --------------------------------------------------------------------------------------------


def fill(rows: int) -> None:
    for _ in range(rows):
        made = party(group=voting_group())
        default(made, DAY)
        uep(made, DAY)
        models.TestingCompletion.objects.create(party=made, test="uept", completed_on=DAY)
        review(made, DAY)


@pytest.mark.parametrize("name", LISTS)
def test_list_takes_as_many_queries_for_three_rows_as_for_one(name: str) -> None:
    client = browser("editor")
    taken = []
    for rows in (1, 2):
        fill(rows)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(page(f"{name}_changelist"))
        taken.append(len(captured))
    assert response.context["cl"].result_count == 3
    assert taken[0] == taken[1] <= 9


@pytest.mark.parametrize("name", LISTS)
def test_list_is_searched_by_the_name_of_a_party_or_group(name: str) -> None:
    fill(1)
    shown = browser("editor").get(page(f"{name}_changelist"), {"q": "0"})
    assert shown.context["cl"].result_count == 1
    assert browser("editor").get(page(f"{name}_changelist"), {"q": "nobody"}).context["cl"].result_count == 0


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"membership": "party"}, ["Arrow"]),
        ({"membership": "left"}, ["Bow"]),
        ({"membership": "never"}, ["Crossbow"]),
        ({"category": PartyCategory.GAS_NETWORK}, ["Crossbow"]),
        ({"category": PartyCategory.OTHER}, ["Arrow", "Bow"]),
        ({}, ["Arrow", "Bow", "Crossbow"]),
    ],
)
def test_party_list_filters_by_what_was_last_recorded(query: dict[str, str], names: list[str]) -> None:
    moved = party("Arrow", category=PartyCategory.GAS_NETWORK)
    moved.category_periods.update(valid=DateRange(START, DAY))
    CategoryPeriod.objects.create(party=moved, category=PartyCategory.OTHER, valid=DateRange(DAY, None))
    party("Bow", exited_on=DAY, exit_kind="withdrawn")
    party("Crossbow", category=PartyCategory.GAS_NETWORK, acceded=None)
    shown = browser("editor").get(page("party_changelist"), query)
    assert [each.name for each in shown.context["cl"].result_list] == names


def test_testing_list_leaves_out_rows_above_what_a_contributor_reads() -> None:
    red = models.TestingCompletion.objects.create(
        party=party("Arrow"), test="uept", completed_on=DAY, classification="red"
    )
    seen = browser("contributor").get(page("testingcompletion_changelist"))
    assert seen.context["cl"].result_count == 0
    assert browser("contributor").get(page("testingcompletion_change", red.pk)).status_code == 302
    assert "uept" not in str(browser("contributor").get(page("party_change", red.party_id)).context["adminform"])
    assert browser("editor").get(page("testingcompletion_change", red.pk)).status_code == 200


def test_classification_offers_no_more_than_its_reader_may_read() -> None:
    offered = browser("contributor").get(page("testingcompletion_add")).context["adminform"].form.fields
    assert [value for value, _ in offered["classification"].choices if value] == ["green", "amber"]


# --- A Party's page -----------------------------------------------------------------------------------


def test_party_page_shows_its_histories_in_a_bounded_number_of_queries(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]],
) -> None:
    fill(1)
    client, address = browser("editor"), page("party_change", Party.objects.get().pk)
    client.get(address)
    with django_assert_max_num_queries(12):
        shown = client.get(address)
    rows = {
        inline.formset.prefix: inline.formset.initial_form_count() for inline in shown.context["inline_admin_formsets"]
    }
    assert rows == {
        "memberships": 1,
        "category_periods": 1,
        "voting_group_periods": 1,
        "events_of_default": 1,
        "uep_completions": 1,
        "testing_completions": 1,
    }


def test_party_added_with_its_histories_on_one_page() -> None:
    client = browser("contributor")
    response = save(
        client,
        page("party_add"),
        code="arrow",
        name="Arrow Energy Limited",
        **{
            "memberships-TOTAL_FORMS": "1",
            "memberships-0-acceded_on": "2021-09-15",
            "category_periods-TOTAL_FORMS": "1",
            "category_periods-0-category": "small_supplier",
            "category_periods-0-valid_0": "2021-09-15",
        },
    )
    assert response.status_code == 302
    assert queries.parties_at(DAY).get().category_at == "small_supplier"


def test_history_rows_that_overlap_come_back_as_typed_with_the_reason() -> None:
    of = party(category=PartyCategory.OTHER)
    response = save(
        browser("editor"),
        page("party_change", of.pk),
        name="Renamed Limited",
        **{
            "category_periods-TOTAL_FORMS": "2",
            "category_periods-1-party": of.pk,
            "category_periods-1-category": "gas_network",
            "category_periods-1-valid_0": "2021-09-15",
        },
    )
    assert response.status_code == 200
    assert "The Party is in another category for part of this time." in response.content.decode()
    assert 'value="2021-09-15"' in response.content.decode()
    assert 'value="Renamed Limited"' in response.content.decode()
    of.refresh_from_db()
    assert of.name != "Renamed Limited"
    assert of.category_periods.count() == 1


def test_two_new_rows_that_overlap_each_other_are_refused_in_words() -> None:
    of = party(category=None)
    rows = {"category_periods-TOTAL_FORMS": "2"}
    for number, category in enumerate(("other", "gas_network")):
        rows[f"category_periods-{number}-category"] = category
        rows[f"category_periods-{number}-valid_0"] = "2021-09-15"
    response = save(browser("editor"), page("party_change", of.pk), **rows)
    (inline,) = [
        each for each in response.context["inline_admin_formsets"] if each.formset.prefix == "category_periods"
    ]
    assert inline.formset.non_form_errors() == ["The Party is in another category for part of this time."]
    assert of.category_periods.count() == 0


def test_rows_of_a_history_move_together_in_one_save() -> None:
    of = party(category=PartyCategory.OTHER)
    of.category_periods.update(valid=DateRange(START, date(2021, 9, 1)))
    CategoryPeriod.objects.create(party=of, category="gas_network", valid=DateRange(date(2021, 9, 1), None))
    response = save(
        browser("editor"),
        page("party_change", of.pk),
        **{"category_periods-0-valid_1": "2021-09-15", "category_periods-1-valid_0": "2021-09-15"},
    )
    assert response.status_code == 302
    assert [row.valid for row in of.category_periods.all()] == [DateRange(START, DAY), DateRange(DAY, None)]


def test_category_closed_and_the_next_begun_in_one_save() -> None:
    of = party(category=PartyCategory.OTHER)
    response = save(
        browser("contributor"),
        page("party_change", of.pk),
        **{
            "category_periods-0-valid_1": "2021-09-15",
            "category_periods-TOTAL_FORMS": "2",
            "category_periods-1-category": "gas_network",
            "category_periods-1-valid_0": "2021-09-15",
        },
    )
    assert response.status_code == 302
    assert [row.category for row in of.category_periods.all()] == ["other", "gas_network"]


@pytest.mark.parametrize(
    ("ends", "reason"),
    [
        ({"valid_0": "", "valid_1": "2021-09-15"}, "Give the day it began."),
        ({"valid_0": "2021-09-15", "valid_1": "2021-09-15"}, "It ends after the day it began."),
        ({"valid_0": "2021-02-31", "valid_1": ""}, "Enter a valid date."),
    ],
)
def test_period_that_is_none_is_refused_at_its_field(ends: dict[str, str], reason: str) -> None:
    of = party()
    changes = {f"category_periods-0-{name}": value for name, value in ends.items()}
    response = save(browser("editor"), page("party_change", of.pk), **changes)
    (inline,) = [
        each for each in response.context["inline_admin_formsets"] if each.formset.prefix == "category_periods"
    ]
    assert inline.formset.errors[0]["valid"] == [reason]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"exited_on": "2020-01-01", "exit_kind": "withdrawn"}, "A Party leaves after it acceded."),
        ({"exited_on": "2021-01-01"}, "Say whether the Party withdrew or was expelled, and when."),
        ({"exited_on": "2021-01-01", "exit_kind": "expelled"}, "An expulsion needs its reason."),
        ({"applied_on": "2021-01-01"}, "An application comes before the accession."),
    ],
)
def test_membership_against_its_rules_comes_back_with_the_reason(changes: dict[str, str], reason: str) -> None:
    membership = party().memberships.get()
    response = save(browser("editor"), page("membership_change", membership.pk), **changes)
    assert response.status_code == 200
    assert reason in str(response.context["adminform"].form.errors)


def test_membership_within_a_year_of_expulsion_comes_back_with_the_reason() -> None:
    of = party(exited_on=DAY, exit_kind="expelled", exit_reason="Did not pay")
    address = page("membership_add")
    response = save(browser("editor"), address, party=of.pk, acceded_on="2022-09-14")
    assert "expelled in the twelve months before" in str(response.context["adminform"].form.errors)
    assert save(browser("editor"), address, party=of.pk, acceded_on="2022-09-15").status_code == 302


def test_rule_broken_by_another_in_the_same_moment_comes_back_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both had asked before either saved: the second to save is told by the database."""
    of = party(acceded=None)
    monkeypatch.setattr(Membership, "validate_constraints", lambda self, exclude=None: None)
    Membership.objects.create(party=of, acceded_on=START)
    response = save(browser("editor"), page("membership_add"), party=of.pk, acceded_on="2021-09-15")
    assert response.status_code == 200
    assert "already a Party for part of this time" in str(response.context["adminform"].form.errors)
    assert of.memberships.count() == 1


def test_contributor_does_not_delete_and_approver_only_views() -> None:
    of = party()
    assert browser("contributor").post(page("party_delete", of.pk), {"post": "yes"}).status_code == 403
    assert browser("approver").get(page("party_change", of.pk)).status_code == 200
    assert browser("approver").post(page("party_change", of.pk), {"name": "x"}).status_code == 403
    assert browser("party").get(page("party_change", of.pk)).status_code == 302


# --- What can be done to a Party ----------------------------------------------------------------------


def do(name: str, of: Any, verb: str, **answers: Any) -> Any:
    kind = "eventofdefault" if isinstance(of, models.EventOfDefault) else "party"
    return browser(name).post(page(f"{kind}_verb", of.pk, verb), answers)


def test_party_page_offers_what_can_be_done_to_those_who_may() -> None:
    of = party()
    assert len(browser("contributor").get(page("party_change", of.pk)).context["verbs"]) == 6
    assert not browser("approver").get(page("party_change", of.pk)).context["verbs"]


def test_verb_pages_ask_before_anything_is_done() -> None:
    of = party()
    for verb in ("accede", "move-category", "move-voting-group", "raise-event-of-default", "withdraw", "expel"):
        shown = browser("contributor").get(page("party_verb", of.pk, verb))
        assert (shown.status_code, shown.context["subtitle"]) == (200, of.name)
    assert of.memberships.get().exited_on is None


def test_withdraw_from_the_party_page() -> None:
    of = party()
    response = do("contributor", of, "withdraw", exited_on="2021-09-15")
    assert response.headers["Location"] == page("party_change", of.pk)
    assert queries.party_count(DAY) == 0
    assert LogEntry.objects.get().change_message == f"{of.name} withdrew on 15 September 2021."


def test_accede_move_and_expel_from_the_party_page() -> None:
    of, group = party(category=None, acceded=None), voting_group()
    do("editor", of, "accede", acceded_on="2021-09-01", category="other", voting_group="")
    do("editor", of, "move-category", category="gas_network", valid="2021-09-02")
    CategoryPeriod.objects.get(category="gas_network")
    models.VotingGroupPeriod.objects.create(
        party=of, voting_group=voting_group(), valid=DateRange(date(2021, 9, 1), None)
    )
    do("editor", of, "move-voting-group", voting_group=group.pk, valid="2021-09-02")
    assert of.voting_group_periods.last().voting_group == group
    do("editor", of, "expel", exited_on="2021-09-15", exit_reason="Did not pay")
    assert of.memberships.get().exit_kind == "expelled"


def test_event_of_default_raised_and_closed_from_its_pages() -> None:
    of = party()
    do("editor", of, "raise-event-of-default", reference="EOD-9", limb="(a)", raised_on="2021-09-01")
    event = of.events_of_default.get()
    do("editor", event, "close", closed_on="2021-09-15", outcome="resolved")
    event.refresh_from_db()
    assert (event.closed_on, event.outcome) == (DAY, "resolved")


@pytest.mark.parametrize(
    ("verb", "answers", "reason"),
    [
        ("withdraw", {"exited_on": "2020-01-01"}, "not a Party on the day before"),
        ("withdraw", {"exited_on": ""}, "This field is required"),
        ("accede", {"acceded_on": "2021-09-15", "category": "other"}, "already a Party for part of this time"),
        ("raise-event-of-default", {"reference": "E", "limb": "a", "raised_on": "2021-09-15"}, "Write the limb like"),
        ("move-category", {"category": "other", "valid": "2021-09-15"}, "there on that day already"),
    ],
)
def test_verb_refused_says_why_and_keeps_the_answers(verb: str, answers: dict[str, str], reason: str) -> None:
    of = party(category=PartyCategory.OTHER)
    response = do("editor", of, verb, **answers)
    assert response.status_code == 200
    assert reason in str(response.context["errors"])
    for answer in filter(None, answers.values()):
        assert f'value="{answer}"' in response.content.decode()


def test_verb_by_those_who_may_not_is_refused() -> None:
    of = party()
    assert do("approver", of, "withdraw", exited_on="2021-09-15").status_code == 403
    assert do("party", of, "withdraw", exited_on="2021-09-15").status_code == 302
    assert do("editor", of, "dissolve").status_code == 404
    of.pk = 0
    assert do("editor", of, "withdraw", exited_on="2021-09-15").status_code == 404
    assert queries.party_count(DAY) == 1
