"""The pages on which a pack is built: what each button does, and what is refused with nothing typed lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobs.models import Job, State
from jobs.registry import kind_named
from jobs.tasks import run
from reports.models import AgendaPaper, Pack, PackIssue
from reports.packs import agenda
from reports.packs.agenda import Told
from reports.packs.issuing import KIND
from reports.publishing.services import withdraw
from tests.access.cast import browser, person
from tests.reports.packs.hostile import HOSTILE
from tests.reports.packs.made import meeting, published, report_to, upload

pytestmark = pytest.mark.django_db
PAGE, ISSUE = "/packs/97/arrange/", "/packs/97/issue/"


@pytest.fixture
def pack() -> Pack:
    return agenda.begin(meeting(97), person("editor"))


@pytest.fixture
def editor() -> Client:
    return browser("editor")


def act(client: Client, pack: Pack, act: str, **sent: Any) -> Any:
    pack.refresh_from_db()
    return client.post(PAGE, {"act": act, "seen": pack.revision, **sent})


def add(client: Client, pack: Pack, title: str, **sent: Any) -> AgendaPaper:
    answer = act(client, pack, "add", title=title, classification="white", **sent)
    assert answer.status_code == 302, answer.content.decode()
    return AgendaPaper.objects.get(title=title)


def titles() -> list[str]:
    return list(AgendaPaper.objects.filter(position__isnull=False).order_by("position").values_list("title", flat=True))


def told(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_pack_is_begun_for_a_meeting_from_the_list(editor: Client) -> None:
    meeting(97)
    assert 'value="97"' in told(editor.get("/packs/"))
    assert editor.post("/packs/start/", {"meeting": "97"}).headers["Location"] == PAGE
    assert editor.post("/packs/start/", {"meeting": "97"}).headers["Location"] == PAGE
    assert Pack.objects.count() == 1
    assert 'value="97"' not in told(editor.get("/packs/"))


@pytest.mark.parametrize("named", ["", "98", "nonsense", "tag-1"])
def test_meeting_that_is_not_there_is_refused_in_words(editor: Client, named: str) -> None:
    answer = editor.post("/packs/start/", {"meeting": named}, follow=True)
    assert "Choose a meeting from the list." in told(answer)


def test_agenda_is_built_ordered_and_pruned(editor: Client, pack: Pack) -> None:
    first = add(editor, pack, "First", file=upload("One", "Two", name="../first.pdf"))
    second = add(editor, pack, "Second")
    third = add(editor, pack, "Third", number="9")
    answer = act(editor, pack, "up", paper=third.pk)
    assert answer.headers["Location"] == f"{PAGE}#paper-{third.pk}"
    assert titles() == ["First", "Third", "Second"]
    act(editor, pack, "order", order=f"{second.pk},{first.pk},{third.pk}", paper=second.pk)
    assert titles() == ["Second", "First", "Third"]
    act(editor, pack, "give", paper=second.pk, file=upload("Given"))
    act(editor, pack, "tell", paper=third.pk, title="Third, told", classification="amber", audience="")
    act(editor, pack, "remove", paper=first.pk)
    page = told(editor.get(PAGE))
    assert titles() == ["Second", "Third, told"]
    for said in ("SECP_97_1510_02", "SECP_97_1510_09", "paper.pdf, 1 page", "To follow", "Amber for panel"):
        assert said in page


def test_our_publications_and_reports_of_the_meeting_are_offered(editor: Client, pack: Pack) -> None:
    ready, draft = report_to(pack.meeting, 4), report_to(pack.meeting, 5)
    one = published(ready, "Ready report")
    page = told(editor.get(PAGE))
    assert "Add Ready report, version 1" in page
    assert f"Add {draft}, to follow" in page
    act(editor, pack, "add-publication", publication=one.pk)
    act(editor, pack, "add-report", report=draft.pk)
    two = published(ready, "Ready report", version=2)
    page = told(editor.get(PAGE))
    assert "Take version 2" in page
    assert "Add Ready report" not in page
    act(editor, pack, "take", paper=AgendaPaper.objects.get(number=4).pk, publication=two.pk)
    assert "Our report, version 2" in told(editor.get(PAGE))


@pytest.mark.parametrize("name", ["script in names", "encrypted", "cut in half", "2,000 pages", "a picture"])
def test_upload_that_is_refused_says_why_at_its_place_and_keeps_what_was_typed(
    editor: Client, pack: Pack, name: str
) -> None:
    made, why = HOSTILE[name]
    bad = SimpleUploadedFile("paper.pdf", made())
    typed = {"title": "A title typed", "classification": "red", "audience": "panel", "number": "12", "file": bad}
    answer = act(editor, pack, "add", **typed)
    page = told(answer)
    assert answer.status_code == 200
    assert re.search(rf'<p class="govuk-error-message">[^<]*{why}', page)
    assert 'value="A title typed"' in page
    assert '<option value="red" selected>' in page
    assert 'value="12"' in page
    assert "A browser does not keep a file: choose it again." in page
    assert not AgendaPaper.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"title": " "}, "This field is required"),
        ({"classification": "puce"}, "not one of the available choices"),
        ({"audience": "nobody-known"}, "There is no committee with the code nobody-known"),
        ({"number": "0"}, "greater than or equal to 1"),
        ({"number": "one"}, "Enter a whole number"),
        ({"file": SimpleUploadedFile("paper.exe", b"%PDF-1.7")}, "does not end in .pdf"),
        ({"file": SimpleUploadedFile("paper.pdf", b"")}, "It is empty"),
    ],
)
def test_bad_input_is_refused_at_its_place(editor: Client, pack: Pack, sent: dict[str, Any], said: str) -> None:
    page = told(act(editor, pack, "add", **{"title": "Typed", "classification": "white", **sent}))
    assert re.search(rf'<p class="govuk-error-message">[^<]*{re.escape(said)}', page), page
    assert not AgendaPaper.objects.exists()


def test_number_that_is_taken_is_refused_at_its_place(editor: Client, pack: Pack) -> None:
    add(editor, pack, "First", number="3")
    page = told(act(editor, pack, "add", title="Second", classification="white", number="3"))
    assert '<p class="govuk-error-message">SECP_97_1510_03 is on the agenda already.' in page
    assert 'value="Second"' in page


def test_change_on_an_older_page_is_refused_and_what_was_typed_can_be_sent_again(editor: Client, pack: Pack) -> None:
    paper = add(editor, pack, "First")
    stale = {"act": "tell", "seen": 0, "paper": paper.pk, "title": "Typed", "classification": "green", "audience": ""}
    answer = editor.post(PAGE, stale)
    assert answer.status_code == 409
    page = told(answer)
    assert "Meanwhile somebody changed this agenda" in page
    assert 'value="Typed"' in page
    assert titles() == ["First"]


@pytest.mark.parametrize("sent", [{}, {"act": "shrug"}, {"act": ""}])
def test_what_is_no_act_is_not_found(editor: Client, pack: Pack, sent: dict[str, str]) -> None:
    assert editor.post(PAGE, sent).status_code == 404


@pytest.mark.parametrize(
    "sent", [{"act": "up", "paper": "x"}, {"act": "order", "order": "x,,1"}, {"act": "remove", "paper": "9" * 40}]
)
def test_paper_that_is_not_there_is_refused_in_words(editor: Client, pack: Pack, sent: dict[str, str]) -> None:
    add(editor, pack, "First")
    pack.refresh_from_db()
    answer = editor.post(PAGE, {"seen": pack.revision, **sent})
    assert "Nothing was changed" in told(answer)


def test_pack_is_issued_followed_and_opened(editor: Client, pack: Pack) -> None:
    add(editor, pack, "First", file=upload("One"))
    pack.refresh_from_db()
    answers = [editor.post(ISSUE, {"seen": pack.revision, "mails": "yes"}) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    where = answers[0].headers["Location"]
    assert "Queued" in told(editor.get(where))
    assert "It is being made" in told(editor.get(PAGE))
    run(Job.objects.get(kind=KIND).pk)
    assert "It is issued, and its readers are told by mail." in told(editor.get(where))
    assert PackIssue.objects.count() == 1
    assert "First" in told(browser("stranger").get("/packs/97/"))
    page = told(editor.get(PAGE))
    assert "Issued: pack" in page
    assert "There is no paper that was not issued yet." in page


def test_job_says_where_it_is_followed(pack: Pack) -> None:
    place = kind_named(KIND).place
    assert place is not None
    assert place({"pack": pack.pk}, 5) == "/packs/97/progress/5/"
    assert place({"pack": pack.pk + 1}, 5) == ""


def test_empty_agenda_is_not_issued(editor: Client, pack: Pack) -> None:
    answer = editor.post(ISSUE, {"seen": pack.revision})
    assert "The agenda is empty." in told(answer)
    assert not Job.objects.exists()


def test_nothing_is_issued_before_its_mails_are_said_yes_to(editor: Client, pack: Pack) -> None:
    for name in ("panel", "party"):
        person(name)
    add(editor, pack, "First", file=upload("One"))
    act(editor, pack, "add", title="Second", classification="red", file=upload("Two"))
    page = told(editor.get(PAGE))
    assert "It is made in 2 editions: White, which 3 people with an account may read; Red, which 2 people with" in page
    assert "Send a mail with a link to 3 people" in page
    pack.refresh_from_db()
    page = told(editor.post(ISSUE, {"seen": pack.revision}))
    assert '<p class="govuk-error-message" id="mails-error">Say that its readers may be sent' in page
    assert f'action="{PAGE}"' in page
    assert '<form method="post">' not in page
    assert not Job.objects.exists()


def test_superseded_paper_is_named_and_issued_only_where_it_is_said_yes_to(editor: Client, pack: Pack) -> None:
    report = report_to(pack.meeting, 4)
    act(editor, pack, "add-publication", publication=published(report, "Ours").pk)
    assert "all the same" not in told(editor.get(PAGE))
    second = published(report, "Ours", version=2)
    page = told(editor.get(PAGE))
    assert "Ours: version 1 is superseded. Version 2 was published on 8 October 2021." in page
    assert "Take version 2 of Ours" in page
    paper = AgendaPaper.objects.get()
    pack.refresh_from_db()
    sent = {"seen": pack.revision, "mails": "yes"}
    for other in ({}, {"regardless": "on"}, {"regardless": f"{paper.pk}:1"}):
        page = told(editor.post(ISSUE, {**sent, **other}))
        assert 'id="regardless-error">A later version was published of Ours.' in page
        assert page.count(" checked") == 1
    assert not Job.objects.exists()
    withdraw(second, by=person("approver"), reason="Wrong")
    assert "8 October 2021 and withdrawn since." in told(editor.get(PAGE))
    assert editor.post(ISSUE, {**sent, "regardless": f"{paper.pk}:2"}).status_code == 302
    assert Job.objects.count() == 1


def test_job_is_stopped_once(editor: Client, pack: Pack) -> None:
    add(editor, pack, "First", file=upload("One"))
    pack.refresh_from_db()
    where = editor.post(ISSUE, {"seen": pack.revision, "mails": "yes"}).headers["Location"]
    assert "It was called off. Nothing was issued." in told(editor.post(f"{where}stop/", follow=True))
    assert "It had ended before" in told(editor.post(f"{where}stop/", follow=True))
    assert Job.objects.get(kind=KIND).state == State.CANCELLED


def test_job_of_another_pack_is_not_found(editor: Client, pack: Pack) -> None:
    other = Job.objects.create(kind=KIND, arguments={"pack": pack.pk + 1})
    assert editor.get(f"/packs/97/progress/{other.pk}/").status_code == 404
    assert editor.post(f"/packs/97/progress/{other.pk}/stop/").status_code == 404


def test_agenda_costs_the_same_with_one_paper_and_three(editor: Client, pack: Pack) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            editor.get(PAGE)
        return len(found)

    def grow(number: int) -> None:
        pack.refresh_from_db()
        report = report_to(pack.meeting, number)
        agenda.add_publication(pack, published(report, f"Ours {number}"), seen=pack.revision)
        agenda.add_paper(pack, Told(f"Later {number}", "white"), seen=pack.revision, by=person("editor"))
        published(report_to(pack.meeting, number + 50), f"Offered {number}")

    grow(1)
    one = cost()
    grow(11)
    grow(21)
    assert cost() == one
