"""Two people at one text, a lost session, a crash, a silent server: what was typed is never lost nor written over."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from reports.models import Report, SectionText
from tests.browser.editing import TEXTS, Opener, at_end, at_rest, emptied, opened, saved, stored
from tests.browser.place import Complaints, Site
from tests.workers import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

CONFLICT = "changed this text while you were writing"


def both(open_browser: Opener, site: Site, section: str) -> tuple[Page, Page]:
    """The same text before the editor and the administrator, who each change it: hers is saved first."""
    ann, ben = open_browser("administrator"), open_browser("editor")
    emptied(ann, site, section)
    ann.keyboard.type("Begun together.")
    saved(ann)
    opened(ben, site, section)
    ann.keyboard.type(" Ann’s end, 71.")
    saved(ann)
    at_end(ben, ben.locator(".editor__text"))
    ben.keyboard.type(" Ben’s end, 72.")
    return ann, ben


@pytest.fixture(autouse=True)
def _refusals_are_expected(complaints: Complaints) -> None:
    complaints.expect("status of 409")


def test_stale_save_is_refused_and_both_texts_are_shown(site: Site, open_browser: Opener) -> None:
    _, ben = both(open_browser, site, "parties")
    refusal = ben.get_by_role("group", name=re.compile(CONFLICT))
    expect(refusal).to_contain_text("administrator changed this text")
    expect(refusal.locator(".comparison__sides del")).to_contain_text(["Ann’s", "71."])
    expect(refusal.locator(".comparison__sides ins")).to_contain_text(["Ben’s", "72."])
    assert stored("parties") == "<p>Begun together. Ann’s end, 71.</p>"
    refusal.get_by_role("button", name="Keep mine").click()
    expect(ben.locator(".state--saved")).to_be_visible()
    assert stored("parties") == "<p>Begun together. Ben’s end, 72.</p>"


def test_theirs_can_be_taken_and_taken_back(site: Site, open_browser: Opener) -> None:
    _, ben = both(open_browser, site, "market")
    ben.get_by_role("button", name="Take administrator’s").click()
    expect(ben.locator(".editor__text")).to_have_text("Begun together. Ann’s end, 71.")
    expect(ben.locator(".state--saved")).to_be_visible()
    ben.locator(".editor__text").click()
    at_rest(ben)
    ben.keyboard.press("Control+z")
    saved(ben)
    assert stored("market") == "<p>Begun together. Ben’s end, 72.</p>"


def test_two_texts_are_merged_by_hand_with_both_in_view(site: Site, open_browser: Opener) -> None:
    _, ben = both(open_browser, site, "security")
    ben.get_by_role("button", name="Merge by hand").click()
    expect(ben.locator(".editor__text")).to_be_focused()
    at_rest(ben)
    ben.keyboard.press("End")
    at_rest(ben)
    ben.keyboard.type(" And Ann’s.")
    ben.wait_for_timeout(2500)
    assert stored("security") == "<p>Begun together. Ann’s end, 71.</p>"
    ben.get_by_role("button", name="Save the merged text").click()
    expect(ben.locator(".state--saved")).to_be_visible()
    assert stored("security") == "<p>Begun together. Ben’s end, 72. And Ann’s.</p>"


def test_two_people_at_a_text_see_each_other_and_one_who_left_is_gone(site: Site, open_browser: Opener) -> None:
    ann, ben = open_browser("administrator"), open_browser("editor")
    opened(ann, site, "codeworks")
    opened(ben, site, "codeworks")
    expect(ben.locator(".present")).to_have_text("administrator is here too")
    _comes_to_see(ann, "editor is here too")
    ben.goto(site("/reports/"))
    _comes_to_see(ann, "")


def test_a_newer_text_is_announced_to_who_has_not_written(site: Site, open_browser: Opener) -> None:
    ann, ben = open_browser("administrator"), open_browser("editor")
    opened(ben, site, "purpose")
    emptied(ann, site, "purpose")
    ann.keyboard.type("Newer.")
    saved(ann)
    _beat(ben)
    expect(ben.get_by_text("administrator saved a newer text")).to_be_visible()
    ben.get_by_role("link", name="Show it").click()
    expect(ben.locator(".editor__text")).to_have_text("Newer.")


def _comes_to_see(page: Page, words: str) -> None:
    """Of who else is here. What the other's page said of itself may arrive after the first time that this one asks."""

    def seen() -> bool:
        _beat(page)
        return (page.locator(".present").text_content() or "").strip() == words

    wait_until(seen, what=f"“{words}”")


