"""The facts of September 2021: what the report published, each with rows that give it."""

from __future__ import annotations

import pytest
from django.utils.module_loading import import_string

from reports.facts.records import FACTS
from reports.facts.registry import Fact, Facts, Unit
from reports.facts.rows import Tally
from tests.reports.facts.agreeing import disagreements, reads_of

pytestmark = pytest.mark.django_db


def test_figures_of_the_sample_month_are_what_their_rows_give(sample_month: None) -> None:
    assert disagreements(reads_of()) == []


def test_every_count_of_the_sample_month_has_as_many_rows(sample_month: None) -> None:
    reads = reads_of()
    facts = Facts(reads)
    counts = [fact for fact in FACTS.values() if fact.unit is Unit.COUNT and fact.rows(reads).tally is Tally.COUNT]
    assert len(counts) > 200
    assert {fact.key for fact in counts if facts.value(fact.key).raw not in (None, len(fact.rows(reads).rows))} == set()


def test_figures_of_the_sample_month_are_the_published_ones(sample_month: None) -> None:
    facts = Facts(reads_of())
    assert {key: facts.value(key).display for key in PUBLISHED} == PUBLISHED


PUBLISHED = {
    "parties.total": "332",
    "parties.voting_groups": "261",
    "parties.voting_groups.small_supplier": "102",
    "parties.acceded": "1",
    "defaults.raised": "10",
    "uep.complete": "123",
    "uep.outstanding": "74",
    "uep.since_panel": "1",
    "testing.srept": "0",
    "modifications.open": "59",
    "modifications.open_average": "339 WD",
    "modifications.concluded": "38",
    "modifications.concluded_average": "355 WD",
    "modifications.raised": "4",
    "modifications.split": "1",
    "modifications.approved": "2",
    "modifications.implemented": "1",
    "assessments.pa_open": "3",
    "assessments.pa_open_average": "19 WD",
    "assessments.ia_completed": "7",
    "assessments.ia_completed_average": "78 WD",
    "sec_versions.issued": "2",
    "decisions.csc.to_refinement.approve": "7",
    "decisions.csc.to_report_phase.approve": "1",
    "decisions.csc.new_proposal.remain": "3",
    "decisions.change_board.final_decision.approve": "2",
    "decisions.change_board.final_decision.recommend_approval": "2",
    "decisions.change_board.final_decision.approve.self_governance": "2",
    "committee.csc.meetings": "1",
    "committee.change-board.meetings": "1",
    "committee.tag.ad_hoc": "2",
    "committee.cacop.latest": "14 September 2021",
    "committee.cacop.next": "12 October 2021",
    "meetings.held": "15",
    "meetings.minutes_in_time": "93%",
    "measure.telephone-queries": "5",
    "measure.codeworks-users": "527",
    "measure.helpdesk-emails.panel-board.share": "1%",
    "measure.website-top-pages.1": "Home Page",
}


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.key)
def test_source_of_a_fact_is_a_query_that_exists(fact: Fact) -> None:
    assert callable(import_string(fact.source))


def test_facts_that_go_by_the_records_name_queries_that_exist(sample_month: None) -> None:
    assert all(callable(import_string(source)) for source in {fact.source for fact in Facts(reads_of()).all()})


def test_every_fact_says_its_rule_unit_and_group_in_whole_sentences(sample_month: None) -> None:
    reads = reads_of()
    for fact in Facts(reads).all():
        assert fact.unit in Unit, fact.key
        assert all((fact.label, fact.group)), fact.key
        assert fact.rule.endswith("."), fact.key
        assert not fact.convention or fact.convention.endswith("."), fact.key
        assert len(fact.rows(reads).headings) >= 1, fact.key
