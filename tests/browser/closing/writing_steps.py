"""Writing the sections' text: chips found by typing, a number that is bound, and four mistakes left for the book."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from reports.models import SectionText
from tests.browser.closing.people import MONTH, Person
from tests.browser.editing import emptying


def body(section: str) -> str:
    return SectionText.objects.get(report__month="2021-10-01", section=section).body


def open_text(person: Person, section: str) -> Locator:
    return ready(person.go(f"{MONTH}text/{section}/"))


def ready(page: Page) -> Locator:
    expect(page.locator("#writing")).to_have_attribute("data-values", "known")
    return page.locator(".editor__text")


def save(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.locator(".state--saved")).to_be_visible()


def pick(page: Page, words: str, offered: str) -> None:
    """Types a sign and words, and goes down what is offered to the first that says this."""
    page.keyboard.type(words)
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.filter(has_text=offered).first).to_be_visible()
    told = options.evaluate_all("all => all.map(one => one.innerText)")
    for _ in range(next(place for place, text in enumerate(told) if offered in text)):
        page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_contain_text(offered)
    page.keyboard.press("Enter")


def number_is_bound_as_it_is_typed(contributor: Person) -> None:
    page = contributor.go(MONTH)
    page.locator("#section-helpdesk h3 a").click()
    text = ready(page)
    expect(page.locator("#carried")).to_contain_text("This is still September 2021’s text.")
    contributor.picture("13-text-carried")
    emptying(page, text)
    page.keyboard.type("Most people who need advice on the SEC write to the Helpdesk. ")
    pick(page, "#helpdesk-months", "Figure")
    page.keyboard.type(" counts the e-mails: ")
    pick(page, "{{helpdesk e-mails", "392")
    page.keyboard.type(" in October 2021. There were seven queries by telephone.")
    numbers = page.get_by_role("region", name="Numbers not bound")
    expect(numbers.get_by_role("status")).to_have_text("1 number to bind or to quote.")
    expect(page.locator(".unbound")).to_have_text("seven")
    contributor.picture("14-text-unbound")
    numbers.get_by_role("button", name="Telephone queries").first.click()
    expect(numbers.get_by_role("status")).to_have_text("Every number is bound or quoted.")
    text.click()
    save(page)
    assert "There were {{measure.telephone-queries|words}} queries" in body("helpdesk")
    assert "{{measure.helpdesk-emails}} in October" in body("helpdesk")


def mistakes_are_written(contributor: Person) -> None:
    """A number that nobody binds, and a modification that there is none of."""
    text = open_text(contributor, "modifications")
    page = contributor.page
    emptying(page, text)
    pick(page, "{{proposals open (pre", "61")
    page.keyboard.type(" proposals are open; ")
    pick(page, "#stages", "Figure")
    page.keyboard.type(" shows how far they have come. The Authority approved ")
    pick(page, "@MP149", "MP149")
    page.keyboard.type(". In October 2021 three were raised.")
    page.keyboard.press("Enter")
    page.keyboard.type("MP194 waits for a legal opinion.")
    save(page)
    contributor.picture("15-text-mistakes")
    assert "{{@MP149}}" in body("modifications")


def change_highlight_is_written(contributor: Person) -> None:
    text = open_text(contributor, "highlights-change")
    page = contributor.page
    emptying(page, text)
    pick(page, "{{new modifications raised", "3")
    page.keyboard.type(" modifications were raised in October 2021: see ")
    pick(page, "#modifications", "Section")
    page.keyboard.type(".")
    save(page)


def last_months_words_are_accepted(contributor: Person) -> None:
    """Word for word, though what they tell of moved. Another text is not looked at at all."""
    open_text(contributor, "market")
    contributor.button("Accept it as it stands").click()
    expect(contributor.page.locator("#carried")).to_be_hidden()
    for section in ("market", "smda"):
        stored = SectionText.objects.get(report__month="2021-10-01", section=section)
        assert (stored.carried_from is None) == (section == "market")
