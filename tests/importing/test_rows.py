"""Rows that are read but can't stand: duplicates, references, overlaps, order of dates, the models' rules."""

from __future__ import annotations

from datetime import date

import pytest

from importing.loading import Counts
from meetings.models import Committee
from parties.models import CategoryPeriod, Membership, Party, PartyCategory
from reports.models import SectionText
from tests.importing.files import COMMITTEES, MEETINGS_HEADER, MODIFICATIONS, PARTIES, load, only, problems

pytestmark = pytest.mark.django_db

CATEGORIES = "party,category,from,until"
MEMBERSHIPS = "party,applied_on,acceded_on,exited_on,exit_kind,exit_reason"
DEFAULTS = "reference,party,limb,raised_on,considered_on,closed_on,outcome"
ASSESSMENTS = "modification,kind,sequence,requested_on,accepted_on,returned_on"
MEASURES = (
    "measure,name,group,unit,decimals,ranked,definition",
    "emails,E-mails,helpdesk,,,,",
    "pages,Top pages,website,,,yes,",
)
MEASURE_CATEGORIES = (
    "measure,category,name,group,position,first_month,last_month",
    "emails,general,General,,1,2021-04,2021-08",
)


# --- the same record twice ----------------------------------------------------------------------------------------


def test_duplicate_names_the_first_line() -> None:
    problem = only(parties=(*PARTIES, "alpha,Another Alpha Limited,"))
    assert (problem.line, problem.column) == (4, "party")
    assert "line 2" in problem.message


def test_duplicate_is_found_through_different_spellings() -> None:
    problem = only(modifications=(*MODIFICATIONS, "mp 301,2021-06-14,,,"))
    assert "line 2" in problem.message


def test_name_that_another_row_has_is_told_of() -> None:
    problem = only(parties=(*PARTIES, "gamma,Alpha Energy Limited,"))
    assert (problem.line, problem.column) == (4, "name")
    assert "line 2" in problem.message


def test_name_that_a_stored_record_has_is_told_of() -> None:
    load(parties=PARTIES)
    problem = only(parties=(PARTIES[0], "gamma,Alpha Energy Limited,"))
    assert "stored party alpha" in problem.message


def test_version_number_may_be_blank_many_times_and_stand_once() -> None:
    header = "issued_on,description,number,cause,modifications"
    assert load(sec_versions=(header, "2021-09-01,One,,direction,", "2021-09-02,Two,,direction,")).ok
    problem = only(sec_versions=(header, "2021-09-03,Three,46.0,direction,", "2021-09-04,Four,46.0,direction,"))
    assert (problem.line, problem.column) == (3, "number")


def test_key_that_several_stored_records_share_is_told_of() -> None:
    load(committees=COMMITTEES)
    group = Committee.objects.get(code="working-group")
    for title in ("Working Group Meeting", "Working Group Meeting, continued"):
        group.meetings.create(kind="governance", title=title, held_on=date(2021, 9, 1))
    problem = only(meetings=(MEETINGS_HEADER, "working-group,,,2021-09-01,governance,Working Group,,,,,,,"))
    assert "Several stored records" in problem.message


def test_code_with_a_space_is_told_what_a_code_is() -> None:
    problem = only(parties=(PARTIES[0], "alpha energy,Alpha Energy Limited,"))
    assert problem.message == "Is no code. Write small letters, digits, hyphens and underscores, at most 60."


# --- references ---------------------------------------------------------------------------------------------------


def test_unknown_reference_is_told_of_with_a_suggestion_from_the_files() -> None:
    problem = only(parties=PARTIES, party_categories=(CATEGORIES, "alhpa,other,2019-01-01,"))
    assert (problem.file, problem.line, problem.column, problem.value) == ("party_categories.csv", 2, "party", "alhpa")
    assert "Is alpha meant?" in problem.message


def test_unknown_reference_is_told_of_with_a_suggestion_from_what_is_stored() -> None:
    load(parties=PARTIES)
    assert "Is beta meant?" in only(party_categories=(CATEGORIES, "betta,other,2019-01-01,")).message