def _beat(page: Page) -> None:
    """What the page does each 15 seconds, and when it is looked at again."""
    with page.expect_response("**/here/"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


# --- losses -----------------------------------------------------------------------------------------------------------


def test_lost_session_loses_nothing_and_saving_goes_on_after_signing_in(
    site: Site, open_browser: Opener, complaints: Complaints
) -> None:
    complaints.expect("status of 404")
    page = open_browser("editor")
    emptied(page, site, "highlights-security")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.type("Typed while signed out.")
    expect(page.locator(".state")).to_contain_text("You are signed out")
    expect(page.locator(".state")).to_contain_text("It is kept on this computer")
    expect(page.get_by_role("link", name="Sign in (new tab)")).to_have_attribute(
        "href", re.compile(r"^/accounts/login/\?next=%2Fdesk")
    )
    site.admit(page.context, "editor")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator(".state--saved")).to_be_visible()
    assert stored("highlights-security") == "<p>Typed while signed out.</p>"


def test_what_one_person_typed_waits_for_them_while_another_is_signed_in(site: Site, open_browser: Opener) -> None:
    page = open_browser("editor")
    emptied(page, site, "highlights-committee-support")
    page.keyboard.type("Begun.")
    saved(page)
    site.admit(page.context, "administrator")
    page.keyboard.type(" Of the editor.")
    expect(page.locator(".state")).to_contain_text("administrator has signed in here, and this page is editor’s")
    expect(page.locator(".state")).to_contain_text("kept on this computer for editor")
    assert stored("highlights-committee-support") == "<p>Begun.</p>"

    theirs = opened(page.context.new_page(), site, "highlights-committee-support")
    expect(theirs.locator(".editor__text")).to_have_text("Begun.")
    expect(theirs.get_by_role("group", name="Changes of yours were never saved")).to_have_count(0)
    theirs.close()
    site.admit(page.context, "editor")
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator(".state--saved")).to_be_visible()
    assert stored("highlights-committee-support") == "<p>Begun. Of the editor.</p>"


