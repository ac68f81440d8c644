"""A report's way through review in a browser: sent, commented on, approved, changed, and approved again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import ANY_FOCUS_SIGN, CUT_OFF, overflow, pale
from tests.browser.place import PHONE, REPORT, Complaints, Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

REVIEW = f"{REPORT}review/"
CHANGES = f"{REVIEW}changes/"
TEXT = "/desk/operations/2021-09/text/helpdesk/"
Opener = Callable[..., Page]

SELECT = """id => {
  const words = document.querySelector(`#${id} p`), range = document.createRange()
  range.selectNodeContents(words)
  document.getSelection().removeAllRanges()
  document.getSelection().addRange(range)
}"""


def opened(open_browser: Opener, site: Site, who: str, path: str = REVIEW, **kind: object) -> Page:
    page = open_browser(who, **kind)
    page.goto(site(path))
    return page


def send(open_browser: Opener, site: Site) -> Page:
    """The editor gives the one warning its reason and sends the report to the administrator, unless that is done: an
    earlier test of the module may have had it approved since."""
    page = opened(open_browser, site, "editor", "/desk/operations/2021-09/checks/")
    for reason in page.locator(".book-ask textarea").all():
        reason.fill("It is a sample, and meant to be.")
        page.locator(".book-ask button").first.click()
    page.goto(site(REVIEW))
    if page.get_by_role("heading", name="Send it for review").count():
        page.get_by_label("administrator").check()
        page.get_by_label("What they should know").fill("Mind the helpdesk.")
        page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_role("heading", name=re.compile("^(In review|Approved)$"))).to_be_visible()
    return page


def rewrite(open_browser: Opener, site: Site, words: str) -> None:
    page = opened(open_browser, site, "editor", TEXT, java_script_enabled=False)
    page.locator("textarea[name=body]").fill(words)
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_report_is_approved_changed_and_approved_again_for_what_changed(
    site: Site, open_browser: Opener, complaints: Complaints
) -> None:
    complaints.expect("the server responded with a status of 422")
    send(open_browser, site)

    contributor = opened(open_browser, site, "contributor", REPORT)
    contributor.evaluate(SELECT, "purpose")
    contributor.get_by_role("button", name="Comment on these words").click()
    expect(contributor.get_by_role("dialog").locator("blockquote")).to_contain_text("This paper tells the Panel")
    contributor.get_by_label("What do you think of it?").fill("Is that all?")
    contributor.get_by_role("dialog").get_by_role("button", name="Comment", exact=True).click()
    expect(contributor.get_by_text("Your comment is kept.")).to_be_visible()
    expect(contributor).to_have_url(site(f"{REPORT}draft/#purpose"))

    reviewer = opened(open_browser, site, "administrator")
    expect(reviewer.get_by_text("Is that all?").first).to_be_visible()
    reviewer.get_by_label("Anything to say with it").fill("Well done.")
    reviewer.get_by_role("button", name="Approve it as it is now").click()
    expect(reviewer.get_by_role("alert")).to_contain_text("1 comment is open: resolve every one first.")
    expect(reviewer.get_by_label("Anything to say with it")).to_have_value("Well done.")
    reviewer.locator(".review-comment summary").click()
    reviewer.get_by_label("What was done").fill("Yes.")
    reviewer.get_by_role("button", name="Resolve it").click()
    reviewer.get_by_role("button", name="Approve it as it is now").click()
    expect(reviewer.get_by_role("heading", name="Approved", exact=True)).to_be_visible()

    rewrite(open_browser, site, "<p>Nobody called the helpdesk.</p>")
    reviewer.goto(site(REVIEW))
    expect(reviewer.get_by_text("it has changed since: that approval is void.")).to_be_visible()
    reviewer.get_by_role("link", name="What changed since you approved it").click()
    expect(reviewer.locator(".comparison__side ins").first).to_contain_text("Nobody called")
    expect(reviewer.locator(".review-change")).to_have_count(1)
    reviewer.get_by_role("link", name="Back to the review").click()
    reviewer.get_by_role("button", name="Approve it as it is now").click()
    expect(reviewer.get_by_role("heading", name="Approved", exact=True)).to_be_visible()


def test_review_works_without_javascript(site: Site, open_browser: Opener, complaints: Complaints) -> None:
    complaints.expect("the server responded with a status of 422")
    page = opened(open_browser, site, "contributor", java_script_enabled=False)
    place = page.locator("#on-website")
    place.locator("summary").click()
    place.get_by_label("Comment").fill("Whose figures are these?")
    place.get_by_label("Which words").fill("words that stand nowhere")
    place.get_by_role("button", name="Comment").click()
    expect(place.get_by_text("These words do not stand in the section any more")).to_be_visible()
    expect(place.get_by_label("Comment")).to_have_value("Whose figures are these?")
    place.get_by_label("Which words").fill("")
    place.get_by_role("button", name="Comment").click()
    expect(page.get_by_text("Your comment is kept.")).to_be_visible()
    said = page.locator(".review-comment", has_text="Whose figures are these?")
    said.locator("summary").click()
    said.get_by_role("button", name="Resolve it").click()
    expect(page.get_by_text("The comment is resolved.")).to_be_visible()


def test_words_of_two_sections_are_not_offered_for_a_comment(site: Site, open_browser: Opener) -> None:
    page = opened(open_browser, site, "contributor", REPORT)
    page.evaluate(SELECT, "purpose")
    offer = page.get_by_role("button", name="Comment on these words")
    expect(offer).to_be_visible()
    offer.focus()
    assert page.evaluate(ANY_FOCUS_SIGN)
    page.evaluate("() => document.getSelection().selectAllChildren(document.querySelector('.report'))")
    expect(offer).to_be_hidden()


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1360, "height": 900}], ids=["phone", "desk"])
def test_review_keeps_to_the_screen_and_can_be_read(site: Site, open_browser: Opener, viewport: dict[str, int]) -> None:
    send(open_browser, site)
    rewrite(open_browser, site, f"<p>Nobody called the helpdesk, seen at {viewport['width']} points.</p>")
    page = open_browser("administrator", viewport=viewport)
    for path in (REVIEW, CHANGES):
        page.goto(site(path))
        for summary in page.locator("main summary").all():
            summary.click()
        assert overflow(page) == 0, path
        assert page.evaluate(CUT_OFF) == [], path
        assert pale(page) == [], path
