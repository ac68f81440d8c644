"""The reconciliation book: it lists what was planted alone, leads to each mend, and ends with nothing open."""

from __future__ import annotations

import re
from collections import Counter

from playwright.sync_api import Locator, Page, expect

from tests.browser.closing.month import NUMBERS
from tests.browser.closing.people import BOOK, MONTH, Person
from tests.browser.closing.typing_steps import field, status
from tests.browser.closing.typing_steps import ready as grid_ready
from tests.browser.closing.writing_steps import body, pick, ready, save
from tests.browser.editing import at_rest, emptying, selected

ERRORS = {
    "assessments.type_and_target": "MP152",
    "names.unknown_reference": "MP194",
    "text.carried": "September 2021",
    "text.unbound": "“three”",
}
WARNINGS = {
    "assessments.long_open": "MP134B",
    "paper.illustrative": "sample",
    "series.beyond_range": "Website page views: 233,500",
    "text.stale_month": "“Accessions” the time “September 2021”",
    "text.unchanged": "Accessions: 1 → 2",
}
"""The checks that find something, each once, and what their findings say."""
REASONS = {
    "assessments.long_open": "The DCC has asked for more time; the Change Board knows of it.",
    "paper.illustrative": "This is the paper of a made-up month.",
    "text.unchanged": "The register's other facts stand; the number of Devices is asked of the records.",
}


def finding(page: Page, check: str) -> Locator:
    return page.locator(".book-finding", has=page.locator("code", has_text=re.compile(f"^{re.escape(check)}$")))


def found(page: Page) -> Counter[str]:
    """How many findings each check has, with or without a reason."""
    return Counter(page.locator(".book-finding code").evaluate_all("all => all.map(one => one.textContent)"))


def open_book(person: Person) -> Page:
    return person.go(BOOK)


def book_lists_what_was_planted(contributor: Person) -> None:
    page = contributor.go(MONTH)
    contributor.picture("16-half-month")
    contributor.link("See what they found").click()
    expect(page).to_have_url(contributor.site(BOOK))
    expect(
        page.get_by_role("status").filter(has_text="The report cannot be published: 4 errors stand.")
    ).to_be_visible()
    assert found(page) == Counter([*ERRORS, *WARNINGS])
    for severity, expected in (("error", ERRORS), ("warning", WARNINGS)):
        for check, words in expected.items():
            expect(finding(page, check).first).to_have_class(re.compile(f"is-{severity}"))
            expect(finding(page, check).first).to_contain_text(words)
    contributor.picture("17-book-findings")


def each_finding_leads_to_its_form(contributor: Person) -> None:
    """All but the one about every illustrative record at once."""
    page = contributor.page
    links = page.locator(".book-mend").evaluate_all("all => all.map(one => one.pathname)")
    assert len(links) == len(ERRORS) + len(WARNINGS) - 1
    for path in dict.fromkeys(links):
        answer = page.request.get(contributor.site(path))
        assert answer.status == 200, path
        assert "<form" in answer.text()


def contributor_may_give_no_reason(contributor: Person) -> None:
    expect(contributor.page.get_by_text("which stays with the report: an editor gives it")).to_be_visible()
    expect(contributor.page.get_by_label("Why may it stand?")).to_have_count(0)


# --- One by one -------------------------------------------------------------------------------------------------------


def _follow(person: Person, check: str, words: str = "") -> Page:
    """From the book, on which each mend ends, to the form."""
    finding(person.page, check).filter(has_text=words).first.get_by_role("link", name="Put it right").click()
    return person.page


def number_is_mended(contributor: Person) -> None:
    page = _follow(contributor, "series.beyond_range")
    grid_ready(page)
    views = field(page, "Website page views")
    expect(page.locator("tr", has=views)).to_contain_text("highest in 12 months")
    views.fill(NUMBERS["Website page views"])
    views.press("Enter")
    expect(status(page)).to_have_text("All saved.")
    assert "series.beyond_range" not in found(open_book(contributor))


def target_is_mended_and_its_history_kept(contributor: Person) -> None:
    page = _follow(contributor, "assessments.type_and_target")
    target = page.locator("input[name$='-0-target']")
    expect(target).to_have_value("40")
    target.fill("15")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    page.get_by_role("link", name="History").click()
    entry = page.locator(".trail-entry", has=page.locator(".trail-action.changed")).first
    expect(entry).to_contain_text("contributor")
    row = entry.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Target"))
    expect(row.get_by_role("cell")).to_have_text(["40", "15"])
    contributor.picture("18-history")
    assert "assessments.type_and_target" not in found(open_book(contributor))


def text_is_mended(contributor: Person) -> None:
    """The number is bound by a suggestion; the reference that was typed is chosen."""
    page = _follow(contributor, "text.unbound")
    text = ready(page)
    numbers = page.get_by_role("region", name="Numbers not bound")
    numbers.get_by_role("button", name="New modifications raised").first.click()
    expect(numbers.get_by_role("status")).to_have_text("Every number is bound or quoted.")
    text.locator("p", has_text="MP194").dblclick(position={"x": 12, "y": 8})
    selected(page, "MP194")
    at_rest(page)
    pick(page, "@MP947", "MP947")
    save(page)
    assert "MP194" not in body("modifications")
    assert "{{@MP947}}" in body("modifications")
    checks = found(open_book(contributor))
    assert not {"text.unbound", "names.unknown_reference", "names.typed_reference"} & set(checks)


def last_months_words_are_mended(contributor: Person) -> None:
    """One text, which still gives its figures last month's name, is written anew; the other is accepted, and asks for a
    reason, since what it tells of moved."""
    page = _follow(contributor, "text.unchanged", "Accessions")
    emptying(page, ready(page))
    pick(page, "{{accessions", "2")
    page.keyboard.type(" Parties acceded in October 2021, ")
    pick(page, "{{withdrawals", "1")
    page.keyboard.type(" withdrew and ")
    pick(page, "{{expulsions", "1")
    page.keyboard.type(" was expelled: see ")
    pick(page, "#movements", "Figure 2")
    page.keyboard.type(".")
    save(page)
    open_book(contributor)
    page = _follow(contributor, "text.carried")
    ready(page)
    contributor.button("Accept it as it stands").click()
    expect(page.locator("#carried")).to_be_hidden()
    assert set(found(open_book(contributor))) == set(REASONS)


def reasons_are_given(editor: Person) -> None:
    page = open_book(editor)
    expect(page.get_by_text("No error stands. 3 warnings still need a reason.")).to_be_visible()
    for place, (check, reason) in enumerate(REASONS.items()):
        one = finding(page, check)
        if place == 0:
            one.get_by_label("Why may it stand?").fill("ok")
            one.get_by_role("button", name="Let it stand").click()
            expect(one.get_by_text("Say in a few words why this may stand")).to_be_visible()
            expect(one.get_by_label("Why may it stand?")).to_have_value("ok")
            editor.picture("19-reason-refused")
        one.get_by_label("Why may it stand?").fill(reason)
        one.get_by_role("button", name="Let it stand").click()
        expect(finding(page, check)).to_contain_text(reason)
    expect(page.get_by_text("Nothing stands against the report.")).to_be_visible()
    editor.picture("20-book-holds")


def annex_says_so(editor: Person) -> None:
    page = editor.page
    editor.link("The book as an annex").click()
    expect(page.get_by_text(re.compile(r"\b(\d+) checks, \1 hold\b")).first).to_be_visible()
    for reason in REASONS.values():
        expect(page.get_by_text(reason)).to_be_visible()
    editor.picture("21-annex")
