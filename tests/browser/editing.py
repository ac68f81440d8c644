"""At the editor of a section's text: opening it, typing into it, and what was saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from reports.models import SectionText
from tests.browser.place import Site
from tests.workers import wait_until

Opener = Callable[..., Page]
TEXTS = "/desk/operations/2021-09/text/"


def opened(page: Page, site: Site, section: str) -> Page:
    """The page, ready to be typed into, its chips with their values."""
    page.goto(site(f"{TEXTS}{section}/"))
    expect(page.locator("#writing")).to_have_attribute("data-ready", "yes")
    expect(page.locator("#writing")).to_have_attribute("data-values", "known")
    return page


def emptied(page: Page, site: Site, section: str) -> Locator:
    """The section's text, with nothing left in it."""
    opened(page, site, section)
    return emptying(page, page.locator(".editor__text"))


def emptying(page: Page, text: Locator) -> Locator:
    """The text, once nothing is left in it."""
    text.click()
    at_rest(page)
    page.keyboard.press("Control+a")
    at_rest(page)
    page.keyboard.press("Delete")
    expect(text).to_have_text("")
    return text


def at_rest(page: Page) -> None:
    """Until the editor has seen where the last key or click put the selection, which the browser tells it later."""
    page.evaluate("new Promise(seen => setTimeout(seen, 100))")


def at_end(page: Page, place: Locator) -> None:
    """The cursor stands at the end of the line that was clicked into."""
    place.click()
    at_rest(page)
    page.keyboard.press("End")
    at_rest(page)


def selected(page: Page, words: str) -> None:
    """Waits until these words are selected."""
    # By asking again: a condition in words would be evaluated, which the page's policy refuses.
    wait_until(lambda: page.evaluate("getSelection().toString().trim()") == words, what=f"the selection of {words}")


def saved(page: Page) -> None:
    """Saves, and waits until that is said."""
    page.keyboard.press("Control+s")
    expect(page.locator(".state--saved")).to_be_visible()
    expect(page.locator(".state--typing")).to_have_count(0)


def stored(section: str) -> str:
    return SectionText.objects.get(report__month="2021-09-01", section=section).body


def paste(page: Page, **data: str) -> None:
    """Paste what another program put on the clipboard: `html`, `plain`."""
    page.evaluate(
        """data => {
          const carried = new DataTransfer()
          for (const [kind, words] of Object.entries(data)) carried.setData(`text/${kind}`, words)
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: carried, bubbles: true, cancelable: true}))
        }""",
        data,
    )


def alike(page: Page, sources: list[str]) -> list[Any]:
    """Each source as the editor would write it, and that read and written again."""
    found: list[Any] = page.evaluate(
        """async sources => {
          const {Editor} = await import("/static/js/editor/bundle.js")
          const {Catalogue} = await import("/static/js/editor/catalogue.js")
          const {readDocument} = await import("/static/js/editor/reading.js")
          const {writingExtensions} = await import("/static/js/editor/schema.js")
          const {writeDocument} = await import("/static/js/editor/writing.js")
          const extensions = writingExtensions(new Catalogue({chips: "", mentions: ""}))
          const editor = new Editor({element: document.createElement("div"), extensions, injectCSS: false})
          const written = source => {
            const {content} = readDocument(source)
            const json = {type: "doc", content: content.length ? content : [{type: "paragraph"}]}
            const doc = editor.schema.nodeFromJSON(json)
            doc.check()
            return writeDocument(doc)
          }
          return sources.map(source => [written(source), written(written(source))])
        }""",
        sources,
    )
    return found
