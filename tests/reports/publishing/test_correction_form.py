"""What the forms that correct and withdraw say before they are sent."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.access.cast import browser
from tests.reports.month import quiet_month
from tests.reports.publishing.life import published

pytestmark = pytest.mark.django_db


def test_forms_say_which_day_is_meant_and_what_a_withdrawal_does() -> None:
    day = timezone.localtime(published(quiet_month()).published_at)
    pages = {who: browser(who).get("/reports/operations/2021-09/publish/") for who in ("editor", "approver")}
    editor, approver = (pages[who].content.decode() for who in ("editor", "approver"))
    assert f"{day:%-d %B %Y}, when version 1 was published, or later." in editor
    assert f'value="{timezone.localdate().isoformat()}"' in editor
    assert 'aria-describedby="correct-dated-hint"' in editor
    assert "This cannot be undone." in approver
    assert "can no longer open or download it" in approver
    assert "This cannot be undone." not in editor
