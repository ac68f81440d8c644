"""An editor lays out a new edition in a browser, looks at a month in it, and lets it take force."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looks import ANY_FOCUS_SIGN, CONTRAST, CUT_OFF, overflow
from tests.browser.place import DESK, PHONE, Complaints, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Opener = Callable[..., Page]
INDEX, IN_CODE = "/editions/", "/editions/operations/2021/"


def start(page: Page, site: Site, key: str, name: str) -> None:
    page.goto(site(f"{IN_CODE}start/"))
    page.get_by_label("Short name").fill(key)
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Start the draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Lay out {name}")


def titles(page: Page) -> list[str]:
    """The sections of the first level, with their numbers."""
    return page.locator(".editions-row.depth-1 h3").all_inner_texts()


def row(page: Page, section: str) -> Locator:
    return page.locator(f"#section-{section}")


def open_change(page: Page, section: str) -> None:
    row(page, section).locator("summary").click()


@pytest.mark.parametrize(
    ("key", "month", "kind"),
    [
        ("first", "October 2021", {"viewport": DESK}),
        ("second", "2021-11", {"viewport": PHONE, "java_script_enabled": False}),
    ],
    ids=["desk", "phone-without-javascript"],
)
def test_editor_lays_out_previews_and_puts_an_edition_in_force(
    site: Site, open_browser: Opener, key: str, month: str, kind: dict[str, object]
) -> None:
    page, name = open_browser("editor", **kind), f"Operations Report, {key} edition"
    start(page, site, key, name)
    before = titles(page)
    assert before[:2] == ["1 Purpose", "2 Recommendation"]

    row(page, "recommendation").get_by_role("button", name="Move Recommendation up").click()
    expect(page.locator(".editions-row.depth-1 h3").first).to_have_text("1 Recommendation")
    open_change(page, "snapshot")
    page.get_by_label("Title", exact=True).locator("visible=true").fill("{month} at a glance")
    page.get_by_role("button", name="Keep the title of {month} snapshot").click()
    expect(row(page, "snapshot").locator("h3")).to_have_text("5.1 {month} at a glance")
    open_change(page, "smda")
    page.get_by_role("button", name="Drop Smart Meter Device Assurance (SMDA) update").click()
    expect(row(page, "smda")).to_have_count(0)
    assert page.url.endswith("#section-technical-operations")
    page.get_by_label("Section of the catalogue").select_option("2021/smda")
    page.get_by_label("Where").select_option(label="After 2 Purpose")
    page.get_by_role("button", name="Add the section").click()
    expect(row(page, "smda").locator("h3")).to_have_text("3 Smart Meter Device Assurance (SMDA) update")

    page.get_by_role("link", name="What each needs, and previews").click()
    page.get_by_role("link", name="September 2021").click()
    expect(page.locator(".editions-banner")).to_contain_text("Preview of a draft")
    expect(page.get_by_role("heading", name="September 2021 at a glance")).to_be_visible()
    assert overflow(page) == 0
    page.get_by_role("link", name=name).click()

    page.get_by_role("link", name="Take force from a month").click()
    page.get_by_label("In force from").fill(month)
    page.get_by_role("button", name="Show what changes").click()
    changes = page.locator(".editions-changes")
    expect(changes).to_contain_text("{month} snapshot → {month} at a glance")
    expect(changes).to_contain_text("Smart Meter Device Assurance (SMDA) update")
    assert overflow(page) == 0
    page.get_by_role("button", name="Take force from").click()
    expect(page.get_by_role("status")).to_contain_text("is in force from")
    expect(page.get_by_role("link", name="Lay out its sections")).to_have_count(0)

    page.goto(site("/reports/operations/2021-09/"))
    expect(page.get_by_role("heading", name="September 2021 snapshot")).to_be_visible()
    page.goto(site(f"/editions/operations/{key}/"))
    page.get_by_text("Withdraw it to a draft").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("status")).to_contain_text("is a draft again.")


def test_bad_input_comes_back_at_its_place_as_it_was_typed(
    site: Site, open_browser: Opener, complaints: Complaints
) -> None:
    page = open_browser("editor")
    page.goto(site(f"{IN_CODE}start/"))
    page.get_by_label("Short name").fill("The New One")
    page.get_by_role("button", name="Start the draft").click()
    expect(page.get_by_role("alert")).to_contain_text("small letters, digits and hyphens")
    expect(page.get_by_role("alert")).to_contain_text("Name: This field is required.")
    expect(page.get_by_label("Short name")).to_have_value("The New One")

    start(page, site, "bad", "Bad edition")
    open_change(page, "security")
    title = page.get_by_label("Title", exact=True).locator("visible=true")
    title.fill("Security in {year}")
    page.get_by_role("button", name="Keep the title of Security and Privacy update").click()
    expect(page.get_by_role("alert")).to_contain_text("In braces stands {month} alone")
    expect(title).to_have_value("Security in {year}")
    expect(row(page, "security").locator("h3")).to_have_text("5.2 Security and Privacy update")
    page.get_by_role("button", name="Add the section").click()
    expect(page.get_by_role("alert")).to_contain_text("choose one from the list")

    page.goto(site("/editions/operations/bad/take-force/"))
    page.get_by_label("In force from").fill("2021-02")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_role("alert")).to_contain_text("It cannot take force from February 2021")
    expect(page.get_by_label("In force from")).to_have_value("2021-02")
    expect(page.get_by_role("button", name="Take force from")).to_have_count(0)


def test_second_editor_is_told_that_the_draft_changed_and_keeps_what_they_typed(
    site: Site, open_browser: Opener, complaints: Complaints
) -> None:
    first = open_browser("editor")
    start(first, site, "both", "Both edition")
    second = open_browser("administrator")
    second.goto(first.url)
    row(first, "recommendation").get_by_role("button", name="Move Recommendation up").click()
    expect(first.locator(".editions-row.depth-1 h3").first).to_have_text("1 Recommendation")
    complaints.expect("the server responded with a status of 409")
    open_change(second, "purpose")
    title = second.get_by_label("Title", exact=True).locator("visible=true")
    title.fill("What for")
    second.get_by_role("button", name="Keep the title of Purpose").click()
    expect(second.get_by_role("alert")).to_contain_text("Meanwhile somebody changed this edition.")
    expect(title).to_have_value("What for")
    second.get_by_role("button", name="Keep the title of Purpose").click()
    expect(row(second, "purpose").locator("h3")).to_have_text("2 What for")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_keep_to_the_screen_and_can_be_read(
    site: Site, open_browser: Opener, viewport: dict[str, int], scheme: str
) -> None:
    page = open_browser("editor", viewport=viewport, color_scheme=scheme)
    key = f"looks-{scheme}-{viewport['width']}"
    start(page, site, key, f"Edition {'W' * 60}")
    own = f"/editions/operations/{key}/"
    open_change(page, "smda")
    addresses = (INDEX, IN_CODE, own, f"{own}start/", f"{own}take-force/?month=2029-01", f"{own}preview/2021-09/")
    for address in ("", *addresses):
        if address:
            answer = page.goto(site(address))
            assert answer is not None
            assert answer.status == 200, address
        assert overflow(page) == 0, address
        assert page.evaluate(CUT_OFF) == [], address
        assert page.evaluate(CONTRAST, 4.5) == [], address


def test_whole_of_a_draft_is_laid_out_by_key(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    start(page, site, "keys", "Keys edition")
    summary = row(page, "purpose").locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#title-purpose")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("What for")
    page.keyboard.press("Enter")
    expect(row(page, "purpose").locator("h3")).to_have_text("1 What for")
    assert page.url.endswith("#section-purpose")
    row(page, "recommendation").get_by_role("button", name="up").focus()
    assert page.evaluate(ANY_FOCUS_SIGN)
