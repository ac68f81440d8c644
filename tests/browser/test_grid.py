"""A month's numbers typed on one screen: by keyboard, by pasting, against another person, and through every loss.

Each test types a month of its own, after the one that is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from measures.models import Observation, RankedEntry
from tests.browser.looks import ANY_FOCUS_SIGN, CUT_OFF, overflow, pale
from tests.browser.place import PHONE, Complaints, Site
from tests.workers import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Opener = Callable[..., Page]
TOPICS = 11
"""Of helpdesk e-mails."""


def open_month(page: Page, site: Site, month: str) -> Page:
    page.goto(site(f"/measures/{month}/grid/"))
    return page


def status(page: Page) -> Locator:
    return page.locator("#grid-status")


def field(page: Page, name: str) -> Locator:
    return page.get_by_label(name, exact=True)


def row(page: Page, name: str) -> Locator:
    return page.locator("tr", has=field(page, name))


def stored(month: date, measure: str, category: str | None = None) -> Decimal | None:
    rows = Observation.objects.filter(month=month, measure__code=measure, category__code=category)
    return rows.values_list("value", flat=True).first()


def comes_to_hold(month: date, value: int, measure: str, category: str | None = None) -> None:
    """Where the page said already, of what was typed before, that all is saved."""
    wait_until(lambda: stored(month, measure, category) == value, what=f"{value} as the month’s {measure}")


def type_elsewhere(page: Page, value: str) -> None:
    """As somebody else, in a browser of theirs."""
    field(page, "Telephone queries").fill(value)
    field(page, "Telephone queries").press("Enter")
    expect(status(page)).to_have_text("All saved.")


def paste(page: Page, into: Locator, text: str) -> None:
    """As Ctrl+V does, with what a spreadsheet would have put on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    into.focus()
    page.keyboard.press("Control+V")


# --- Keys ---------------------------------------------------------------------------------------------


def test_month_is_typed_by_keyboard_alone(site: Site, open_browser: Opener) -> None:
    month = date(2021, 10, 1)
    page = open_browser("contributor")
    page.goto(site("/admin/"))
    page.get_by_role("link", name="Type a month’s numbers on one screen").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures/2021-10/grid/")
    page.get_by_role("link", name="First missing").focus()
    page.keyboard.press("Enter")
    expect(field(page, "Assessment compliance")).to_be_focused()
    page.keyboard.type("96%")
    page.keyboard.press("Enter")
    expect(field(page, "Assurance Statuses")).to_be_focused()
    assert page.evaluate(ANY_FOCUS_SIGN)
    page.keyboard.type("5")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("1234")
    page.keyboard.press("Tab")
    expect(field(page, "Parties being assessed")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field(page, "Compliance Statuses")).to_be_focused()
    expect(field(page, "Compliance Statuses")).to_have_value("1,234")
    expect(row(page, "Assurance Statuses")).to_contain_text("+1 (+25%)")
    expect(row(page, "Assessment compliance")).to_contain_text("−4 points")
    total = page.locator("[data-measure=security-statuses-set] .total")
    expect(total.locator("td")).to_have_text(["missing", "6", "1,239", "+1,233 (+20,550%)"])
    expect(status(page)).to_have_text("All saved.")
    expect(page.get_by_text("3 of 38 numbers entered")).to_be_visible()
    comes_to_hold(month, 1234, "security-statuses-set", "compliance")
    comes_to_hold(month, 96, "security-compliance")

    page.keyboard.type("77")
    expect(total.locator("[data-sum]")).to_have_text("82")
    page.keyboard.press("Escape")
    expect(field(page, "Compliance Statuses")).to_have_value("1,234")
    expect(total.locator("[data-sum]")).to_have_text("1,239")
    page.keyboard.press("Shift+Enter")
    expect(field(page, "Assurance Statuses")).to_be_focused()
    page.reload()
    expect(field(page, "Compliance Statuses")).to_have_value("1,234")
    assert stored(month, "security-statuses-set", "compliance") == 1234


def test_number_beyond_the_year_is_marked_as_it_is_typed(site: Site, open_browser: Opener) -> None:
    page = open_month(open_browser("contributor"), site, "2021-11")
    visits = row(page, "Website visits")
    field(page, "Website visits").fill("9999999")
    expect(visits).to_contain_text("highest in 12 months")
    field(page, "Website visits").fill("1")
    expect(visits).to_contain_text("lowest in 12 months")
    field(page, "Website visits").fill("8000")
    expect(visits).not_to_contain_text("in 12 months")


