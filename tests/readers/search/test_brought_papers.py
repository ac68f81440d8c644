"""What is found of the words in PDFs that were brought to a pack, by whom, and how long: from the pack's issue on."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from readers.search.models import SearchEntry
from readers.search.pdf_words import as_read
from readers.search.tasks import index_job
from reports.models import Pack, PackIssue
from reports.packs import agenda
from reports.packs.agenda import Told, begin
from reports.packs.uploads import check_upload
from reports.publishing.services import withdraw
from tests.access.cast import browser, person
from tests.reports.packs.covered import HIDDEN, drawn
from tests.reports.packs.hostile import blank
from tests.reports.packs.made import meeting, printed, published, report_to
from tests.reports.packs.test_issuing import file, issue, pack_with

pytestmark = pytest.mark.django_db
EVERYBODY = ("stranger", "party", "sub-committee", "panel", "editor")


def found(q: str, by: str, **more: Any) -> list[tuple[str, str]]:
    """The results, each by what its link says and where it leads; the count and the choices beside agree with them."""
    answer = browser(by).get("/search/", {"q": q, **more})
    assert answer.status_code == 200
    text = answer.content.decode()
    results, shown = answer.context["results"], answer.context["shown"]
    assert (results.total, sum(results.facets.kind.values())) == (len(shown), len(shown))
    links = re.findall(r'<h3 class="search-results__title"><a class="govuk-link" href="([^"]*)">(.*?)</a></h3>', text)
    return [(re.sub("<[^>]*>", "", title), url) for url, title in links]


def add(pack: Pack, title: str, classification: str, *words: str) -> None:
    agenda.add_paper(
        pack, Told(title, classification), seen=pack.revision, by=person("editor"), file=file(*words) if words else None
    )


def index(issue: PackIssue) -> None:
    index_job({"issue": issue.pk}, lambda percent, text="": None)  # type: ignore[arg-type]


def test_pages_are_found_from_the_issue_on_by_who_may_open_a_file_that_holds_them() -> None:
    pack = pack_with(
        ("Numbat review", "white", ("Numbats", "Quokkas are many", "Quokkas are scarce")),
        ("Bilby review", "green", ("Quolls of Green",)),
        ("Dunnart review", "amber", ("Quolls of Amber",)),
        ("Potoroo review", "red", ("Quolls of Red",)),
    )
    call_command("index_for_search", stdout=StringIO())
    assert SearchEntry.objects.filter(kind="paper").count() == 0
    index(issue(pack))
    pages = [("Numbat review, pack page 5", "/packs/97/p/5"), ("Numbat review, pack page 6", "/packs/97/p/6")]
    for name in EVERYBODY:
        assert found("quokkas", name, order="newest") == pages
    assert found("numbat quokkas", "stranger", order="newest") == pages  # with a word of its title
    assert found("quokkas -scarce", "stranger") == pages[:1]
    assert found("numbat", "stranger") == [("Numbat review", "/packs/97/p/3")]  # the paper, not each of its pages
    seen = {name: {word for word in ("Green", "Amber", "Red") if found(f"quolls {word}", name)} for name in EVERYBODY}
    assert seen == {
        "stranger": set(),
        "party": {"Green"},
        "sub-committee": {"Green"},
        "panel": {"Green", "Amber", "Red"},
        "editor": {"Green", "Amber", "Red"},
    }
    for name in EVERYBODY:
        text = browser(name).get("/search/", {"q": "qolls"}).content.decode()
        assert "quolls" not in text.lower()  # nor guessed
        text = browser(name).get("/search/", {"q": "quolls"}).content.decode()
        assert "of Amber" not in re.sub("<[^>]*>", "", text)
    panel = browser("panel").get("/search/", {"q": "quolls"})
    assert panel.headers["Cache-Control"] == "private, no-store"
    assert "No passage is shown of what is Amber" in panel.content.decode()
    assert "<mark>Quolls</mark> of Green" in panel.content.decode()
    assert browser("panel").get("/packs/97/p/11").status_code == 302


def test_job_begun_again_keeps_each_page_once_and_reads_each_pdf_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = pack_with(("Numbat review", "white", ("Numbats", "Quokkas")))
    first = issue(pack)
    index(first)
    assert [place for place, _, _ in kept()] == ["1", "1#4", "1#5"]
    before = kept()
    monkeypatch.setattr("reports.packs.uploads.words_of", lambda content, pages: pytest.fail("It was read before."))
    index(first)
    assert kept() == before
    call_command("index_for_search", "--anew", stdout=StringIO())
    assert kept() == before


def kept() -> list[tuple[str, str, str]]:
    rows = SearchEntry.objects.filter(kind="paper").order_by("place")
    return list(rows.values_list("place", "key", "body"))


def test_replaced_papers_are_found_among_earlier_versions_once_the_supplement_is_issued() -> None:
    pack = pack_with(("Numbat review", "white", ("Quokkas were many",)), ("Later", "white", ()))
    index(issue(pack))
    minutes, late = pack.papers.order_by("position")
    by = person("editor")
    agenda.replace(pack, minutes.pk, file("Quokkas were few"), seen=pack.revision, by=by)
    agenda.give(pack, late.pk, file("Wombats late"), seen=pack.revision, by=by)
    former = [("Numbat review, pack page 4", "/packs/97/p/4")]
    assert found("quokkas", "stranger") == former
    supplement = issue(pack)
    index(supplement)
    (now,) = found("quokkas", "stranger")
    assert now[1] != former[0][1]
    assert found("many quokkas", "stranger") == []
    assert found("many quokkas", "stranger", earlier="1") == former
    text = browser("stranger").get("/search/", {"q": "many quokkas", "earlier": "1"}).content.decode()
    assert "superseded by a later version" in text
    assert [title for title, _ in found("wombats", "stranger")] == [f"Later, pack page {supplement.last_page - 2}"]


def test_what_took_its_place_for_few_leaves_a_paper_standing_for_others() -> None:
    """A Red correction of a White paper: nothing tells others that there is one."""
    pack = pack_with(("Numbat review", "white", ("Quokkas were many",)))
    index(issue(pack))
    paper = pack.papers.get()
    later = agenda.replace(pack, paper.pk, file("Quokkas, in confidence"), seen=pack.revision, by=person("editor"))
    agenda.tell(pack, later.pk, Told("Numbat review", "red"), seen=pack.revision)
    index(issue(pack))
    assert [url for _, url in found("quokkas", "stranger")] == ["/packs/97/p/4"]
    assert "superseded" not in browser("stranger").get("/search/", {"q": "quokkas", "earlier": "1"}).content.decode()
    assert "/packs/97/p/4" not in [url for _, url in found("quokkas", "panel")]


def test_file_that_is_gone_with_a_withdrawn_paper_is_found_no_more() -> None:
    pack = begin(meeting(97), person("editor"))
    add(pack, "Numbat review", "white", "Quokkas")
    ours = published(report_to(pack.meeting, 9, "amber"), "Operations of March", "Quokkas, and our own words")
    agenda.add_publication(pack, ours, seen=pack.revision)
    add(pack, "Dunnart review", "amber", "Quokkas of Amber")
    index(issue(pack))
    titles = ["Dunnart review", "Numbat review"]
    assert sorted(title.partition(",")[0] for title, _ in found("quokkas", "panel")) == titles  # ours once, as a report
    assert len(found("operations of march", "panel")) == 1
    withdraw(ours, by=person("approver"), reason="It was wrong.")
    for name in ("panel", "editor"):
        assert [title.partition(",")[0] for title, _ in found("quokkas", name)] == ["Numbat review"]
        assert found("dunnart", name) == found("operations of march", name) == []


def test_scan_is_kept_as_holding_no_text_and_the_editor_is_told() -> None:
    pack, by = begin(meeting(97), person("editor")), person("editor")
    for title, content in (("Scan", blank(2)), ("Numbat review", printed("Quokkas"))):
        brought = check_upload(SimpleUploadedFile("brought.pdf", content))
        agenda.add_paper(pack, Told(title, "white"), seen=pack.revision, by=by, file=brought)
    rows = browser("editor").get("/packs/97/arrange/").content.decode().split('<li class="packs-row"')
    assert ["Search cannot read it: it holds no text" in row for row in rows] == [False, True, False]
    index(issue(pack))
    assert [place for place, _, _ in kept()] == ["1", "2", "2#7"]


def test_covered_words_are_not_found_and_the_editor_is_told() -> None:
    pack, by = begin(meeting(97), person("editor")), person("editor")
    for covered in ("layer that is off", "box"):
        brought = check_upload(SimpleUploadedFile("brought.pdf", drawn(HIDDEN[covered][0])))
        agenda.add_paper(pack, Told("Numbat review", "white"), seen=pack.revision, by=by, file=brought)
    rows = browser("editor").get("/packs/97/arrange/").content.decode().split('<li class="packs-row"')
    said = [re.findall(r'<span class="packs-said">(.*?)[:.]', row) for row in rows[1:]]
    assert said == [["All 2 words of it are covered or hidden"], ["1 word of it is covered or hidden"]]
    index(issue(pack))
    call_command("index_for_search", "--anew", stdout=StringIO())
    assert [url for _, url in found("kept", "stranger")] == ["/packs/97/p/6"]
    for name in EVERYBODY:
        assert found("quokkas", name) == []
        assert "Quokkas" not in browser(name).get("/search/", {"q": "kept"}).content.decode()


@pytest.mark.parametrize(
    ("page", "read"),
    [
        ("The assess\ufffement is over\r\nnow", "The assessment is over\r\nnow"),
        ("adminis\u2010\r\ntrators", "administrators"),
        ("Self\x02Governance and Sub-\r\nCommittee", "Self-Governance and Sub-Committee"),
        ("cost-\neffective, as cost-effective is", "cost-effective, as cost-effective is"),
        ("a\u2010b-\nc\x02d", "a-bcd"),
        ("in 2021-\n22", "in 2021-\n22"),
        ("e\ufb03cient \ufb01nance, mis\xadunder\xadstood hy\xad\nphen", "efficient finance, misunderstood hyphen"),
        ("cafe\u0301", "caf\u00e9"),
    ],
)
def test_words_are_put_together_as_they_are_read(page: str, read: str) -> None:
    assert as_read([page]) == [read]


def test_words_of_a_crafted_page_are_read_in_one_go() -> None:
    """Each a text over which a careless reading goes back from every sign of it."""
    for piece in ("a", "a-", "a\x02", "\u0301\u0323", "a\u0301\u0323\u0301\u0323", "-\n", "\xad", " \n", "\ufb01"):
        assert as_read([piece * 200_000])


def test_search_asks_as_much_of_one_paper_as_of_three() -> None:
    asked = []
    for number in (97, 98, 99):
        pack = begin(meeting(number), person("editor"))
        for title in ("One", "Two", "Three")[: 1 if number == 97 else 3]:
            add(pack, title, "white", "Quokkas", "and quokkas")
        index(issue(pack))
        with CaptureQueriesContext(connection) as queries:
            browser("stranger").get("/search/", {"q": "quokkas"})
        asked.append(len(queries))
    assert len(set(asked)) == 1
