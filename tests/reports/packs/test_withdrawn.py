"""Packs that were issued with a version that was withdrawn later: its readers are told why, and have it no more."""

from __future__ import annotations

from hashlib import sha256

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import Act
from reports.models import AgendaPaper, Pack, PackFile, PackIssue, Publication
from reports.publishing.services import withdraw
from tests.access.cast import STRANGER, browser, person
from tests.reports.packs.made import NOON, audience_of, meeting, published, report_to

pytestmark = pytest.mark.django_db
REASON = "Table 2 had another month&#x27;s figures."
PACK, PAGE = "/packs/97/", "/packs/97/p/3"
LEFT_OUT = {"title": "A paper that is withheld", "word": "", "state": "withheld", "reference": ""}


def edition(issue: PackIssue, classification: str, rows: list[dict[str, object]]) -> PackFile:
    content = classification.encode()
    return PackFile.objects.create(
        issue=issue,
        title=f"The {classification} edition",
        name=f"{classification}-{issue.number}.pdf",
        classification=classification,
        audience=audience_of(classification, issue.pack.meeting),
        pages=issue.last_page - issue.first_page + 1,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        contents=rows,
        page_map=[{"first": issue.first_page, "last": issue.last_page, "at": 1, "held": True}],
        content=content,
    )


def issue_with(*papers: tuple[str, str], number: int = 0) -> list[Publication]:
    """An issue of nine pages with our reports (title, classification), and of those a White and a Red edition."""
    pack = Pack.objects.first() or Pack.objects.create(meeting=meeting(97), begun_by=person("editor"))
    pages = {"first_page": 9 * number + 1, "last_page": 9 * number + 9}
    issue = PackIssue.objects.create(pack=pack, number=number, issued_by=person("editor"), issued_at=NOON, **pages)
    made, white, red = [], [], []
    for title, classification in papers:
        item = pack.papers.count() + 1
        ours = published(report_to(pack.meeting, item, classification), title)
        told = {"title": title, "classification": classification, "audience": ours.audience}
        AgendaPaper.objects.create(
            pack=pack, number=item, position=item, report=ours.report, publication=ours, issue=issue, **told
        )
        row = {"item": item, "first": pages["first_page"] + 2, "last": pages["last_page"], "parts": []}
        held = {**row, "title": title, "word": classification, "state": "held", "reference": ours.reference}
        red.append(held)
        white.append(held if classification == "white" else {**row, **LEFT_OUT})
        made.append(ours)
    edition(issue, "white", white)
    edition(issue, "red", red)
    return made


def take_back(publication: Publication) -> None:
    withdraw(publication, by=person("approver"), reason="Table 2 had another month's figures.")


def files(name: str) -> str:
    return f"{PACK}files/{name}.pdf"


@pytest.mark.parametrize("who", [STRANGER, "party", "panel", "editor"])
def test_files_that_hold_what_was_withdrawn_are_gone_and_say_why(who: str) -> None:
    ours, _ = issue_with(("Operations", "white"), ("Other", "white"))
    client = browser(who)
    etag = client.get(files("white-0")).headers["ETag"]
    take_back(ours)
    for address in (files("white-0"), PAGE):
        answer = client.get(address, headers={"If-None-Match": etag})
        shown = answer.content.decode()
        assert answer.status_code == 410, address
        assert "no-store" in answer.headers["Cache-Control"]
        assert REASON in shown
        assert "Operations" in shown
        assert "Other" not in shown
        assert f'href="{PACK}"' in shown


@pytest.mark.parametrize("who", ["approver", "administrator"])
def test_who_answers_for_papers_opens_them_still(who: str) -> None:
    take_back(issue_with(("Operations", "white"))[0])
    client = browser(who)
    assert client.get(files("white-0")).content == b"white"
    assert client.get(PAGE).status_code == 302
    shown = client.get(PACK).content.decode()
    assert REASON in shown
    assert files("white-0") in shown


def test_pack_says_beside_each_paper_that_it_was_withdrawn_why_and_when() -> None:
    ours, _ = issue_with(("Operations", "white"), ("Other", "white"))
    client = browser(STRANGER)
    assert "withdrawn" not in client.get(PACK).content.decode()
    take_back(ours)
    shown = client.get(PACK).content.decode()
    row = shown[shown.index("Operations") : shown.index("Other")]
    at = ours.withdrawal.at
    assert f"Version 1 was withdrawn on {at.day} {at:%B %Y}." in row
    assert REASON in row
    assert shown.count(REASON) == 1
    assert files("white-0") not in shown


