"""Whom each file of a publication is for, and the files that it has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from access.classification import Classification
from reports.audiences import is_for_the_named
from reports.engine.document import Document, Part
from reports.publishing.freezing import CannotFreeze, Frozens, freeze
from tests.reports.engine.samples import a_document, appendix, body

PANEL, SSC = ("panel",), ("ssc",)


def paper(own: str, *others: str) -> Document:
    parts: tuple[Part, ...] = (replace(body(), classification=own),)
    for letter, word in zip("ab", others, strict=False):
        parts += (appendix(letter, classification=word),)
    return a_document(*parts)


def frozen(document: Document, **audiences: tuple[str, ...]) -> Frozens:
    named = {name.replace("_", "-"): codes for name, codes in audiences.items()}
    parts = (
        replace(part, audience=named.get(part.id, PANEL)) if is_for_the_named(part) else part for part in document.parts
    )
    return freeze(replace(document, parts=tuple(parts)), lambda name: None)


def of_part(found: Frozens, part: str) -> set[tuple[str, tuple[str, ...]]]:
    return {(str(file.classification), file.audience) for file in found.files if file.part == part}


def test_white_and_green_are_for_no_committee() -> None:
    for word in ("white", "green"):
        found = frozen(paper(word))
        assert of_part(found, "") == {(word, ())}
        assert (found.classification, found.audience) == (word, ())


def test_green_appendix_is_bound_and_lifts_its_paper() -> None:
    found = frozen(paper("White", "Green"))
    assert {file.part for file in found.files} == {""}
    assert found.classification == Classification.GREEN


def test_amber_and_red_parts_are_files_of_their_own_for_those_named() -> None:
    found = frozen(paper("white", "amber", "red"), appendix_a=SSC)
    assert of_part(found, "") == {("white", ())}
    assert of_part(found, "appendix-a") == {("amber", SSC)}
    assert of_part(found, "appendix-b") == {("red", PANEL)}


def test_amber_paper_is_for_its_meetings_committee() -> None:
    assert of_part(frozen(paper("amber", "green", "amber")), "") == {("amber", PANEL)}


def test_parts_bound_together_for_different_people_are_refused() -> None:
    with pytest.raises(CannotFreeze, match="are bound in one paper, and are for different committees"):
        frozen(paper("amber", "amber"), appendix_a=SSC)


def test_files_are_named_after_the_paper_and_their_part() -> None:
    found = frozen(paper("white", "red"))
    names = {file.name for file in found.files}
    assert len(names) == len(found.files)
    assert all(("appendix-a" in file.name) == (file.part == "appendix-a") for file in found.files)
