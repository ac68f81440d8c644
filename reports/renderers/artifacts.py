"""What a page draws and nobody is read: running heads, heads of a table printed again, dots that lead to a number."""

from __future__ import annotations

from typing import Any

import pydyf

from reports.renderers.structure import Structure, role


def leave_out_what_is_not_read(structure: Structure) -> None:
    """What no element holds becomes an artifact of the page, and what led to it is gone."""
    dots = _leave_out_dots(structure)
    read = {(one["Pg"], kid) for one in structure.all() if role(one) for kid in one["K"] if isinstance(kid, int)}
    for page in structure.pages():
        led = structure.led_from(page)
        drawing = structure.drawing(page)
        for place, said in enumerate(drawing):
            number = said.get("MCID") if isinstance(said, pydyf.Dictionary) else None
            if number is None or (page.reference, number) in read:
                continue
            kind = "/Layout" if (page.reference, number) in dots else "/Pagination"
            drawing[place - 1], drawing[place] = "/Artifact", pydyf.Dictionary({"Type": kind})
            led[number] = "null"
    _clear_the_rest(structure)


def _leave_out_dots(structure: Structure) -> set[tuple[bytes, int]]:
    """They are many, each a content of its own."""
    found: set[tuple[bytes, int]] = set()
    for parent in structure.all():
        for one in structure.kids(parent):
            if getattr(getattr(one, "box", None), "is_leader", False):
                inner: list[Any] = [one, *structure.beneath(one)]
                found |= {(kid["Pg"], number) for kid in inner for number in kid["K"] if isinstance(number, int)}
                parent["K"].remove(one.reference)
    return found


def _clear_the_rest(structure: Structure) -> None:
    """The numbers of the objects are given, so what is left of an element is an empty one."""
    kept = {one.number for one in structure.all()}
    for one in structure.pdf.objects:
        if role(one) and one.number not in kept:
            one.clear()
