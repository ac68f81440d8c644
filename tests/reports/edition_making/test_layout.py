"""An edition laid out from the catalogue: what it makes, and what keeps it from being made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.edition_making.arranging import drop
from reports.edition_making.catalogue import catalogue_of
from reports.edition_making.layout import Placed, UnresolvedEdition, edition_from, faults_of
from reports.edition_making.rows import tree_like
from reports.engine.edition import texts_asked
from reports.engine.month import Month
from tests.reports.edition_making.laid import BASE, NEWER, RED_PART, made, spec

CATALOGUE = catalogue_of((BASE, NEWER))
JULY = Month(2021, 7)


def resolved(tree, base=BASE, catalogue=CATALOGUE):
    return edition_from(tree, catalogue, base, key="mine", name="Mine", begins=JULY)


def faults(tree, base=BASE, catalogue=CATALOGUE):
    return [(fault.section, fault.message) for fault in faults_of(tree, catalogue, base)]


def test_edition_laid_out_like_one_in_code_is_that_edition():
    made = resolved(tree_like(BASE))
    assert made == replace(BASE, key="mine", name="Mine", in_force_from=JULY)


def test_catalogue_has_every_section_of_every_edition_the_newest_first_and_those_of_any_report():
    assert list(CATALOGUE) == [
        ("2021", "purpose"),
        ("2021", "areas"),
        ("2020", "purpose"),
        ("2020", "summary"),
        ("2020", "stages"),
        ("2020", "votes"),
        ("2020", "ends"),
        ("2020", "named"),
        ("shared", "glossary"),
    ]
    named = CATALOGUE["2020", "named"]
    assert (named.part, named.classification, named.is_heading) == ("appendix-a", "red", False)
    assert (CATALOGUE["2020", "votes"].within, CATALOGUE["2020", "summary"].inside) == ("summary", ("stages", "votes"))
    assert CATALOGUE["2021", "areas"].ids == ["areas", "areas-one"]


def test_section_of_another_edition_is_made_as_it_is_there():
    tree = [Placed(("2021", "areas"), title="By {month}"), Placed(("2020", "ends"), page_break=True)]
    made = resolved(tree)
    assert made.sections[0] == replace(NEWER.sections[1], title="By {month}")
    assert made.sections[1] == replace(BASE.sections[2], page_break=True)
    assert texts_asked(made.every_section) == [("areas-one", "One"), ("ends", "Ends")]


def test_wording_keeps_an_edition_from_taking_force_and_none_in_force_from_being_printed():
    tree = [Placed(("2020", "ends"), title="All 7 ends"), Placed(("2020", "named"), part="appendix-a", title="Acme")]
    found = faults_of(tree, CATALOGUE, BASE)
    assert [(fault.section, fault.wording) for fault in found] == [("ends", True), ("named", True)]
    made = resolved(tree)
    assert (made.sections[0].title, made.parts[0].sections[0].title) == ("All 7 ends", "Named")


def test_part_without_a_section_is_none_of_the_edition():
    tree = tree_like(BASE)
    drop(tree, "named")
    assert resolved(tree).parts == ()


@pytest.mark.parametrize(
    ("placed", "section", "why"),
    [
        (Placed(("2020", "named"), part=""), "named", "belongs in Appendix A"),
        (Placed(("2020", "ends"), part="appendix-a"), "ends", "belongs in the body"),
        (Placed(("2020", "lost")), "lost", "not in the catalogue any more"),
        (Placed(("2019", "ends")), "ends", "not in the catalogue any more"),
        (Placed(("2020", "summary")), "summary", "Nothing stands in it"),
        (Placed(("2020", "ends"), title="{year}"), "ends", "In braces"),
        (Placed(("2020", "ends"), children=[Placed(("2021", "areas"))]), "areas", "no section can stand"),
        (
            Placed(("2020", "summary"), children=[Placed(("2020", "named"), part="appendix-a")]),
            "named",
            "another part",
        ),
    ],
)
def test_section_that_cannot_stand_so_is_a_fault_and_keeps_the_edition_from_being_made(placed, section, why):
    tree = [Placed(("2020", "purpose")), placed]
    assert [(at, why in said) for at, said in faults(tree)] == [(section, True)]
    with pytest.raises(UnresolvedEdition, match=section):
        resolved(tree)


def test_id_that_stands_twice_is_a_fault_at_both():
    assert [
        (at, "stands twice" in said) for at, said in faults([Placed(("2020", "purpose")), Placed(("2021", "purpose"))])
    ] == [
        ("purpose", True),
        ("purpose", True),
    ]
    texts = replace(BASE, key="2022", sections=(spec("areas-one"),), parts=())
    found = faults(
        [Placed(("2021", "areas")), Placed(("2022", "areas-one"))], catalogue=catalogue_of((BASE, NEWER, texts))
    )
    assert [at for at, _ in found] == ["areas", "areas-one"]


def test_sections_that_print_the_same_block_are_a_fault() -> None:
    other = replace(NEWER, key="2022", sections=(spec("again", builders=(made,)),))
    found = faults([Placed(("2021", "areas")), Placed(("2022", "again"))], catalogue=catalogue_of((BASE, NEWER, other)))
    assert [(at, "prints the same table" in said) for at, said in found] == [("areas", True), ("again", True)]


def test_edition_of_nothing_but_an_appendix_is_a_fault():
    assert faults([Placed(("2020", "named"), part="appendix-a")]) == [
        ("", "The edition has no section outside its appendices.")
    ]


def test_sections_deeper_than_three_are_a_fault():
    deep = replace(BASE, sections=(spec("a", spec("b", spec("c", spec("d")))),), parts=())
    assert faults(tree_like(deep), deep, catalogue_of((deep,))) == [("d", "Sections stand at most 3 deep.")]


def test_section_made_for_a_red_part_stands_in_no_lower_one():
    lower = replace(BASE, key="2022", parts=(replace(RED_PART, classification="green"),))
    tree = [Placed(("2020", "purpose")), Placed(("2020", "named"), part="appendix-a")]
    found = faults(tree, lower, catalogue_of((BASE, lower)))
    assert found == [("named", "It was made for a part classified Red; Appendix A is lower.")]
    assert faults(tree, replace(BASE, parts=())) == [("named", "The edition it was started from has no Appendix A.")]