def test_number_that_does_not_fit_is_told_at_its_place_and_kept(site: Site, open_browser: Opener) -> None:
    page = open_month(open_browser("contributor"), site, "2021-11")
    calls = field(page, "Telephone queries")
    calls.fill("12.5")
    calls.press("Enter")
    expect(calls).to_have_accessible_description("Is no whole number, and its measure has no decimals.")
    expect(calls).to_have_attribute("aria-invalid", "true")
    expect(status(page)).to_have_text("1 value needs a look; the rest is saved.")
    page.reload()
    expect(page.get_by_text("A value that you typed here was not saved. Telephone queries: 12.5.")).to_be_visible()
    page.get_by_role("button", name="Put back").click()
    expect(calls).to_have_value("12.5")
    expect(calls).to_have_attribute("aria-invalid", "true")
    calls.fill("12")
    calls.press("Enter")
    expect(status(page)).to_have_text("All saved.")
    expect(calls).not_to_have_attribute("aria-invalid", "true")
    assert stored(date(2021, 11, 1), "telephone-queries") == 12
    page.reload()
    expect(page.locator("#grid-drafts")).to_be_empty()


def test_ranked_lines_change_places(site: Site, open_browser: Opener) -> None:
    month = date(2021, 11, 1)
    page = open_month(open_browser("contributor"), site, "2021-11")
    first, second = (field(page, f"Most viewed pages {place}") for place in (1, 2))
    first.fill("Home")
    second.fill("News")
    second.press("Enter")
    expect(status(page)).to_have_text("All saved.")
    first.fill("News")
    first.press("Tab")
    expect(first).to_have_accessible_description("Is in the list already, at 2.")
    second.fill("Home")
    second.press("Tab")
    expect(status(page)).to_have_text("All saved.")
    lines = RankedEntry.objects.filter(month=month).order_by("rank").values_list("label", flat=True)
    assert list(lines) == ["News", "Home"]


# --- Pasting ------------------------------------------------------------------------------------------


def test_column_is_pasted_looked_at_undone_and_saved(site: Site, open_browser: Opener) -> None:
    month = date(2021, 12, 1)
    page = open_month(open_browser("contributor"), site, "2021-12")
    paste(page, field(page, "Applications"), "1,234\r\n 5 \r\n\r\nmany\r\n7\r\n")
    topics = page.locator("[data-measure=helpdesk-emails] input[data-key]")
    assert topics.evaluate_all("all => all.slice(0, 6).map(one => one.value)") == ["1,234", "5", "", "many", "7", ""]
    said = page.locator("#grid-paste")
    expect(said).to_contain_text("5 values pasted, from Applications down. 1 does not fit, and is marked.")
    expect(field(page, "Contact info")).to_have_attribute("aria-invalid", "true")
    expect(status(page)).to_have_text("The pasted values are not saved yet.")
    page.keyboard.press("Control+Z")
    assert topics.evaluate_all("all => all.map(one => one.value).join('')") == ""
    expect(said).to_be_empty()
    assert not Observation.objects.filter(month=month).exists()

    paste(page, field(page, "Applications"), "\n".join(map(str, range(1, TOPICS + 1))))
    expect(page.locator("[data-measure=helpdesk-emails] [data-sum]")).to_have_text("66")
    page.keyboard.press("Control+Enter")
    expect(status(page)).to_have_text("All saved.")
    assert Observation.objects.filter(month=month, measure__code="helpdesk-emails").count() == TOPICS
    assert stored(month, "helpdesk-emails", "other") == TOPICS


def test_paste_asks_which_of_several_columns_and_names_what_has_no_row(site: Site, open_browser: Opener) -> None:
    page = open_month(open_browser("contributor"), site, "2022-01")
    paste(page, field(page, "Devices on the DAR"), "Devices\t1\t2\nMore\t3\t4\n")
    expect(page.get_by_text("You copied 2 columns of numbers")).to_be_visible()
    page.get_by_role("button", name="Column 2: 2, 4…").click()
    expect(field(page, "Devices on the DAR")).to_have_value("2")
    expect(page.get_by_text("No row was left for 1 more value: 4.")).to_be_visible()
    page.get_by_role("button", name="Undo paste").click()
    expect(field(page, "Devices on the DAR")).to_have_value("")


