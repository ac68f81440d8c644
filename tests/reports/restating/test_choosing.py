"""The form of a restatement offers the month's figures, and says at its place what is no figure."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import Restatement
from tests.access.cast import browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_month")]
FORM = "/admin/reports/restatement/add/"
TYPED = {"month": "2021-08", "published": "3", "reason": "One came late.", "restated_on": "2021-10-01"}
OPTION = re.compile(r'<option value="([^"]+)">([^<]+)</option>')
AT_FACT = re.compile(r'field-fact.*?<ul class="errorlist"[^>]*><li>(.*?)</li>', re.DOTALL)


def test_figure_is_chosen_from_the_numbers_of_the_month_without_a_script() -> None:
    client = browser("editor")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(FORM, {"month": "2021-08", "fact": "parties.acceded"}).content.decode()
    assert len(asked) <= 40
    (list_id,) = re.findall(r'name="fact"[^>]* list="([^"]+)"', page)
    _, _, listed = page.partition(f'<datalist id="{list_id}">')
    offered = dict(OPTION.findall(listed.partition("</datalist>")[0]))
    assert len(offered) > 400
    assert offered["parties.acceded"] == "Accessions"
    assert offered["measure.helpdesk-emails.applications"] == "Helpdesk e-mails: Applications"
    assert "releases.next_go_live" not in offered  # a day
    assert 'value="parties.acceded"' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("modifications.rasied", "Is modifications.raised meant?"),
        ("measure.helpdesk-emails.aplications", "in August 2021. Is measure.helpdesk-emails.applications meant?"),
        ("releases.next_go_live", "Is no number."),
        ("Accession", "There is no figure of this name."),
    ],
)
def test_what_is_no_figure_of_the_month_is_said_at_its_place(typed: str, said: str) -> None:
    page = browser("editor").post(FORM, {**TYPED, "fact": typed}).content.decode()
    (fault,) = AT_FACT.findall(page)
    assert said in html.unescape(fault)
    assert f'value="{typed}"' in page
    assert "One came late." in page


def test_figure_is_taken_by_what_it_is_called() -> None:
    assert browser("editor").post(FORM, {**TYPED, "published": "400", "fact": "accessions"}).status_code == 302
    assert Restatement.objects.get().fact == "parties.acceded"
