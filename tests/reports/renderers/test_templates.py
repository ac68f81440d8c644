"""The site's frame, filled in without a view: what each template needs is what its first lines say."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.forms import Form
from django.template.loader import render_to_string

from access.accounts.forms import SignInForm
from reports.engine.month import Month
from reports.engine.problems import Problem
from reports.library.shelf import Asked
from reports.renderers.html import full_title, render_page
from tests.reports.renderers.markup import Node, parse
from tests.reports.renderers.sample import document

SOMEONE = SimpleNamespace(
    is_authenticated=True, is_staff=False, get_full_name=lambda: "", get_username=lambda: "<b>sam</b>"
)
LISTED = SimpleNamespace(
    name="Operations Report",
    title="Operations Report, March 2031",
    month=Month(2031, 3),
    meeting="SEC Panel 211",
    version=1,
    url="/reports/1/",
    reference="SECP_211_1104_09",
    issue_date=date(2031, 4, 3),
    word="White",
    state="Draft",
)


def report_page(**extra: Any) -> Node:
    report = document()
    page = render_page(report, figure_src=lambda figure: f"/charts/{figure.id}.svg")
    context = {"document": report, "page": page, "title": full_title(report), "problems": [], "pdf_url": ""}
    return parse(render_to_string("reports/page.html", context | extra))


def filled(name: str, **context: Any) -> str:
    return render_to_string(name, context)


def library(papers: list[Any]) -> str:
    months = [(Month(2031, 3), papers)] if papers else []
    form = Form({})
    return filled("reports/library/library.html", months=months, asked=Asked(), form=form, user=SOMEONE)


PAGES = {
    "library": lambda: library([LISTED]),
    "login": lambda: filled("registration/login.html", form=SignInForm(), next="/"),
    "403": lambda: filled("403.html"),
    "404": lambda: filled("404.html"),
    "500": lambda: filled("500.html"),
}


@pytest.mark.parametrize("name", PAGES)
def test_page_has_language_title_skip_link_and_one_h1(name: str) -> None:
    html = PAGES[name]()
    page = parse(html.removeprefix("<!DOCTYPE html>"))
    assert page.one("html").attributes["lang"] == "en-GB"
    assert "SEC Reports" in page.one("title").text
    assert page.one("a", class_="govuk-skip-link").attributes["href"] == f"#{page.one('main').id}"
    assert len(page.all("h1")) == 1


@pytest.mark.parametrize("name", PAGES)
def test_page_has_nothing_inline_that_the_policy_blocks(name: str) -> None:
    assert not re.search(r'<style|<script(?! type="module" src="[^"]+"></script>)|\sstyle=|\son[a-z]+=', PAGES[name]())


def test_report_page_has_one_h1_and_its_title() -> None:
    page = report_page()
    assert page.one("h1").text == "Operations Report — March 2031"
    assert page.one("title").text == "Operations Report — March 2031 — SEC Reports"


def test_report_page_without_a_pdf_offers_none() -> None:
    assert not report_page().all("div", class_="actions")


def test_report_page_with_a_pdf_links_to_it() -> None:
    actions = report_page(pdf_url="/reports/1.pdf").one("div", class_="actions")
    assert actions.one("a", class_="govuk-button").attributes["href"] == "/reports/1.pdf"
    assert [link.attributes["href"] for link in actions.all("a")[1:]] == [
        "/desk/operations/2031-03/",
        "/reports/operations/2031-03/facts/",
    ]


def test_name_of_the_person_signed_in_is_escaped() -> None:
    assert "Signed in as <b>sam</b>" in report_page(user=SOMEONE).one("header", class_="site-header").text


def test_problems_are_listed_with_where_they_are_and_where_they_are_mended() -> None:
    problem = Problem("measure.missing", "warning", "Visits are missing.", "operations", "no-data", "/admin/visits/")
    block = report_page(problems=[problem]).one("details", class_="problems")
    assert block.one("summary").text == "1 thing to look at before this report is issued"
    assert block.one("li").text == "warning: Visits are missing. Show where Put it right"
    assert [link.attributes["href"] for link in block.one("ul").all("a")] == ["#no-data", "/admin/visits/"]


def test_library_lists_what_each_report_is() -> None:
    page = parse(PAGES["library"]().removeprefix("<!DOCTYPE html>"))
    item = page.one("li", class_="library__item")
    assert item.one("a").text == "Operations Report — March 2031"
    shown = [value.text for value in item.all("dd")]
    assert shown == ["SECP_211_1104_09", "SEC Panel 211", "3 April 2031", "White", "Draft"]


def test_library_with_nothing_in_it_says_so() -> None:
    assert "no reports that you may see" in library([])


def test_sign_in_form_names_its_fields_and_its_errors() -> None:
    form = SignInForm(data={"username": "", "password": ""})
    page = parse(filled("registration/login.html", form=form, next="/").removeprefix("<!DOCTYPE html>")).one("main")
    fields = {one.id for one in page.all("input") if one.attributes["type"] != "hidden"}
    assert {label.attributes["for"] for label in page.all("label")} == fields
    assert {link.attributes["href"][1:] for link in page.one("div", role="alert").all("a")} == fields
