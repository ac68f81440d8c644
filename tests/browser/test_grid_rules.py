"""The rules of the grid's script: numbers read and compared as the server does, and what a spreadsheet copies."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.place import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

Opener = Callable[..., Page]
NUMBER_CASES = json.loads((Path(__file__).parents[1] / "measures" / "number_cases.json").read_text(encoding="utf-8"))
ADDRESS = "/measures/2021-09/grid/"


@pytest.fixture
def page(site: Site, open_browser: Opener) -> Page:
    opened = open_browser("editor")
    opened.goto(site(ADDRESS))
    return opened


RULES = """async cases => {
  const { read, fault, shown, change, Refusal } = await import("/static/js/grid/numbers.js")
  const number = text => text === null ? null : read(text)
  const tried = act => {
    try { return act() } catch (error) { if (error instanceof Refusal) return error.message; throw error }
  }
  const plain = found => found === null ? null : shown(found, 0).replaceAll(",", "")
  return {
    read: cases.read.map(({text, unit}) => tried(() => plain(read(text, unit)))),
    fits: cases.fits.map(({value, unit, decimals}) => fault(number(value), unit, decimals)),
    shown: cases.shown.map(({value, decimals}) => shown(number(value), decimals)),
    change: cases.change.map(({value, before, unit, decimals}) =>
      change(number(value), number(before), unit ?? "count", decimals ?? 0)),
  }
}"""


def test_script_keeps_the_rules_that_the_server_keeps(page: Page) -> None:
    found = page.evaluate(RULES, NUMBER_CASES)
    assert found["read"] == [case.get("refused", case.get("value")) for case in NUMBER_CASES["read"]]
    assert found["fits"] == [case["fault"] for case in NUMBER_CASES["fits"]]
    assert found["shown"] == [case["text"] for case in NUMBER_CASES["shown"]]
    assert found["change"] == [case["text"] for case in NUMBER_CASES["change"]]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("1\n2\n3", [["1", "2", "3"]]),
        ("1\r\n2\r\n", [["1", "2"]]),
        ("1,234\r\n\r\n 5 %\r\n", [["1,234", "", " 5 %"]]),
        ("\n\n3\n", [["", "", "3"]]),
        ("Applications\t12\nOther\t3\n", [["12", "3"]]),
        ("July\tAugust\n1\t2\n3\t4\n", [["July", "1", "3"], ["August", "2", "4"]]),
        ("1\t2\t3\n", [["1", "2", "3"]]),
        ("Home\nNews\n", [["Home", "News"]]),
        ("1\tHome\n2\tNews\n", [["1", "2"]]),
        ('"two\nlines"\t1\n"a ""quote"""\t2\n', [["1", "2"]]),
        ('5" pipe\nrest', [['5" pipe', "rest"]]),
        ("1\t\n\t2\n", [["1", ""], ["", "2"]]),
    ],
    ids=repr,
)
def test_script_reads_what_a_spreadsheet_copies(text: str, columns: list[list[str]], page: Page) -> None:
    read: Any = page.evaluate("""async text => (await import("/static/js/grid/paste.js")).columns(text)""", text)
    assert read == columns
