"""The tags of a file of the pack: those of our own pages and of every paper in one tree, in the order they are read.

A paper's tags are made ready once, when it is opened; each file then takes a copy. A paper that has none, or some that
cannot be trusted, is read page by page as its pages draw it: each is one paragraph, so that nothing is lost to who
listens, and the file that holds it does not claim to be PDF/UA.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pikepdf import Array, Dictionary, NumberTree, Object, ObjectType, Page, Pdf, PdfError, Stream, parse_content_stream
from pikepdf import Name as PdfName
from pikepdf import String as PdfString

_CLAIM = re.compile(rb"""pdfuaid:part(\s*=\s*["']|\s*>\s*)1\b""")
_GROUPING = ("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct")
_BLOCKS = ("Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Figure", "Formula")
_TABLES = ("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Form", "Link", "Annot", "Span", "Quote", "Note")
_INLINE = ("Reference", "BibEntry", "Code", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP")
ROLES = frozenset((*_GROUPING, *_BLOCKS, *_TABLES, *_INLINE))
"""Those of PDF 1.7."""
_IDLE = frozenset(("/Type", "/S", "/P", "/Pg", "/K"))
MOST_CHAINED = 8
"""Steps from a role of somebody's own to a standard one."""


def claims_pdf_ua(pdf: Pdf) -> bool:
    metadata = pdf.Root.get("/Metadata")
    return isinstance(metadata, Stream) and bool(_CLAIM.search(metadata.read_bytes()))


# --- A paper, once ----------------------------------------------------------------------------------------------------


def make_ready(pdf: Pdf, prefix: str, *, trusted: bool) -> bool:
    """Whether the paper's tags can be bound with others': they are then under names that no other paper has, which
    begin with `prefix`. Else they are taken away. Of a paper that is not `trusted`, being somebody else's, the drawing
    of each page must leave nothing behind for what is drawn after it."""
    try:
        ready = _is_tagged(pdf) and (trusted or all(_leaves_nothing(page) for page in pdf.pages))
        if ready and not trusted:
            _refuse_odd_roles(pdf.Root.StructTreeRoot)
        if ready:
            _own_names(pdf, prefix)
            _without_idle_spans(pdf)
    except (PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        ready = False
    if not ready:
        _untag(pdf)
    return ready


def _is_tagged(pdf: Pdf) -> bool:
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary) or not pdf.Root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        return False
    keys = set(dict(NumberTree(root.ParentTree).items()))
    wanted = [key for page in pdf.pages for key in _keys_of(page)]
    return set(wanted) <= keys and all("/StructParents" in page.obj for page in pdf.pages if "/Contents" in page.obj)


def _keys_of(page: Page) -> Iterator[int]:
    if "/StructParents" in page.obj:
        yield int(page.obj.StructParents)
    for note in page.obj.get("/Annots", Array()).as_list():
        if "/StructParent" in note:
            yield int(note.StructParent)


def _leaves_nothing(page: Page) -> bool:
    """Whether each state, text and mark that the page's drawing begins is ended in it, and nothing it draws has tags of
    its own."""
    deep, marks = 0, 0
    for instruction in parse_content_stream(page, "q Q BMC BDC EMC"):
        operator = str(instruction.operator)
        deep += {"q": 1, "Q": -1}.get(operator, 0)
        marks += {"BMC": 1, "BDC": 1, "EMC": -1}.get(operator, 0)
        if deep < 0 or marks < 0:
            return False
    return deep == 0 and marks == 0


def _refuse_odd_roles(root: Object) -> None:
    """ValueError for a tree in which something stands twice, or is of a role that nothing explains."""
    roles, seen = root.get("/RoleMap", Dictionary()), set()
    left = [root]
    while left:
        kids = left.pop().get("/K", Array())
        for kid in kids.as_list() if isinstance(kids, Array) else [kids]:
            if not isinstance(kid, Dictionary) or "/S" not in kid:
                continue
            if not kid.is_indirect or kid.objgen in seen:
                raise ValueError("An element stands twice in the tree, or has no place of its own")
            seen.add(kid.objgen)
            _standard(kid.S, roles)
            left.append(kid)


def _own_names(pdf: Pdf, prefix: str) -> None:
    root = pdf.Root.StructTreeRoot
    roles, classes = root.get("/RoleMap", Dictionary()), root.get("/ClassMap", Dictionary())
    named = []
    for one in _elements(pdf):
        if "/ID" in one:
            one.ID = PdfString(prefix + str(one.ID))
            named.append((str(one.ID), one))
        if "/A" in one:
            _own_headers(one.A, prefix)
        if roles or "/NS" in one:
            one.S = _standard(one.S, roles)
        if "/C" in one:
            _without_class(one, classes)
    for key in ("/RoleMap", "/ClassMap", "/IDTree"):
        if key in root:
            del root[key]
    if named:
        root.IDTree = pdf.make_indirect(_leaf(sorted(named, key=lambda pair: pair[0].encode())))


def _elements(pdf: Pdf) -> Iterator[Any]:
    """ValueError where there are tags outside of pages."""
    for one in pdf.objects:
        kind = one._type_code
        if kind == ObjectType.stream and ("/StructParent" in one or "/StructParents" in one):
            raise ValueError("What a page draws has tags of its own")
        if kind == ObjectType.dictionary and "/S" in one and "/P" in one and "/Subtype" not in one:
            yield one


def _without_idle_spans(pdf: Pdf) -> None:
    """What a span holds that says nothing of it goes to what the span stands in: they are half of a table's tags, and
    each takes time and memory in every file."""
    parents = dict(NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
    led_by = {
        page.obj.objgen: parents[int(page.obj.StructParents)] for page in pdf.pages if "/StructParents" in page.obj
    }
    for one in list(_elements(pdf)):
        kids: Any = one.get("/K")
        led: Any = led_by.get(one.Pg.objgen) if "/Pg" in one else None
        for index, kid in enumerate(kids.as_list() if led is not None and isinstance(kids, Array) else ()):
            number = _idle_number(kid, one)
            if number is not None:
                kids[index], led[number] = number, one


def _idle_number(kid: Any, of: Any) -> int | None:
    """The one content that a span holds on the page of what it stands in, of which it says nothing."""
    if not isinstance(kid, Dictionary) or str(kid.get("/S")) != "/Span" or set(kid.keys()) != _IDLE:
        return None
    held: Any = kid.K[0] if isinstance(kid.K, Array) and len(kid.K) == 1 else None
    return held if isinstance(held, int) and kid.Pg.objgen == of.Pg.objgen else None


def _own_headers(attributes: Object, prefix: str) -> None:
    for one in attributes.as_list() if isinstance(attributes, Array) else [attributes]:
        if isinstance(one, Dictionary) and "/Headers" in one:
            one.Headers = Array(PdfString(prefix + str(name)) for name in one.Headers.as_list())


def _standard(role: Object, roles: Object) -> PdfName:
    name = str(role)
    for _ in range(MOST_CHAINED):
        if name[1:] in ROLES:
            return PdfName(name)
        name = str(roles.get(name, name))
    raise ValueError(f"{role} is no role that is known")


def _without_class(one: Object, classes: Object) -> None:
    """With what its classes say said by itself: two papers may call different things alike."""
    names = one.C.as_list() if isinstance(one.C, Array) else [one.C]
    said = [classes[str(name)] for name in names if isinstance(name, PdfName) and str(name) in classes]
    own = one.get("/A", Array())
    one.A = Array([*said, *(own.as_list() if isinstance(own, Array) else [own])])
    del one["/C"]


def _leaf(pairs: Sequence[tuple[str, Object]]) -> Dictionary:
    names = Array(value for name, one in pairs for value in (PdfString(name), one))
    return Dictionary(Limits=Array([names[0], names[len(names) - 2]]), Names=names)


def _untag(pdf: Pdf) -> None:
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        notes = page.obj.get("/Annots")
        for note in (page.obj, *(notes.as_list() if isinstance(notes, Array) else ())):
            for key in ("/StructParents", "/StructParent"):
                if isinstance(note, Dictionary) and key in note:
                    del note[key]


# --- A file, from its papers ------------------------------------------------------------------------------------------


class Tags:
    """The tree of a file that begins with our own pages, whose own tags are there. What is added to it stands where
    `finish` is told: by the first page of each."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.Root.StructTreeRoot
        self._document = self._root.K[0] if isinstance(self._root.K, Array) else self._root.K
        self._parents: dict[int, Object] = dict(NumberTree(self._root.ParentTree).items())
        self._ids = [self._root.IDTree] if "/IDTree" in self._root else []
        self._spaces: list[Object] = []
        self._by_page: dict[tuple[int, int], list[Object]] = {}
        for kid in self._document.K.as_list():
            self._by_page.setdefault(kid.Pg.objgen, []).append(kid)

    def add(self, source: Pdf, pages: Sequence[Page], title: str) -> None:
        """The tags of a paper whose pages are in the file already."""
        tree = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        first = self._next()
        for key, value in NumberTree(tree.ParentTree).items():
            self._parents[first + key] = value
        for page in pages:
            if "/StructParents" in page.obj:
                page.obj.StructParents = first + int(page.obj.StructParents)
            for note in page.obj.get("/Annots", Array()).as_list():
                if "/StructParent" in note:
                    note.StructParent = first + int(note.StructParent)
        if "/IDTree" in tree:
            self._ids.append(tree.IDTree)
        if "/Namespaces" in tree:
            self._spaces.extend(tree.Namespaces.as_list())
        kids = list(tree.K.as_list()) if isinstance(tree.K, Array) else [tree.K]
        part = self._element("Part", kids, title, source.Root.get("/Lang"))
        for kid in kids:
            kid.P = part
            if str(kid.S) == "/Document":
                kid.S = PdfName.Art
        self._by_page[pages[0].obj.objgen] = [part]

    def add_untagged(self, pages: Sequence[Page], title: str) -> None:
        """A paragraph for each page of a paper without tags; `stamps.stamp` marks what it draws."""
        part = self._element("Part", (), title)
        for page in pages:
            key = self._next()
            whole = Dictionary(Type=PdfName.StructElem, S=PdfName.P, P=part, Pg=page.obj, K=0)
            whole = self._pdf.make_indirect(whole)
            part.K.append(whole)
            page.obj.StructParents = key
            self._parents[key] = self._pdf.make_indirect(Array([whole]))
        self._by_page[pages[0].obj.objgen] = [part]

    def finish(self, pages: Sequence[Page]) -> None:
        """`pages` are the file's in their order."""
        in_order = [kid for page in pages for kid in self._by_page.pop(page.obj.objgen, ())]
        if self._by_page:
            raise RuntimeError("A page of the pack is tagged and is not in the file")
        for kid in in_order:
            kid.P = self._document
        self._document.K = Array(in_order)
        nums = Array(value for key in sorted(self._parents) for value in (key, self._parents[key]))
        self._root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=nums))
        self._root.ParentTreeNextKey = self._next()
        if self._ids:
            self._root.IDTree = self._pdf.make_indirect(Dictionary(Kids=Array(self._ids)))
        if self._spaces:
            self._root.Namespaces = Array(self._spaces)
        for page in pages:
            page.obj.Tabs = PdfName.S

    def _next(self) -> int:
        return max(self._parents, default=-1) + 1

    def _element(self, role: str, kids: Sequence[Object], title: str, language: Object | None = None) -> Any:
        fields: Mapping[str, Any] = {"Lang": language} if isinstance(language, PdfString) else {}
        made = Dictionary(
            Type=PdfName.StructElem, S=PdfName(f"/{role}"), P=self._document, T=title, K=Array(kids), **fields
        )
        return self._pdf.make_indirect(made)
