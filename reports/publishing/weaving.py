"""What is woven into a stored page when it is shown: a way on from each section, and doors behind each table, figure
and group of tiles. The stored page stays as it is; what is woven in hangs on its ids and elements. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

_BLOCK = re.compile(r'<(figure|div) class="block (figure-block|table-block|tile-panel)\b[^"]*" id="([^"]+)"')
_DIV = re.compile(r"<div\b|</div>")
_NUMBER = re.compile(r'<span class="number">(?:<a\b[^>]*>)?([^<]+)')
_SECTION = re.compile(r"<section\b([^>]*)>|</section>")
_ID = re.compile(r'\bid="([^"]+)"')
_HEADING = re.compile(r'<h\d class="section-heading">(.*?)</h\d>', re.DOTALL)
_APPENDIX = 'class="part '
CONTENTS = "contents-heading"
"""The id of the heading of a page's contents."""


@dataclass(frozen=True, slots=True)
class Insertion:
    at: int
    markup: str


@dataclass(frozen=True, slots=True)
class _Section:
    """A section of the first level: where it ends, and how it is called."""

    id: str
    title: str
    end: int


@cache
def woven_by() -> str:
    """Names this module as it is, for what depends on it."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def woven(page: str, version_url: str) -> str:
    """The page with its doors. `version_url` is the version's own address; those of its tables and figures are under
    it. What of a page is not made as pages are made now has none, and is shown as it is."""
    insertions = sorted([*_doors(page, version_url), *_ways_on(page)], key=lambda one: one.at)
    pieces: list[str] = []
    at = 0
    for one in insertions:
        pieces += [page[at : one.at], one.markup]
        at = one.at
    return "".join([*pieces, page[at:]])


# --- Tables, figures, tiles -------------------------------------------------------------------------------------------


def _doors(page: str, version_url: str) -> Iterator[Insertion]:
    """Inside each block, at its end. A figure's own table of data is none of its own."""
    at = 0
    while block := _BLOCK.search(page, at):
        tag, kind, id = block.groups()
        end = page.find("</figure>", block.end()) if tag == "figure" else _end_of_div(page, block.end())
        if end < 0:
            return
        if kind == "tile-panel":
            yield Insertion(end, format_html(_TILES, version_url, id))
        elif number := _NUMBER.search(page, block.end(), end):
            of = "figures" if tag == "figure" else "tables"
            yield Insertion(end, _of_block(number[1].strip(), f"{version_url}{of}/{id}/"))
        at = end


_TILES = '<p class="block-doors"><a href="{0}facts/#in-{1}">How these figures were counted</a></p>\n'
_BLOCK_DOORS = (
    '<details class="block-doors"><summary>Link, data, how computed, cite'
    '<span class="govuk-visually-hidden">: {0}</span></summary>\n<ul>'
    '<li><a href="{1}">{0} at its own address</a></li>'
    '<li>Data: <a href="{1}data.csv">CSV<span class="govuk-visually-hidden"> of {0}</span></a>, '
    '<a href="{1}data.xlsx">Excel<span class="govuk-visually-hidden"> of {0}</span></a>, '
    '<a href="{1}data.json">JSON<span class="govuk-visually-hidden"> of {0}</span></a></li>'
    '<li><a href="{1}#how">How {0} was computed</a></li>'
    '<li><a href="{1}#cite">Cite {0}</a></li></ul></details>\n'
)


def _of_block(number: str, url: str) -> SafeString:
    return format_html(_BLOCK_DOORS, mark_safe(number), url)  # noqa: S308  # markup of the page that it stands in


def _end_of_div(page: str, at: int) -> int:
    """Where the end tag of the div stands that was opened before `at`; -1 for none."""
    depth = 1
    for tag in _DIV.finditer(page, at):
        depth += 1 if tag[0] != "</div>" else -1
        if not depth:
            return tag.start()
    return -1


# --- Sections ---------------------------------------------------------------------------------------------------------


def _ways_on(page: str) -> Iterator[Insertion]:
    sections = list(_sections(page))
    if len(sections) < 2 or f'id="{CONTENTS}"' not in page:
        return
    for place, one in enumerate(sections):
        before = sections[place - 1] if place else None
        after = sections[place + 1] if place + 1 < len(sections) else None
        yield Insertion(one.end, _way_on(one, before, after))


def _way_on(one: _Section, before: _Section | None, after: _Section | None) -> SafeString:
    links = [
        *_way("prev", "Previous section", before),
        format_html('<li><a href="#{}">Back to contents</a></li>', CONTENTS),
        *_way("next", "Next section", after),
    ]
    label = format_html('<nav class="section-ways" aria-label="On from {}"><ul>', mark_safe(one.title))  # noqa: S308
    return mark_safe(f"{label}{''.join(links)}</ul></nav>\n")  # noqa: S308  # escaped above, or markup of the page


def _way(rel: str, words: str, to: _Section | None) -> list[SafeString]:
    if to is None:
        return []
    link = '<li><a rel="{0}" href="#{1}"><span class="section-ways__which">{2}:</span> {3}</a></li>'
    return [format_html(link, rel, to.id, words, mark_safe(to.title))]  # noqa: S308  # markup of the page


def _sections(page: str) -> Iterator[_Section]:
    """Those of the first level, in reading order. An appendix is a section that holds its own."""
    within: list[tuple[str, int, bool]] = []
    for tag in _SECTION.finditer(page):
        if tag[0] != "</section>":
            id = _ID.search(tag[1])
            within.append((id[1] if id else "", tag.end(), _APPENDIX in tag[1]))
            continue
        if not within:
            return
        id_, began, appendix = within.pop()
        top = not appendix and all(outer for _, _, outer in within)
        heading = _HEADING.search(page, began, tag.start()) if top and id_ else None
        if heading:
            yield _Section(id_, " ".join(strip_tags(heading[1]).split()), tag.start())
