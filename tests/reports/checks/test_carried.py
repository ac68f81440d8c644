"""Last month's words in this month's paper, by whatever way they came there."""

from __future__ import annotations

import pytest

from reports.models import SectionText
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
