"""The pages of an import, as a person goes through them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import Role, User
from importing.models import ImportRow, ImportRun, RunState
from importing.services import accept
from importing.tasks import clear
from jobs.models import Job, State
from parties.models import Party
from parties.models import TestingCompletion as Completion
from tests.importing.books import PARTIES as COLUMNS
from tests.importing.books import xlsx
from tests.importing.files import PARTIES, csv
from tests.importing.runs import checked, done, person, saved

pytestmark = pytest.mark.django_db
INDEX = reverse("importing:index")


@pytest.fixture
def editor() -> User:
    return person(Role.EDITOR)


@pytest.fixture
def contributor() -> User:
    return person(Role.CONTRIBUTOR)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(run: ImportRun, name: str = "run", **more: Any) -> str:
    return reverse(f"importing:{name}", kwargs={"run": run.pk, **more})


def act(run: ImportRun, verb: str) -> str:
    return address(run, "act", verb=verb)


def sent(*names: str, content: bytes = b"") -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, content or csv(*PARTIES)) for name in names]


def shown(client: Client, run: ImportRun, **query: str) -> str:
    return client.get(address(run), query).content.decode()


# --- Sending ----------------------------------------------------------------------------------------------------------


def test_files_that_are_sent_are_kept_and_checked_by_a_job(editor: User) -> None:
    client = browser(editor)
    response = client.post(INDEX, {"sent": sent("parties.csv"), "kind": ""})
    run = ImportRun.objects.get()
    assert response.headers["Location"] == address(run)
    page = shown(client, run)
    assert "Being checked" in page
    assert "data-unfinished" in page
    assert "js/progress.js" in page
    run = done(run)
    page = shown(client, run)
    assert "data-unfinished" not in page
    assert "Accept and save 2 rows" in page


def test_several_files_are_one_import(editor: User) -> None:
    browser(editor).post(INDEX, {"sent": sent("parties.csv", "a b.csv")})
    assert set(ImportRun.objects.get().files.values_list("name", flat=True)) == {"parties.csv", "a b.csv"}


def test_kind_is_chosen_for_one_file_alone(editor: User) -> None:
    client = browser(editor)
    response = client.post(INDEX, {"sent": sent("a.csv", "b.csv"), "kind": "parties"})
    assert response.status_code == 422
    assert "Choose a kind for one file at a time." in response.content.decode()
    client.post(INDEX, {"sent": sent("a.csv"), "kind": "parties"})
    assert done(ImportRun.objects.get()).state == RunState.PREVIEWED


def test_corrected_file_keeps_the_kind_chosen_for_the_one_it_replaces(editor: User) -> None:
    client = browser(editor)
    client.post(INDEX, {"sent": sent("august.csv", content=csv(PARTIES[0], "alpha,,")), "kind": "parties"})
    run = done(ImportRun.objects.get())
    assert run.state == RunState.REFUSED
    assert '<option value="" selected>As before: Parties. Others as each is named</option>' in shown(client, run)
    client.post(address(run, "correct"), {"sent": sent("august.csv"), "kind": ""})
    run = done(run)
    assert (run.state, run.files.get().template) == (RunState.PREVIEWED, "parties")
    client.post(address(run, "correct"), {"sent": sent("august.csv"), "kind": "committees"})
    assert run.files.get().template == "committees"


def test_kind_chosen_for_one_file_is_not_that_of_another(editor: User) -> None:
    client = browser(editor)
    client.post(INDEX, {"sent": sent("august.csv", content=csv(PARTIES[0], "alpha,,")), "kind": "parties"})
    run = done(ImportRun.objects.get())
    client.post(address(run, "correct"), {"sent": sent("august.csv", "committees.csv"), "kind": ""})
    assert dict(run.files.values_list("name", "template")) == {"august.csv": "parties", "committees.csv": ""}


def test_files_without_a_kind_chosen_go_by_their_names_again(editor: User) -> None:
    client = browser(editor)
    client.post(INDEX, {"sent": sent("parties.csv", content=csv(PARTIES[0], "alpha,,"))})
    page = shown(client, done(ImportRun.objects.get()))
    assert '<option value="" selected>As each file or sheet is named</option>' in page


def test_change_list_hands_its_kind_on(editor: User) -> None:
    page = browser(editor).get(INDEX, {"kind": "parties"}).content.decode()
    assert '<option value="parties" selected>Parties</option>' in page


def test_form_without_a_file_or_with_too_much_is_answered_at_its_place(editor: User, settings: Any) -> None:
    client = browser(editor)
    assert "Choose a file." in client.post(INDEX, {}).content.decode()
    settings.IMPORT_MAX_BYTES = 10
    response = client.post(INDEX, {"sent": sent("parties.csv")})
    assert "larger than 10 bytes together" in response.content.decode()
    assert not ImportRun.objects.exists()


def test_name_that_is_no_path_of_ours_stays_a_name(editor: User) -> None:
    client = browser(editor)
    client.post(INDEX, {"sent": sent("../../<b>parties</b>.csv")})
    page = shown(client, ImportRun.objects.get())
    assert "<b>parties" not in page


# --- The preview ------------------------------------------------------------------------------------------------------


def test_preview_names_every_row_old_and_new_and_what_is_wrong(editor: User) -> None:
    saved(editor, parties=PARTIES)
    run = checked(editor, parties=(PARTIES[0], "alpha,Alpha Power Limited,", "gamma,,", "delta,Delta Limited,"))
    page = shown(browser(editor), run)
    assert "<del>Alpha Energy Limited</del>" in page
    assert "<ins>Alpha Power Limited</ins>" in page
    assert "line 3" in page
    assert "Is blank. Write text of at most 200 characters." in page
    assert "Nothing can be saved until the 1 refused row is put right." in page
    assert '<span class="mark">takes a value away</span>' in page
    assert "Accept and save" not in page
    assert "Send corrected files" in page


def test_preview_is_filtered_and_paged(editor: User) -> None:
    saved(editor, parties=PARTIES)
    lines = (f"p{number:03},Party {number:03} Limited," for number in range(60))
    run = checked(editor, parties=(PARTIES[0], "alpha,Alpha Power Limited,Alpha", *lines))
    client = browser(editor)
    assert "Page 1 of 2" in shown(client, run)
    second = shown(client, run, page="2")
    assert "Party 059 Limited" in second
    assert "Party 001 Limited" not in second
    changed = shown(client, run, show="changed")
    assert "Alpha Power Limited" in changed
    assert "Party 000 Limited" not in changed
    found = shown(client, run, q="P05")
    assert "Party 059 Limited" in found
    assert "Party 001 Limited" not in found
    assert "No row is like that." in shown(client, run, show="refused")
    assert "Party 000 Limited" in shown(client, run, show="anything", page="anything")


def test_what_is_stored_already_is_nothing_to_accept(editor: User) -> None:
    saved(editor, parties=PARTIES)
    page = shown(browser(editor), checked(editor, parties=PARTIES))
    assert "Nothing would change" in page
    assert "Every row says what is stored already." in page
    assert "Accept and save" not in page


def test_text_of_files_is_shown_as_text(editor: User) -> None:
    run = checked(editor, parties=(PARTIES[0], "alpha,<script>alert(1)</script>,"))
    page = shown(browser(editor), run)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("size", [1, 3])
def test_pages_ask_a_constant_number_of_questions(editor: User, size: int) -> None:
    lines = [f"p{number},Party {number} Limited," for number in range(size)]
    run = checked(editor, parties=(PARTIES[0], *lines, *["x,,"] * size))
    client = browser(editor)
    for number in range(size):
        checked(editor, parties=(PARTIES[0], f"q{number},Party Q{number} Limited,"))
    client.get(INDEX)
    with CaptureQueriesContext(connection) as captured:
        shown(client, run)
        client.get(INDEX)
    assert len(captured) == 11


# --- Correcting and accepting -----------------------------------------------------------------------------------------


def test_import_is_corrected_accepted_and_undone_through_its_page(editor: User) -> None:
    client = browser(editor)
    client.post(INDEX, {"sent": sent("parties.csv", content=csv(PARTIES[0], "alpha,,"))})
    run = done(ImportRun.objects.get())
    assert run.state == RunState.REFUSED
    client.post(address(run, "correct"), {"sent": sent("parties.csv")})
    run = done(run)
    client.post(act(run, "accept"), {"version": run.version})
    run = done(run)
    alpha = Party.objects.get(code="alpha")
    page = shown(client, run)
    assert reverse("admin:parties_party_change", args=(alpha.pk,)) in page
    assert "Undo all of it" in page
    client.post(act(run, "undo"))
    run = done(run)
    assert not Party.objects.exists()
    page = shown(client, run)
    assert "undone" in page
    assert "by editor" in page
    assert "Undo all of it" not in page


def test_reasons_against_undoing_are_listed(editor: User) -> None:
    client, run = browser(editor), saved(editor, parties=PARTIES)
    Party.objects.filter(code="alpha").update(name="Later Limited")
    client.post(act(run, "undo"))
    page = shown(client, done(run))
    assert "It was not undone." in page
    assert "now it is “Later Limited”" in page


def test_preview_that_moved_on_is_shown_instead_of_saved(editor: User) -> None:
    client, run = browser(editor), checked(editor, parties=PARTIES)
    Party.objects.create(code="alpha", name="Alpha Energy Limited", trading_name="Other")
    client.post(act(run, "accept"), {"version": run.version})
    page = shown(client, done(run))
    assert "Nothing was saved." in page
    assert "Accept and save 2 rows" in page


def test_older_page_accepts_nothing_and_says_so(editor: User) -> None:
    client, run = browser(editor), checked(editor, parties=PARTIES)
    for version in (str(run.version - 1), "", "x"):
        page = client.post(act(run, "accept"), {"version": version}, follow=True).content.decode()
        assert "It has moved on since this page was opened" in page
    run.refresh_from_db()
    assert run.state == RunState.PREVIEWED


def test_lowering_a_classification_is_said_aloud_before_it_is_saved(editor: User) -> None:
    saved(editor, parties=PARTIES)
    Completion.objects.create(
        party=Party.objects.get(code="alpha"), test="srept", completed_on="2020-05-20", classification="red"
    )
    lines = ("party,test,completed_on,classification", "alpha,srept,2020-05-20,green")
    client, run = browser(editor), checked(editor, testing_completions=lines)
    assert "1 record would be classified lower" in shown(client, run)
    page = client.post(act(run, "accept"), {"version": run.version}, follow=True).content.decode()
    assert "say that the records are meant to be classified lower" in page
    client.post(act(run, "accept"), {"version": run.version, "lowers": "yes"})
    done(run)
    assert Completion.objects.get().classification == "green"


def test_file_is_left_out_and_an_import_discarded_through_the_page(editor: User) -> None:
    client, run = browser(editor), checked(editor, parties=PARTIES, voting_group=("a,b",))
    assert "Leave out" in shown(client, run)
    client.post(address(run, "leave-out", file=run.files.get(name="voting_group.csv").pk))
    assert done(run).state == RunState.PREVIEWED
    client.post(act(run, "discard"))
    assert "Discarded before anything was saved" in shown(client, run)


def test_work_that_failed_can_be_asked_for_again(editor: User) -> None:
    client = browser(editor)
    client.post(INDEX, {"sent": sent("parties.csv")})
    run = ImportRun.objects.get()
    Job.objects.filter(pk=run.job_id).update(state=State.FAILED, error="No memory", finished_at="2021-09-30T12:00Z")
    page = shown(client, run)
    assert "The work stopped before it was done" in page
    assert "No memory" not in page, "what the machine said is for administrators"
    client.post(act(run, "again"))
    assert done(run).state == RunState.PREVIEWED


def test_file_comes_back_as_it_was_sent(editor: User) -> None:
    content = xlsx(COLUMNS, ("alpha", "Alpha", ""))
    client = browser(editor)
    client.post(INDEX, {"sent": sent("Parteien ü.xlsx", content=content)})
    run = ImportRun.objects.get()
    response = client.get(address(run, "file", file=run.files.get().pk))
    assert response.content == content
    assert "attachment" in response.headers["Content-Disposition"]


def test_nothing_is_changed_by_looking(editor: User) -> None:
    client, run = browser(editor), checked(editor, parties=PARTIES)
    for verb in ("accept", "discard", "undo", "again"):
        assert client.get(act(run, verb)).status_code == 405
    assert client.post(act(run, "unheard-of")).status_code == 404
    assert client.get(address(run, "correct")).status_code == 405


# --- Whose it is ------------------------------------------------------------------------------------------------------


def test_contributors_see_their_own_imports_and_editors_all(editor: User, contributor: User) -> None:
    other = person(Role.CONTRIBUTOR, "other")
    mine, theirs = checked(contributor, parties=PARTIES), checked(other, parties=PARTIES)
    client = browser(contributor)
    assert client.get(address(mine)).status_code == 200
    assert client.get(address(theirs)).status_code == 404
    assert str(theirs) not in client.get(INDEX).content.decode()
    assert browser(editor).get(address(theirs)).status_code == 200
    assert browser(person(Role.ADMINISTRATOR)).get(address(mine)).status_code == 200


def test_what_is_not_saved_yet_is_its_senders_to_decide(editor: User, contributor: User) -> None:
    run = checked(contributor, parties=PARTIES)
    client = browser(editor)
    assert "Accept and save" not in shown(client, run)
    for verb in ("accept", "discard"):
        assert client.post(act(run, verb), {"version": run.version}).status_code == 404
    assert accept(run, contributor, run.version)
    run = done(run)
    assert client.post(act(run, "undo")).status_code == 302
    assert done(run).undone_by == editor


def test_row_of_a_record_that_went_out_of_sight_is_not_shown(contributor: User) -> None:
    run = checked(contributor, parties=PARTIES)
    ImportRow.objects.filter(record="Alpha Energy Limited").update(classification="red")
    page = shown(browser(contributor), run)
    assert "Alpha Energy Limited" not in page
    assert "Some rows are of records that you may not see." in page


def test_what_no_page_sends_is_answered_all_the_same(editor: User) -> None:
    client, run = browser(editor), checked(editor, parties=PARTIES)
    for name in ("q", "kind", "show"):
        response = client.get(address(run), {name: "a\x00"})
        assert response.status_code == 200
        assert "\x00" not in response.content.decode()
    assert "No row is like that." in shown(client, run, q="a\x00")
    page = client.post(act(run, "accept"), {"version": "9" * 5_000}, follow=True).content.decode()
    assert "It has moved on since this page was opened" in page


# --- Who can undo it, and who is told what stands in the way ----------------------------------------------------------

COMPLETIONS = ("party,test,completed_on,classification", "alpha,srept,2021-01-01,amber")
CANT_UNDO = "You can’t undo this import:"


def undo_refused(run: ImportRun, by: User) -> str:
    """What the person's page then says."""
    client = browser(by)
    client.post(act(run, "undo"))
    assert done(run).state == RunState.ACCEPTED
    return shown(client, run)


