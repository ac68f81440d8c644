"""The file: a zip of parts, and the relationships between them. Every name, number and time in it is given."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from reports.renderers.docx.xml import DECLARATION, R, Xml, attribute, clean, root

_FIXED = Path(__file__).parent / "parts"
_FIXED_PARTS = {"styles": "styles.xml", "numbering": "numbering.xml", "settings": "settings.xml"}
_FIXED_PARTS |= {"fontTable": "fontTable.xml", "theme": "theme.xml"}
"""The files of that folder, by what they are to the text."""
_ZIPPED = (1980, 1, 1, 0, 0, 0)
"""The time on every member, the earliest that a zip can hold: the bytes are the document's alone."""

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {
    "/word/document.xml": f"{_WORD}.document.main+xml",
    "/word/styles.xml": f"{_WORD}.styles+xml",
    "/word/numbering.xml": f"{_WORD}.numbering+xml",
    "/word/settings.xml": f"{_WORD}.settings+xml",
    "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "/word/theme.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "/word/footnotes.xml": f"{_WORD}.footnotes+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_ADDRESS_SIGNS = "!$%&'()*+,-./:;=?@_~"
"""What stands in an address as it is. Word holds a file for damaged when an address has any other sign."""


_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_OUTSIDE = ' TargetMode="External"'


class Relations:
    """What one part of the file points to, by the ids that its text uses."""

    def __init__(self) -> None:
        self._targets: dict[tuple[str, str, bool], str] = {}

    def to(self, kind: str, target: str, *, outside: bool = False) -> str:
        """The id to point with; the same for the same target. `kind` is the last word of the relationship's type."""
        return self._targets.setdefault((kind, target, outside), f"rId{len(self._targets) + 1}")

    def link(self, address: str) -> str:
        return self.to("hyperlink", _quoted(address), outside=True)

    def markup(self) -> bytes:
        rows = "".join(
            f'<Relationship Id="{name}" Type="{R}/{kind}" Target={attribute(target)}{_OUTSIDE if outside else ""}/>'
            for (kind, target, outside), name in self._targets.items()
        )
        return _relationships(rows)


class Package:
    """Collects what the text needs beside itself: pictures, heads and feet of pages, addresses."""

    def __init__(self) -> None:
        self.relations = Relations()
        for kind, name in _FIXED_PARTS.items():
            self.relations.to(kind, name)
        self.relations.to("footnotes", "footnotes.xml")
        self.note_relations = Relations()
        self._parts: dict[str, bytes] = {}
        self._types = dict(_TYPES)

    def picture(self, content: bytes) -> str:
        """The id of a PNG picture, kept once however often it is shown."""
        name = f"media/{hashlib.sha256(content).hexdigest()[:16]}.png"
        self._parts[f"word/{name}"] = content
        return self.relations.to("image", name)

    def furniture(self, kind: str, content: Xml) -> str:
        """The id of a page's "header" or "footer"; equal ones are one."""
        markup = root("hdr" if kind == "header" else "ftr", content)
        name = f"{kind}-{hashlib.sha256(markup).hexdigest()[:16]}.xml"
        self._parts[f"word/{name}"] = markup
        self._types[f"/word/{name}"] = f"{_WORD}.{kind}+xml"
        return self.relations.to(kind, name)

    def packed(self, body: Xml, notes: Xml, properties: Xml) -> bytes:
        """The file: the text's body, its notes and its core properties with everything that was collected."""
        fixed = {f"word/{name}": (_FIXED / name).read_bytes() for name in _FIXED_PARTS.values()}
        return _zipped(
            {
                "[Content_Types].xml": self._content_types(),
                "_rels/.rels": _top_relations(),
                "docProps/core.xml": _core(properties),
                "docProps/app.xml": _APP,
                "word/document.xml": root("document", Xml(f"<w:body>{body}</w:body>")),
                "word/_rels/document.xml.rels": self.relations.markup(),
                "word/footnotes.xml": root("footnotes", notes),
                "word/_rels/footnotes.xml.rels": self.note_relations.markup(),
                **fixed,
                **self._parts,
            }
        )

    def _content_types(self) -> bytes:
        named = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in self._types.items())
        defaults = (
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        )
        return f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{defaults}{named}</Types>'.encode()


_APP = (
    f"{DECLARATION}<Properties xmlns="
    '"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>SEC Reports</Application></Properties>"
).encode()


def _quoted(address: str) -> str:
    before, sign, place = clean(address).partition("#")
    quoted = [quote(_STRAY_PERCENT.sub("%25", part), safe=_ADDRESS_SIGNS) for part in (before, place)]
    return sign.join(quoted) if sign else quoted[0]


def _relationships(rows: str) -> bytes:
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'.encode()


def _top_relations() -> bytes:
    return _relationships(
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/>'
    )


def _core(properties: Xml) -> bytes:
    names = (
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    return f"{DECLARATION}<cp:coreProperties {names}>{properties}</cp:coreProperties>".encode()


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _ZIPPED)
            member.create_system = 3
            member.external_attr = 0o644 << 16
            member.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            file.writestr(member, content)
    return out.getvalue()
