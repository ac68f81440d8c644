"""The ways to leave a gap in a text for later."""

from __future__ import annotations

import pytest

from tests.reports.checks.planting import Ground, found_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]


@pytest.mark.parametrize("left", ["To be confirmed", "[●]", "[ ]", "<insert>", "[insert date]", "XX"])
def test_placeholder_is_found_however_it_is_written(left: str) -> None:
    ground = Ground()
    shown = left.replace("<", "&lt;").replace(">", "&gt;")
    ground.text("website", f"<p>The most viewed page: {shown}.</p>")
    (found,) = found_by("text.unfinished", ground)
    assert f"“{left}” is left in the text" in found.finding.message