def test_page_says_plainly_who_can_undo_an_import(editor: User, contributor: User) -> None:
    run = saved(contributor, parties=PARTIES)
    page = shown(browser(contributor), run)
    assert CANT_UNDO in page
    assert "it added 2 records, and undoing it deletes them, which your roles don’t let you do." in page
    assert "Undo all of it" not in page
    assert "You can undo it, as every editor and administrator can." in shown(browser(editor), run)
    run = saved(contributor, parties=(PARTIES[0], "alpha,Alpha Power Limited,Alpha"))
    page = shown(browser(contributor), run)
    assert "You can undo it, and so can every editor and administrator." in page
    assert "Undo all of it" in page
    assert "and so can every editor and administrator and contributor, who sent it." in shown(browser(editor), run)


def test_what_an_editor_is_told_of_an_undoing_is_kept_from_a_contributor(editor: User, contributor: User) -> None:
    saved(editor, parties=PARTIES)
    run = saved(contributor, testing_completions=COMPLETIONS)
    Completion.objects.update(classification="red", completed_on="2020-05-20")
    assert "now it is “2020-05-20”" in undo_refused(run, editor)
    page = shown(browser(contributor), run)
    assert "2020-05-20" not in page
    assert "It was not undone</strong> when editor asked for it." in page
    assert "2020-05-20" in shown(browser(person(Role.ADMINISTRATOR)), run)