def test_silent_server_is_said_and_tried_again(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    page = open_browser("editor")
    emptied(page, site, "highlights-change")
    page.context.set_offline(True)
    page.keyboard.type("Typed offline.")
    expect(page.locator(".state")).to_contain_text("No connection: kept on this computer")
    page.context.set_offline(False)
    expect(page.locator(".state--saved")).to_be_visible()
    assert stored("highlights-change") == "<p>Typed offline.</p>"


def test_what_a_crash_left_unsaved_is_offered_back(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("ERR_FAILED")
    page = open_browser("editor")
    emptied(page, site, "highlights-technical")
    page.keyboard.type("Saved.")
    saved(page)
    page.route("**/save/", lambda route: route.abort())
    page.keyboard.type(" Unsaved, 42.")
    expect(page.locator(".state")).to_contain_text("kept on this computer")
    _crash(page)

    again = opened(page.context.new_page(), site, "highlights-technical")
    offer = again.get_by_role("group", name="Changes of yours were never saved")
    expect(offer.locator(".comparison__sides ins")).to_have_text(re.compile("Unsaved, 42."))
    expect(again.locator(".editor__text")).to_have_text("Saved.")
    offer.get_by_role("button", name="Put them back").click()
    expect(again.locator(".editor__text")).to_have_text("Saved. Unsaved, 42.")
    expect(again.locator(".state--saved")).to_be_visible()
    assert stored("highlights-technical") == "<p>Saved. Unsaved, 42.</p>"
    again.reload()
    expect(again.locator("#writing")).to_have_attribute("data-ready", "yes")
    expect(again.get_by_role("group", name="Changes of yours were never saved")).to_have_count(0)


def test_what_is_typed_beside_an_offer_does_not_take_its_place(
    site: Site, open_browser: Opener, complaints: Complaints
) -> None:
    complaints.expect("ERR_FAILED")
    page = open_browser("editor")
    emptied(page, site, "highlights-party-engagement")
    page.route("**/save/", lambda route: route.abort())
    page.keyboard.type("First loss.")
    expect(page.locator(".state")).to_contain_text("kept on this computer")
    _crash(page)
    again = emptied_again(page.context, site, "highlights-party-engagement")
    again.keyboard.type("Written since.")
    saved(again)
    again.reload()
    offer = again.get_by_role("group", name="Changes of yours were never saved")
    expect(offer).to_contain_text("First loss.")
    offer.get_by_role("button", name="Discard them").click()
    again.reload()
    expect(again.locator("#writing")).to_have_attribute("data-ready", "yes")
    expect(again.get_by_role("group", name="Changes of yours were never saved")).to_have_count(0)
    assert stored("highlights-party-engagement") == "<p>Written since.</p>"


def test_what_one_tab_could_not_save_outlives_the_saves_of_another(
    site: Site, open_browser: Opener, complaints: Complaints
) -> None:
    complaints.expect("ERR_FAILED")
    page = open_browser("editor")
    opened(page, site, "technical-operations")
    other = emptied_again(page.context, site, "technical-operations")
    page.route("**/save/", lambda route: route.abort())
    page.locator(".editor__text").click()
    at_rest(page)
    page.keyboard.press("Control+End")
    at_rest(page)
    page.keyboard.type(" Of the first tab.")
    expect(page.locator(".state")).to_contain_text("kept on this computer")
    other.keyboard.type("Of the second tab.")
    saved(other)
    _crash(page)
    other.reload()
    offer = other.get_by_role("group", name="Changes of yours were never saved")
    expect(offer.locator(".comparison__sides ins").filter(has_text="first")).to_be_visible()


def emptied_again(context: BrowserContext, site: Site, section: str) -> Page:
    page = context.new_page()
    emptied(page, site, section)
    return page


def _crash(page: Page) -> None:
    """The page goes without a word, as when the machine loses its power: nothing leaves it any more."""
    # In braces, since a function that comes out of this would be called.
    page.evaluate("() => { window.fetch = () => new Promise(() => {}) }")
    page.close(run_before_unload=False)


def test_leaving_with_unsaved_changes_is_asked_about(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("ERR_FAILED")
    page = open_browser("editor")
    emptied(page, site, "highlights-committee-support")
    page.route("**/save/", lambda route: route.abort())
    page.keyboard.type("Not sent.")
    expect(page.locator(".state")).to_contain_text("kept on this computer")
    asked: list[Any] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(site("/reports/"))
    assert asked == ["beforeunload"]


# --- without JavaScript -----------------------------------------------------------------------------------------------


@pytest.fixture
def plain(open_browser: Opener) -> Callable[[str], Page]:
    return lambda who: open_browser(who, java_script_enabled=False)


def test_text_is_saved_without_javascript_and_a_stale_one_shown_beside_theirs(
    site: Site, plain: Callable[[str], Page], complaints: Complaints
) -> None:
    complaints.expect("status of 422")
    ann, ben = plain("administrator"), plain("editor")
    for page in (ann, ben):
        page.goto(site(f"{TEXTS}testing/"))
    ann.get_by_role("textbox", name="Text").fill("<p>Ann’s {{modifications.open}}.</p>")
    ann.get_by_role("button", name="Save").click()
    expect(ann.get_by_role("status")).to_have_text("Saved.")
    ben.get_by_role("textbox", name="Text").fill("<p>Ben’s {{modifications.open.</p>")
    ben.get_by_role("button", name="Save").click()
    expect(ben.get_by_role("alert")).to_contain_text("has no partner")
    expect(ben.get_by_role("textbox", name="Text")).to_have_value("<p>Ben’s {{modifications.open.</p>")
    ben.get_by_role("textbox", name="Text").fill("<p>Ben’s {{modifications.open}}.</p>")
    ben.get_by_role("button", name="Save").click()
    expect(ben.get_by_role("alert")).to_contain_text("administrator changed this text")
    expect(ben.locator(".comparison__sides del")).to_have_text(re.compile("Ann’s"))
    assert stored("testing") == "<p>Ann’s {{modifications.open}}.</p>"
    expect(ben.get_by_role("textbox", name="Text")).to_have_value("<p>Ben’s {{modifications.open}}.</p>")
    ben.get_by_role("button", name="Save this in place of administrator’s text").click()
    expect(ben.get_by_role("status")).to_have_text("Saved.")
    assert stored("testing") == "<p>Ben’s {{modifications.open}}.</p>"


def test_reader_of_a_section_that_is_anothers_reads_it_as_printed(site: Site, open_browser: Opener) -> None:
    page = open_browser("contributor")
    page.goto(site(f"{TEXTS}modifications/"))
    expect(page.get_by_text("You can read this text.")).to_be_visible()
    expect(page.locator(".printed")).to_contain_text("59 are open")
    expect(page.get_by_role("textbox")).to_have_count(0)
    assert Report.objects.count() == 1
    assert SectionText.objects.filter(section="modifications").exists()
