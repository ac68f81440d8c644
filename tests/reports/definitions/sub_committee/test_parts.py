"""The Red appendix is a paper of its own: nothing that the White one is made into holds a word of its names."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from pypdf import PdfReader

from access.models import Act
from jobs.models import Job
from parties.models import SecurityReview
from reports.building import build_report
from reports.checks.annex import annex_document
from reports.checks.book import run_book
from reports.engine.document import Document
from reports.engine.month import Month
from reports.engine.redact import strings_of
from reports.engine.serialise import dumps
from reports.models import Report, ReportAttachment
from reports.papers import fingerprint, paper_of, print_draft
from reports.parts import apart, open_edition, working_edition
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from tests.access.cast import CAST, STAFF, browser
from tests.reports.engine.samples import a_document, appendix, body
from tests.reports.renderers.wordfile import text_of_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("september_2018")]

ADDRESS = {"kind": "sub-committee", "month": Month(2018, 9)}
PART = {**ADDRESS, "part": "appendix-a"}
DESK = "/desk/sub-committee/2018-09/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READS_RED = {"editor", "approver", "administrator"}


def report() -> Report:
    return Report.objects.select_related("meeting__committee").get()


def document() -> Document:
    return build_report(report()).document


def secrets() -> list[str]:
    """Every name and remark of the Red part."""
    rows = SecurityReview.objects.select_related("party")
    found = [word for row in rows for word in (row.party.name, row.party.code, row.remark) if word]
    assert len(found) == 5 + 5 + 3
    return found


def leaked(text: str) -> list[str]:
    flat = " ".join(text.split())
    return [one for one in secrets() if one in flat or " ".join(one.split()[:3]) in flat]


def strings_of_pdf(content: bytes) -> str:
    """Its text, its bookmarks, metadata, alternative texts and attachments: every string of every object."""
    with pikepdf.open(io.BytesIO(content)) as file:
        objects = " ".join(_strings(file.objects))
        streams = b" ".join(_bytes(file.objects)).decode("latin-1")
        assert not file.attachments
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join((text, objects, streams))


def _strings(objects: Any, depth: int = 6) -> Iterator[str]:
    for one in objects:
        if isinstance(one, pikepdf.String):
            yield str(one)
        elif depth and isinstance(one, pikepdf.Array):
            yield from _strings(list(one), depth - 1)
        elif depth and isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            values = [one[key] for key in one.keys() if key not in ("/Parent", "/P", "/Pg")]  # noqa: SIM118
            yield from _strings([value for value in values if not getattr(value, "is_indirect", False)], depth - 1)


def _bytes(objects: Any) -> Iterator[bytes]:
    for one in objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != "/Image":
            yield one.read_bytes()


# --- Nothing leaks ----------------------------------------------------------------------------------------------------


def test_the_whole_document_holds_what_is_looked_for() -> None:
    assert set(leaked(" ".join(strings_of(document())))) >= {row.party.name for row in SecurityReview.objects.all()}


def test_white_document_holds_no_name_of_the_red_part() -> None:
    white = open_edition(document())
    assert [part.id for part in white.parts] == ["body"]
    assert leaked(dumps(white)) == []
    assert not [one for one in strings_of(white) if "-parties" in one or "-named" in one]


def test_white_pdf_holds_no_name_of_the_red_part() -> None:
    assert leaked(strings_of_pdf(render_pdf(open_edition(document())).content)) == []


def test_red_pdf_is_a_file_of_its_own_that_holds_them() -> None:
    found = strings_of_pdf(render_pdf(document(), parts=("appendix-a",)).content)
    assert {row.party.name for row in SecurityReview.objects.all()} <= set(leaked(found))
    assert "Performance Measurement Report" not in found


def test_word_file_holds_no_name_of_the_red_part() -> None:
    assert leaked(text_of_all(browser("editor").get(reverse("reports:word", kwargs=ADDRESS)).content)) == []
    assert leaked(text_of_all(render_docx(document()))) != []


def test_red_word_file_is_a_file_of_its_own_that_holds_them() -> None:
    answer = browser("editor").get(reverse("reports:part-word", kwargs=PART))
    assert answer["Content-Disposition"] == 'attachment; filename="SECP_61_1210_19-appendix-a.docx"'
    assert "no-store" in answer["Cache-Control"]
    assert answer.content == render_docx(document(), parts=("appendix-a",))
    found = text_of_all(answer.content)
    assert {row.party.name for row in SecurityReview.objects.all()} <= set(leaked(found))
    assert "Performance Measurement Report" not in found


@pytest.mark.parametrize("name", STAFF)
@pytest.mark.parametrize(
    "address",
    [
        reverse("reports:detail", kwargs=ADDRESS),
        reverse("reports:document", kwargs=ADDRESS),
        reverse("reports:facts", kwargs=ADDRESS),
        reverse("reports:facts-json", kwargs=ADDRESS),
        DESK,
        f"{DESK}checks/",
        f"{DESK}checks/annex/",
        f"{DESK}text/ssc-highlights/",
        f"{DESK}chips.json",
        "/reports/",
    ],
)
def test_page_of_the_white_report_names_nobody(name: str, address: str) -> None:
    answer = browser(name).get(address)
    assert answer.status_code == 200
    assert leaked(answer.content.decode()) == []


@pytest.mark.parametrize(("name", "named"), [("contributor", False), ("editor", True)])
def test_rows_behind_a_count_are_for_those_who_read_red(name: str, named: bool) -> None:
    for address in ("reports:fact", "reports:fact-rows"):
        key = {**ADDRESS, "key": "security.directors_letters"}
        shown = browser(name).get(reverse(address, kwargs=key)).content.decode()
        assert bool(leaked(shown)) is named


def test_book_and_its_annex_hold_no_name_of_the_red_part() -> None:
    SecurityReview.objects.update(remark="The ZZQ and the TODO of it are 12 and 13 lorem ipsum.")
    book = run_book(report())
    told = " ".join(strings_of(annex_document(book)))
    assert not [row.party.name for row in SecurityReview.objects.all() if row.party.name in told]
    assert "ZZQ" not in told
    assert [part.id for part in book.result.document.parts] == ["body", "appendix-a"]


# --- Who reads the Red part -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CAST)
def test_red_part_is_found_by_those_alone_who_read_red(name: str) -> None:
    answer = browser(name).get(reverse("reports:part", kwargs=PART))
    assert answer.status_code == (200 if name in READS_RED else 404)
    assert bool(leaked(answer.content.decode())) is (name in READS_RED)


@pytest.mark.parametrize("name", CAST)
def test_word_file_of_the_red_part_is_handed_to_those_alone_who_read_red_and_kept_in_the_trail(name: str) -> None:
    answer = browser(name).get(reverse("reports:part-word", kwargs=PART))
    reads = name in READS_RED
    assert answer.status_code == (200 if reads else 404)
    assert (answer.headers["Content-Type"] == WORD) is reads
    assert bool(leaked(text_of_all(answer.content) if reads else answer.content.decode())) is reads
    acts = [(act.by.username, act.detail) for act in Act.objects.filter(kind="download")]
    assert acts == ([(name, {"file": "SECP_61_1210_19-appendix-a.docx"})] if reads else [])


def test_page_of_the_red_part_offers_it_for_word_beside_the_pdf() -> None:
    page = browser("editor").get(reverse("reports:part", kwargs=PART)).content.decode()
    offered = page.index("Make the PDF"), page.index(reverse("reports:part-word", kwargs=PART))
    assert sorted(offered) == list(offered)
    assert "Download for Word" in page


@pytest.mark.parametrize("name", STAFF)
def test_page_of_the_report_leads_to_the_red_part_those_who_may_read_it(name: str) -> None:
    page = browser(name).get(reverse("reports:detail", kwargs=ADDRESS)).content.decode()
    assert (reverse("reports:part", kwargs=PART) in page) is (name in READS_RED)
    assert "Security Assurance Status Update" in page


@pytest.mark.parametrize("part", ["body", "appendix-b", "appendix"])
def test_part_that_does_not_stand_apart_is_not_found(part: str) -> None:
    address = {**ADDRESS, "part": part}
    assert browser("editor").get(reverse("reports:part", kwargs=address)).status_code == 404
    assert browser("editor").post(reverse("reports:part-print", kwargs=address)).status_code == 404
    assert browser("editor").get(reverse("reports:part-word", kwargs=address)).status_code == 404


def test_print_of_the_red_part_is_asked_for_by_those_alone_who_read_it() -> None:
    assert browser("contributor").post(reverse("reports:part-print", kwargs=PART)).status_code == 404
    assert not Job.objects.exists()
    assert browser("editor").post(reverse("reports:part-print", kwargs=PART)).status_code == 302
    assert Job.objects.get().arguments["of"] == "appendix-a"


def test_prints_are_two_files_classified_each_by_itself(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    whole = document()
    white = print_draft(report(), fingerprint(whole))
    red = print_draft(report(), fingerprint(whole, "appendix-a"), "appendix-a")
    assert (white.classification, white.filename) == ("white", "SECP_61_1210_19.pdf")
    assert (red.classification, red.filename) == ("red", "SECP_61_1210_19-appendix-a.pdf")
    assert paper_of(whole) == white
    assert paper_of(whole, "appendix-a") == red
    assert [download(name, red.pk) for name in ("contributor", "editor")] == [404, 200]
    assert [download(name, white.pk) for name in ("contributor", "editor")] == [200, 200]
    assert leaked(" ".join(str(act.detail) for act in Act.objects.all())) == []


def test_progress_of_a_red_print_offers_its_file_to_those_alone_who_read_it(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    wanted = fingerprint(document(), "appendix-a")
    browser("editor").post(reverse("reports:part-print", kwargs=PART))
    red = print_draft(report(), wanted, "appendix-a")
    progress = reverse("reports:print-progress", kwargs={**ADDRESS, "job": Job.objects.get().pk})
    file = reverse("reports:draft-paper", args=(red.pk,))
    assert [file in browser(name).get(progress).content.decode() for name in ("editor", "contributor")] == [True, False]


def download(name: str, paper: int) -> int:
    """Closing the answer itself would close the connection that the month is loaded in."""
    answer = browser(name).get(reverse("reports:draft-paper", args=(paper,)))
    for close in answer._resource_closers:
        close()
    return int(answer.status_code)


def test_print_of_the_paper_stays_what_it_is_when_the_red_part_changes() -> None:
    before = fingerprint(document()), fingerprint(document(), "appendix-a")
    SecurityReview.objects.update(remark="Otherwise.")
    assert fingerprint(document()) == before[0]
    assert fingerprint(document(), "appendix-a") != before[1]


def test_title_that_somebody_typed_for_a_red_part_is_withheld() -> None:
    ReportAttachment.objects.update(title="What Example Wharf Supply Limited is to do")
    (announced,) = document().header.attachments
    assert announced.title == "(title withheld)"


def test_red_part_is_announced_as_red_whatever_stands_in_its_row() -> None:
    ReportAttachment.objects.update(title="What Example Wharf Supply Limited is to do", classification="white")
    (announced,) = document().header.attachments
    assert (announced.title, announced.classification) == ("(title withheld)", "red")


# --- Which parts stand apart ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("classification", "stands"), [("White", False), ("Green", False), ("Amber", True), ("Red", True)]
)
def test_part_for_a_named_audience_stands_apart(classification: str, stands: bool) -> None:
    made = a_document(body(), appendix("a", classification=classification))
    assert bool(apart(made)) is stands
    assert (open_edition(made) == made) is not stands


def test_book_speaks_of_amber_and_of_a_red_paper_itself() -> None:
    amber, red = appendix("a", classification="Amber"), appendix("b")
    assert [part.id for part in working_edition(a_document(body(), amber, red)).parts] == ["body", "appendix-a"]
    assert working_edition(a_document(red, amber)) == a_document(red, amber)


# --- The command ------------------------------------------------------------------------------------------------------


def built(tmp_path: Any, *more: str) -> str:
    file = tmp_path / "out.json"
    call_command("build_report", "sub-committee", "2018-09", *more, format="json", output=file, stdout=io.StringIO())
    return str(file.read_text(encoding="utf-8"))


def test_command_writes_the_paper_and_its_red_part_each_to_a_file(tmp_path: Any) -> None:
    assert leaked(built(tmp_path)) == []
    assert leaked(built(tmp_path, "--part", "appendix-a")) != []
    with pytest.raises(CommandError, match="has no part “appendix-b”"):
        built(tmp_path, "--part", "appendix-b")
