"""What is found for what is typed, by whom: over September 2021, published, and the records of its month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pgtrigger
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from jobs.models import Job
from modifications.models import Modification
from readers.search.filling import index_records
from readers.search.models import Kind, SearchEntry
from readers.search.tasks import index_job
from reports.models import Publication, PublishedFile, Report, Withdrawal
from reports.models.publication import FileKind
from tests.access.cast import browser, person
from tests.conftest import SAMPLE_MONTH, month_loaded
from tests.reports.packs.made import issue_pack, meeting
from tests.reports.publishing.life import made, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("september_published")]


@pytest.fixture(scope="module")
def september_published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with month_loaded(SAMPLE_MONTH, django_db_blocker):
        published(Report.objects.select_related("meeting__committee").get())
        call_command("index_for_search")
        yield


def found(q: str, by: str = "stranger", **more: Any) -> dict[str, Any]:
    answer = browser(by).get("/search/", {"q": q, **more})
    assert answer.status_code == 200, q
    names = ("results", "shown", "asked", "jumps")
    context = {name: answer.context.get(name) for name in names}
    return {
        **context,
        "titles": [re.sub("<[^>]*>", "", str(one.title)) for one in context["shown"] or ()],
        "jumps": [entry.title for entry, _ in context["jumps"] or ()],
        "text": answer.content.decode(),
    }


@pytest.mark.parametrize(
    ("typed", "title", "jump"),
    [
        ("MP 121", "MP121 ", "MP121 "),
        ("dp121", "MP121 ", "MP121 "),
        ("121", "MP121 ", "MP121 "),
        ("secmp 910", "SECMP0910 ", "SECMP0910 "),
        ("SECP_97_1510", "Operations Report", "Operations Report"),
        ("secp 97 1510 17", "Operations Report", "Operations Report"),
        ("assess", "SECMP0910 Charging for repeat security assessments", ""),
        ("asse", "SECMP0910 Charging for repeat security assessments", ""),
        ("modifica", "5.", ""),
        ('"voting group" membership', "DP957 Publication of Voting Group membership", ""),
    ],
)
def test_what_is_typed_finds_the_thing_first(typed: str, title: str, jump: str) -> None:
    answer = found(typed)
    assert answer["titles"][0].startswith(title)
    assert [one.startswith(jump) for one in answer["jumps"][:1]] == ([True] if jump else [])


def test_words_are_found_in_any_form_as_phrases_and_left_out() -> None:
    assert found('"membership group"')["results"].total == 0
    every, without = found("voting groups")["results"].total, found("voting groups -publication")["results"].total
    assert 0 < without < every
    assert found("assesments")["results"].guess == "assessments"
    assert found("the of")["asked"].query is None
    assert "no word to search for" in found("-voting")["text"]


@pytest.mark.parametrize("typed", ["' & | ! :* <-> (", '"', '""', "-", "%_\\", "ü\u202e�", "<script>alert(1)</script>"])
def test_nonsense_is_answered(typed: str) -> None:
    assert "<script>alert" not in found(typed)["text"]


def test_what_is_wrong_is_said_at_its_place_and_kept() -> None:
    for wrong in ({"q": "x" * 201}, {"q": "a\x00b"}, {"q": "a", "month": "2021-13"}, {"q": "a", "page": "0"}):
        answer = browser("stranger").get("/search/", wrong)
        assert answer.status_code == 400
        assert "There is a problem" in answer.content.decode()
    assert "x" * 201 in browser("stranger").get("/search/", {"q": "x" * 201}).content.decode()
    many = found(" ".join(f"w{number}" for number in range(30)))
    assert "14 more were left out" in many["text"]


def test_records_lead_to_their_pages_in_the_registers() -> None:
    for kind, title in (("modification", "MP121"), ("party", ""), ("meeting", "")):
        entry = SearchEntry.objects.filter(kind=kind, title__startswith=title, shown_until=None).latest("dated")
        shown = found(f'"{entry.title}"', kind=kind)["shown"]
        assert browser("stranger").get(shown[0].url).status_code == 200, shown[0].url


def test_passage_is_marked_and_leads_to_its_section() -> None:
    entry = SearchEntry.objects.get(kind=Kind.REPORT, key="csc")
    SearchEntry.objects.filter(pk=entry.pk).update(body="Zanzibars & 1 < 2 alike")
    one = found("zanzibar")["shown"][0]
    assert one.passage == "<mark>Zanzibars</mark> &amp; 1 &lt; 2 alike"
    assert (one.kind, found("assesments")["results"].guess) == ("Published report", "assessments")
    lots = " ".join(f"word{number}" for number in range(60))
    for before, after in ((lots, ""), ("", lots), (lots, lots)):
        SearchEntry.objects.filter(pk=entry.pk).update(body=f"{before} Zanzibars {after}".strip() + ".")
        passage = str(found("zanzibar")["shown"][0].passage)
        assert (passage.startswith("… "), passage.endswith(" …")) == (bool(before), bool(after)), passage
    assert one.url == "/reports/operations/2021-09/v1/#csc"
    page = browser("stranger").get(one.url.partition("#")[0]).content.decode()
    assert 'id="csc"' in page


def test_facets_count_what_each_choice_would_leave() -> None:
    every = found("assessments")["results"]
    assert sum(every.facets.kind.values()) == every.total
    for kind, number in every.facets.kind.items():
        narrowed = found("assessments", kind=kind)["results"]
        assert (narrowed.total, narrowed.facets.kind) == (number, every.facets.kind)
    assert (
        found("assessments", month="2021-09", report="operations")["results"].total == every.facets.report["operations"]
    )


def test_records_show_nothing_of_after_the_readers_last_day() -> None:
    modification = Modification.objects.get(code="121")
    modification.titles.create(since=date(2021, 10, 5), title="Quagga in October")
    later = Modification.objects.create(code="999", raised_on=date(2021, 10, 6))
    later.references.create(since=date(2021, 10, 6), reference="DP999")
    later.titles.create(since=date(2021, 10, 6), title="Okapi in October")
    assert index_records() == 2
    assert index_records() == 0
    for word in ("quagga", "okapi", "DP999", "quaga"):
        answer = found(word, "panel")
        assert (answer["results"].total, answer["jumps"], answer["results"].guess) == (0, [], ""), word
    assert found("MP121", "panel")["titles"][0].startswith("MP121 Commissioning")
    assert found("quagga", "editor")["titles"] == ["MP121 Quagga in October"]
    titles = found("commissioning", "editor", kind="modification")["titles"]
    assert [one for one in titles if "MP121" in one] == ["MP121 Quagga in October"]
    assert found("okapi", "editor")["titles"] == ["DP999 Okapi in October"]
    later.references.all().delete()
    later.titles.all().delete()
    later.delete()
    assert index_records() == 1
    assert found("okapi", "editor")["results"].total == 0


@pytest.mark.parametrize(
    ("cancelled_on", "told"),
    [
        (date(2021, 9, 1), {"panel", "editor"}),
        (date(2021, 9, 25), {"panel", "editor"}),
        (date(2021, 10, 4), {"editor"}),
        (None, {"panel", "editor"}),
    ],
)
def test_meeting_is_said_to_be_cancelled_from_the_day_of_that_on(cancelled_on: date | None, told: set[str]) -> None:
    days = {"notice_on": date(2021, 9, 20), "held_on": date(2021, 11, 12), "cancelled_on": cancelled_on}
    meeting(998, Report.objects.get().meeting.committee, title="Wombat meeting", cancelled=True, **days)
    assert (index_records(), index_records()) == (1, 0)
    for name in ("panel", "editor"):
        answer = found("wombat", name)
        assert (answer["titles"], answer["results"].total) == (["Wombat meeting"], 1), name
        assert (", cancelled" in answer["shown"][0].within) == (name in told), name


def test_superseded_is_found_when_asked_for_and_withdrawn_is_not() -> None:
    publication = Publication.objects.get()
    total = found("assessments", kind="report")["results"].total
    made(publication.report, 2)
    assert found("assessments", kind="report")["results"].total == 0
    earlier = found("assessments", kind="report", earlier="1")
    assert earlier["results"].total == total
    assert all(one.superseded for one in earlier["shown"])
    assert "withdrawn on" not in earlier["text"]
    last = Publication.objects.get(version=2)
    Withdrawal.objects.create(publication=last, reason="A table was wrong.", by=person("approver"))
    assert found("assessments", kind="report")["results"].total == 0
    assert (
        f'href="?{"q=zzz&amp;kind=report&amp;earlier=1"}">Search earlier versions'
        in found("zzz", kind="report")["text"]
    )
    earlier = found("assessments", kind="report", earlier="1")
    assert earlier["text"].count("superseded: version 2 took its place and was <a") == earlier["results"].total == total
    assert browser("stranger").get(earlier["shown"][0].gone_url).status_code == 410
    Withdrawal.objects.create(publication=publication, reason="It was wrong.", by=person("approver"))
    assert found("assessments", kind="report", earlier="1")["results"].total == 0
    assert found("SECP_97_1510", earlier="1", kind="report")["results"].total == 0


@pytest.mark.parametrize(
    ("word", "told", "read"), [("white", True, True), ("amber", True, False), ("red", False, False)]
)
def test_later_version_is_told_of_as_far_as_it_may_be(word: str, told: bool, read: bool) -> None:
    total = found("assessments", kind="report")["results"].total
    later = made(Publication.objects.get().report, 2, classification=word, audience=() if read else ("panel",))
    assert found("assessments", kind="report")["results"].total == (0 if told else total)
    assert found("assessments", "panel", kind="report")["results"].total == 0
    Withdrawal.objects.create(publication=later, reason="It was wrong.", by=person("approver"))
    answer = found("assessments", kind="report", earlier="1")
    assert ("superseded: version 2 took its place and was" in answer["text"]) == told
    assert [bool(one.gone_url) for one in answer["shown"]] == [read] * total
    assert all(one.gone_url for one in found("assessments", "panel", kind="report", earlier="1")["shown"])


@pytest.mark.parametrize(("word", "readers"), [("amber", {"panel", "editor"}), ("red", {"panel", "editor"})])
def test_what_is_amber_or_red_is_named_without_its_passage_to_those_it_is_for(word: str, readers: set[str]) -> None:
    entry = SearchEntry.objects.filter(kind=Kind.REPORT).first()
    assert entry is not None
    fields: dict[str, Any] = {"classification": word, "audience": ["panel"], "title": "Pangolins", "body": "A pangolin"}
    SearchEntry.objects.filter(pk=entry.pk).update(**fields)
    for name in ("stranger", "party", "sub-committee", "panel", "editor"):
        for typed in ("pangolin", "pangolns"):
            answer = found(typed, name)
            reads = name in readers
            assert (answer["results"].total > 0) == (reads and typed == "pangolin"), name
            assert ("ngolins" in answer["text"]) == reads, (name, typed)
            assert "A pangolin" not in answer["text"].replace(f'"{typed}"', "")
    headers = browser("panel").get("/search/", {"q": "pangolin"}).headers
    assert headers["Cache-Control"] == "private, no-store"


def test_caches_keep_what_anybody_may_read_and_ask_whether_it_holds() -> None:
    first = browser("stranger").get("/search/", {"q": "assess"})
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = browser("stranger").get("/search/", {"q": "assess"}, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert browser("party").get("/search/", {"q": "assess"}).headers["Cache-Control"] == "private, no-cache"


def test_papers_of_packs_are_found_by_who_may_open_a_file_that_holds_them() -> None:
    publication = Publication.objects.get()
    issue = issue_pack(publication.report.meeting, "amber")
    line = {"item": 1, "title": "Numbat review", "reference": "SECP_97_1510_03", "state": "held", "first": 3, "last": 9}
    withheld = {**line, "item": 2, "title": "Bilby review", "state": "withheld"}
    with pgtrigger.ignore("reports.PackFile:frozen"):
        issue.files.update(contents=[line, withheld])
    call_command("index_for_search")
    assert found("numbat", "panel")["titles"] == ["Numbat review"]
    assert found("numbat", "panel")["shown"][0].url == "/packs/97/p/3"
    assert found("SECP_97_1510_03", "panel")["jumps"] == ["Numbat review"]
    assert found("numbat", "party")["results"].total == found("bilby", "panel")["results"].total == 0


def test_search_asks_as_much_of_one_entry_as_of_many() -> None:
    asked = {}
    for typed in ("voting groups", "assessments", "MP121"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser("stranger").get("/search/", {"q": typed})
        asked[typed] = len(queries)
    assert set(asked.values()) == {7}  # one counts what the client asked


def test_publication_asks_for_its_entries_and_a_job_begun_again_keeps_each_once() -> None:
    publication = Publication.objects.get()
    job = Job.objects.get(key=f"readers.index_for_search:publication:{publication.pk}")
    before = SearchEntry.objects.filter(publication=publication).count()
    for _ in range(2):
        index_job(job.arguments, lambda percent, text="": None)  # type: ignore[arg-type]
    assert SearchEntry.objects.filter(publication=publication).count() == before


def test_every_section_of_a_published_part_is_kept_once() -> None:
    before = list(SearchEntry.objects.order_by("source", "place").values_list("source", "place", "title"))
    publication = Publication.objects.get()
    data = PublishedFile.objects.get(publication=publication, kind=FileKind.DATA)
    assert SearchEntry.objects.filter(publication=publication).count() == 28
    SearchEntry.objects.filter(source=f"publication:{publication.pk}").delete()
    call_command("index_for_search")
    assert list(SearchEntry.objects.order_by("source", "place").values_list("source", "place", "title")) == before
    assert {one.classification for one in SearchEntry.objects.filter(publication=publication)} == {data.classification}
