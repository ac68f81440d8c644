"""What is woven into a stored page hangs on what stands in it, and changes none of it."""

from __future__ import annotations

import re
from functools import cache

from reports.engine.blocks import Figure, Table
from reports.engine.document import walk_blocks
from reports.publishing.weaving import woven
from reports.renderers.html import render_page
from tests.readers.published import golden

AT = "/reports/operations/2021-09/v1/"


@cache
def stored() -> str:
    return str(render_page(golden(), figure_src=lambda figure: "data:"))


@cache
def shown() -> str:
    return woven(stored(), AT)


def test_every_numbered_block_gets_its_doors_inside_itself() -> None:
    found = re.findall(r'<li><a href="([^"]+)">((?:Table|Figure) \w+) at its own address', shown())
    blocks = [block for _, _, block in walk_blocks(golden()) if isinstance(block, Table | Figure)]
    assert found == [
        (f"{AT}{'figures' if isinstance(one, Figure) else 'tables'}/{one.id}/", one.number) for one in blocks
    ]
    for one in blocks:
        tag = "figure" if isinstance(one, Figure) else "div"
        opened = shown().index(f'id="{one.id}"')
        door = shown().index(f"{one.number} at its own address")
        depth = len(re.findall(rf"<{tag}\b", shown()[opened:door])) - shown()[opened:door].count(f"</{tag}>")
        assert depth == 0, one.id  # the block's own tag is before `opened`, and its end after the door


def test_tiles_lead_to_how_they_were_counted() -> None:
    assert f'<a href="{AT}facts/#in-snapshot-tiles">How these figures were counted</a>' in shown()


def test_sections_of_the_first_level_lead_on_in_order() -> None:
    ways = re.findall(r'<nav class="section-ways".*?</nav>', shown(), re.DOTALL)
    ids = [section.id for section in golden().parts[0].sections]
    assert [re.findall(r'rel="(?:prev|next)" href="#([^"]+)"', way) for way in ways] == [
        [*([ids[place - 1]] if place else []), *ids[place + 1 : place + 2]] for place in range(len(ids))
    ]
    assert all('href="#contents-heading"' in way for way in ways)


def test_taken_out_again_what_was_stored_is_left() -> None:
    bare = re.sub(r'<nav class="section-ways".*?</nav>\n', "", shown(), flags=re.DOTALL)
    bare = re.sub(r'<details class="block-doors">.*?</details>\n', "", bare, flags=re.DOTALL)
    bare = re.sub(r'<p class="block-doors">.*?</p>\n', "", bare, flags=re.DOTALL)
    assert bare == stored()


def test_page_that_is_not_made_as_pages_are_is_shown_as_it_is() -> None:
    for page in (
        "<p>Words.</p>",
        '<figure class="block figure-block" id="a">',
        '<div class="block table-block" id="a">',
    ):
        assert woven(page, AT) == page
