"""The pack page number and the classification word on every page, whatever its size and however it is turned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from access.classification import Classification

_FACE = Path(settings.BASE_DIR) / "static/fonts/SourceSans3-SemiBold.ttf"
_NAME = "SECRPT+SourceSans3-SemiBold"
PREVIEW = "Preview, not issued"
_TEXT = f"Pack page · 0123456789 {PREVIEW} " + " ".join(Classification.labels)
SIZE = 8.5
"""Points."""
RIGHT, BOTTOM = 28.0, 14.0
"""Points from the edges of what is shown of a page: below the foot of most papers."""
PADDING = 3.0
_SMALLEST_MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class Face:
    """The glyphs that stamps need of our own font. `widths` are thousandths of the size, by glyph."""

    program: bytes
    glyphs: dict[str, int]
    widths: list[int]
    box: list[int]
    ascent: int
    descent: int

    def width(self, text: str) -> float:
        return sum(self.widths[self.glyphs[sign]] for sign in text) * SIZE / 1000

    def encoded(self, text: str) -> bytes:
        return "".join(f"{self.glyphs[sign]:04x}" for sign in text).encode()


@lru_cache(maxsize=1)
def face() -> Face:
    font = TTFont(_FACE, recalcTimestamp=False)
    options = Options(layout_features=[], hinting=False, name_IDs=[], notdef_outline=True, glyph_names=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=_TEXT)
    subsetter.subset(font)
    unit = 1000 / font["head"].unitsPerEm
    order, cut = font.getGlyphOrder(), BytesIO()
    head, lines = font["head"], font["hhea"]
    font.save(cut)
    return Face(
        cut.getvalue(),
        {chr(code): font.getGlyphID(name) for code, name in font.getBestCmap().items()},
        [round(font["hmtx"][name][0] * unit) for name in order],
        [round(side * unit) for side in (head.xMin, head.yMin, head.xMax, head.yMax)],
        round(lines.ascent * unit),
        round(lines.descent * unit),
    )


@dataclass(frozen=True, slots=True)
class Kit:
    """What all stamps of a file share: our font in it, and what stands before and after the drawing of a page."""

    font: Object
    before: Object
    after: bytes = b"Q\n"


def embed(pdf: Pdf) -> Kit:
    return Kit(_embedded(pdf), pdf.make_stream(b"q\n"))


def _embedded(pdf: Pdf) -> Object:
    used = face()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{_NAME}"),
        Flags=4,
        FontBBox=Array(used.box),
        ItalicAngle=0,
        Ascent=used.ascent,
        Descent=used.descent,
        CapHeight=660,
        StemV=110,
        FontFile2=pdf.make_stream(used.program, Length1=len(used.program)),
    )
    drawn = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{_NAME}"),
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=0,
        W=Array([0, Array(used.widths)]),
        CIDToGIDMap=Name.Identity,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{_NAME}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(drawn)]),
            ToUnicode=pdf.make_stream(_to_unicode(used.glyphs)),
        )
    )


def _to_unicode(glyphs: dict[str, int]) -> bytes:
    """So that the stamp can be searched for, copied and read aloud."""
    rows = "\n".join(f"<{glyph:04x}> <{ord(sign):04x}>" for sign, glyph in sorted(glyphs.items()))
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(glyphs)} beginbfchar\n{rows}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode()


def stamp(pdf: Pdf, page: pikepdf.Page, text: str, kit: Kit, *, tag_whole: bool) -> None:
    """Print `text` at the foot of what is shown of the page, as it is shown, over a ground of its own.

    With `tag_whole` what the page draws is put into a form, marked as one piece of content, so that nothing which it
    leaves behind (a turn, a colour, a clip) reaches the stamp; it is drawn as it was. Else it stays where it is, since
    tags lead to it there.
    """
    matrix, width = _seen(page)
    drawing = _drawn(text, matrix, width)
    contents = page.obj.get("/Contents")
    if not tag_whole:
        streams = contents.as_list() if isinstance(contents, Array) else [contents] if contents is not None else []
        _font_for(page, kit)
        page.obj.Contents = Array([kit.before, *streams, pdf.make_stream(kit.after + drawing)])
        return
    resources = Dictionary(Font=Dictionary(PackStamp=kit.font))
    if isinstance(contents, Array | Stream):
        resources.XObject = Dictionary(PackPage=_as_form(pdf, page))
        drawing = b"/P <</MCID 0>> BDC q /PackPage Do Q EMC\n" + drawing
    else:
        drawing = b"/P <</MCID 0>> BDC EMC\n" + drawing
    page.obj.Contents = pdf.make_stream(drawing)
    page.obj.Resources = resources


def _font_for(page: pikepdf.Page, kit: Kit) -> None:
    """Beside the page's own: what other pages share with it is left as it is."""
    resources = Dictionary(dict(page.obj.get("/Resources", Dictionary()).items()))
    fonts = Dictionary(dict(resources.get("/Font", Dictionary()).items()))
    fonts.PackStamp = kit.font
    resources.Font = fonts
    page.obj.Resources = resources


