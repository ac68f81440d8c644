"""Typing the month's numbers: by keyboard, by a pasted column, and against the editor's second window."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Locator, Page, expect

from measures.models import Observation
from tests.browser.closing.month import JUMP, LISTS, NUMBERS, PAGES, TOPICS
from tests.browser.closing.people import MONTH, Person

GRID = "/measures/2021-10/grid/"
OCTOBER = date(2021, 10, 1)


def field(page: Page, name: str) -> Locator:
    return page.get_by_label(name, exact=True)


def status(page: Page) -> Locator:
    return page.locator("#grid-status")


def ready(page: Page) -> None:
    """The page's keys work: what only they can do is told."""
    expect(page.locator(".grid-keys")).not_to_have_attribute("hidden", "")


def stored(measure: str) -> int | None:
    value = Observation.objects.filter(month=OCTOBER, measure__code=measure).values_list("value", flat=True).first()
    return None if value is None else int(value)


def _paste(page: Page, into: Locator, text: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    into.focus()
    page.keyboard.press("Control+V")


def numbers_are_typed(contributor: Person) -> None:
    page = contributor.go(MONTH)
    contributor.link("Enter the numbers of Security and Privacy").click()
    expect(page).to_have_url(contributor.site(f"{GRID}#group-security"))
    _type_in_order(page)
    _paste(page, field(page, "Applications"), "\n".join(map(str, TOPICS)))
    expect(page.locator("#grid-paste")).to_contain_text("11 values pasted")
    expect(page.locator("[data-measure=helpdesk-emails] [data-sum]")).to_have_text(f"{sum(TOPICS)}")
    contributor.picture("10-grid-pasted")
    page.keyboard.press("Control+Enter")
    expect(status(page)).to_have_text("All saved.")
    expect(page.get_by_text("38 of 38 numbers entered")).to_be_visible()
    contributor.picture("11-grid-full")


def _type_in_order(page: Page) -> None:
    """From the first that is missing down the page, each followed by Enter; the helpdesk's topics are passed over."""
    ready(page)
    page.get_by_role("link", name="First missing").focus()
    page.keyboard.press("Enter")
    expect(field(page, "Assessment compliance")).to_be_focused()
    names = page.locator("#grid input[data-key]").evaluate_all(
        "fields => fields.map(one => [one.closest('[data-measure]').dataset.measure, one.labels[0].textContent.trim()])"
    )
    lines = {f"Most viewed pages {place}": name for place, name in enumerate(PAGES, 1)}
    typed = {**NUMBERS, **lines, "Website page views": JUMP}
    for measure, name in names:
        if measure != "helpdesk-emails":
            page.keyboard.type(typed.get(name) or LISTS[measure, name])
        page.keyboard.press("Enter")


def stale_value_is_refused(contributor: Person, editor: Person) -> None:
    """The editor's window was opened before the contributor typed."""
    window = editor.page
    theirs = contributor.go(GRID)
    ready(theirs)
    field(theirs, "Telephone queries").fill("7")
    field(theirs, "Telephone queries").press("Enter")
    expect(status(theirs)).to_have_text("All saved.")
    field(window, "Telephone queries").fill("70")
    field(window, "Telephone queries").press("Enter")
    row = window.locator("tr", has=field(window, "Telephone queries"))
    expect(row).to_contain_text("contributor changed this while you typed. It is 7 now.")
    expect(row.get_by_role("button", name="Keep mine: 70")).to_be_visible()
    editor.picture("12-grid-stale")
    assert stored("telephone-queries") == 7
    row.get_by_role("button", name="Take theirs: 7").click()
    expect(status(window)).to_have_text("All saved.")
    assert stored("telephone-queries") == 7
