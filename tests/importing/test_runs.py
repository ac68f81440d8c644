"""An import from upload to acceptance: what is previewed, what is saved, and how often."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from access.events import events_of
from access.models import Act, Role, RoleGrant, User
from importing.models import ImportRow, ImportRun, RowKind, RunState
from importing.services import accept, begin, correct, discard, leave_out, try_again
from importing.sources import Upload
from importing.work import check_run, save_run
from jobs.models import Job, State
from parties.models import CategoryPeriod, Party
from tests.importing.books import PARTIES as COLUMNS
from tests.importing.books import ods, xlsx
from tests.importing.files import PARTIES, csv
from tests.importing.runs import checked, done, person, refused, saved

CATEGORIES = ("party,category,from,until", "alpha,large_supplier,2019-01-01,")

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return person(Role.EDITOR)


def rows(run: ImportRun, kind: RowKind) -> list[tuple[int, str, list[dict[str, str]]]]:
    return [(row.line, row.record, row.cells) for row in run.rows.filter(kind=kind)]


# --- The preview ------------------------------------------------------------------------------------------------------


def test_preview_says_what_would_be_added_changed_and_blanked_and_saves_nothing(editor: User) -> None:
    saved(editor, parties=PARTIES)
    run = checked(editor, parties=(PARTIES[0], "alpha,Alpha Power Limited,", "gamma,Gamma Limited,G"))
    assert run.state == RunState.PREVIEWED
    assert run.counts == {"parties": {"added": 1, "changed": 1, "unchanged": 0, "refused": 0}}
    ((line, record, cells),) = rows(run, RowKind.CHANGED)
    assert (line, record) == (2, "Alpha Power Limited")
    assert cells == [
        {"column": "name", "old": "Alpha Energy Limited", "new": "Alpha Power Limited"},
        {"column": "trading_name", "old": "Alpha", "new": ""},
    ]
    assert [row.line for row in run.rows.filter(blanks=True)] == [2]
    ((line, record, cells),) = rows(run, RowKind.ADDED)
    assert (line, record, cells[1]) == (3, "Gamma Limited", {"column": "name", "old": "", "new": "Gamma Limited"})
    assert set(Party.objects.values_list("code", "name")) == {
        ("alpha", "Alpha Energy Limited"),
        ("beta", "Beta Networks Limited"),
    }


def test_refused_rows_stand_beside_those_that_could_be_saved(editor: User) -> None:
    run = checked(
        editor,
        parties=(*PARTIES, "gamma,,", "delta,Delta Limited,"),
        party_categories=(CATEGORIES[0], "alpha,large_supplier,2021-02-31,", "nobody,other,2020-01-01,"),
    )
    assert run.state == RunState.REFUSED
    assert refused(run) == [
        ("parties.csv", 4, "name", "Is blank. Write text of at most 200 characters."),
        ("party_categories.csv", 2, "from", "There is no such day. Write the day like 2021-09-30."),
        (
            "party_categories.csv",
            3,
            "party",
            "There is no nobody in parties. Correct it, or add it to parties.csv.",
        ),
    ]
    assert run.counts == {
        "parties": {"added": 3, "changed": 0, "unchanged": 0, "refused": 1},
        "party_categories": {"added": 0, "changed": 0, "unchanged": 0, "refused": 2},
    }
    assert not accept(run, editor, run.version)
    assert not Party.objects.exists()


def test_trouble_of_a_file_as_a_whole_is_told_above_the_rows(editor: User) -> None:
    run = done(begin(editor, [Upload("parties.xlsx", b"PK\x03\x04 and no more"), Upload("notes.txt", b"Notes")]))
    assert run.state == RunState.REFUSED
    assert [(problem["file"], problem["message"][:29]) for problem in run.problems] == [
        ("notes.txt", "Is no file of a kind that can"),
        ("parties.xlsx", "Is damaged or cut off. Save i"),
    ]


@pytest.mark.parametrize("make", [xlsx, ods])
def test_spreadsheets_are_previewed_by_sheet_and_row(make: Any, editor: User) -> None:
    name = f"september.{make.__name__}"
    run = done(begin(editor, [Upload(name, make(COLUMNS, ("alpha", "Alpha", ""), ("Beta", "Beta", "")))]))
    assert refused(run) == [
        (f"{name}, sheet parties", 3, "party", "Holds capitals, and a code is in small letters. Write beta.")
    ]
    assert rows(run, RowKind.ADDED)[0][:2] == (2, "Alpha")


def test_files_are_kept_as_they_were_sent(editor: User) -> None:
    content = csv(*PARTIES)
    run = begin(editor, [Upload("September.csv", content, "parties")])
    (file,) = ImportRun.objects.get(pk=run.pk).files.all()
    assert (file.name, bytes(file.content), file.template, file.size) == (
        "September.csv",
        content,
        "parties",
        len(content),
    )


def test_files_that_cannot_be_kept_are_refused_before_anything_is(editor: User, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 10
    for files, said in (
        ([], "Choose a file."),
        ([Upload("a.csv", b"123456"), Upload("b.csv", b"123456")], "larger than 10 bytes together"),
        ([Upload("a.csv", b"1"), Upload("a.csv", b"2")], "Two files are called a.csv"),
        ([Upload(f"{number}.csv", b"") for number in range(61)], "Send at most 60"),
    ):
        with pytest.raises(ValidationError, match=said):
            begin(editor, files)
    assert not ImportRun.objects.exists()


# --- Correcting -------------------------------------------------------------------------------------------------------


def test_corrected_file_takes_the_place_of_its_namesake_and_the_others_stay(editor: User) -> None:
    run = checked(editor, parties=(*PARTIES, "gamma,,"), party_categories=CATEGORIES[:2])
    before = run.version
    assert correct(run, editor, [Upload("parties.csv", csv(*PARTIES))])
    run = done(run)
    assert (run.state, run.version, run.files.count()) == (RunState.PREVIEWED, before + 1, 2)
    assert refused(run) == []


def test_file_can_be_left_out_but_not_the_last(editor: User) -> None:
    run = checked(editor, parties=PARTIES, voting_group=("voting_group,name",))
    assert run.state == RunState.REFUSED
    assert leave_out(run, editor, run.files.get(name="voting_group.csv").pk)
    run = done(run)
    assert run.state == RunState.PREVIEWED
    assert not leave_out(run, editor, run.files.get().pk)


def test_check_that_was_overtaken_by_a_correction_does_nothing(editor: User) -> None:
    run = checked(editor, parties=(*PARTIES, "gamma,,"))
    overtaken = run.version
    correct(run, editor, [Upload("parties.csv", csv(*PARTIES))])
    assert check_run(run.pk, overtaken, lambda percent, text="": None) is None
    run.refresh_from_db()
    assert run.state == RunState.CHECKING


def test_discarded_import_keeps_neither_files_nor_rows_and_is_never_saved(editor: User) -> None:
    run = checked(editor, parties=PARTIES)
    assert discard(run)
    run.refresh_from_db()
    assert (run.state, run.files.count(), run.rows.count()) == (RunState.DISCARDED, 0, 0)
    assert not accept(run, editor, run.version)
    assert not discard(run)


def test_import_discarded_while_it_is_checked_stops(editor: User) -> None:
    run = begin(editor, [Upload("parties.csv", csv(*PARTIES))])
    job, version = run.job, run.version
    assert discard(run)
    assert job is not None
    assert Job.objects.get(pk=job.pk).state == State.CANCELLED
    assert check_run(run.pk, version, lambda percent, text="": None) is None


def test_check_that_failed_is_tried_again(editor: User) -> None:
    run = begin(editor, [Upload("parties.csv", csv(*PARTIES))])
    assert not try_again(run, editor), "it still waits for its turn"
    Job.objects.filter(pk=run.job_id).update(state=State.FAILED, error="No memory", finished_at="2021-09-30T12:00Z")
    assert try_again(run, editor)
    assert done(run).state == RunState.PREVIEWED


# --- Accepting --------------------------------------------------------------------------------------------------------


def test_accepting_saves_what_was_previewed_and_says_who_and_why(editor: User) -> None:
    run = saved(editor, parties=PARTIES)
    assert set(Party.objects.values_list("code", flat=True)) == {"alpha", "beta"}
    assert (run.accepted_by, run.accepted_at is not None) == (editor, True)
    alpha = Party.objects.get(code="alpha")
    assert run.rows.get(record="Alpha Energy Limited").record_id == alpha.pk
    (event,) = events_of(Party, [alpha.pk])
    known = {"user": editor.pk, "why": "Import of parties.csv", "import_run": run.pk}
    assert known.items() <= event.pgh_context.metadata.items()
    act = Act.objects.get()
    assert (act.kind, act.by, act.detail["files"], act.detail["import"]) == (
        "import",
        editor,
        ["parties.csv"],
        run.pk,
    )


def test_accepting_twice_saves_once(editor: User) -> None:
    run = checked(editor, parties=PARTIES)
    version = run.version
    assert accept(run, editor, version)
    jobs = Job.objects.count()
    assert accept(run, editor, version)
    assert Job.objects.count() == jobs
    run = done(run)
    assert accept(run, editor, version)
    assert save_run(run.pk, run.version, lambda percent, text="": None) is None
    assert Party.objects.count() == 2
    assert Act.objects.count() == 1


def test_preview_of_an_older_page_is_not_accepted(editor: User) -> None:
    run = checked(editor, parties=PARTIES)
    older = run.version
    correct(run, editor, [Upload("parties.csv", csv(PARTIES[0], "delta,Delta Limited,"))])
    run = done(run)
    assert not accept(run, editor, older)
    run.refresh_from_db()
    assert run.state == RunState.PREVIEWED


def test_records_that_moved_on_since_the_preview_are_shown_anew_instead_of_saved(editor: User) -> None:
    saved(editor, parties=PARTIES)
    run = checked(editor, parties=(PARTIES[0], "alpha,Alpha Power Limited,Alpha"))
    Party.objects.filter(code="alpha").update(name="Alpha Holdings Limited")
    accept(run, editor, run.version)
    run = done(run)
    assert (run.state, run.moved, run.accepted_by) == (RunState.PREVIEWED, True, None)
    assert Party.objects.get(code="alpha").name == "Alpha Holdings Limited"
    ((_, _, cells),) = rows(run, RowKind.CHANGED)
    assert cells == [{"column": "name", "old": "Alpha Holdings Limited", "new": "Alpha Power Limited"}]
    accept(run, editor, run.version)
    assert done(run).state == RunState.ACCEPTED
    assert Party.objects.get(code="alpha").name == "Alpha Power Limited"


def test_row_that_can_no_longer_be_saved_is_refused_at_acceptance(editor: User) -> None:
    run = checked(editor, parties=(PARTIES[0], "gamma,Gamma Limited,"))
    Party.objects.create(code="other", name="gamma limited")
    accept(run, editor, run.version)
    run = done(run)
    assert (run.state, run.moved) == (RunState.REFUSED, True)
    assert "already the stored party other's" in refused(run)[0][3]


def test_whoever_lost_the_role_meanwhile_saves_nothing(editor: User) -> None:
    run = checked(editor, parties=PARTIES)
    accept(run, editor, run.version)
    RoleGrant.objects.filter(user=editor).update(role=Role.APPROVER)
    run = done(run)
    assert run.state == RunState.REFUSED
    assert run.problems[0]["message"] == "Your roles don't let you add Parties."
    assert not Party.objects.exists()


def test_load_is_all_or_nothing_when_the_database_refuses_a_row(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    run = checked(editor, parties=PARTIES, party_categories=CATEGORIES[:2])
    # As if a rule of the database had no counterpart among the importer's own.
    monkeypatch.setattr(CategoryPeriod._meta.get_field("category"), "get_prep_value", lambda value: "unheard_of")
    accept(run, editor, run.version)
    run = done(run)
    assert run.state == RunState.REFUSED
    assert "The database refuses this row" in refused(run)[0][3]
    assert not Party.objects.exists()
    assert ImportRow.objects.filter(record_id__isnull=False).count() == 0
