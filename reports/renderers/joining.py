"""What breaks over pages, as one: WeasyPrint tags each page by itself, so that a listener would hear a new table, list
or paragraph on each."""

from __future__ import annotations

from typing import Any

import pydyf

from reports.renderers.structure import Structure


def join_over_pages(structure: Structure) -> None:
    """The heads of a table that are printed again are left out of the tree, and its cells told by the first."""
    names: dict[str, str] = {}
    left = [structure.document]
    while left:
        one = left.pop()
        _join_kids(structure, one, names)
        left.extend(structure.kids(one))
    for one in structure.all():
        if "Headers" in one.get("A", {}):
            named = (name.string for name in one["A"]["Headers"])
            kept = dict.fromkeys(names.get(name, name) for name in named)
            one["A"]["Headers"] = pydyf.Array(pydyf.String(name) for name in kept)


def _join_kids(structure: Structure, parent: pydyf.Dictionary, names: dict[str, str]) -> None:
    """Each kid goes into the kid of an earlier page that is made of the same."""
    begun: dict[Any, tuple[pydyf.Dictionary, Any]] = {}
    for kid in structure.kids(parent):
        of = _made_of(kid)
        if of is None:
            continue
        first, page = begun.get(of, (kid, kid["Pg"]))
        if page == kid["Pg"]:
            begun[of] = (kid, page)
            continue
        begun[of] = (first, kid["Pg"])
        parent["K"].remove(kid.reference)
        if getattr(kid.box, "is_header", False) or getattr(kid.box, "is_footer", False):
            _same_names(structure, first, kid, names)
        else:
            _go_on(structure, first, kid, names)


def _made_of(one: pydyf.Dictionary) -> Any:
    """What tells it among its like; None where it is of one page only. What holds contents itself is of its page."""
    box = getattr(one, "box", None)
    if box is None or box.element is None or any(isinstance(kid, int) for kid in one["K"]):
        return None
    return (box.element, box.element_tag, one["S"], getattr(box, "is_header", False))


def _go_on(structure: Structure, first: pydyf.Dictionary, kid: pydyf.Dictionary, names: dict[str, str]) -> None:
    for inner in structure.kids(kid):
        inner["P"] = first.reference
    first["K"].extend(kid["K"])
    if "ID" in kid:
        names[kid["ID"].string] = first["ID"].string


def _same_names(structure: Structure, first: pydyf.Dictionary, again: pydyf.Dictionary, names: dict[str, str]) -> None:
    kept = [one["ID"].string for one in structure.beneath(first) if "ID" in one]
    dropped = [one["ID"].string for one in structure.beneath(again) if "ID" in one]
    names.update(zip(dropped, kept, strict=True))
