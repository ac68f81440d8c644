"""An import undone as one act: every value back, every added record gone, or nothing and the reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.events import events_of
from access.models import Act, Role, User
from importing.models import ImportRun, RunState
from importing.services import ask_to_undo
from importing.work import undo_run
from meetings.models import Committee, Meeting
from modifications.models import Modification, SecVersion
from parties.models import CategoryPeriod, Membership, Party, PartyCategory, UepCompletion, VotingGroup
from tests.importing.files import COMMITTEES, MEETINGS_HEADER, MODIFICATIONS, PARTIES
from tests.importing.runs import person, reasons, saved, undone

pytestmark = pytest.mark.django_db
CATEGORIES = ("party,category,from,until", "alpha,large_supplier,2019-01-01,")
MEMBERSHIPS = ("party,applied_on,acceded_on,exited_on,exit_kind,exit_reason", "alpha,,2019-01-01,,,")
VERSIONS = (
    "issued_on,description,number,cause,modifications",
    "2021-09-30,November release,9.0,modification,MP128; DP301",
)


@pytest.fixture
def editor() -> User:
    return person(Role.EDITOR)


def test_undoing_puts_every_value_back_and_takes_every_added_record_away(editor: User) -> None:
    saved(editor, parties=PARTIES)
    before = dict(Party.objects.values_list("pk", "name"))
    run = saved(
        editor,
        parties=(PARTIES[0], "alpha,Alpha Power Limited,", "gamma,Gamma Limited,"),
        party_categories=(*CATEGORIES, "gamma,other,2020-01-01,"),
    )
    run = undone(run, editor)
    assert (run.state, run.undone_by, run.undone_at is not None) == (RunState.UNDONE, editor, True)
    assert dict(Party.objects.values_list("pk", "name")) == before
    assert Party.objects.get(code="alpha").trading_name == "Alpha"
    assert not CategoryPeriod.objects.exists()


def test_undoing_is_in_the_trail_of_each_record_and_of_what_was_done(editor: User) -> None:
    saved(editor, parties=PARTIES)
    run = undone(saved(editor, parties=(PARTIES[0], "alpha,Alpha Power Limited,Alpha")), editor)
    *_, last = events_of(Party, [Party.objects.get(code="alpha").pk])
    assert last.pgh_context.metadata["why"] == "Undoing the import of parties.csv"
    assert last.name == "Alpha Energy Limited"
    acts = list(Act.objects.order_by("pk").values_list("kind", "by"))
    assert acts == [("import", editor.pk), ("import", editor.pk), ("import undone", editor.pk)]
    assert Act.objects.latest("pk").detail["import"] == run.pk


def test_import_is_undone_once(editor: User) -> None:
    run = undone(saved(editor, parties=PARTIES), editor)
    assert not ask_to_undo(run, editor)
    assert undo_run(run.pk, run.version, lambda percent, text="": None) is None
    assert Act.objects.filter(kind="import undone").count() == 1


def test_undone_file_can_be_imported_again(editor: User) -> None:
    undone(saved(editor, parties=PARTIES), editor)
    assert saved(editor, parties=PARTIES).counts["parties"]["added"] == 2


def test_period_that_was_closed_for_the_next_is_opened_again(editor: User) -> None:
    """The one added must be gone before the one changed may go on."""
    saved(editor, parties=PARTIES, party_categories=CATEGORIES)
    moved = (CATEGORIES[0], "alpha,large_supplier,2019-01-01,2021-08-31", "alpha,small_supplier,2021-09-01,")
    run = undone(saved(editor, party_categories=moved), editor)
    assert run.state == RunState.UNDONE
    (period,) = CategoryPeriod.objects.all()
    assert (period.category, period.valid.lower, period.valid.upper) == (
        PartyCategory.LARGE_SUPPLIER,
        date(2019, 1, 1),
        None,
    )


def test_record_that_was_pointed_to_an_added_one_points_back(editor: User) -> None:
    groups = ("voting_group,name", "north,North")
    own = ("party,voting_group,from,until", "alpha,north,2019-01-01,")
    saved(editor, parties=PARTIES, voting_groups=groups, party_voting_groups=own)
    run = saved(
        editor,
        voting_groups=("voting_group,name", "south,South"),
        party_voting_groups=(own[0], "alpha,south,2019-01-01,"),
    )
    assert reasons(undone(run, editor)) == []
    assert list(VotingGroup.objects.values_list("code", "periods__party__code")) == [("north", "alpha")]


def test_lists_of_records_are_put_back_as_well(editor: User) -> None:
    saved(editor, modifications=MODIFICATIONS, sec_versions=VERSIONS)
    changed = (
        VERSIONS[0],
        "2021-09-30,November release,9.1,modification,MP128",
        "2021-10-31,Fixes,9.2,modification,DP301",
    )
    run = undone(saved(editor, sec_versions=changed), editor)
    assert run.state == RunState.UNDONE
    (version,) = SecVersion.objects.all()
    assert version.number == "9.0"
    assert version.modifications.count() == 2


def test_records_that_name_each_other_go_together(editor: User) -> None:
    parts = (MODIFICATIONS[0], "DP301,2021-06-14,,,", "DP302,2021-06-15,,,")
    run = saved(editor, modifications=parts)
    assert undone(run, editor).state == RunState.UNDONE
    assert not Modification.objects.exists()


# --- Refusals ---------------------------------------------------------------------------------------------------------


def test_row_that_was_changed_since_keeps_the_whole_from_being_undone(editor: User) -> None:
    saved(editor, parties=PARTIES)
    run = saved(editor, parties=(PARTIES[0], "alpha,Alpha Power Limited,", "gamma,Gamma Limited,"))
    Party.objects.filter(code="alpha").update(trading_name="Later")
    Party.objects.filter(code="gamma").update(name="Gamma Holdings Limited")
    run = undone(run, editor)
    assert (run.state, run.undone_by) == (RunState.ACCEPTED, None)
    assert [(problem["line"], problem["column"], problem["message"]) for problem in run.undo_problems] == [
        (
            2,
            "trading_name",
            "Alpha Power Limited: Was changed since: the import left blank, and now it is “Later”.",
        ),
        (
            3,
            "name",
            "Gamma Limited: Was changed since: the import left “Gamma Limited”, "
            "and now it is “Gamma Holdings Limited”.",
        ),
    ]
    assert Party.objects.get(code="alpha").name == "Alpha Power Limited"
    assert Party.objects.filter(code="gamma").exists()


def test_record_that_was_deleted_or_renamed_since_is_told_of(editor: User) -> None:
    run = saved(editor, parties=PARTIES)
    Party.objects.filter(code="alpha").delete()
    Party.objects.filter(code="beta").update(code="bee")
    assert reasons(undone(run, editor)) == [
        "Alpha Energy Limited: Was deleted since, or has another name by now.",
        "Beta Networks Limited: Was deleted since, or has another name by now.",
    ]


def test_record_that_was_deleted_and_entered_anew_is_not_taken_for_the_same(editor: User) -> None:
    run = saved(editor, parties=PARTIES)
    Party.objects.filter(code="alpha").delete()
    Party.objects.create(code="alpha", name="Alpha Energy Limited", trading_name="Alpha")
    assert reasons(undone(run, editor)) == ["Alpha Energy Limited: Was deleted since, or has another name by now."]


def test_record_that_others_name_by_now_stays_and_they_are_listed(editor: User) -> None:
    run = saved(editor, committees=COMMITTEES)
    held = (MEETINGS_HEADER, "panel,96,,2021-09-17,governance,Panel,,,,,,,")
    saved(editor, meetings=held)
    run = undone(run, editor)
    assert run.state == RunState.ACCEPTED
    (reason,) = reasons(run)
    assert reason.startswith("SEC Panel: Is needed by the meeting “")
    assert Committee.objects.count() == 3
    assert Meeting.objects.count() == 1


def test_pair_of_a_list_counts_as_naming(editor: User) -> None:
    run = saved(editor, modifications=MODIFICATIONS)
    saved(editor, sec_versions=VERSIONS)
    assert all("Is needed by the SEC version “" in reason for reason in reasons(undone(run, editor)))
    assert Modification.objects.count() == 2


def test_later_import_is_undone_before_the_earlier(editor: User) -> None:
    first = saved(editor, parties=PARTIES)
    second = saved(editor, party_categories=CATEGORIES)
    assert undone(first, editor).state == RunState.ACCEPTED
    assert undone(second, editor).state == RunState.UNDONE
    assert undone(first, editor).state == RunState.UNDONE
    assert not Party.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_record_that_only_a_rule_ties_to_an_added_one_keeps_it(editor: User) -> None:
    """A UEP completion names the Party alone, and its day lies in a spell that the import added."""
    saved(editor, parties=PARTIES)
    run = saved(editor, memberships=MEMBERSHIPS)
    alpha = Party.objects.get(code="alpha")
    UepCompletion.objects.create(party=alpha, user_role="gas_supplier", extent="full", completed_on=date(2020, 6, 12))
    run = undone(run, editor)
    assert run.state == RunState.ACCEPTED
    (reason,) = reasons(run)
    assert "UEP completion Alpha Energy Limited, Gas Supplier, FULL needs it: " in reason
    assert Membership.objects.exists()
    UepCompletion.objects.all().delete()
    assert undone(run, editor).state == RunState.UNDONE


def test_value_that_is_no_longer_allowed_is_not_put_back(editor: User) -> None:
    saved(editor, parties=PARTIES)
    run = saved(editor, parties=(PARTIES[0], "alpha,Alpha Power Limited,"))
    Party.objects.create(code="new", name="ALPHA ENERGY LIMITED")
    (reason,) = reasons(undone(run, editor))
    assert "already the stored party new's" in reason


def test_contributor_undoes_changes_and_leaves_deleting_to_an_editor(editor: User) -> None:
    contributor = person(Role.CONTRIBUTOR)
    added = saved(contributor, parties=PARTIES)
    assert reasons(undone(added, contributor)) == ["Undoing it deletes 2 Parties, which your roles don't let you do."]
    changed = saved(contributor, parties=(PARTIES[0], "alpha,Alpha Power Limited,Alpha"))
    assert undone(changed, contributor).state == RunState.UNDONE
    assert undone(added, editor).state == RunState.UNDONE


def test_undoing_asks_as_many_questions_of_many_rows_as_of_one(editor: User) -> None:
    def queries(count: int, start: int) -> int:
        lines = (f"p{number},Party {number} Limited," for number in range(start, start + count))
        run: ImportRun = saved(editor, parties=(PARTIES[0], *lines))
        assert ask_to_undo(run, editor)
        run.refresh_from_db()
        with CaptureQueriesContext(connection) as captured:
            done: Any = undo_run(run.pk, run.version, lambda percent, text="": None)
        assert done == {"undone": count}
        return len(captured)

    assert queries(1, 0) == queries(300, 1000)
