"""Opening October at the desk, sharing out its sections, and following each gap to its form."""

from __future__ import annotations

import re
from importlib import import_module

from playwright.sync_api import expect

from reports.models import Deadline
from tests.browser.closing.people import MONTH, Person

THEIRS = ("helpdesk", "modifications", "highlights-change", "market", "smda", "website")
"""Sections that the contributor writes."""


def enter_deadlines() -> None:
    """The steps that a new site starts with: a test that empties every table takes them along."""
    for code, name, working_days in import_module("reports.migrations.0005_deadlines_of_a_month").DEADLINES:
        Deadline.objects.get_or_create(code=code, defaults={"name": name, "working_days": working_days})


def open_october(editor: Person) -> None:
    """No Panel meeting after October is entered yet, so that comes first."""
    editor.sign_in()
    page = editor.page
    editor.link("Open October 2021").click()
    expect(page.get_by_text("none after October 2021 is entered")).to_be_visible()
    editor.picture("01-open-no-meeting")
    editor.link("Enter a meeting").click()
    page.get_by_label("Number").fill("98")
    page.locator("#id_held_on").fill("2021-11-19")
    page.get_by_label("Title").fill("SEC Panel Meeting 98")
    editor.picture("02-meeting-form")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()

    editor.go("/desk/")
    editor.link("Open October 2021").click()
    expect(page.get_by_role("radio", name=re.compile("19 November 2021"))).to_be_checked()
    page.get_by_label("Paper number").fill("12")
    page.get_by_label("Start from the last report’s words").check()
    editor.picture("03-open")
    editor.button("Open October 2021").click()
    expect(page).to_have_url(editor.site(MONTH))
    expect(page.get_by_role("heading", level=1)).to_have_text("Operations Report, October 2021")
    editor.picture("04-empty-month")


def give_sections(editor: Person) -> None:
    page = editor.page
    for section in THEIRS:
        row = page.locator(f"#section-{section}")
        row.locator("summary").first.click()
        row.get_by_role("combobox").select_option(label="contributor")
        row.get_by_role("button", name="Give").click()
        expect(row.locator(".desk-owner summary")).to_contain_text("contributor")


def each_gap_leads_to_its_form(editor: Person) -> None:
    """One click from whatever is missing to a page that answers, and has the field."""
    page = editor.go(MONTH)
    links = page.locator(".desk-gaps a").evaluate_all("all => all.map(one => [one.innerText, one.pathname, one.hash])")
    assert len(links) >= 10
    pages: dict[str, str] = {}
    for words, path, place in links:
        if path not in pages:
            answer = page.request.get(editor.site(path))
            assert answer.status == 200, (words, path)
            pages[path] = answer.text()
        assert (f'id="{place[1:]}"' if place else "<form") in pages[path], (words, path, place)
    forms = {words: f"{path}{place}" for words, path, place in links}
    for words, fields in FIELDS.items():
        editor.go(forms[words])
        for name in fields:
            expect(page.locator(name) if name.startswith("#") else page.get_by_label(name, exact=True)).to_be_editable()


FIELDS = {
    "Enter the numbers of Security and Privacy": ["Assessment compliance", "SECAS initial validations"],
    "Enter Most viewed pages": ["Most viewed pages 1"],
    "Enter the dates of SEC Panel Meeting 97": ["#id_minutes_issued_on"],
    "Enter the dates of Introduction to the SEC – back to basics Webinar": ["#id_papers_issued_on"],
}
"""The forms behind some gaps, and the fields that they ask for."""


def what_is_theirs_is_seen(contributor: Person) -> None:
    contributor.sign_in()
    page = contributor.page
    page.get_by_role("link", name="Operations Report, October 2021").click()
    mine = page.locator(".desk-figure.is-mine")
    expect(mine).to_contain_text(f"{len(THEIRS)} of {len(THEIRS)}")
    mine.get_by_role("link").click()
    expect(page.locator(".desk-row")).to_have_count(len(THEIRS))
    expect(page.locator("#section-helpdesk")).to_contain_text("12 of 12 numbers missing")
    contributor.picture("05-mine")
