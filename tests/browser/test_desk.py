"""The month desk in a browser: changes in place, with and without JavaScript, and a month opened from the last one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.looks import ANY_FOCUS_SIGN, CUT_OFF, overflow, pale
from tests.browser.place import PHONE, Complaints, Site
from tests.workers import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MONTH = "/desk/operations/2021-09/"
Opener = Callable[..., Page]


def at_desk(open_browser: Opener, site: Site, who: str = "editor", **kind: object) -> Page:
    page = open_browser(who, **kind)
    page.goto(site(MONTH))
    return page


def give(page: Page, section: str, to: str) -> None:
    row = page.locator(f"#section-{section}")
    row.locator(".desk-owner summary").click()
    row.get_by_role("combobox").select_option(label=to)
    row.get_by_role("button", name="Give").click()
    expect(page.locator(f"#section-{section} .desk-owner summary")).to_contain_text(to)


@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "without"])
def test_editor_gives_a_section_and_its_owner_finishes_it(site: Site, open_browser: Opener, scripts: bool) -> None:
    section = "helpdesk" if scripts else "smda"
    editor = at_desk(open_browser, site, java_script_enabled=scripts)
    give(editor, section, "contributor")

    owner = at_desk(open_browser, site, "contributor", java_script_enabled=scripts)
    expect(owner.get_by_role("heading", name="Yours")).to_be_visible()
    mine = owner.locator("#group-yours + ul").locator(f"#section-{section}")
    expect(mine).to_be_visible()
    expect(owner.locator("#section-purpose").get_by_role("button")).to_have_count(0)
    mine.get_by_role("button", name="Ready").click()
    ready = owner.locator(f"#state-{section}-ready")
    expect(ready).to_have_attribute("aria-pressed", "true")
    if scripts:
        expect(ready).to_be_focused()
        assert owner.url == site(MONTH)
    owner.goto(site(f"{MONTH}?show=mine"))
    expect(ready).to_have_attribute("aria-pressed", "true")
    expect(owner.locator("#section-purpose")).to_have_count(0)


def test_second_person_does_not_undo_what_they_have_not_seen(site: Site, open_browser: Opener) -> None:
    first, second = at_desk(open_browser, site), at_desk(open_browser, site, "administrator")
    first.locator("#state-website-ready").click()
    expect(first.locator("#state-website-ready")).to_have_attribute("aria-pressed", "true")
    second.locator("#state-website-in_hand").click()
    expect(second.get_by_text("Meanwhile it was set to “ready”. Nothing was changed: look again.")).to_be_visible()
    expect(second.locator("#state-website-ready")).to_have_attribute("aria-pressed", "true")


def test_item_is_raised_settled_and_opened_again_in_place(site: Site, open_browser: Opener) -> None:
    page = at_desk(open_browser, site)
    page.get_by_label("What is open?").fill("Ask the DCC for the August figures.")
    page.get_by_label("Section", exact=True).select_option(label="5.2 Security and Privacy update")
    page.get_by_role("button", name="Add the item").click()
    items = page.locator("#items")
    expect(items.get_by_text("Ask the DCC for the August figures.", exact=True)).to_be_visible()
    expect(page.get_by_label("What is open?")).to_have_value("")
    items.get_by_role("button", name="Ask the DCC").click()
    expect(items.get_by_text("Nothing stands open.")).to_be_visible()
    items.get_by_text("1 settled", exact=True).click()
    items.get_by_role("button", name="Open it again").click()
    expect(items.get_by_role("button", name="Ask the DCC")).to_be_visible()


def test_what_was_typed_outlives_a_lost_session(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("the server responded with a status of 40")
    page = at_desk(open_browser, site)
    page.get_by_label("What is open?").fill("Do not lose this.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Add the item").click()
    expect(page.get_by_text("Nothing was saved: you may be signed out")).to_be_visible()
    expect(page.get_by_label("What is open?")).to_have_value("Do not lose this.")
    site.admit(page.context, "editor")
    expect(page.get_by_label("What is open?")).to_have_value("Do not lose this.")


def test_gap_leads_to_the_form_that_mends_it(site: Site, open_browser: Opener) -> None:
    page = at_desk(open_browser, site)
    page.goto(site("/desk/open/operations/2021-10/"))
    page.get_by_role("link", name="Enter a meeting").click()
    page.get_by_label("Number").fill("98")
    page.get_by_label("Title").fill("SEC Panel Meeting 98")
    page.get_by_label("Date:", exact=True).fill("19/11/2021")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()

    page.goto(site("/desk/"))
    page.get_by_role("link", name="Open October 2021").click()
    expect(page.get_by_label("SEC Panel Meeting 98, Friday 19 November 2021")).to_be_checked()
    page.get_by_label("Paper number").fill("twelve")
    page.get_by_label("Start from the last report’s words").check()
    page.get_by_role("button", name="Open October 2021").click()
    expect(page.get_by_role("alert")).to_contain_text("October 2021 was not opened")
    expect(page.get_by_label("Paper number")).to_have_value("twelve")
    expect(page.get_by_label("Start from the last report’s words")).to_be_checked()
    page.get_by_label("Paper number").fill("12")
    page.get_by_role("button", name="Open October 2021").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Operations Report, October 2021")
    expect(page.get_by_text("October 2021 is open.")).to_be_visible()
    expect(page.locator("#section-security")).to_contain_text("carried from September 2021 on")
    expect(page.locator("#section-security")).to_contain_text("Still September 2021’s, word for word")
    expect(page.locator("#section-helpdesk")).to_contain_text("12 of 12 numbers missing")

    page.locator("#section-helpdesk").get_by_role("link", name="Enter the numbers of Helpdesk").click()
    expect(page).to_have_url(site("/measures/2021-10/grid/#group-helpdesk"))


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1360, "height": 900}], ids=["phone", "desk"])
def test_desk_keeps_to_the_screen_and_can_be_read(site: Site, open_browser: Opener, viewport: dict[str, int]) -> None:
    page = open_browser("editor", viewport=viewport)
    for path in ("/desk/", MONTH, f"{MONTH}?show=unready", "/desk/open/operations/2022-03/"):
        page.goto(site(path))
        for summary in page.locator("main summary").all():
            summary.click()
        assert overflow(page) == 0, path
        assert page.evaluate(CUT_OFF) == [], path
        assert pale(page) == [], path


def test_owner_who_is_being_chosen_stays_chosen_while_something_else_is_done(site: Site, open_browser: Opener) -> None:
    page = at_desk(open_browser, site)
    expect(page.locator("#checks")).to_contain_text("Nothing has changed since.")
    row = page.locator("#section-website")
    row.locator(".desk-owner summary").click()
    row.get_by_role("combobox").select_option(label="contributor")
    page.locator("#state-cacop-in_hand").click()
    expect(page.locator("#state-cacop-in_hand")).to_have_attribute("aria-pressed", "true")
    expect(row.get_by_role("combobox").locator("option:checked")).to_have_text("contributor")


def test_draft_is_shown_small_once_it_is_asked_for(site: Site, open_browser: Opener) -> None:
    page = at_desk(open_browser, site)
    frame = page.locator("[data-preview]")
    expect(frame).to_be_empty()
    page.get_by_text("Preview of the page").click()
    small = frame.locator(".report")
    expect(small.locator("h1")).to_have_text("Operations Report — September 2021")
    expect(small.get_by_text("SECP_97_1510_17", exact=True)).to_be_visible()
    assert small.locator("h1").bounding_box()["width"] < 600  # type: ignore[index]
    assert page.evaluate("document.querySelector('#desk #purpose')") is None, "its ids are not the desk's"
    assert overflow(page) == 0


def test_state_is_set_by_keyboard_with_a_sign_of_focus(site: Site, open_browser: Opener) -> None:
    page = at_desk(open_browser, site)
    button = page.locator("#state-codeworks-in_hand")
    button.focus()
    assert page.evaluate(ANY_FOCUS_SIGN)
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()


def held_back(page: Page, address: str) -> list[Route]:
    """The requests for the address from now on, each of which waits until the test lets it go."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))
    return held