def test_contributor_is_told_what_stands_in_the_way_of_their_own_asking(editor: User, contributor: User) -> None:
    saved(editor, parties=PARTIES)
    run = saved(contributor, parties=(PARTIES[0], "alpha,Alpha Power Limited,Alpha"))
    Party.objects.filter(code="alpha").update(name="Later Limited")
    assert "now it is “Later Limited”" in undo_refused(run, contributor)


# --- Old imports ------------------------------------------------------------------------------------------------------


def test_old_import_says_that_it_can_no_longer_be_undone(editor: User) -> None:
    client, run = browser(editor), saved(editor, parties=PARTIES)
    ImportRun.objects.filter(pk=run.pk).update(accepted_at="2021-01-01T12:00Z")
    assert "Undo all of it" in shown(client, run)
    assert clear() == [run.pk]
    page = shown(client, run)
    assert "it can no longer be undone" in page
    assert "Its files and rows were kept for 180 days" in page
    assert "Undo all of it" not in page
    assert "Some rows are of records that you may not see." not in page
    assert '<td class="number">2</td>' in page, "its counts stay"
    assert str(run) in client.get(INDEX).content.decode()
    client.post(act(run, "undo"))
    run.refresh_from_db()
    assert run.state == RunState.ACCEPTED
    assert Party.objects.count() == 2
