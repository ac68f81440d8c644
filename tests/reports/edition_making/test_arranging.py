"""What is done to the sections of a draft, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from reports.edition_making.arranging import (
    DOWN,
    UP,
    Tree,
    add,
    drop,
    entitle,
    lines,
    places_for,
    put,
    step,
)
from reports.edition_making.catalogue import catalogue_of
from reports.edition_making.layout import Placed, title_of
from reports.edition_making.rows import tree_like
from tests.reports.edition_making.laid import BASE, NEWER, ids, spec

CATALOGUE = catalogue_of((BASE, NEWER))


def tree() -> Tree:
    return tree_like(BASE)


def numbered(tree: Tree) -> list[tuple[str, str]]:
    return [(line.number, line.placed.id) for line in lines(tree, CATALOGUE)]


def test_sections_are_numbered_as_printed_those_of_a_part_by_its_letter():
    assert numbered(tree()) == [
        ("1", "purpose"),
        ("2", "summary"),
        ("2.1", "stages"),
        ("2.2", "votes"),
        ("3", "ends"),
        ("A1", "named"),
    ]


def test_section_without_a_number_is_not_counted():
    opening, *others = BASE.sections
    silent = replace(BASE, sections=(replace(opening, numbered=False), *others))
    printed = [(line.number, line.placed.id) for line in lines(tree_like(silent), catalogue_of((silent,)))]
    assert printed[:3] == [("", "purpose"), ("1", "summary"), ("1.1", "stages")]


@pytest.mark.parametrize(
    ("id", "way", "order"),
    [
        ("ends", UP, ["purpose", "ends", ["summary", "stages", "votes"], "named"]),
        ("summary", UP, [["summary", "stages", "votes"], "purpose", "ends", "named"]),
        ("stages", DOWN, ["purpose", ["summary", "votes", "stages"], "ends", "named"]),
    ],
)
def test_section_moves_among_those_it_stands_beside(id, way, order):
    made = tree()
    step(made, id, way)
    assert ids(made) == order


@pytest.mark.parametrize(("id", "way"), [("purpose", UP), ("ends", DOWN), ("named", UP), ("votes", DOWN)])
def test_section_does_not_move_out_of_its_place(id, way):
    made = tree()
    with pytest.raises(ValidationError, match="already"):
        step(made, id, way)
    assert ids(made) == ids(tree())


def test_title_of_its_own_is_kept_and_the_catalogues_own_is_none():
    made = tree()
    entitle(made, "purpose", "  Why {month}  matters ", page_break=True, catalogue=CATALOGUE)
    assert (made[0].title, made[0].page_break) == ("Why {month} matters", True)
    entitle(made, "purpose", "Purpose", page_break=False, catalogue=CATALOGUE)
    assert (made[0].title, made[0].page_break, title_of(made[0], CATALOGUE)) == ("", False, "Purpose")


@pytest.mark.parametrize("title", ["In {year}", "{month", "month}", "{{month}}", "{month} {", "x" * 201, "a\u202eb"])
def test_title_that_could_not_be_printed_is_refused(title):
    made = tree()
    with pytest.raises(ValidationError) as refused:
        entitle(made, "purpose", title, page_break=False, catalogue=CATALOGUE)
    assert list(refused.value.message_dict) == ["title"]
    assert made[0].title == ""


@pytest.mark.parametrize("title", ["SECAS Helpdesk: 4,711 e-mails, 99% answered by 3 May", "Five purposes"])
def test_title_with_a_number_is_refused(title):
    made = tree()
    with pytest.raises(ValidationError) as refused:
        entitle(made, "purpose", title, page_break=False, catalogue=CATALOGUE)
    assert "is a number" in refused.value.message_dict["title"][0]
    assert made[0].title == ""


def test_number_of_the_catalogues_own_title_is_kept_in_another():
    catalogue = catalogue_of((replace(BASE, sections=(replace(spec("purpose"), title="The 13 months"),)),))
    made = [Placed(("2020", "purpose"))]
    entitle(made, "purpose", "13 months to {month}, SMETS1", page_break=False, catalogue=catalogue)
    assert made[0].title == "13 months to {month}, SMETS1"
    with pytest.raises(ValidationError, match="“14” is a number"):
        entitle(made, "purpose", "14 months", page_break=False, catalogue=catalogue)


def test_section_of_a_red_part_keeps_its_title():
    made = tree()
    with pytest.raises(ValidationError, match="a part that is Red"):
        entitle(made, "named", "Letter to Acme Energy Limited", page_break=False, catalogue=CATALOGUE)
    made[-1].title = "Letter to Acme Energy Limited"
    assert (made[-1].id, title_of(made[-1], CATALOGUE)) == ("named", "Named")
    entitle(made, "named", "Named", page_break=True, catalogue=CATALOGUE)
    assert (made[-1].title, made[-1].page_break) == ("", True)


def test_dropped_section_takes_those_under_it_along():
    made = tree()
    drop(made, "summary")
    assert ids(made) == ["purpose", "ends", "named"]


@pytest.mark.parametrize(
    ("id", "place", "order"),
    [
        ("ends", "under:summary", ["purpose", ["summary", "stages", "votes", "ends"], "named"]),
        ("stages", "after:purpose", ["purpose", "stages", ["summary", "votes"], "ends", "named"]),
        ("purpose", "end:", [["summary", "stages", "votes"], "ends", "named", "purpose"]),
        ("purpose", "after:ends", [["summary", "stages", "votes"], "ends", "purpose", "named"]),
        ("votes", "after:stages", ["purpose", ["summary", "stages", "votes"], "ends", "named"]),
    ],
)
def test_section_is_put_elsewhere(id, place, order):
    made = tree()
    put(made, id, place, CATALOGUE)
    assert ids(made) == order


@pytest.mark.parametrize(
    ("id", "place", "why"),
    [
        ("summary", "under:summary", "itself"),
        ("summary", "after:votes", "itself"),
        ("ends", "under:purpose", "no section can stand"),
        ("named", "end:", "belongs in Appendix A"),
        ("named", "under:summary", "belongs in Appendix A"),
        ("purpose", "after:named", "belongs in the body"),
        ("purpose", "end:appendix-a", "belongs in the body"),
        ("purpose", "", "Choose where"),
        ("purpose", "beside:ends", "Choose where"),
        ("purpose", "after:nothing", "no such section"),
        ("nothing", "end:", "no such section"),
    ],
)
def test_section_is_not_put_where_it_cannot_stand(id, place, why):
    made = tree()
    with pytest.raises(ValidationError, match=why):
        put(made, id, place, CATALOGUE)
    assert ids(made) == ids(tree())


def test_sections_stand_three_deep_at_most():
    deep = replace(BASE, sections=(spec("one", spec("two", spec("three"))), spec("other", spec("under"))), parts=())
    catalogue, made = catalogue_of((deep,)), tree_like(deep)
    put(made, "under", "under:two", catalogue)
    with pytest.raises(ValidationError, match="3 deep"):
        put(made, "one", "under:other", catalogue)
    assert ids(made) == [["one", ["two", "three", "under"]], "other"]


def test_added_heading_brings_what_stood_under_it_but_for_what_stands_here():
    made = tree()
    put(made, "votes", "end:", CATALOGUE)
    drop(made, "summary")
    added = add(made, ("2020", "summary"), "after:purpose", CATALOGUE)
    assert ids([added]) == [["summary", "stages"]]
    assert ids(made) == ["purpose", ["summary", "stages"], "ends", "named", "votes"]


@pytest.mark.parametrize(
    ("reference", "place", "field", "why"),
    [
        (("2020", "ends"), "end:", "reference", "stands in the edition already"),
        (("2021", "purpose"), "end:", "reference", "stands in the edition already"),
        (("2019", "ends"), "end:", "reference", "no such section"),
        (("2021", "areas"), "end:appendix-a", "place", "belongs in the body"),
        (("2021", "areas"), "", "place", "Choose where"),
    ],
)
def test_section_that_cannot_be_added_is_refused_at_its_field(reference, place, field, why):
    made = tree()
    with pytest.raises(ValidationError, match=why) as refused:
        add(made, reference, place, CATALOGUE)
    assert list(refused.value.message_dict) == [field]
    assert ids(made) == ids(tree())


def test_places_offered_are_those_that_are_taken():
    offered = places_for(tree(), CATALOGUE, "")
    assert offered == [
        ("end:", "At the end of the paper"),
        ("after:purpose", "After 1 Purpose"),
        ("under:summary", "Under 2 Summary, last"),
        ("after:summary", "After 2 Summary"),
        ("after:stages", "After 2.1 Stages"),
        ("after:votes", "After 2.2 Votes"),
        ("after:ends", "After 3 Ends"),
    ]
    for place, _ in offered:
        made = tree()
        add(made, ("2021", "areas"), place, CATALOGUE)
        assert len(lines(made, CATALOGUE)) == len(lines(tree(), CATALOGUE)) + 1
    assert places_for(tree(), CATALOGUE, "appendix-a") == [
        ("end:appendix-a", "At the end of Appendix A"),
        ("after:named", "After A1 Named"),
    ]