def test_reference_to_a_row_with_a_problem_is_no_problem_of_its_own() -> None:
    found = problems(
        parties=(PARTIES[0], "alpha,,", "bad code,Bad Limited,"),
        party_categories=(CATEGORIES, "alpha,other,2019-01-01,", "bad code,other,2019-01-01,"),
        memberships=(MEMBERSHIPS, "alpha,,2019-01-01,,,", "bad code,,2019-01-01,,,"),
    )
    assert [(problem.file, problem.line) for problem in found] == [("parties.csv", 2), ("parties.csv", 3)]


def test_row_that_names_an_unknown_record_does_not_trouble_the_rows_that_name_it() -> None:
    found = problems(
        modifications=MODIFICATIONS,
        dcc_assessments=(ASSESSMENTS, "MP999,PA,1,,2021-08-31,"),
        assessment_targets=("modification,kind,sequence,since,target", "MP999,PA,1,2021-08-31,15"),
    )
    assert [(problem.file, problem.column) for problem in found] == [("dcc_assessments.csv", "modification")]


def test_record_named_by_several_columns_is_told_of_once() -> None:
    load(modifications=MODIFICATIONS)
    problem = only(assessment_targets=("modification,kind,sequence,since,target", "MP301,IA,2,2021-08-31,40"))
    assert problem.column == "modification"
    assert "modification 301, kind IA, sequence 2" in problem.message


def test_unknown_category_is_told_of_in_its_own_column() -> None:
    found = problems(
        measures=MEASURES,
        measure_categories=MEASURE_CATEGORIES,
        observations=("measure,category,month,value", "emails,other,2021-05,1", "mails,general,2021-05,1"),
    )
    assert [(problem.line, problem.column) for problem in found] == [(2, "category"), (3, "measure")]


def test_unknown_modification_in_a_list_is_named() -> None:
    header = "issued_on,description,number,cause,modifications"
    problem = only(modifications=MODIFICATIONS, sec_versions=(header, "2021-09-01,One,,modification,MP301; MP302"))
    assert problem.column == "modifications"
    assert "There is no 302" in problem.message


def test_name_that_is_none_is_told_of() -> None:
    load(committees=COMMITTEES)
    found = problems(
        modifications=(MODIFICATIONS[0], "sometime,2021-06-14,,,"),
        agenda_items=("meeting,position,modification,topic", "the panel,1,,Budget", "panel-2021-02-31,1,,Budget"),
    )
    assert [problem.column for problem in found] == ["meeting", "meeting", "modification"]


def test_modification_split_from_itself_or_its_own_part_is_told_of() -> None:
    lines = (MODIFICATIONS[0], "MP128A,2021-01-11,MP128B,,", "MP128B,2021-01-11,MP128A,,", "MP129,2021-01-11,129,,")
    found = problems(modifications=lines)
    assert {problem.line for problem in found} == {2, 3, 4}
    assert {problem.column for problem in found} == {"split_from"}


# --- histories ----------------------------------------------------------------------------------------------------


def test_overlap_within_a_file_names_the_other_line() -> None:
    lines = (CATEGORIES, "alpha,other,2019-01-01,2021-08-31", "alpha,small_supplier,2021-08-31,")
    problem = only(parties=PARTIES, party_categories=lines)
    assert problem.line == 3
    assert "The Party is in another category for part of this time. It overlaps line 2." in problem.message


def test_periods_that_touch_do_not_overlap() -> None:
    lines = (CATEGORIES, "alpha,small_supplier,2021-09-01,", "alpha,other,2019-01-01,2021-08-31")
    assert load(parties=PARTIES, party_categories=lines).ok


def test_overlap_with_a_stored_period_says_how_to_end_it() -> None:
    party = Party.objects.create(code="alpha", name="Alpha Energy Limited")
    CategoryPeriod.objects.create(party=party, category=PartyCategory.OTHER, valid=(date(2019, 1, 1), None))
    problem = only(party_categories=(CATEGORIES, "alpha,small_supplier,2021-09-01,"))
    assert "the stored row (party alpha, from 2019-01-01)" in problem.message
    assert "add it to party_categories.csv with its end" in problem.message


