"""What a load saves, changes and leaves alone."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from importing.loading import Counts
from measures.models import Observation
from meetings.models import Decision, Meeting
from modifications.models import Modification, ReferenceFrom, SecVersion
from parties.models import CategoryPeriod, Membership, Party
from tests.importing.files import COMMITTEES, MEETINGS_HEADER, MODIFICATIONS, PARTIES, load, only

pytestmark = pytest.mark.django_db

CATEGORIES = ("party,category,from,until", "alpha,Small Suppliers,2019-01-01,")
VERSIONS_HEADER = "issued_on,description,number,cause,modifications"


def test_load_of_new_rows_saves_them_and_counts_them() -> None:
    outcome = load(parties=PARTIES, party_categories=CATEGORIES)
    assert outcome.ok
    assert outcome.counts == {"parties": Counts(2, 0, 0), "party_categories": Counts(1, 0, 0)}
    period = CategoryPeriod.objects.get()
    assert (period.party.code, period.category) == ("alpha", "small_supplier")
    assert (period.valid.lower, period.valid.upper) == (date(2019, 1, 1), None)


def test_load_takes_files_in_any_order() -> None:
    assert load(party_categories=CATEGORIES, parties=PARTIES).ok


def test_second_load_changes_nothing_and_writes_nothing() -> None:
    load(parties=PARTIES, party_categories=CATEGORIES)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        outcome = load(parties=PARTIES, party_categories=CATEGORIES)
    assert outcome.counts == {"parties": Counts(0, 0, 2), "party_categories": Counts(0, 0, 1)}
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_load_corrects_the_record_of_the_same_key() -> None:
    load(parties=PARTIES)
    before = Party.objects.get(code="alpha").pk
    outcome = load(parties=(PARTIES[0], "alpha,Alpha Energy Limited,Alphabet", PARTIES[2]))
    assert outcome.counts == {"parties": Counts(0, 1, 1)}
    assert (Party.objects.get(code="alpha").pk, Party.objects.get(code="alpha").trading_name) == (before, "Alphabet")


def test_load_never_deletes_what_it_does_not_mention() -> None:
    load(parties=PARTIES)
    load(parties=(PARTIES[0], "gamma,Gamma Limited,"))
    assert set(Party.objects.values_list("code", flat=True)) == {"alpha", "beta", "gamma"}


def test_blank_cell_blanks_what_is_stored() -> None:
    load(parties=PARTIES)
    load(parties=(PARTIES[0], "alpha,Alpha Energy Limited,"))
    assert Party.objects.get(code="alpha").trading_name == ""


def test_illustrative_column_left_out_keeps_what_is_stored() -> None:
    load(parties=(f"{PARTIES[0]},illustrative", f"{PARTIES[1]},yes"))
    outcome = load(parties=PARTIES[:2])
    assert outcome.counts == {"parties": Counts(0, 0, 1)}
    assert Party.objects.get().illustrative


def test_blank_illustrative_means_no() -> None:
    load(parties=(f"{PARTIES[0]},illustrative", f"{PARTIES[1]},yes"))
    load(parties=(f"{PARTIES[0]},illustrative", f"{PARTIES[1]},"))
    assert not Party.objects.get().illustrative


def test_columns_stand_in_any_order() -> None:
    assert load(parties=("trading_name,party,name", "A,alpha,Alpha Limited")).ok
    assert Party.objects.get().name == "Alpha Limited"


def test_until_is_the_last_day_itself_included() -> None:
    load(parties=PARTIES, party_categories=(CATEGORIES[0], "alpha,other,2019-01-01,2019-12-31"))
    assert CategoryPeriod.objects.get().valid.upper == date(2020, 1, 1)
    again = load(party_categories=(CATEGORIES[0], "alpha,other,2019-01-01,2019-12-31"))
    assert again.counts == {"party_categories": Counts(0, 0, 1)}


def test_period_is_closed_and_the_next_begun_in_one_load() -> None:
    load(parties=PARTIES, party_categories=CATEGORIES)
    outcome = load(
        party_categories=(
            CATEGORIES[0],
            "alpha,Large Suppliers,2021-09-01,",
            "alpha,Small Suppliers,2019-01-01,2021-08-31",
        )
    )
    assert outcome.counts == {"party_categories": Counts(1, 1, 0)}


def test_party_takes_the_name_that_another_gives_up_in_the_same_load() -> None:
    load(parties=PARTIES)
    outcome = load(parties=(PARTIES[0], "alpha,Alpha Renamed Limited,", "gamma,Alpha Energy Limited,"))
    assert outcome.counts == {"parties": Counts(1, 1, 0)}


def test_split_modifications_name_each_other_in_any_order() -> None:
    lines = (MODIFICATIONS[0], "MP128B,2021-01-11,MP128,,", "MP128A,2021-01-11,DP128,,", MODIFICATIONS[2])
    stages = ("modification,since,stage,body", "MP128,2021-01-11,split,")
    assert load(modifications=lines, modification_stages=stages).ok
    assert {part.code for part in Modification.objects.get(code="128").split_into.all()} == {"128A", "128B"}


def test_changed_row_may_name_a_row_added_in_the_same_load() -> None:
    load(modifications=MODIFICATIONS)
    load(modifications=(MODIFICATIONS[0], "MP127A,2020-01-06,,,"))
    lines = (MODIFICATIONS[0], "MP127A,2020-01-06,MP127,,", "MP127,2019-01-06,,,")
    stages = ("modification,since,stage,body", "MP127,2020-01-06,split,")
    assert load(modifications=lines, modification_stages=stages).counts["modifications"] == Counts(1, 1, 0)
    assert Modification.objects.get(code="127A").split_from == Modification.objects.get(code="127")


def test_modification_is_named_by_any_reference_or_its_number() -> None:
    lines = ("modification,since,reference", "301,2021-06-14,dp 301", "MP301,2021-08-02,MP301")
    assert load(modifications=MODIFICATIONS, modification_references=lines).ok
    assert list(ReferenceFrom.objects.values_list("modification__code", "reference")) == [
        ("301", "DP301"),
        ("301", "MP301"),
    ]


def test_numbered_meeting_that_moves_stays_the_same_meeting() -> None:
    meeting = "panel,97,,{},governance,SEC Panel Meeting 97,,,,,,,"
    load(committees=COMMITTEES, meetings=(MEETINGS_HEADER, meeting.format("2021-10-15")))
    outcome = load(meetings=(MEETINGS_HEADER, meeting.format("2021-10-22")))
    assert outcome.counts == {"meetings": Counts(0, 1, 0)}
    assert Meeting.objects.get().held_on == date(2021, 10, 22)


def test_meetings_are_named_by_number_suffix_or_day() -> None:
    meetings = (
        MEETINGS_HEADER,
        "panel,96,,2021-09-17,governance,SEC Panel Meeting 96,,,,,,,",
        "tag,82,X,2021-09-20,governance,TAG Meeting 82X,,,,,,,",
        "working-group,,,2021-09-01,governance,Working Group Meeting,,,,,,,",
    )
    items = (
        "meeting,position,modification,topic",
        "panel-96,1,,Budget",
        "tag-82X,1,MP128,",
        "working-group-2021-09-01,1,DP301,",
    )
    outcome = load(committees=COMMITTEES, modifications=MODIFICATIONS, meetings=meetings, agenda_items=items)
    assert outcome.ok
    assert [meeting.code for meeting in Meeting.objects.order_by("held_on")] == [
        "working-group-2021-09-01",
        "panel-96",
        "tag-82X",
    ]
    assert load(agenda_items=items).counts == {"agenda_items": Counts(0, 0, 3)}


def test_decisions_without_a_modification_are_told_apart_by_their_release() -> None:
    decisions = (
        "body,meeting,decided_on,modification,release,question,outcome,route,referred_to_panel_on,remark",
        "panel,panel-96,2021-09-17,,November 2021 SEC Release,release_scope,approve,,,",
        "panel,panel-96,2021-09-17,,June 2022 SEC Release,release_scope,note,,,",
    )
    releases = ("release,kind", "November 2021 SEC Release,scheduled", "June 2022 SEC Release,scheduled")
    meetings = (MEETINGS_HEADER, "panel,96,,2021-09-17,governance,SEC Panel Meeting 96,,,,,,,")
    assert load(committees=COMMITTEES, meetings=meetings, releases=releases, decisions=decisions).ok
    assert Decision.objects.count() == 2
    assert load(decisions=decisions).counts == {"decisions": Counts(0, 0, 2)}


def test_list_of_modifications_is_kept_as_the_cell_says() -> None:
    row = '2021-09-01,"Section H",46.0,modification,{}'
    load(modifications=MODIFICATIONS, sec_versions=(VERSIONS_HEADER, row.format("DP301; 128")))
    assert set(SecVersion.objects.get().modifications.values_list("code", flat=True)) == {"301", "128"}
    again = load(sec_versions=(VERSIONS_HEADER, row.format("MP128;MP301")))
    assert again.counts == {"sec_versions": Counts(0, 0, 1)}
    changed = load(sec_versions=(VERSIONS_HEADER, row.format("MP128")))
    assert changed.counts == {"sec_versions": Counts(0, 1, 0)}
    assert set(SecVersion.objects.get().modifications.values_list("code", flat=True)) == {"128"}


def test_numbers_with_and_without_a_category_are_kept_apart() -> None:
    measures = (
        "measure,name,group,unit,decimals,ranked,definition",
        "emails,E-mails,helpdesk,,,,",
        "calls,Calls,helpdesk,count,1,no,",
    )
    categories = ("measure,category,name,group,position,first_month,last_month", "emails,general,General,,1,,")
    numbers = ("measure,category,month,value", "emails,general,2021-09,12", "calls,,2021-09,5.5")
    assert load(measures=measures, measure_categories=categories, observations=numbers).ok
    assert dict(Observation.objects.values_list("measure__code", "value")) == {
        "emails": Decimal(12),
        "calls": Decimal("5.5"),
    }
    assert load(observations=numbers).counts == {"observations": Counts(0, 0, 2)}


def test_check_only_saves_nothing_and_shows_old_and_new() -> None:
    load(parties=PARTIES)
    outcome = load(check_only=True, parties=(PARTIES[0], "alpha,Alpha Energy Limited,Alphabet", "gamma,Gamma Limited,"))
    assert outcome.counts == {"parties": Counts(1, 1, 0)}
    changed, added = outcome.preview
    assert (changed.kind, changed.line, changed.record) == ("changed", 2, "party alpha")
    assert [(cell.column, cell.old, cell.new) for cell in changed.cells] == [("trading_name", "Alpha", "Alphabet")]
    assert (added.kind, [(cell.column, cell.new) for cell in added.cells][:2]) == (
        "added",
        [("party", "gamma"), ("name", "Gamma Limited")],
    )
    assert Party.objects.get(code="alpha").trading_name == "Alpha"
    assert not Party.objects.filter(code="gamma").exists()


def test_one_problem_keeps_every_file_from_being_saved() -> None:
    only(parties=PARTIES, party_categories=(CATEGORIES[0], "alpha,other,2019-13-01,"))
    assert not Party.objects.exists()


def test_problems_are_sorted_by_file_and_line() -> None:
    outcome = load(
        voting_groups=("voting_group,name", "one,"),
        parties=(PARTIES[0], "alpha,,", "beta,Beta,", "gamma,,"),
    )
    assert [(problem.file, problem.line) for problem in outcome.problems] == [
        ("parties.csv", 2),
        ("parties.csv", 4),
        ("voting_groups.csv", 2),
    ]


def test_records_entered_by_hand_are_found_by_their_key() -> None:
    party = Party.objects.create(code="alpha", name="Alpha Energy Limited")
    Membership.objects.create(party=party, acceded_on=date(2020, 1, 1))
    lines = ("party,applied_on,acceded_on,exited_on,exit_kind,exit_reason", "alpha,,2020-01-01,2021-09-30,withdrawn,")
    assert load(memberships=lines).counts == {"memberships": Counts(0, 1, 0)}


def test_five_thousand_rows_load_well_under_ten_seconds() -> None:
    rows = tuple(f"p{number},Party {number} Limited," for number in range(5_000))
    began = time.perf_counter()
    assert load(parties=(PARTIES[0], *rows)).counts == {"parties": Counts(5_000, 0, 0)}
    assert time.perf_counter() - began < 10


def test_number_of_queries_does_not_grow_with_the_rows() -> None:
    def queries(count: int, start: int) -> int:
        numbers = range(start, start + count)
        parties = (PARTIES[0], *(f"p{number},Party {number} Limited," for number in numbers))
        categories = (CATEGORIES[0], *(f"p{number},other,2020-01-01," for number in numbers))
        with CaptureQueriesContext(connection) as captured:
            assert load(parties=parties, party_categories=categories).ok
        return len(captured)

    assert queries(1, 0) == queries(300, 1000)
