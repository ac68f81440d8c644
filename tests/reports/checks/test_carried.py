"""Last month's words in this month's paper, by whatever way they came there."""

from __future__ import annotations

import pytest

from reports.models import SectionText
from reports.narrative.services import accept_text, digest
from tests.access.cast import person
from tests.reports.checks.planting import Ground, found_by
from tests.reports.checks.plants.gaps import august

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]


def messages(check: str) -> list[str]:
    return [one.finding.message for one in found_by(check, Ground())]


def test_highlight_that_stands_while_its_figures_moved_is_found() -> None:
    body = "<p>There are {{parties.total}} Parties.</p>"
    Ground().text("highlights-change", body)
    SectionText.objects.create(report=august(), section="highlights-change", body=body)
    assert any("these moved: parties.total" in message for message in messages("text.unchanged"))


WORDS = "<p>The website was read by more people than in the month before.</p>"


def test_paragraph_that_was_accepted_for_this_month_is_not_asked_about() -> None:
    before = august()
    SectionText.objects.create(report=before, section="website", body=WORDS)
    ground = Ground()
    ground.text("website", WORDS)
    assert len(messages("text.carried_blocks")) == 1
    SectionText.objects.filter(report=ground.report, section="website").update(carried_from=before)
    assert messages("text.carried_blocks") == [], "the whole text is an error until it is accepted"
    accept_text(ground.report, "website", based_on=digest(WORDS), by=person("editor"))
    assert messages("text.carried_blocks") == []


def test_word_added_elsewhere_does_not_hide_the_paragraph() -> None:
    SectionText.objects.create(report=august(), section="website", body=WORDS)
    Ground().text("website", f"{WORDS}<p>It was a quiet month.</p>")
    (message,) = messages("text.carried_blocks")
    assert "read by more people" in message