def test_list_is_pasted_into_its_lines(site: Site, open_browser: Opener) -> None:
    page = open_month(open_browser("contributor"), site, "2022-01")
    paste(page, field(page, "Most viewed pages 2"), "News\nEvents\n")
    page.get_by_role("button", name="Save them").click()
    expect(status(page)).to_have_text("All saved.")
    lines = RankedEntry.objects.filter(month=date(2022, 1, 1)).values_list("rank", "label")
    assert sorted(lines) == [(2, "News"), (3, "Events")]


# --- Two people ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("choice", "left", "month"), [("Keep mine: 6", 6, 2), ("Take theirs: 7", 7, 3)])
def test_of_two_who_type_the_second_sees_both_values(
    choice: str, left: int, month: int, site: Site, open_browser: Opener
) -> None:
    address = f"2022-{month:02d}"
    mine = open_month(open_browser("contributor"), site, address)
    other = open_month(open_browser("editor"), site, address)
    type_elsewhere(other, "7")
    calls = field(mine, "Telephone queries")
    calls.fill("6")
    calls.press("Enter")
    expect(row(mine, "Telephone queries")).to_contain_text("editor changed this while you typed. It is 7 now.")
    expect(status(mine)).to_have_text("1 value needs a look; the rest is saved.")
    assert stored(date(2022, month, 1), "telephone-queries") == 7
    mine.get_by_role("button", name=choice).click()
    expect(status(mine)).to_have_text("All saved.")
    expect(calls).to_have_value(f"{left}")
    assert stored(date(2022, month, 1), "telephone-queries") == left


def test_contributor_who_clears_a_number_is_told_and_keeps_it(site: Site, open_browser: Opener) -> None:
    page = open_month(open_browser("contributor"), site, "2022-04")
    calls = field(page, "Telephone queries")
    calls.fill("5")
    calls.press("Enter")
    expect(status(page)).to_have_text("All saved.")
    calls.fill("")
    calls.press("Enter")
    expect(calls).to_have_accessible_description(re.compile("Only an editor takes a recorded value away"))
    calls.focus()
    calls.press("Escape")
    expect(calls).to_have_value("5")
    expect(status(page)).to_have_text("All saved.")
    assert stored(date(2022, 4, 1), "telephone-queries") == 5

    editor = open_month(open_browser("editor"), site, "2022-04")
    field(editor, "Telephone queries").fill("")
    field(editor, "Telephone queries").press("Enter")
    expect(status(editor)).to_have_text("All saved.")
    wait_until(lambda: stored(date(2022, 4, 1), "telephone-queries") is None, what="the number to go")


# --- What gets lost on the way ------------------------------------------------------------------------


