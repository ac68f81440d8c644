"""Last month's words in this month's paper, by whatever way they came there."""

from __future__ import annotations

import re

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
    assert any("these moved: Parties: " in message for message in messages("text.unchanged"))


WORDS = "<p>The website was read by more people than in the month before.</p>"


def test_paragraph_that_was_accepted_for_this_month_is_not_asked_about() -> None:
    before = august()
    SectionText.objects.create(report=before, section="website", body=WORDS)
    ground = Ground()
    body = f"{WORDS}<p>It was a quiet month.</p>"
    ground.text("website", body)
    assert len(messages("text.carried_blocks")) == 1
    SectionText.objects.filter(report=ground.report, section="website").update(carried_from=before)
    assert messages("text.carried_blocks") == [], "the whole text is an error until it is accepted"
    accept_text(ground.report, "website", based_on=digest(body), by=person("editor"))
    assert messages("text.carried_blocks") == []


def test_word_added_elsewhere_does_not_hide_the_paragraph() -> None:
    SectionText.objects.create(report=august(), section="website", body=WORDS)
    Ground().text("website", f"{WORDS}<p>It was a quiet month.</p>")
    (message,) = messages("text.carried_blocks")
    assert "read by more people" in message


def test_paragraph_is_told_of_as_it_is_printed() -> None:
    words = "<p>The pages about {{@MP149|ref}} were read more than those about any other.</p>"
    SectionText.objects.create(report=august(), section="website", body=words)
    Ground().text("website", f"{words}<p>It was a quiet month.</p>")
    (message,) = messages("text.carried_blocks")
    assert "“The pages about MP149 were read" in message


def all_messages() -> dict[str, list[str]]:
    checks = ("text.carried", "text.carried_blocks", "text.unchanged", "text.carried_month", "text.stale_month")
    return {check: found for check in checks if (found := messages(check))}


COUNTED = "<p>At the end of it all there were {{parties.total}} Parties to the Code.</p>"


def test_text_that_is_last_months_from_end_to_end_is_told_of_once() -> None:
    before, ground = august(), Ground()
    SectionText.objects.create(report=before, section="website", body=COUNTED)
    ground.text("website", COUNTED)
    assert all_messages() == {
        "text.unchanged": ["The text is last month's word for word, but these moved: Parties: 331 → 332."]
    }
    SectionText.objects.filter(report=ground.report, section="website").update(carried_from=before)
    said = "The text is still that of August 2021: write it, or accept it. Since then moved: Parties: 331 → 332."
    assert all_messages() == {"text.carried": [said]}
    accept_text(ground.report, "website", based_on=digest(COUNTED), by=person("editor"))
    assert list(all_messages()) == ["text.unchanged"]


def test_text_without_figures_is_told_what_moved_in_the_tables_and_tiles_beside_it() -> None:
    SectionText.objects.create(report=august(), section="website", body=WORDS)
    Ground().text("website", WORDS)
    (message,) = messages("text.unchanged")
    assert re.search(r"moved: [^:;]+: [\d,]+ → [\d,]+", message), message


def test_month_that_a_figure_is_dated_to_is_told_of_once_in_words_that_were_accepted() -> None:
    words = "<p>In August 2021 there were no fewer than {{parties.total}} Parties to the Code.</p>"
    before, ground = august(), Ground()
    SectionText.objects.create(report=before, section="website", body=words)
    ground.text("website", f"{words}<p>It was a quiet month.</p>")
    SectionText.objects.filter(report=ground.report, section="website").update(carried_from=before)
    body = SectionText.objects.get(report=ground.report, section="website").body
    accept_text(ground.report, "website", based_on=digest(body), by=person("editor"))
    assert list(all_messages()) == ["text.stale_month"]
