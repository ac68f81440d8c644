"""A text that is loaded from a file over one that was carried forward."""

from __future__ import annotations

import pytest

from reports.models import SectionText
from tests.importing.files import load
from tests.reports.desk.desks import september, write

pytestmark = pytest.mark.django_db

HEADER = "report,month,section,body"


@pytest.mark.parametrize(("body", "is_still_marked"), [("<p>Written anew.</p>", False), ("<p>As it was.</p>", True)])
def test_text_loaded_anew_is_no_longer_last_months(body: str, is_still_marked: bool) -> None:
    report = september()
    write(report, "helpdesk", "<p>As it was.</p>", carried_from=report)
    outcome = load(section_texts=(HEADER, f"operations,2021-09,helpdesk,{body}"))
    assert outcome.problems == ()
    text = SectionText.objects.get()
    assert (text.body, text.carried_from is not None) == (body, is_still_marked)