def _as_form(pdf: Pdf, page: pikepdf.Page) -> Object:
    """What the page draws. As one stream it is taken over as it is compressed."""
    contents = page.obj.Contents
    streams = [one for one in contents.as_list() if isinstance(one, Stream)] if isinstance(contents, Array) else None
    if streams is None:
        form = pdf.make_stream(contents.read_raw_bytes())
        for key in ("/Filter", "/DecodeParms"):
            if key in contents.stream_dict:
                form.stream_dict[key] = contents.stream_dict[key]
    else:
        form = pdf.make_stream(b"\n".join(stream.read_bytes() for stream in streams))
    form.Type, form.Subtype, form.FormType = Name.XObject, Name.Form, 1
    form.BBox = page.mediabox
    form.Resources = page.obj.get("/Resources", Dictionary())
    if "/Group" in page.obj:
        form.Group = page.obj.Group
    return form


def _drawn(text: str, matrix: tuple[float, ...], width: float) -> bytes:
    used = face()
    long = used.width(text)
    scale = min(1.0, (width - 2 * _SMALLEST_MARGIN) / (long + 2 * PADDING))
    right = min(RIGHT, max(_SMALLEST_MARGIN, (width - scale * (long + 2 * PADDING)) / 2))
    left = width - right - scale * (long + PADDING)
    ground = (-PADDING, -PADDING, long + 2 * PADDING, SIZE * 0.66 + 2 * PADDING)
    return b"\n".join(
        (
            b"/Artifact <</Type /Pagination>> BDC q",
            _numbers(matrix) + b" cm",
            _numbers((scale, 0, 0, scale, left, BOTTOM)) + b" cm",
            b"1 g " + _numbers(ground) + b" re f",
            b"0.043 0.047 0.047 rg BT /PackStamp " + _numbers((SIZE,)) + b" Tf <" + used.encoded(text) + b"> Tj ET",
            b"Q EMC\n",
        )
    )


def _seen(page: pikepdf.Page) -> tuple[tuple[float, ...], float]:
    """From points as a reader sees the page, right and up from its lower left corner, to the page's own; and how wide
    it is seen. A crop box that reaches beyond the page is cut to it, as viewers do, each in its own way."""
    left, low, right, top = _shown(page)
    page.obj.CropBox = Array([left, low, right, top])
    unit = float(page.obj.get("/UserUnit", 1)) or 1.0
    part = 1 / unit
    wide, high = (right - left) * unit, (top - low) * unit
    turned = round(float(page.obj.get("/Rotate", 0)) / 90) % 4
    if turned == 1:
        return (0, part, -part, 0, right, low), high
    if turned == 2:
        return (-part, 0, 0, -part, right, top), wide
    if turned == 3:
        return (0, -part, part, 0, left, top), high
    return (part, 0, 0, part, left, low), wide


def _shown(page: pikepdf.Page) -> tuple[float, float, float, float]:
    media, crop = _sides(page.mediabox), _sides(page.cropbox)
    left, low = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, low, right, top) if left < right and low < top else media


def _sides(box: Any) -> tuple[float, float, float, float]:
    across, along = sorted((float(box[0]), float(box[2]))), sorted((float(box[1]), float(box[3])))
    return across[0], along[0], across[1], along[1]


def _numbers(values: tuple[float, ...]) -> bytes:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values).encode()
