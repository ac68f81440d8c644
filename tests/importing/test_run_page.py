"""An import's page: its verdict, then what is refused, then what would change, then the rest."""

from __future__ import annotations

import pytest

from access.models import Role, User
from importing.models import ImportRun
from importing.services import accept
from importing.tasks import clear
from jobs.models import Job
from tests.importing.files import PARTIES
from tests.importing.runs import checked, done, person, saved
from tests.importing.test_views import act, browser, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return person(Role.EDITOR)


def test_verdict_comes_first_then_what_is_refused_then_what_would_change(editor: User) -> None:
    saved(editor, parties=PARTIES)
    run = checked(editor, parties=(PARTIES[0], "alpha,Alpha Power Limited,Alpha", PARTIES[2], "gamma,,", "Delta,D,"))
    page = shown(browser(editor), run)
    parts = (
        "2 rows refused, nothing is saved yet",
        "The other row is sound.",
        '<h2 id="refused">Refused rows</h2>',
        "<strong>line 5</strong> of <a",
        "Write delta.",
        'id="correct" open',
        '<h2 id="rows">What the other rows would do</h2>',
        "<ins>Alpha Power Limited</ins>",
        "<summary>Rows by kind of record, 1 of them unchanged</summary>",
        "<summary>1 file</summary>",
    )
    places = [page.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)
    assert page.count("Write delta.") == 1, "a refused row is told of once"


def test_verdict_says_what_is_ready_and_what_was_done(editor: User) -> None:
    client, run = browser(editor), checked(editor, parties=PARTIES)
    assert '<p class="verdict-words">Ready: 2 added</p>' in shown(client, run)
    accept(run, editor, run.version)
    assert '<p class="verdict-words">Saved: 2 added</p>' in shown(client, done(run))
    again = checked(editor, parties=(PARTIES[0], "alpha,Alpha Power Limited,Alpha", "gamma,Gamma Limited,"))
    assert '<p class="verdict-words">Ready: 1 added, 1 changed</p>' in shown(client, again)
    client.post(act(run, "undo"))
    assert '<p class="verdict-words">Undone: 2 added</p>' in shown(client, done(run))


def test_verdict_of_a_file_that_cant_be_read_at_all(editor: User) -> None:
    page = shown(browser(editor), checked(editor, party_names=PARTIES))
    assert "1 problem with the files, nothing is saved yet" in page
    assert "Nothing can be saved until the file is put right." in page


def test_many_refused_rows_are_shown_in_part_and_all_when_asked_for(editor: User) -> None:
    run = checked(editor, parties=(PARTIES[0], *(f"P{number:02},Name {number:02}," for number in range(30))))
    client = browser(editor)
    page = shown(client, run)
    assert "30 rows refused" in page
    assert "Write p19." in page
    assert "Write p20." not in page
    assert '<a href="?show=refused#rows">All 30 refused rows</a>' in page
    page = shown(client, run, show="refused")
    assert "Write p29." in page
    assert 'id="refused"' not in page


def test_preview_that_was_given_up_for_its_age_says_so(editor: User) -> None:
    client, run = browser(editor), checked(editor, parties=PARTIES)
    ImportRun.objects.filter(pk=run.pk).update(begun_at="2021-01-01T12:00Z")
    Job.objects.filter(pk=run.job_id).update(requested_at="2021-01-01T12:00Z")
    assert clear() == [run.pk]
    page = shown(client, run)
    assert "Discarded before anything was saved" in page
    assert "Its files and rows were kept for 180 days" in page
    assert "Nothing of it was ever saved." in page
    assert "it can no longer be undone" not in page