def test_row_that_begins_before_a_stored_period_overlaps_it_too() -> None:
    party = Party.objects.create(code="alpha", name="Alpha Energy Limited")
    CategoryPeriod.objects.create(party=party, category=PartyCategory.OTHER, valid=(date(2019, 1, 1), None))
    assert only(party_categories=(CATEGORIES, "alpha,small_supplier,2018-01-01,")).line == 2
    assert load(party_categories=(CATEGORIES, "alpha,small_supplier,2018-01-01,2018-12-31")).ok


def test_period_that_ends_before_it_begins_is_told_of() -> None:
    problem = only(parties=PARTIES, party_categories=(CATEGORIES, "alpha,other,2019-02-01,2019-01-31"))
    assert (problem.column, problem.value) == ("until", "2019-01-31")


def test_party_expelled_in_the_twelve_months_before_is_not_readmitted() -> None:
    lines = [MEMBERSHIPS, "alpha,,2018-01-01,2020-02-29,expelled,Charges unpaid"]
    assert only(parties=PARTIES, memberships=(*lines, "alpha,,2021-02-27,,,")).line == 3
    assert load(parties=PARTIES, memberships=(*lines, "alpha,,2021-02-28,,,")).ok


def test_party_that_withdrew_may_return_the_same_day() -> None:
    lines = (MEMBERSHIPS, "alpha,,2018-01-01,2020-03-01,withdrawn,", "alpha,,2020-03-01,,,")
    assert load(parties=PARTIES, memberships=lines).ok


def test_expulsion_stored_earlier_bars_too() -> None:
    party = Party.objects.create(code="alpha", name="Alpha Energy Limited")
    Membership.objects.create(
        party=party, acceded_on=date(2018, 1, 1), exited_on=date(2021, 3, 1), exit_kind="expelled", exit_reason="Unpaid"
    )
    problem = only(memberships=(MEMBERSHIPS, "alpha,,2021-09-01,,,"))
    assert "expelled in the twelve months before" in problem.message


def test_holds_of_one_modification_do_not_overlap() -> None:
    lines = ("modification,from,until,reason", "MP301,2021-07-01,2021-07-31,", "DP301,2021-07-31,,")
    problem = only(modifications=MODIFICATIONS, modification_holds=lines)
    assert "on hold already" in problem.message


def test_two_rows_of_a_history_cannot_begin_on_one_day() -> None:
    lines = ("modification,since,title", "MP301,2021-06-14,One title", "301,2021-06-14,Another title")
    assert "line 2" in only(modifications=MODIFICATIONS, modification_titles=lines).message


# --- the models' own rules ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("membership", "column", "said"),
    [
        ("alpha,2019-02-01,2019-01-01,,,", "applied_on", "before the accession"),
        ("alpha,,2019-01-01,2018-01-01,withdrawn,", "exited_on", "leaves after it acceded"),
        ("alpha,,2019-01-01,2020-01-01,,", "exit_kind", "withdrew or was expelled"),
        ("alpha,,2019-01-01,,expelled,x", "exit_kind", "withdrew or was expelled"),
        ("alpha,,2019-01-01,2020-01-01,expelled,", "exit_kind", "needs its reason"),
    ],
)
def test_membership_that_breaks_a_rule_is_told_of(membership: str, column: str, said: str) -> None:
    problem = only(parties=PARTIES, memberships=(MEMBERSHIPS, membership))
    assert (problem.line, problem.column) == (2, column)
    assert said in problem.message


def test_limb_not_of_m8_1_is_told_of() -> None:
    spell = (MEMBERSHIPS, "alpha,,2019-01-01,,,")
    row = (DEFAULTS, "EOD-1,alpha,(z),2021-09-01,,,")
    problem = only(parties=PARTIES, memberships=spell, events_of_default=row)
    assert (problem.column, problem.message) == ("limb", "Write the limb like (a), from (a) to (m).")


def test_assessment_returned_before_it_was_accepted_is_told_of() -> None:
    problem = only(modifications=MODIFICATIONS, dcc_assessments=(ASSESSMENTS, "301,PA,,,2021-08-31,2021-08-30"))
    assert problem.column == "returned_on"


