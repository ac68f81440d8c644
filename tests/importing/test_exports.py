"""Records as files: which rows, in which form, for whom, and that it is noted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from access.models import Act, Role
from importing.forms import label
from importing.package import Format
from importing.registry import templates
from modifications.models import Modification, TitleFrom
from parties.models import Party
from parties.models import TestingCompletion as Completion
from reports.models import SectionText
from tests.importing.files import MODIFICATIONS, PARTIES, load
from tests.importing.runs import load_again, person

pytestmark = pytest.mark.django_db
EVERY = pytest.mark.parametrize("name", templates())


def browser(role: str) -> Client:
    client = Client()
    client.force_login(person(role))
    return client


def export(client: Client, of: str, ending: str = "csv", template: str = "", **query: str) -> Any:
    kwargs = {"of": of, "template": template or of, "ending": ending}
    return client.get(reverse("importing:export-file", kwargs=kwargs), query)


@pytest.mark.parametrize("format", Format, ids=lambda format: format.value)
def test_export_is_a_file_of_its_kind_that_loads_again(format: Format) -> None:
    load(parties=PARTIES)
    response = export(browser(Role.EDITOR), "parties", format.value)
    assert response.headers["Content-Type"] == format.mime
    assert f'filename="parties.{format.value}"' in response.headers["Content-Disposition"]
    assert load_again("parties", format, response.content) == ([], "0 added, 0 changed, 2 unchanged")


def test_export_holds_what_the_list_shows_on_all_of_its_pages() -> None:
    Party.objects.bulk_create(Party(code=f"p{number}", name=f"Party {number} Limited") for number in range(120))
    client = browser(Role.CONTRIBUTOR)
    lines = export(client, "parties", q="Party 11").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2 + 11
    assert len(export(client, "parties").content.decode("utf-8-sig").splitlines()) == 2 + 120
    page = client.get(reverse("importing:export", args=("parties",)), {"q": "Party 11"}).content.decode()
    assert '<td class="number">11</td>' in page
    assert "export/parties/parties.xlsx?q=Party+11" in page
    assert export(client, "parties", unheard="of").status_code == 404


def test_export_holds_no_row_that_the_person_may_not_see() -> None:
    load(parties=PARTIES)
    for party, word in (("alpha", "green"), ("beta", "red")):
        Completion.objects.create(
            party=Party.objects.get(code=party), test="srept", completed_on=date(2020, 5, 20), classification=word
        )
    own = export(browser(Role.CONTRIBUTOR), "testing_completions").content.decode("utf-8-sig")
    assert "alpha" in own
    assert "beta" not in own
    assert "beta" in export(browser(Role.EDITOR), "testing_completions").content.decode("utf-8-sig")


def test_histories_are_exported_from_the_list_of_what_they_are_the_history_of() -> None:
    load(modifications=MODIFICATIONS)
    for code in ("301", "128"):
        own = Modification.objects.get(code=code)
        TitleFrom.objects.create(modification=own, since=date(2021, 6, 14), title=f"Title of {code}")
    client = browser(Role.EDITOR)
    page = client.get(reverse("importing:export", args=("modifications",))).content.decode()
    assert "Modification titles" in page
    found = export(client, "modifications", template="modification_titles", q="301").content.decode("utf-8-sig")
    assert "Title of 301" in found
    assert "Title of 128" not in found
    assert export(client, "modifications", template="parties").status_code == 404


def test_each_export_is_noted_with_who_and_what() -> None:
    load(parties=PARTIES)
    client = browser(Role.EDITOR)
    export(client, "parties", "xlsx", q="Alpha")
    act = Act.objects.get()
    assert (act.kind, act.by.username) == ("export", "editor")
    assert act.detail == {"template": "parties", "format": "xlsx", "rows": 1, "filter": "q=Alpha"}


def test_export_of_more_rows_than_a_file_may_have_is_refused_in_words(settings: Any) -> None:
    settings.IMPORT_MAX_ROWS = 1
    load(parties=PARTIES[:2])
    Party.objects.create(code="beta", name="Beta Networks Limited")
    client = browser(Role.EDITOR)
    response = export(client, "parties")
    assert response.status_code == 302
    assert "Those are 2 rows, and a file holds 1." in client.get(response.headers["Location"]).content.decode()
    assert not Act.objects.exists()


def test_text_too_long_for_excel_is_told_of_and_not_cut(sample_month: None) -> None:
    SectionText.objects.filter(section="smda").update(body=f"<p>{'x' * 40_000}</p>")
    client = browser(Role.EDITOR)
    response = export(client, "section_texts", "xlsx")
    assert response.status_code == 302
    page = client.get(response.headers["Location"]).content.decode()
    assert "a cell of an Excel workbook at most 32,767" in page
    assert export(client, "section_texts", "ods").status_code == 200


@EVERY
def test_every_kind_has_an_empty_file_and_an_export_for_those_who_enter_records(name: str) -> None:
    client = browser(Role.CONTRIBUTOR)
    for ending in ("csv", "xlsx", "ods"):
        response = client.get(reverse("importing:template", kwargs={"template": name, "ending": ending}))
        assert load_again(name, Format(ending), response.content)[0] == []
    assert export(client, name).status_code == 200
    assert client.get(reverse("importing:export", args=(name,))).status_code == 200


def test_kinds_and_files_that_do_not_exist_are_not_found() -> None:
    client = browser(Role.EDITOR)
    assert export(client, "unheard").status_code == 404
    assert export(client, "parties", "pdf").status_code == 404
    kwargs = {"template": "parties", "ending": "xls"}
    assert client.get(reverse("importing:template", kwargs=kwargs)).status_code == 404


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.ADMINISTRATOR, Role.APPROVER])
def test_lists_of_the_admin_offer_both_to_those_who_enter_records(role: Role) -> None:
    client = browser(role)
    page = client.get(reverse("admin:parties_party_changelist"), {"q": "Alpha"}).content.decode()
    offered = role != Role.APPROVER
    assert (f"{reverse('importing:index')}?kind=parties" in page) is offered
    assert (f"{reverse('importing:export', args=('parties',))}?q=Alpha" in page) is offered
    index = client.get(reverse("admin:index")).content.decode()
    assert (f'href="{reverse("importing:index")}"' in index) is offered


def test_list_without_a_template_offers_neither() -> None:
    page = browser(Role.ADMINISTRATOR).get(reverse("admin:access_user_changelist")).content.decode()
    assert reverse("importing:index") not in page


def test_kinds_are_called_by_the_terms_of_the_field() -> None:
    named = {name: label(name) for name in templates()}
    assert named["events_of_default"] == "Events of Default"
    assert named["party_voting_groups"] == "Party Voting Groups"
    assert named["dcc_assessments"] == "DCC Assessments"
    assert named["uep_completions"] == "UEP completions"
    assert named["sec_versions"] == "SEC versions"
    assert named["section_texts"] == "Section texts"
    assert named["security_reviews"] == "Security reviews"
    assert named["party_categories"] == "Party Categories"
    assert len(set(named.values())) == len(named)
