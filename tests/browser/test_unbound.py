"""The browser reads numbers as the server does: the same cases, in Chromium."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from reports.engine.unbound import Unbound, find_in_text, suggest
from reports.engine.values import MISSING, Value, count, percentage, working_days
from tests.browser.place import Site
from tests.reports.engine.unbound_cases import cases

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

VALUES: dict[str, Value] = {
    "acceded": count(5),
    "in_time": percentage(98, 100),
    "age": working_days(19),
    "late": MISSING,
    "users": count(42101),
    "expelled": count(5),
    "notice": working_days(5),
}

READ = """async ([texts, facts]) => {
  const { findUnbound } = await import("/static/js/unbound.js")
  const characters = (text, place) => [...text.slice(0, place)].length
  return texts.map(text => findUnbound(text, { facts }).map(one => [
    characters(text, one.start), characters(text, one.end), one.text, one.value, one.unit, one.form, one.suggestions]))
}"""
"""Places as Python counts them, by character."""


@pytest.fixture
def page(site: Site, open_browser: Callable[..., Page]) -> Page:
    page = open_browser()
    page.goto(site("/accounts/login/"))
    return page


def _in_python(text: str) -> list[list[Any]]:
    return [_told(one) for one in find_in_text(text)]


def _told(one: Unbound) -> list[Any]:
    value = None if one.value is None else str(one.value)
    return [one.start, one.end, one.text, value, one.unit, one.form, suggest(one, VALUES)]


def _in_browser(page: Page, texts: list[str]) -> list[list[list[Any]]]:
    facts = [{"key": key, "figure": value.display, "missing": value.is_missing} for key, value in VALUES.items()]
    found: list[list[list[Any]]] = page.evaluate(READ, [texts, facts])
    return found


def test_browser_lists_the_numbers_of_every_case(page: Page) -> None:
    known = cases()
    assert len(known) >= 150
    for case, found in zip(known, _in_browser(page, [case.text for case in known]), strict=True):
        assert [(start, text, value) for start, _, text, value, *_ in found] == list(case.found), case.text
        assert found == _in_python(case.text), case.text


def test_browser_suggests_the_facts_that_the_server_suggests(page: Page) -> None:
    texts = [
        "5 Parties",
        "five Working Days",
        "98%",
        "98",
        "19 WD",
        "nineteen",
        "forty-two thousand one hundred and one",
    ]
    found = _in_browser(page, texts)
    assert found == [_in_python(text) for text in texts]
    assert [one[-1] for [one] in found] == [
        ["acceded", "expelled", "notice"],
        ["notice", "acceded", "expelled"],
        ["in_time"],
        [],
        ["age"],
        ["age"],
        ["users"],
    ]


def test_browser_reads_a_long_text_between_two_keystrokes(page: Page) -> None:
    text = "On 1 October 2021 there were {{parties.total}} Parties, of which twenty-one (6%) had MP121 in mind.\n" * 200
    milliseconds = page.evaluate(
        """async text => {
          const { findUnbound } = await import("/static/js/unbound.js")
          findUnbound(text)
          const started = performance.now()
          findUnbound(text)
          return performance.now() - started
        }""",
        text,
    )
    assert milliseconds < 200