def test_edition_that_leaves_it_out_stays_and_its_readers_hear_nothing() -> None:
    _, secret = issue_with(("Operations", "white"), ("Secrettitle", "red"))
    take_back(secret)
    public, panel = browser(STRANGER), browser("panel")
    assert public.get(files("white-0")).content == b"white"
    assert public.get(PAGE).status_code == 302
    shown = public.get(PACK).content.decode()
    assert "Secrettitle" not in shown
    assert "withdrawn" not in shown
    assert panel.get(files("red-0")).status_code == 410
    assert panel.get(files("white-0")).content == b"white"
    assert not Act.objects.filter(kind="download").exists()
    assert public.get(files("red-0")).status_code == 404


@pytest.mark.parametrize(
    ("who", "white", "red", "kept"),
    [
        (STRANGER, 302, 302, "white"),
        ("panel", 302, 410, "white"),
        ("editor", 302, 410, "white"),
        ("approver", 302, 302, "red"),
    ],
)
def test_page_opens_in_the_fullest_file_that_stands_and_is_gone_where_none_has_it(
    who: str, white: int, red: int, kept: str
) -> None:
    """Page 4 is of a White paper; pages 5 to 9 are of a Red one, left out of the White file."""
    _, secret = issue_with(("Operations", "white"), ("Secrettitle", "red"))
    spans = [{"first": 1, "last": 4, "at": 1, "held": True}, {"first": 5, "last": 9, "at": 5, "held": False}]
    with pgtrigger.ignore("reports.PackFile:frozen"):
        PackFile.objects.filter(classification="white").update(page_map=spans)
    client = browser(who)
    take_back(secret)
    answer = client.get("/packs/97/p/4")
    assert (answer.status_code, answer.headers.get("Location")) == (white, f"{files(f'{kept}-0')}#page=4")
    assert client.get(answer.headers["Location"].partition("#")[0]).content == kept.encode()
    assert client.get("/packs/97/p/6").status_code == red
    take_back(Publication.objects.get(title="Operations"))
    assert client.get("/packs/97/p/4").status_code == (302 if who == "approver" else 410)


def test_other_issues_of_the_pack_stay() -> None:
    issue_with(("Operations", "white"))
    later = issue_with(("Late", "white"), number=1)[0]
    take_back(later)
    client = browser(STRANGER)
    assert client.get(files("white-0")).status_code == 200
    assert client.get(files("white-1")).status_code == 410
    assert client.get("/packs/97/p/12").status_code == 410


def test_what_is_said_costs_the_same_for_one_withdrawn_and_three() -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    made = issue_with(("Operations", "white"), ("Other", "white"), ("Third", "white"))
    client = browser("panel")
    addresses = (PACK, PAGE, files("white-0"))
    take_back(made[0])
    one = [cost(address) for address in addresses]
    take_back(made[1])
    take_back(made[2])
    assert [cost(address) for address in addresses] == one


def test_agenda_says_which_of_its_papers_was_withdrawn() -> None:
    ours, _ = issue_with(("Operations", "white"), ("Other", "white"))
    take_back(ours)
    shown = browser("editor").get(f"{PACK}arrange/").content.decode()
    assert shown.count("Our report, version 1, withdrawn") == 1
    assert shown.count("Our report, version 1<") == 1


# --- Later versions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "who", "told"), [("white", STRANGER, True), ("red", STRANGER, False)])
def test_readers_are_told_of_a_later_version_that_they_may_know_of(word: str, who: str, told: bool) -> None:
    ours, _ = issue_with(("Operations", "white"), ("Other", "white"))
    client = browser(who)
    assert client.get("/packs/97/p/3").status_code == 302
    ours.report.classification = word
    _, third = (published(ours.report, "Operations", version=version) for version in (2, 3))
    address = reverse("publishing:version", args=(ours.kind, ours.covers, third.version))
    shown, page = client.get(PACK).content.decode(), client.get(PAGE)
    assert shown.count("A later version was published since:") == told
    assert (f'href="{address}">version 3</a>' in shown) == told
    assert page.status_code == (200 if told else 302)
    if told:
        assert address in page.content.decode()
        assert "Open page 3 as it was issued" in page.content.decode()
        take_back(third)
        assert "published since, and withdrawn:" in client.get(PACK).content.decode()


def test_later_versions_cost_the_same_for_one_and_three() -> None:
    def cost() -> list[int]:
        counts = []
        for address in (PACK, PAGE):
            with CaptureQueriesContext(connection) as found:
                client.get(address)
            counts.append(len(found))
        return counts

    made = issue_with(("Operations", "white"), ("Other", "white"), ("Third", "white"))
    client = browser(STRANGER)
    published(made[0].report, "Operations", version=2)
    one = cost()
    for ours in made[1:]:
        published(ours.report, ours.title, version=2)
    assert cost() == one