def test_consultation_planned_for_no_monday_is_told_of() -> None:
    header = "modification,kind,sequence,planned_week,opened_on,closed_on"
    problem = only(modifications=MODIFICATIONS, consultations=(header, "301,refinement,1,2021-08-03,,"))
    assert "named by its Monday" in problem.message


def test_committee_that_decides_without_a_meeting_is_told_of() -> None:
    header = "body,meeting,decided_on,modification,release,question,outcome,route,referred_to_panel_on,remark"
    problem = only(modifications=MODIFICATIONS, decisions=(header, "csc,,2021-09-28,301,,to_refinement,approve,,,"))
    assert (problem.column, problem.message) == ("meeting", "A committee decides at a meeting: name it.")


def test_negative_number_is_told_of() -> None:
    problem = only(measures=MEASURES, observations=("measure,category,month,value", "emails,,2021-09,-1"))
    assert (problem.column, problem.value, problem.message) == ("value", "-1", "A measure is not negative.")


def test_reference_of_another_modification_is_told_of() -> None:
    lines = ("modification,since,reference", "301,2021-06-14,DP302", "301,2021-07-14,301")
    found = problems(modifications=MODIFICATIONS, modification_references=lines)
    assert [(problem.line, problem.column) for problem in found] == [(2, "reference"), (3, "reference")]


def test_numbers_of_a_ranked_list_and_ranks_of_a_number_are_told_of() -> None:
    found = problems(
        measures=MEASURES,
        observations=("measure,category,month,value", "pages,,2021-09,4"),
        ranked_entries=("measure,month,rank,label", "emails,2021-09,1,Home"),
    )
    assert [(problem.file, problem.column) for problem in found] == [
        ("observations.csv", "measure"),
        ("ranked_entries.csv", "measure"),
    ]


@pytest.mark.parametrize("month", ["2021-03", "2021-09"])
def test_number_outside_its_categorys_months_is_told_of(month: str) -> None:
    numbers = ("measure,category,month,value", f"emails,general,{month},1")
    problem = only(measures=MEASURES, measure_categories=MEASURE_CATEGORIES, observations=numbers)
    assert problem.column == "month"


# --- text of sections ---------------------------------------------------------------------------------------------


@pytest.fixture
def report() -> None:
    meeting = "panel,97,,2021-10-15,governance,SEC Panel Meeting 97,,,,,,,"
    header = "report,month,meeting,paper_number,action,recommendation,author,team,issue_date,classification"
    row = "Operations Report,2021-09,panel-97,17,,,Lead,,2021-10-08,"
    assert load(committees=COMMITTEES, meetings=(MEETINGS_HEADER, meeting), reports=(header, row)).ok


@pytest.mark.usefixtures("report")
def test_text_of_a_section_is_kept_as_written() -> None:
    body = "<p>It met on 30\u00a0September.</p>\n<p>{{modifications.open}} are open &amp; well.</p>"
    lines = ("report,month,section,body", f'operations,2021-09,purpose,"{body}"')
    assert load(section_texts=lines).ok
    assert SectionText.objects.get().body == body.replace("\u00a0", "&nbsp;")
    assert load(section_texts=lines).counts == {"section_texts": Counts(0, 0, 1)}


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>{{modifications.open</p>", "{{"),
        ("<p><script>alert(1)</script></p>", "<script> is not allowed"),
        ("<p><a href='javascript:alert(1)'>x</a></p>", "javascript"),
    ],
)
def test_text_with_wrong_syntax_is_told_of(body: str, said: str) -> None:
    problem = only(section_texts=("report,month,section,body", f'operations,2021-09,purpose,"{body}"'))
    assert problem.column == "body"
    assert said in problem.message


@pytest.mark.usefixtures("report")
def test_text_of_a_section_that_the_report_has_not_is_told_of() -> None:
    problem = only(section_texts=("report,month,section,body", "operations,2021-09,purpos,<p>Words.</p>"))
    assert problem.column == "section"
    assert "Is purpose meant?" in problem.message
