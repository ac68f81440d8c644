"""What keeps a PDF from being PDF/UA-1, as far as its structure tells: read from the file, not from our own boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, NameTree, NumberTree

from reports.packs import assembling
from reports.packs.binding import Bound, bind
from reports.packs.tags import ROLES
from reports.renderers import pdf

MAY_HOLD = {
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
MAY_STAND_IN = {
    "LI": {"L"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
}
SHOWS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}
"""The operators that leave something on the page."""


def faults(content: bytes) -> list[str]:
    """In plain words, none where all is well."""
    with pikepdf.open(BytesIO(content)) as opened:
        if "/StructTreeRoot" not in opened.Root:
            return ["it has no structure"]
        root = opened.Root.StructTreeRoot
        tree = list(_walk(root, "root"))
        return [
            *_of_the_file(opened),
            *_of_the_pages(opened, tree),
            *_of_the_links(opened, tree),
            *_of_the_roles(root, tree),
            *_of_the_names(root, tree),
            *_of_the_tables(tree),
        ]


def hold_to_structure(kept: pytest.MonkeyPatch) -> None:
    """From here on whatever is printed and claims to be PDF/UA-1 fails the test that printed it, unless it is."""
    print_markup, sound = pdf.print_markup, set[bytes]()

    def checked(content: bytes) -> None:
        key = sha256(content).digest()
        if key not in sound:
            assert faults(content) == []
            sound.add(key)

    def printed(markup: str) -> pdf.RenderedPdf:
        made = print_markup(markup)
        checked(made.content)
        return made

    def bound(*given: Any, **named: Any) -> Bound:
        made = bind(*given, **named)
        if made.claims_ua:
            checked(made.content)
        return made

    kept.setattr(pdf, "print_markup", printed)
    kept.setattr(assembling, "bind", bound)


def tables(content: bytes) -> list[tuple[int, int]]:
    """Of each Table the pages that it stands on and the rows that it has."""
    with pikepdf.open(BytesIO(content)) as opened:
        found = [one for _, one in _walk(opened.Root.StructTreeRoot, "root") if one.S == "/Table"]
        return [(len({kid.Pg.objgen for _, kid in _walk(one, "")}), len(_rows(one))) for one in found]


# --- The file ---------------------------------------------------------------------------------------------------------


def _of_the_file(opened: pikepdf.Pdf) -> Iterator[str]:
    root = opened.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield "it does not say that it is marked"
    if not str(root.get("/Lang", "")):
        yield "it has no language"
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "viewers show its name and not its title"
    with opened.open_metadata() as metadata:
        if not metadata.get("dc:title"):
            yield "it has no title"
        if metadata.get("pdfuaid:part") != "1":
            yield "it does not claim to be PDF/UA-1"
    if len(opened.pages) > 1 and "/Outlines" not in root:
        yield "it has no bookmarks"


# --- What pages draw --------------------------------------------------------------------------------------------------


def _of_the_pages(opened: pikepdf.Pdf, tree: list[tuple[str, Any]]) -> Iterator[str]:
    parents = dict(NumberTree(opened.Root.StructTreeRoot.ParentTree).items())
    held = Counter((page, number) for _, one in tree for page, number, _ in _contents(one))
    holders = {(page, number): holder for _, one in tree for page, number, holder in _contents(one)}
    drawn: set[tuple[Any, int]] = set()
    keys: Counter[int] = Counter()
    for index, page in enumerate(opened.pages, start=1):
        if page.obj.get("/Tabs") != "/S":
            yield f"page {index} is not walked in the order of its structure"
        numbers, loose = _drawn(page)
        yield from (f"page {index}: {fault}" for fault in loose)
        if not numbers:
            continue
        keys[int(page.obj.StructParents)] += 1
        led: list[Any] = list(parents[int(page.obj.StructParents)].as_list())
        for number, times in numbers.items():
            place = (page.obj.objgen, number)
            drawn.add(place)
            if times != 1 or held[place] != 1:
                yield f"page {index}: content {number} is drawn {times} times and held {held[place]} times"
            elif number >= len(led) or led[number] is None or led[number].objgen != holders[place]:
                yield f"page {index}: content {number} does not lead to what holds it"
        empty = [n for n, one in enumerate(led) if one is not None and (page.obj.objgen, n) not in held]
        if empty:
            yield f"page {index}: contents {empty} lead to elements that do not hold them"
    if len(keys) != sum(keys.values()):
        yield "pages share a place in the parent tree"
    yield from (f"an element holds content {number} that no page draws" for _, number in held.keys() - drawn)


def _contents(one: Any) -> Iterator[tuple[Any, int, Any]]:
    """The page, the number and the holder of each marked content that an element holds itself."""
    for kid in _kids(one):
        if isinstance(kid, int):
            yield one.Pg.objgen, int(kid), one.objgen
        elif isinstance(kid, Dictionary) and kid.get("/Type") == "/MCR":
            yield kid.get("/Pg", one.get("/Pg")).objgen, int(kid.MCID), one.objgen


def _drawn(page: pikepdf.Page) -> tuple[Counter[int], set[str]]:
    """The marked contents of a page by number, and what is said of those that are marked amiss."""
    numbers: Counter[int] = Counter()
    loose: set[str] = set()
    within: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in {"BMC", "BDC"}:
            about: Any = instruction.operands[1] if operator == "BDC" else None
            kind = _kind(str(instruction.operands[0]), about)
            if kind == "content":
                numbers[int(about.MCID)] += 1
            if {kind, *within} >= {"content", "artifact"}:
                loose.add("an artifact and a content stand one in the other")
            within.append(kind)
        elif operator == "EMC":
            within.pop()
        elif operator in SHOWS and not {"content", "artifact"} & set(within):
            loose.add(f"{operator} draws what is neither content nor artifact")
    return numbers, loose


def _kind(tag: str, about: Any) -> str:
    if tag == "/Artifact":
        return "artifact"
    return "content" if isinstance(about, Dictionary) and "/MCID" in about else "neither"


# --- Links ------------------------------------------------------------------------------------------------------------


def _of_the_links(opened: pikepdf.Pdf, tree: list[tuple[str, Any]]) -> Iterator[str]:
    parents = dict(NumberTree(opened.Root.StructTreeRoot.ParentTree).items())
    areas: Counter[Any] = Counter()
    for _, one in tree:
        found = [kid.Obj.objgen for kid in _kids(one) if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR"]
        areas.update((one.objgen, area) for area in found)
        if found and one.S not in ("/Link", "/Form", "/Annot"):
            yield f"the area of a link is held by a {str(one.S)[1:]}"
        if one.S == "/Link" and not found:
            yield "a Link has no area"
    for index, page in enumerate(opened.pages, start=1):
        for note in page.obj.get("/Annots", Array()).as_list():
            if note.get("/Subtype") != "/Link":
                continue
            if not str(note.get("/Contents", "")).strip():
                yield f"page {index}: a link is not told in words"
            holder = parents.get(int(note.get("/StructParent", -1)))
            if holder is None or areas[holder.objgen, note.objgen] != 1:
                yield f"page {index}: the area of a link does not lead to its tag and back"


# --- Roles ------------------------------------------------------------------------------------------------------------


def _of_the_roles(root: Any, tree: list[tuple[str, Any]]) -> Iterator[str]:
    mapped = root.get("/RoleMap", Dictionary())
    level = 0
    for within, one in tree:
        role = str(one.S)[1:]
        if role not in ROLES and str(mapped.get(f"/{role}", "/"))[1:] not in ROLES:
            yield f"{role} is no role that is known"
        if role not in MAY_HOLD.get(within, {role}) or within not in MAY_STAND_IN.get(role, {within}):
            yield f"a {role} stands in a {within}"
        if role in MAY_HOLD and any(isinstance(kid, int) for kid in _kids(one)):
            yield f"a {role} holds content that is in none of its parts"
        if role[:1] == "H" and role[1:].isdigit():
            if int(role[1:]) > level + 1:
                yield f"{role} comes after H{level}"
            level = int(role[1:])
        if role in {"Figure", "Formula"} and not str(one.get("/Alt", one.get("/ActualText", ""))).strip():
            yield f"a {role} is not described"
        if role == "Note" and "/ID" not in one:
            yield "a Note has no name"
    if sum(one.S == "/Document" and within == "root" for within, one in tree) != 1 or len(_kids(root)) != 1:
        yield "it is not one Document"


def _of_the_names(root: Any, tree: list[tuple[str, Any]]) -> Iterator[str]:
    named = Counter(str(one.ID) for _, one in tree if "/ID" in one)
    yield from (f"{times} elements are named {name}" for name, times in named.items() if times > 1)
    listed = set(NameTree(root.IDTree)) if "/IDTree" in root else set()
    if listed != set(named):
        yield f"the names {sorted(listed ^ set(named))} are not both listed and there"
    headers = {name for _, one in tree if one.S in ("/TD", "/TH") for name in _headers(one)}
    if headers - set(named):
        yield f"cells name headers that are not there: {sorted(headers - set(named))}"


# --- Tables -----------------------------------------------------------------------------------------------------------


def _of_the_tables(tree: list[tuple[str, Any]]) -> Iterator[str]:
    for _, one in tree:
        if one.S == "/Table":
            yield from (f"a table {fault}" for fault in sorted(set(_of_a_table(one))))


def _of_a_table(table: Any) -> Iterator[str]:
    if [str(kid.S) for kid in _parts(table)].count("/Caption") > 1:
        yield "has more than one caption"
    if sum(kid.S == "/THead" for kid in _parts(table)) > 1:
        yield "has more than one head: it is broken, or its head is read again on each page"
    rows = _rows(table)
    if len({sum(width.values()) for width in _widths(rows)}) > 1:
        yield "has rows of different widths"
    cells = [cell for row in rows for cell in _parts(row)]
    if not any(cell.S == "/TH" for cell in cells):
        yield "has no header"
    if any(cell.S == "/TH" and _attribute(cell, "/Scope") not in ("/Row", "/Column", "/Both") for cell in cells):
        yield "has a header that does not say which way it points"
    if any(cell.S == "/TD" and not list(_headers(cell)) for cell in cells):
        yield "has a cell without headers"


def _widths(rows: list[Any]) -> list[dict[int, int]]:
    """Of each row the columns it takes, with those that rows above reach down into."""
    widths: list[dict[int, int]] = [{} for _ in rows]
    for index, row in enumerate(rows):
        for cell in _parts(row):
            for below in range(index, min(len(rows), index + int(_attribute(cell, "/RowSpan") or 1))):
                widths[below][len(widths[below])] = int(_attribute(cell, "/ColSpan") or 1)
    return widths


def _rows(table: Any) -> list[Any]:
    return [one for part in _parts(table) for one in ([part] if part.S == "/TR" else _parts(part)) if one.S == "/TR"]


def _headers(cell: Any) -> Iterable[str]:
    return [str(name) for name in _attribute(cell, "/Headers") or ()]


def _attribute(one: Any, name: str) -> Any:
    attributes = one.get("/A", Array())
    for said in attributes.as_list() if isinstance(attributes, Array) else [attributes]:
        if isinstance(said, Dictionary) and name in said:
            return said[name]
    return None


# --- The tree ---------------------------------------------------------------------------------------------------------


def _walk(parent: Any, role: str) -> Iterator[tuple[str, Any]]:
    """Each element with the role of what it stands in, in the order they are read."""
    for kid in _parts(parent):
        yield role, kid
        yield from _walk(kid, str(kid.S)[1:])


def _parts(parent: Any) -> list[Any]:
    return [kid for kid in _kids(parent) if isinstance(kid, Dictionary) and "/S" in kid]


def _kids(parent: Any) -> list[Any]:
    kids = parent.get("/K", Array())
    return list(kids.as_list()) if isinstance(kids, Array) else [kids]
