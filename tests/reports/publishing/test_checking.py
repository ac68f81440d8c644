"""The page that says whether a file is ours: to everybody of what they may read, and of nothing else."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.models import Pack, PackIssue, Withdrawal
from reports.publishing import checking
from reports.publishing.services import withdraw
from tests.access.cast import CAST, browser, person
from tests.reports.month import quiet_month
from tests.reports.packs.made import NOON, issue_pack, meeting
from tests.reports.packs.test_withdrawn import edition, issue_with
from tests.reports.publishing.life import made

pytestmark = pytest.mark.django_db

AT = "/reports/check-file/"


def checked(name: str, content: bytes, status: int = 200) -> str:
    answer = browser(name).post(AT, {"file": SimpleUploadedFile("mine.pdf", content)})
    assert answer.status_code == status
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).split())


def content(publication: Any, name: str) -> bytes:
    return bytes(publication.files.get(name=name).content)


def test_our_file_is_known_with_its_version() -> None:
    publication = made(quiet_month())
    said = checked("stranger", content(publication, "paper.pdf"))
    assert "Ours, and the latest version." in said
    assert "version 1 of SECP_97_1510_17" in said


def test_other_file_is_not_known() -> None:
    publication = made(quiet_month())
    said = checked("stranger", content(publication, "paper.pdf") + b" ")
    assert "Not known." in said
    assert "That alone does not make it false" in said
    assert "data dictionaries, citations" in said


def test_superseded_and_withdrawn_files_are_told_apart() -> None:
    report = quiet_month()
    first = made(report)
    second = made(report, 2)
    assert "Ours, and superseded. Read the latest, version 2" in checked("stranger", content(first, "paper.pdf"))
    Withdrawal.objects.create(publication=second, reason="It was of another month.", by=person("approver"))
    said = checked("stranger", content(second, "paper.pdf"))
    assert "Ours, and withdrawn on" in said
    assert "It was of another month." in said


@pytest.mark.parametrize("name", CAST)
def test_classified_file_is_known_only_to_those_who_may_read_it(name: str) -> None:
    publication = made(quiet_month())
    said = checked(name, content(publication, "paper-appendix-a.pdf"))
    reads = name in ("sub-committee", "editor", "approver", "administrator")
    assert ("Ours" in said) == reads
    assert ("Not known." in said) != reads
    assert ("SECP_97_1510_17" in said) == reads


@pytest.mark.parametrize("name", CAST)
def test_file_of_a_pack_is_known_to_those_who_may_read_it(name: str) -> None:
    issue_pack(meeting(97), "red", b"%PDF-1.7 a pack")
    said = checked(name, b"%PDF-1.7 a pack")
    reads = name in ("panel", "editor", "approver", "administrator")
    told = "Pack of the papers of SEC Panel Meeting 97, Red edition, pack pages 1 to 2, issued on 8 October 2021."
    assert (f"Ours, as it was issued. {told}" in said) == reads
    assert ("Not known." in said) != reads
    assert ("Panel Meeting" in said) == reads


def test_supplements_withdrawals_and_replacements_that_touch_a_file_of_a_pack_are_said() -> None:
    ours, _ = issue_with(("Operations", "white"), ("Other", "white"))
    issue_with(("Mended", "white"), number=1)
    said = checked("stranger", b"white")
    assert said.count("Ours, as it was issued.") == 2
    assert said.count("Issued since: supplement 1, on 8 October 2021.") == 1
    withdraw(ours, by=person("approver"), reason="Table 2 was wrong.")
    said = checked("stranger", b"white")
    assert said.count("Ours, and it holds a paper that was withdrawn.") == 1
    assert "Operations: version 1 was withdrawn on" in said
    assert "Table 2 was wrong." in said
    issue = PackIssue.objects.create(
        pack=Pack.objects.get(), number=2, first_page=19, last_page=20, issued_by=person("editor"), issued_at=NOON
    )
    row = {"item": 9, "first": 19, "last": 20, "parts": [], "title": "Other, mended", "word": "White", "state": "held"}
    edition(issue, "green", [{**row, "reference": "", "replaces": {"item": 2, "first": 3, "issue": 0}}])
    assert "Other was replaced" not in checked("stranger", b"white")
    assert "Other was replaced: by item 9 of supplement 2, pack page 19" in checked("party", b"white")


def test_file_of_many_megabytes_is_hashed_as_it_comes() -> None:
    publication = made(quiet_month())
    assert "3.8 MB" in checked("stranger", content(publication, "paper.pdf") + b"x" * 4_000_000)


@pytest.mark.parametrize("sent", [{}, {"file": ""}, {"other": SimpleUploadedFile("a.pdf", b"a")}])
def test_nothing_chosen_is_said(sent: dict[str, Any]) -> None:
    answer = browser("stranger").post(AT, sent)
    assert answer.status_code == 400
    assert "Choose a file first." in answer.content.decode()


def test_empty_file_is_said() -> None:
    assert "The file is empty." in checked("stranger", b"", 400)


def test_too_large_a_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_BYTES", 1024 * 1024)

    class Unread(io.BytesIO):
        def read(self, *args: Any) -> bytes:
            raise AssertionError("it was read")

    sent: dict[str, Any] = {"wsgi.input": Unread(), "CONTENT_LENGTH": "2000000"}
    answer = browser("stranger").generic("POST", AT, b"", content_type="multipart/form-data; boundary=x", **sent)
    assert answer.status_code == 413
    assert "The file is larger than 1 MB" in answer.content.decode()


def test_nothing_of_the_file_is_kept(settings: Any, tmp_path: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path
    checked("stranger", b"x" * 4_000_000)
    assert list(tmp_path.iterdir()) == []


def test_page_opens_without_a_token() -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    assert client.get(AT).status_code == 200
    assert client.post(AT, {"file": SimpleUploadedFile("a.pdf", b"a")}).status_code == 200