def outdated_and_cut_off(page: Page, site: Site) -> None:
    """The month's page as it is once its run of the checks is outdated; nothing that is sent from it arrives."""
    renew = f'id="checks" data-renew="{MONTH}checks/renew/?show=all"'

    def answered(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
            return
        answer = route.fetch()
        text = answer.text()
        route.fulfill(response=answer, body=text if "data-renew" in text else text.replace('id="checks"', renew))

    page.route(site(MONTH), answered)


def test_checks_that_come_late_take_nothing_that_was_typed_and_not_sent(
    site: Site, open_browser: Opener, complaints: Complaints
) -> None:
    complaints.expect("Failed to load resource: net::ERR_FAILED")
    page = open_browser("editor")
    held = held_back(page, "**/checks/renew/**")
    outdated_and_cut_off(page, site)
    page.goto(site(MONTH))
    typed = page.get_by_label("What is open?")
    typed.fill("Typed while the checks were run.")
    page.get_by_role("button", name="Add the item").click()
    expect(page.get_by_text("Nothing was saved: you may be signed out")).to_be_visible()
    # One was asked for before the item was sent, one after.
    wait_until(lambda: page.evaluate("0") == 0 and len(held) == 2, what="both requests for the checks")
    page.evaluate("() => document.getElementById('desk').setAttribute('data-before', '')")
    for late in held:
        late.continue_()
    page.wait_for_function("() => !document.querySelector('#desk[data-before]')")
    expect(typed).to_have_value("Typed while the checks were run.")
    page.unroute(site(MONTH))
    page.get_by_role("button", name="Add the item").click()
    expect(page.locator("#items").get_by_text("Typed while the checks were run.", exact=True)).to_be_visible()
