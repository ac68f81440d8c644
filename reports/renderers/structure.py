"""The structure tree of a PDF that is about to be written: what stands in it, and what leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf


def role(one: Any) -> str:
    """As "/P"; empty for what is no structure element."""
    is_structure = isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem"
    return str(one["S"]) if is_structure else ""


class Structure:
    """Of a PDF with tags by WeasyPrint: one /Document beneath the root, and a parent tree without branches."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        self.root = self._at(pdf.catalog["StructTreeRoot"])
        self.document = self._at(self.root["K"][0])
        nums = self._at(self.root["ParentTree"])["Nums"]
        self._nums = nums
        self._places = {nums[place]: place + 1 for place in range(0, len(nums), 2)}

    def _at(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def kids(self, one: pydyf.Dictionary) -> list[pydyf.Dictionary]:
        """The structure elements directly beneath, without marked content."""
        found = [self._at(kid) for kid in one["K"] if isinstance(kid, bytes)]
        return [kid for kid in found if role(kid)]

    def beneath(self, one: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
        """In the order they are read, as the tree stands when each is asked for."""
        for kid in self.kids(one):
            yield kid
            yield from self.beneath(kid)

    def all(self) -> list[pydyf.Dictionary]:
        return [self.document, *self.beneath(self.document)]

    def move(self, one: pydyf.Dictionary, parent: pydyf.Dictionary, into: pydyf.Dictionary, place: int) -> None:
        parent["K"].remove(one.reference)
        into["K"].insert(place, one.reference)
        one["P"] = into.reference

    # --- Links ------------------------------------------------------------------------------------------------------

    def is_area(self, kid: Any) -> bool:
        """Whether it is the area of a link on its page."""
        return isinstance(kid, bytes) and bool(self._at(kid).get("Type") == "/OBJR")

    def area(self, reference: bytes) -> Any:
        return self._at(self._at(reference)["Obj"])

    def lead(self, key: int, one: pydyf.Dictionary) -> None:
        """From the area of that key in the parent tree."""
        self._nums[self._places[key]] = one.reference

    # --- What pages draw --------------------------------------------------------------------------------------------

    def pages(self) -> list[Any]:
        return [self._at(reference) for reference in self.pdf.page_references]

    def drawing(self, page: Any) -> list[Any]:
        found: list[Any] = self._at(page["Contents"]).stream
        return found

    def led_from(self, page: Any) -> Any:
        """The elements that the page's marked contents lead to, by number."""
        return self._nums[self._places[page["StructParents"]]]

    # --- Names ------------------------------------------------------------------------------------------------------

    def list_names(self) -> None:
        """So that a reader finds the header of a cell by its name."""
        named = sorted((one["ID"].string, one) for one in self.all() if "ID" in one)
        if named:
            pairs = [value for name, one in named for value in (pydyf.String(name), one.reference)]
            names = pydyf.Dictionary({"Names": pydyf.Array(pairs)})
            self.pdf.add_object(names)
            self.root["IDTree"] = names.reference
        self.root["ParentTreeNextKey"] = len(self._places)
