"""A look at each edition before it is issued: as it would be, said to be a preview, nothing of it issued or sent."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from pypdf import PdfReader

from access.models import Act
from jobs.models import Job, Mail, State
from jobs.tasks import run
from reports.models import Pack, PackIssue
from reports.packs import agenda
from reports.packs.agenda import Told
from reports.packs.preview import KIND
from reports.publishing.services import withdraw
from tests.access.cast import browser, person
from tests.reports.packs.made import published, report_to
from tests.reports.packs.test_issuing import file, issue, pack_with

pytestmark = pytest.mark.django_db
PREVIEW = "/packs/97/preview/"


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def looked_at(pack: Pack, who: str = "editor") -> str:
    """The page of the preview, once it was made."""
    client = browser(who)
    assert client.post(PREVIEW, {"seen": pack.revision}).status_code == 302
    job = Job.objects.filter(kind=KIND).latest("pk")
    run(job.pk)
    job.refresh_from_db()
    assert job.state == State.DONE, job.error
    return client.get(PREVIEW).content.decode()


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_each_edition_is_shown_as_it_would_be_and_every_page_says_that_it_is_a_preview() -> None:
    pack = pack_with(("Minutes", "white", ("Minute one",)), ("Names", "red", ("Redword",)), ("Later", "white", ()))
    shown = looked_at(pack)
    assert "To follow: Later" in shown
    assert "Leaves out 1 paper or part of a paper" in shown
    assert "Minutes: not tagged as PDF/UA" in shown.replace("Minutes, Names", "Minutes")
    assert "Does not say that it is PDF/UA" in shown
    client = browser("editor")
    seen = {word: client.get(f"{PREVIEW}{word}.pdf").content for word in ("white", "red")}
    assert not PackIssue.objects.exists()
    assert not Mail.objects.exists()
    assert Act.objects.filter(kind="download", detail__classification="red").count() == 1
    made = {one.classification: one for one in issue(pack).files.all()}
    for word, content in seen.items():
        preview, final = pages(content), pages(bytes(made[word].content))
        assert len(preview) == len(final) == made[word].pages
        for before, after in zip(preview, final, strict=True):
            assert f"Preview, not issued · {word.title()} · Pack page" in before
            assert re.sub(r"Preview, not issued( · )?\n?", "", before).split() == after.split()
        with pikepdf.open(BytesIO(content)) as pdf:
            assert str(pdf.docinfo.Title).startswith("Preview, not issued: ")
    assert "Redword" not in "".join(pages(seen["white"]))
    assert not list(default_storage.listdir(f"pack-previews/{pack.pk}")[1])


@pytest.mark.parametrize("who", ["stranger", "party", "panel", "contributor", "approver"])
def test_nobody_sees_it_who_makes_no_packs(who: str) -> None:
    looked_at(pack_with(("Minutes", "white", ("Minute one",))))
    client = browser(who)
    assert client.get(PREVIEW).status_code == 404
    assert client.get(f"{PREVIEW}white.pdf").status_code == 404
    assert client.post(PREVIEW, {"seen": 1}).status_code in (403, 404)


def test_preview_of_an_agenda_that_changed_or_may_not_be_issued_is_shown_no_more() -> None:
    pack = pack_with(("Minutes", "white", ("Minute one",)))
    ours = published(report_to(pack.meeting, 9), "Operations")
    agenda.add_publication(pack, ours, seen=pack.revision)
    assert "Open the preview (PDF)" in looked_at(pack)
    client = browser("editor")
    withdraw(ours, by=person("approver"), reason="Wrong")
    assert "Open the preview (PDF)" not in client.get(PREVIEW).content.decode()
    assert client.get(f"{PREVIEW}white.pdf").status_code == 404
    refused = client.post(PREVIEW, {"seen": pack.revision})
    assert refused.status_code == 409
    assert "version 1 was withdrawn" in refused.content.decode()
    agenda.remove(pack, pack.papers.get(number=9).pk, seen=pack.revision, at=ours.published_at)
    shown = client.get(PREVIEW).content.decode()
    assert "was not looked at yet" in shown
    assert client.post(PREVIEW, {"seen": pack.revision - 1}).status_code == 409


def test_only_the_last_preview_is_kept_and_one_asked_for_too_late_is_not_made() -> None:
    pack = pack_with(("Minutes", "white", ("Minute one",)))
    looked_at(pack)
    looked_at(pack)
    agenda.add_paper(pack, Told("Late", "white"), seen=pack.revision, by=person("editor"), file=file("Late one"))
    looked_at(pack)
    assert len(default_storage.listdir(f"pack-previews/{pack.pk}")[1]) == 1
    browser("editor").post(PREVIEW, {"seen": pack.revision})
    job = Job.objects.filter(kind=KIND, state=State.QUEUED).get()
    agenda.add_paper(pack, Told("Later", "white"), seen=pack.revision, by=person("editor"))
    run(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "ask for it again" in job.error
