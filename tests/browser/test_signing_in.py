"""Who sees what at the site's door, and how signing in goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.place import PASSWORD, REPORT, Complaints, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Opener = Callable[..., Page]


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("", "There are no reports that you may see without signing in."),
        ("reader", "There are no reports that you may see."),
    ],
    ids=["stranger", "reader"],
)
def test_draft_is_neither_listed_nor_found_for_those_outside(
    who: str, said: str, site: Site, open_browser: Opener, complaints: Complaints
) -> None:
    page = open_browser(who)
    page.goto(site("/"))
    expect(page.get_by_text(said)).to_be_visible()
    complaints.expect("the server responded with a status of 404")
    for path in (REPORT, f"{REPORT}document.json", f"{REPORT}print/1/"):
        answer = page.goto(site(path))
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
        assert "SECP_97" not in page.content()


def test_wrong_password_says_so_and_keeps_the_user_name(site: Site, open_browser: Opener) -> None:
    page = open_browser(java_script_enabled=False)
    page.goto(site("/"))
    page.get_by_role("link", name="Sign in").click()
    sign_in(page, "editor", "not the password")
    expect(page).to_have_title("Error: Sign in — SEC Reports")
    expect(page.get_by_role("alert")).to_contain_text("password")
    expect(page.get_by_label("User name")).to_have_value("editor")
    expect(page.get_by_label("Password")).to_have_value("")

    sign_in(page, "editor")
    expect(page.get_by_text("Signed in as editor")).to_be_visible()
    expect(page.get_by_role("link", name="Operations Report, September 2021")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("There are no reports that you may see without signing in.")).to_be_visible()


def test_signing_in_leads_on_to_the_page_first_asked_for(site: Site, open_browser: Opener) -> None:
    page = open_browser()
    page.goto(site("/admin/measures/observation/"))
    sign_in(page, "contributor")
    expect(page.get_by_role("heading", level=1, name="Observations")).to_be_visible()


def test_reader_is_told_that_the_records_are_not_for_them(site: Site, open_browser: Opener) -> None:
    page = open_browser("reader")
    page.goto(site("/admin/"))
    expect(page.get_by_text("You are signed in as reader, who may not see that page.")).to_be_visible()
    sign_in(page, "contributor")
    expect(page.get_by_role("heading", name="What do you want to work on?")).to_be_visible()


def test_sign_in_leads_nowhere_but_the_site(site: Site, open_browser: Opener) -> None:
    page = open_browser()
    page.goto(site("/accounts/login/?next=//example.org/"))
    sign_in(page, "editor")
    expect(page).to_have_url(site("/desk/"))
