"""What one edition has otherwise than another."""

from __future__ import annotations

from dataclasses import replace

from reports.edition_making.comparing import Retitled, changes_between
from tests.reports.edition_making.laid import BASE, NEWER, made, spec

PURPOSE, SUMMARY, ENDS = BASE.sections
STAGES, VOTES = SUMMARY.children


def after(*sections, **more):
    return changes_between(BASE, replace(BASE, sections=sections, **more))


def test_nothing_is_otherwise_in_the_same_edition():
    assert changes_between(BASE, replace(BASE, key="mine")).none


def test_added_and_dropped_sections_are_named_and_texts_that_are_not_asked_for():
    changes = after(PURPOSE, replace(SUMMARY, children=(STAGES,)), spec("new"), parts=())
    assert (changes.added, changes.dropped) == (("New",), ("Votes", "Ends", "Named"))
    assert changes.unwritten == (("votes", "Votes"), ("ends", "Ends"))
    assert (changes.moved, changes.retitled, changes.remade, changes.none) == ((), (), (), False)


def test_retitled_section_is_named_before_and_after():
    changes = after(PURPOSE, replace(SUMMARY, title="In short"), ENDS)
    assert changes.retitled == (Retitled("Summary", "In short"),)


def test_heading_that_moves_takes_those_under_it_along():
    assert after(PURPOSE, replace(SUMMARY, children=(VOTES, STAGES)), ENDS).moved in {("Votes",), ("Stages",)}
    assert after(PURPOSE, ENDS, SUMMARY).moved in {("Ends",), ("Summary",)}


def test_as_few_as_tell_the_new_order_have_moved():
    letters = [spec(letter) for letter in "abcdef"]
    old, new = (replace(BASE, sections=tuple(order)) for order in (letters, [*letters[1:], letters[0]]))
    assert changes_between(old, new).moved == ("A",)


def test_section_under_another_heading_has_moved():
    changes = after(PURPOSE, replace(SUMMARY, children=(STAGES,)), VOTES, ENDS)
    assert (changes.moved, changes.added, changes.dropped) == (("Votes",), (), ())


def test_section_that_another_edition_makes_is_said_to_be_made_anew():
    changes = after(NEWER.sections[0], SUMMARY, ENDS)
    assert changes.remade == ("Purpose",)
    assert after(replace(PURPOSE, builders=(made,)), SUMMARY, ENDS).remade == ("Purpose",)
