"""A text among the records: begun there, and once it stands changed in the editor alone."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reports.models import Report, SectionText
from tests.access.cast import browser
from tests.reports.narrative.desk import SECTION, address, august, body, report

pytestmark = pytest.mark.django_db


def stands(of: Report, **more: object) -> tuple[SectionText, str]:
    text = SectionText.objects.create(report=of, section=SECTION, body="<p>Of one.</p>", **more)
    return text, reverse("admin:reports_sectiontext_change", args=(text.pk,))


def test_text_that_stands_is_shown_among_the_records_with_a_way_to_its_editor() -> None:
    of = report()
    _, page = stands(of)
    shown = browser("editor").get(page).content.decode()
    assert "&lt;p&gt;Of one.&lt;/p&gt;" in shown
    assert f'<a href="{address("text", of)}">Write in the editor</a>' in shown
    assert 'name="body"' not in shown


def test_page_of_a_text_writes_over_nobody_and_leaves_what_was_carried_marked() -> None:
    of = report()
    before = august(of)
    text, page = stands(of, carried_from=before)
    sent = {"report": of.pk, "section": SECTION, "body": "<p>Of another.</p>", "illustrative": "on"}
    assert browser("editor").post(page, sent).status_code == 302
    text.refresh_from_db()
    assert (text.body, text.carried_from, text.illustrative) == ("<p>Of one.</p>", before, True)


def test_text_saved_while_its_page_among_the_records_is_sent_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row is read when the page is sent; what the editor stores a moment later is not written over."""
    of = report()
    _, page = stands(of)
    clean = SectionText.full_clean

    def meanwhile(text: SectionText, *args: object, **kwargs: object) -> None:
        SectionText.objects.update(body="<p>Newer.</p>")
        clean(text, *args, **kwargs)

    monkeypatch.setattr(SectionText, "full_clean", meanwhile)
    assert browser("editor").post(page, {"illustrative": "on"}).status_code == 302
    assert body(of) == "<p>Newer.</p>"


def test_text_is_begun_among_the_records() -> None:
    of = report()
    sent = {"report": of.pk, "section": SECTION, "body": "<p>Begun.</p>"}
    assert browser("editor").post(reverse("admin:reports_sectiontext_add"), sent).status_code == 302
    assert body(of) == "<p>Begun.</p>"


def test_text_begun_with_a_broken_token_is_refused_and_kept() -> None:
    of = report()
    typed = "<p>There are {{modifications.open proposals.</p>"
    sent = {"report": of.pk, "section": SECTION, "body": typed}
    page = browser("editor").post(reverse("admin:reports_sectiontext_add"), sent).content.decode()
    assert "“{{” has no partner" in page
    assert typed.replace("<", "&lt;").replace(">", "&gt;") in page
    assert not SectionText.objects.filter(report=of).exists()