def test_server_out_of_reach_is_tried_again(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("net::ERR")
    page = open_month(open_browser("contributor"), site, "2022-05")
    unreachable = "**/grid/save/"
    page.route(unreachable, lambda route: route.abort())
    field(page, "Telephone queries").fill("8")
    field(page, "Telephone queries").press("Enter")
    expect(status(page)).to_contain_text("The server can’t be reached; trying again")
    page.unroute(unreachable)
    expect(status(page)).to_have_text("All saved.")
    assert stored(date(2022, 5, 1), "telephone-queries") == 8


def test_typing_of_a_closed_tab_is_offered_back(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("the server responded with a status of 404")
    page = open_month(open_browser("contributor"), site, "2022-06")
    context = page.context
    context.clear_cookies(name="sessionid")
    field(page, "Telephone queries").fill("9")
    field(page, "Applications").fill("11")
    expect(status(page)).to_contain_text("You are signed out")
    page.close()
    site.admit(context, "contributor")
    again = open_month(context.new_page(), site, "2022-06")
    expect(again.get_by_text("2 values that you typed here were not saved.")).to_be_visible()
    expect(field(again, "Applications")).to_have_value("")
    again.get_by_role("button", name="Put back").click()
    expect(status(again)).to_have_text("All saved.")
    assert stored(date(2022, 6, 1), "telephone-queries") == 9
    assert stored(date(2022, 6, 1), "helpdesk-emails", "applications") == 11


def test_typing_survives_a_lost_session(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("the server responded with a status of 404")
    page = open_month(open_browser("contributor"), site, "2022-07")
    page.context.clear_cookies(name="sessionid")
    field(page, "Telephone queries").fill("9")
    field(page, "Telephone queries").press("Enter")
    expect(status(page)).to_contain_text("You are signed out. Sign in again in another tab")
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Sign in again").click()
    door = popup.value
    door.get_by_label("User name").fill("contributor")
    door.get_by_label("Password").fill("a long enough password")
    door.get_by_role("button", name="Sign in").click()
    door.wait_for_url("**/measures/2022-07/grid/")
    expect(door.get_by_text("A value that you typed here was not saved. Telephone queries: 9.")).to_be_visible()
    door.close()
    expect(status(page)).to_have_text("All saved.")
    assert stored(date(2022, 7, 1), "telephone-queries") == 9


def test_number_changed_since_the_draft_is_not_written_over(
    site: Site, open_browser: Opener, complaints: Complaints
) -> None:
    complaints.expect("net::ERR")
    month = date(2022, 8, 1)
    page = open_month(open_browser("contributor"), site, "2022-08")
    calls = field(page, "Telephone queries")
    calls.fill("5")
    calls.press("Enter")
    expect(status(page)).to_have_text("All saved.")
    page.route("**/grid/save/", lambda route: route.abort())
    calls.fill("6")
    calls.press("Enter")
    expect(status(page)).to_contain_text("can’t be reached")
    type_elsewhere(open_month(open_browser("editor"), site, "2022-08"), "7")
    again = open_month(page.context.new_page(), site, "2022-08")
    page.close()
    again.get_by_role("button", name="Put back").click()
    expect(row(again, "Telephone queries")).to_contain_text("It is 7 now.")
    assert stored(month, "telephone-queries") == 7


# --- Without JavaScript, and on a phone ---------------------------------------------------------------


def test_page_is_a_form_without_javascript(site: Site, open_browser: Opener) -> None:
    month = date(2022, 9, 1)
    page = open_month(open_browser("contributor", java_script_enabled=False), site, "2022-09")
    field(page, "Telephone queries").fill("many")
    field(page, "Applications").fill("1,200")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("1 not saved, 1 saved")
    expect(field(page, "Telephone queries")).to_have_value("many")
    expect(field(page, "Telephone queries")).to_have_accessible_description(re.compile("Is no number"))
    field(page, "Telephone queries").fill("4")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 value saved.")).to_be_visible()
    assert (stored(month, "telephone-queries"), stored(month, "helpdesk-emails", "applications")) == (4, 1200)

    type_elsewhere(open_month(open_browser("editor"), site, "2022-09"), "7")
    field(page, "Telephone queries").fill("6")
    page.get_by_role("button", name="Save").click()
    expect(row(page, "Telephone queries")).to_contain_text("It is 7 now.")
    page.get_by_label("Keep mine: 6").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 value saved.")).to_be_visible()
    assert stored(month, "telephone-queries") == 6


ABOVE_THE_BAR = """() => {
  const field = document.activeElement.getBoundingClientRect()
  return field.top >= 0 && field.bottom <= document.getElementById("grid-bar").getBoundingClientRect().top
}"""


@pytest.mark.parametrize("width", [320, 390])
def test_grid_keeps_to_a_phone_screen(width: int, site: Site, open_browser: Opener) -> None:
    page = open_month(open_browser("contributor", viewport={**PHONE, "width": width}), site, "2022-10")
    assert overflow(page) == 0
    field(page, "Website visits").fill("many")
    field(page, "Website visits").press("Enter")
    page.locator(".grid-help summary").click()
    applications = field(page, "Applications")
    applications.evaluate("one => scrollTo(0, scrollY + one.getBoundingClientRect().bottom - innerHeight + 60)")
    paste(page, applications, "1\n2\nno\n")
    wait_until(lambda: page.evaluate(ABOVE_THE_BAR), what="the field to rise above the bar")
    assert overflow(page) == 0
    assert page.evaluate(CUT_OFF) == []
    # The bar at the foot hides no field that is typed into.
    for name in ("Panel & Board", "Other", "Devices on the DAR"):
        field(page, name).focus()
        assert page.evaluate(ABOVE_THE_BAR), name


def test_grid_stands_out_from_its_ground(site: Site, open_browser: Opener) -> None:
    page = open_month(open_browser("contributor"), site, "2022-11")
    page.locator(".grid-help summary").click()
    field(page, "Website visits").fill("many")
    field(page, "Website visits").press("Enter")
    paste(page, field(page, "Applications"), "1\n2\nno\n")
    page.mouse.move(0, 0)
    assert pale(page) == []
